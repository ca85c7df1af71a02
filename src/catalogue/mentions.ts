/**
 * A cheap test whether a text can hold a name that the catalogue knows. It looks for one literal word of each pattern that
 * any spelling of the name in a file must contain; it may say yes too often, never no too often.
 */
import { canonicalName } from './names.js';
import type { Signal, SignalKind } from './types.js';

const CASE_INSENSITIVE: ReadonlySet<SignalKind> = new Set(['image', 'chart', 'dependency', 'action']);

/** Pieces of a name that may stand apart in a file: `from a import b` for `a.b`, `repository:` for the end of an image. */
const WORDS: Record<SignalKind, RegExp> = {
  call: /\./,
  decorator: /\./,
  base: /\./,
  import: /\./,
  dependency: /-/,
  resource: /(?!)/,
  cloudformation: /(?!)/,
  kind: /\//,
  image: /\//,
  chart: /(?!)/,
  action: /(?!)/,
  task: /(?!)/,
  command: / /,
  file: /\//,
  schema: /(?!)/,
  environment: /(?!)/,
};

/** A test for the signals of one kind. */
export function mentionTest(kind: SignalKind, signals: readonly Signal[]): (text: string) => boolean {
  const words = new Set<string>();
  for (const signal of signals) {
    const required = requiredWords(kind, signal);
    if (!required) return () => true;
    for (const word of required) words.add(word);
  }
  if (words.size === 0) return () => false;
  const all = [...words].sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  const kept: string[] = [];
  for (const word of all) if (!kept.some((shorter) => word.includes(shorter))) kept.push(word);
  const expression = new RegExp(kept.sort().map(escape).join('|'), CASE_INSENSITIVE.has(kind) ? 'i' : '');
  return (text) => expression.test(text);
}

/** Words of which at least one must stand in a text where the signal matches; undefined when there are none to look for. */
function requiredWords(kind: SignalKind, signal: Signal): string[] | undefined {
  if (signal.requiresImport) return signal.requiresImport;
  const literals = canonicalName(kind, signal.pattern)
    .split(WORDS[kind])
    .flatMap((word) => word.split('*'))
    .filter((word) => word !== '');
  // Python names and commands begin with the most telling word, paths of files, kinds and images end with it.
  const atEnd = kind === 'kind' || kind === 'image' || kind === 'file';
  const word = atEnd ? literals.at(-1) : literals[0];
  return word === undefined ? undefined : [word];
}

function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
