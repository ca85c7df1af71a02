/** Matches what plugins find against the signals of all technologies. */
import { mentionTest } from './mentions.js';
import { canonicalName, SEPARATORS } from './names.js';
import { compileGlob, isGlob, matchesGlob, specificity } from './pattern.js';
import type { Glob } from './pattern.js';
import { SIGNAL_KINDS } from './types.js';
import type { Catalogue, Match, Occurrence, Signal, SignalKind, Technology } from './types.js';
import { matches, valueAt } from './value.js';

interface Entry {
  match: Match;
  pattern: string;
  glob?: Glob;
  specificity: number;
  /** Signals of one technology with the same group say the same thing; only the most specific of them is kept. */
  group: string;
}

interface KindIndex {
  exact: Map<string, Entry[]>;
  /** Globs by their first or last whole segment; the others stand in `rest`. */
  first: Map<string, Entry[]>;
  last: Map<string, Entry[]>;
  rest: Entry[];
  /** Name → signals whose pattern matches, in the order in which they are returned. */
  memo: Map<string, Entry[]>;
}

/** Bounds memory on hostile trees with millions of distinct names; real ones stay far below. */
const MEMO_SIZE = 100_000;

/**
 * The catalogue of a list of technologies.
 * @throws {Error} when two technologies have the same id
 */
export function catalogueFrom(list: readonly Technology[]): Catalogue {
  const technologies = new Map<string, Technology>();
  for (const technology of [...list].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    if (technologies.has(technology.id)) throw new Error(`two technologies are called ${technology.id}`);
    technologies.set(technology.id, technology);
  }
  const indexes = new Map<SignalKind, KindIndex>(SIGNAL_KINDS.map((kind) => [kind, emptyIndex()]));
  const tests = new Map<SignalKind, (text: string) => boolean>();
  for (const technology of technologies.values()) {
    for (const signal of technology.signals) addSignal(indexOf(indexes, signal.kind), technology, signal);
  }

  return {
    technologies,
    match(occurrence) {
      const index = indexOf(indexes, occurrence.kind);
      const name = canonicalName(occurrence.kind, occurrence.name);
      let candidates = index.memo.get(name);
      if (!candidates) {
        candidates = findCandidates(index, occurrence.kind, name);
        if (index.memo.size >= MEMO_SIZE) index.memo.clear();
        index.memo.set(name, candidates);
      }
      return candidates.length === 0 ? [] : applicable(candidates, occurrence);
    },
    mentions(kind, text) {
      let test = tests.get(kind);
      if (!test) {
        const signals = [...technologies.values()].flatMap((technology) => technology.signals);
        test = mentionTest(
          kind,
          signals.filter((signal) => signal.kind === kind),
        );
        tests.set(kind, test);
      }
      return test(text);
    },
  };
}

function emptyIndex(): KindIndex {
  return { exact: new Map(), first: new Map(), last: new Map(), rest: [], memo: new Map() };
}

function indexOf(indexes: Map<SignalKind, KindIndex>, kind: SignalKind): KindIndex {
  return indexes.get(kind) ?? emptyIndex();
}

function addSignal(index: KindIndex, technology: Technology, signal: Signal): void {
  const pattern = canonicalName(signal.kind, signal.pattern);
  const entry: Entry = {
    match: { technology, signal },
    pattern,
    specificity: specificity(pattern),
    group: [
      technology.id,
      signal.component ?? '',
      signal.relation ?? '',
      ...(signal.component ? [] : (signal.trait ?? [])),
    ].join(' '),
  };
  // `import a.b` is an import of `a` too, so patterns of modules also match what lies below them.
  if (signal.kind === 'import' && !isGlob(pattern)) {
    append(index.exact, pattern, entry);
    addGlob(index, '.', { ...entry, pattern: `${pattern}.*` });
  } else if (isGlob(pattern)) addGlob(index, SEPARATORS[signal.kind], entry);
  else append(index.exact, pattern, entry);
}

function addGlob(index: KindIndex, separator: string, entry: Entry): void {
  const compiled = { ...entry, glob: compileGlob(entry.pattern) };
  const first = firstSegment(entry.pattern, separator);
  const last = lastSegment(entry.pattern, separator);
  if (!isGlob(first) && first !== entry.pattern) append(index.first, first, compiled);
  else if (!isGlob(last) && last !== entry.pattern) append(index.last, last, compiled);
  else index.rest.push(compiled);
}

function append(map: Map<string, Entry[]>, key: string, entry: Entry): void {
  const list = map.get(key);
  if (list) list.push(entry);
  else map.set(key, [entry]);
}

function firstSegment(name: string, separator: string): string {
  const at = name.indexOf(separator);
  return at === -1 ? name : name.slice(0, at);
}

function lastSegment(name: string, separator: string): string {
  return name.slice(name.lastIndexOf(separator) + 1);
}

/** All signals whose pattern matches a name: by technology, the most specific first. */
function findCandidates(index: KindIndex, kind: SignalKind, name: string): Entry[] {
  const separator = SEPARATORS[kind];
  const globs = [
    ...(index.first.get(firstSegment(name, separator)) ?? []),
    ...(index.last.get(lastSegment(name, separator)) ?? []),
    ...index.rest,
  ];
  const found = [
    ...(index.exact.get(name) ?? []),
    ...globs.filter((entry) => entry.glob && matchesGlob(entry.glob, name)),
  ];
  return found.length < 2 ? found : found.sort(byTechnologyAndSpecificity);
}

function byTechnologyAndSpecificity(a: Entry, b: Entry): number {
  if (a.match.technology !== b.match.technology) return a.match.technology.id < b.match.technology.id ? -1 : 1;
  if (a.specificity !== b.specificity) return b.specificity - a.specificity;
  if (a.pattern === b.pattern) return 0;
  return a.pattern < b.pattern ? -1 : 1;
}

/** Of the candidates whose conditions hold, the most specific of each group; signals of one pattern stand together. */
function applicable(candidates: Entry[], occurrence: Occurrence): Match[] {
  const chosen = new Map<string, string>();
  const result: Match[] = [];
  for (const { match, pattern, group } of candidates) {
    const best = chosen.get(group);
    if ((best !== undefined && best !== pattern) || !holds(match.signal, occurrence)) continue;
    if (isMethodOfOtherClass(match, pattern, occurrence)) continue;
    chosen.set(group, pattern);
    result.push(match);
  }
  return result;
}

/**
 * A pattern such as `*.create_training_job` is for clients that come from somewhere out of sight. A class whose name is known
 * and that the technology does not bring may have a method of the same name: `TrainingService(db).create_training_job()`.
 */
function isMethodOfOtherClass(
  { technology, signal }: Match,
  pattern: string,
  { kind, name, resolved = name }: Occurrence,
): boolean {
  if (kind !== 'call' || signal.requiresImport || !pattern.startsWith('*.')) return false;
  const segments = resolved.split('.');
  return CLASS_NAME.test(segments.at(-2) ?? '') && !rootsOf(technology).has(segments[0] ?? '');
}

/** Not a constant, which may well hold a client. */
const CLASS_NAME = /^[A-Z]\w*?[a-z]/;

const roots = new WeakMap<Technology, ReadonlySet<string>>();

/** First segments of the Python names by which a technology is known. */
function rootsOf(technology: Technology): ReadonlySet<string> {
  let known = roots.get(technology);
  if (!known) {
    const python = technology.signals.filter(({ kind }) => kind === 'call' || kind === 'import');
    known = new Set(python.map(({ pattern }) => firstSegment(pattern, '.')).filter((segment) => !isGlob(segment)));
    roots.set(technology, known);
  }
  return known;
}

function holds(signal: Signal, occurrence: Occurrence): boolean {
  if (signal.requiresImport && !signal.requiresImport.some((root) => occurrence.imports?.has(root))) return false;
  return (signal.when ?? []).every((condition) => {
    const value = valueAt(occurrence, condition);
    if (condition.present !== undefined && condition.present !== (value !== undefined)) return false;
    if (condition.equals !== undefined && condition.equals !== value) return false;
    return condition.matches === undefined || (value !== undefined && matches(value, condition.matches));
  });
}
