/** The `docker` variable of pipelines. Source: https://www.jenkins.io/doc/book/pipeline/docker/ */
import type { Fact } from '../../facts/types.js';
import type { GroovyCall } from '../../syntax/types.js';
import type { Step } from '../shared/ci/workflow.js';
import { linkFacts, offerFacts, traitFact } from '../shared/effects.js';
import type { Place } from '../shared/effects.js';
import { factsForSignal } from '../signals.js';
import type { Scope, Surroundings } from './pipeline.js';

/**
 * Steps that build, push or run an image.
 * @param images image by the variable that holds it; filled here
 * @returns undefined when the call has nothing to do with images
 */
export function dockerSteps(
  call: GroovyCall,
  name: string,
  around: Surroundings,
  scope: Scope,
  images: Map<string, string>,
  assigned: string | undefined,
): Step[] | undefined {
  const { offset } = call;
  const step = (facts: (place: Place) => Fact[]): Step[] => [
    { name, offset, effect: 'work', facts: (unit) => facts(placeAt(call, unit, around, scope)) },
  ];
  const named = imageOf(call, around, scope);
  if ((name === 'docker.build' || name === 'docker.image') && assigned !== undefined && named !== undefined)
    images.set(assigned, named);
  if (name === 'docker.build') {
    const options = scope.constants.text(call.arguments[1]?.value);
    return step((place) => [
      ...linkFacts(place, 'builds', 'path', dockerfileOf(options)),
      ...(named === undefined ? [] : offerFacts(place, 'image', named)),
      traitFact(place, 'builds-package'),
    ]);
  }
  if (name === 'docker.image') return [];
  const [, receiver, method] = /^(.*)\.(push|inside|run|withRun|pull|tag)$/.exec(name) ?? [];
  if (receiver === undefined || method === undefined) return undefined;
  const image =
    call.receiver && /^docker\.(?:build|image)$/.test(call.receiver.name)
      ? imageOf(call.receiver, around, scope)
      : images.get(receiver);
  if (image === undefined) return images.size > 0 || receiver.startsWith('docker') ? [] : undefined;
  if (method === 'push') return step((place) => pushFacts(image, place));
  if (method === 'inside') return step((place) => linkFacts({ ...place, kind: 'image' }, 'built-from', 'image', image));
  return method === 'run' || method === 'withRun' ? step((place) => linkFacts(place, 'runs', 'image', image)) : [];
}

/** What the catalogue says of `docker push IMAGE`. */
function pushFacts(image: string, place: Place): Fact[] {
  const value = ({ position }: { position?: number }): string | undefined => (position === 0 ? image : undefined);
  const occurrence = { kind: 'command' as const, name: 'docker push', value };
  return [
    ...factsForSignal(place.context.catalogue, occurrence, place.unit, place.at),
    ...linkFacts(place, 'publishes-to', 'image', image),
  ];
}

function imageOf(call: GroovyCall, { registry }: Surroundings, { constants }: Scope): string | undefined {
  const image = constants.text(call.arguments[0]?.value);
  const host = registry?.replace(/^https?:\/\//, '').replace(/\/+$/, '') ?? '';
  if (image === undefined || host === '' || host.includes('$') || /docker\.(?:io|com)/.test(host)) return image;
  return image.startsWith(`${host}/`) ? image : `${host}/${image}`;
}

/** `docker.build(image, '-f docker/Dockerfile --pull ./service')`: options, and the context last. */
function dockerfileOf(options: string | undefined): string {
  const words = (options ?? '.').trim().split(/\s+/);
  const file = words.findIndex((word) => word === '-f' || word === '--file');
  if (file !== -1 && words[file + 1]) return words[file + 1] ?? '';
  const context = words.at(-1) ?? '.';
  return /^-|=/.test(context) ? 'Dockerfile' : `${context.replace(/\/+$/, '')}/Dockerfile`;
}

function placeAt(call: GroovyCall, unit: string, { directory }: Surroundings, { context, document }: Scope): Place {
  return { context, unit, at: document.locate(call.offset), kind: 'command', directory, values: () => [] };
}
