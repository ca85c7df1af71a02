/**
 * One spelling for names of a kind, so that patterns can be written without thinking of tags, hosts and versions. Applied
 * to patterns and to what plugins find alike; applying it twice changes nothing.
 */
import type { SignalKind } from './types.js';

/** Character that divides names of a kind into segments; globs are indexed by their first or last whole segment. */
export const SEPARATORS: Record<SignalKind, string> = {
  call: '.',
  decorator: '.',
  base: '.',
  import: '.',
  dependency: '-',
  resource: '_',
  cloudformation: ':',
  kind: '/',
  image: '/',
  chart: '-',
  action: '/',
  task: '/',
  command: ' ',
  file: '/',
  schema: '/',
  environment: '_',
};

// Host of an image reference as Docker tells it: the first part, if it has a dot or a port or is `localhost`.
const IMAGE_HOST = /^(?:[^/]*[.:][^/]*|localhost)\/(?=.)/;
const LONGEST_NAME = 1000;

/** Brings a name into the form in which it is compared. */
export function canonicalName(kind: SignalKind, text: string): string {
  const name = text.length > LONGEST_NAME ? text.slice(0, LONGEST_NAME) : text;
  switch (kind) {
    case 'call':
    case 'decorator':
    case 'base':
      // A chain on a constructor, `MlflowClient().log_metric`, is the method of the class.
      return name.replaceAll('()', '');
    case 'dependency':
      return name.toLowerCase().replace(/[-_.]+/g, '-');
    case 'image':
      return canonicalImage(name.toLowerCase());
    case 'chart':
      return name.toLowerCase();
    case 'action':
      return withoutSuffix(name, '@').toLowerCase();
    case 'task':
      return withoutSuffix(name, '@');
    case 'command':
      return canonicalCommand(name);
    case 'file':
      return name.startsWith('/') || name.startsWith('**') ? name : `/${name}`;
    default:
      return name;
  }
}

function canonicalImage(reference: string): string {
  const path = withoutSuffix(reference, '@').replace(IMAGE_HOST, '');
  const slash = path.lastIndexOf('/');
  const colon = path.indexOf(':', slash + 1);
  const repository = colon === -1 ? path : path.slice(0, colon);
  return repository.startsWith('library/') ? repository.slice('library/'.length) : repository;
}

/** `/opt/bin/mlflow server` and `python -m mlflow server` are `mlflow server`; `gcloud beta run` is `gcloud run`. */
function canonicalCommand(command: string): string {
  const words = command.split(' ').filter((word) => word !== '');
  const program = words[0] ?? '';
  words[0] = program.slice(program.lastIndexOf('/') + 1);
  if (/^python[\d.]*$/.test(words[0]) && words[1] === '-m' && words.length > 2) words.splice(0, 2);
  if (words[0] === 'gcloud' && (words[1] === 'alpha' || words[1] === 'beta')) words.splice(1, 1);
  return words.join(' ');
}

function withoutSuffix(text: string, mark: string): string {
  const at = text.indexOf(mark);
  return at <= 0 ? text : text.slice(0, at);
}
