/**
 * Effects: what a command, a GitHub action or an Azure task does, as data. One entry says which value names what; the
 * plugins bring the values.
 */
import type { EvidenceKind, Fact, Identifier, IdentifierKind, LinkType, Location, Trait } from '../../facts/types.js';
import type { ExtractContext } from '../types.js';
import {
  bucketOf,
  clusterOf,
  gitHubRepository,
  gitRepositoryOf,
  imageOf,
  isRepositoryName,
  roleOf,
} from './identifiers.js';
import { isUnknown, readPath } from './paths.js';

/** Where a value stands. Several values (an option given twice, a list) give several facts. */
export interface Source {
  /** Options of a command, inputs of an action or a task; the first that has a value counts. */
  keys?: readonly string[];
  /** Position from 0 among the words that are neither the command's name nor options. */
  position?: number;
  /** All words from `position` on. */
  rest?: boolean;
  /** Divides one word into several values: `--jobs=train,score`. */
  divider?: string;
  /** Value when nothing is written, e.g. the file that the tool reads by default. */
  default?: string;
}

export type Effect =
  | { trait: Trait; detail?: string; when?: Condition }
  | (Source & { link: LinkType; to: IdentifierKind; when?: Condition })
  | (Source & { offer: IdentifierKind; when?: Condition });

/** Holds when the value at one of the places matches; `absent` turns it round. */
export interface Condition extends Pick<Source, 'keys' | 'position'> {
  matches?: RegExp;
  absent?: boolean;
}

/** Where the facts belong, and how values are read. */
export interface Place {
  context: ExtractContext;
  unit: string;
  at: Location;
  kind: EvidenceKind;
  /** Working directory relative to the source's root; undefined when it is not known. */
  directory: string | undefined;
  values(source: Source): string[];
}

/** Facts of the effects of one command, action or task. A deployment gives the trait `deploys` by itself. */
export function factsForEffects(effects: readonly Effect[], place: Place): Fact[] {
  const facts: Fact[] = [];
  for (const effect of effects) {
    if (effect.when && !holds(effect.when, place)) continue;
    if ('trait' in effect) facts.push(traitFact(place, effect.trait, effect.detail));
    else {
      for (const value of place.values(effect)) {
        facts.push(
          ...('link' in effect
            ? linkFacts(place, effect.link, effect.to, value)
            : offerFacts(place, effect.offer, value)),
        );
      }
    }
  }
  if (facts.some((fact) => fact.fact === 'link' && fact.link === 'deploys')) facts.push(traitFact(place, 'deploys'));
  return withoutRepetition(facts);
}

/**
 * The same facts, each once: tables, handlers and the catalogue may say the same about one definition. Of a trait the
 * fact that names a technology is kept.
 */
export function withoutRepetition(facts: readonly Fact[]): Fact[] {
  const kept = new Map<string, Fact>();
  for (const fact of facts) {
    const key =
      fact.fact === 'trait'
        ? `trait ${fact.unit} ${fact.trait} ${fact.at.line} ${fact.at.column}`
        : JSON.stringify(fact);
    const known = kept.get(key);
    kept.set(key, known === undefined ? fact : { ...known, ...fact });
  }
  return [...kept.values()];
}

function holds(condition: Condition, place: Place): boolean {
  const values = place.values(condition);
  const found = values.some((value) => condition.matches?.test(value) ?? true);
  return found !== (condition.absent ?? false);
}

export function traitFact(place: Place, trait: Trait, detail?: string): Fact {
  return { fact: 'trait', unit: place.unit, trait, kind: place.kind, ...(detail ? { detail } : {}), at: place.at };
}

/** A link to what a value names; a path that a variable hides is kept as not understood. */
export function linkFacts(place: Place, link: LinkType, kind: IdentifierKind, value: string): Fact[] {
  const { unit, at } = place;
  if (kind === 'path' || kind === 'application') {
    const reading = readPath(value, place.context, place.directory);
    if (!reading) return [];
    if ('unresolved' in reading) {
      const each = link === 'builds' ? eachDirectory(value, place) : undefined;
      return [
        ...(each ? [{ fact: 'link', unit, link, to: { kind, value: each }, kind: place.kind, at } as const] : []),
        { fact: 'not-understood', unit, reason: 'unresolved-variable', detail: reading.unresolved, at },
      ];
    }
    return [{ fact: 'link', unit, link, to: { kind, value: reading.path }, kind: place.kind, at }];
  }
  const name = identifierOf(kind, value);
  if (name !== undefined) return [{ fact: 'link', unit, link, to: { kind, value: name }, kind: place.kind, at }];
  // An image of which a variable keeps the whole name is mostly the one that the pipeline has just built.
  if (kind === 'image' && link === 'deploys' && value.includes('$'))
    return [{ fact: 'link', unit, link, to: OWN_BUILD, kind: place.kind, at }];
  return NAMED.has(kind) && value.includes('$')
    ? [{ fact: 'not-understood', unit, reason: 'unresolved-variable', detail: value.slice(0, 200), at }]
    : [];
}

/** A platform takes a directory of sources and finds out by itself what runs. */
export const deploysApplication = (...keys: string[]): Effect => ({
  link: 'deploys',
  to: 'application',
  keys,
  default: '.',
});

/** A deployment that does not say what it deploys: what the pipeline has built. */
export const DEPLOYS_OWN_BUILD: Effect = { link: 'deploys', to: 'own-build', default: 'image' };

/** What the pipeline builds that deploys it. */
export const OWN_BUILD: Identifier = { kind: 'own-build', value: 'image' };

/** A directory below a known one, named by nothing but a variable, with a file in it: `images/${matrix.image}/Dockerfile`. */
const ONE_OF_MANY = /^((?:\.?\/)?(?:[\w.-]+\/)*[\w-][\w.-]*\/)\$(?:\{[^{}/]+\}|\w+)(\/[\w./-]+)$/;

/** What is built for each of several names that only a run knows is any of the directories there. */
function eachDirectory(value: string, { context, directory }: Place): string | undefined {
  const [, above, below] = ONE_OF_MANY.exec(value) ?? [];
  const isKnown = above !== undefined && below !== undefined && directory !== undefined && !isUnknown(directory);
  return isKnown ? context.resolvePath(`${above}*${below}`, directory) : undefined;
}

/** Kinds of which any text is a name, so that a variable in its place hides one. */
const NAMED: ReadonlySet<IdentifierKind> = new Set([
  'image',
  'cluster',
  'role',
  'pipeline',
  'workflow',
  'endpoint',
  'python-module',
]);

export function offerFacts(place: Place, kind: IdentifierKind, value: string): Fact[] {
  const name = identifierOf(kind, value);
  return name === undefined
    ? []
    : [{ fact: 'offer', unit: place.unit, identifier: { kind, value: name }, at: place.at }];
}

/** Brings a value into the form in which identifiers of its kind are compared. */
export function identifierOf(kind: IdentifierKind, value: string): string | undefined {
  switch (kind) {
    case 'bucket':
      return bucketOf(value);
    case 'role':
      return roleOf(value);
    case 'cluster':
      return clusterOf(value);
    case 'image':
      return imageOf(value);
    case 'git-repository':
      return isRepositoryName(value) ? value : (gitHubRepository(value) ?? gitRepositoryOf(value));
    case 'pipeline':
    case 'topic':
    case 'endpoint':
      return plainName(value.startsWith('arn:') ? value.slice(value.search(/[^:/]*$/)) : value);
    default:
      return plainName(value);
  }
}

function plainName(value: string): string | undefined {
  return value === '' || value.length > 300 || /[$`\n]/.test(value) ? undefined : value;
}
