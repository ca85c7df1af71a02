/**
 * Variables of the environment that a deployment of one source sets and a program of another one reads: the program runs there. Names of
 * variables are much the same everywhere, so that only words of somebody's own making count: a few between strangers, fewer where the
 * sources are known to belong together. Each deployment is for the one source that reads most of what it sets.
 */
import type { IdentifierKind, MentionFact } from '../../facts/types.js';
import type { Sighting } from '../clusters.js';
import { notInForce } from '../in-force.js';
import type { Resolver } from '../resolve/index.js';
import { wordsOfVariable } from '../resolve/telling.js';
import { unitAt, type Unit, type UnitIndex } from '../units.js';
import type { Actors } from './actors.js';
import type { Links } from './links.js';
import type { Provider, Providers } from './providers.js';

/** Words of somebody's own making by which strangers are known to mean the same, and variables in which they stand. */
const ENOUGH_WORDS = 3;

/** …and between sources that belong together. */
const ENOUGH_TOGETHER = 2;

interface Reader {
  source: string;
  /** Where it reads each variable. */
  places: Map<string, Sighting>;
}

/** A variable that is set, with where it is. */
interface Setting {
  name: string;
  at: Sighting;
}

export function relateVariables(
  index: UnitIndex,
  actors: Actors,
  providers: Providers,
  resolver: Resolver,
  links: Links,
): void {
  const readers = readersOf(index);
  for (const [unit, settings] of settingsOf(index)) {
    const reader = readerOf(
      unit,
      settings,
      readers,
      (a, b) => links.relatesSources(a, b) || resolver.belongTogether(a, b),
    );
    if (!reader) continue;
    const shared = settings.filter(({ name }) => reader.places.has(name));
    const cluster = actors.of(unit);
    for (const { name, at } of shared) {
      const place = reader.places.get(name);
      if (!place) continue;
      // Settings of a program are the program's, whatever else its repository holds.
      if (cluster && isSettings(place.unit)) links.addOf(place, cluster, at, 'runs-on');
      else if (cluster) links.add(place, cluster, at);
      for (const { cluster: meant, at: given } of valuesOf(unit, at, providers, resolver))
        links.add(place, meant, given, 'reads-from');
    }
  }
}

/** The only source that reads more than any other one of what a unit sets, where that is enough to believe. */
function readerOf(
  { source }: Unit,
  settings: readonly Setting[],
  readers: readonly Reader[],
  together: (a: string, b: string) => boolean,
): Reader | undefined {
  const own = readers.find((reader) => reader.source === source);
  const free = settings.filter(({ name }) => !own?.places.has(name));
  const [best, next] = readers
    .filter((reader) => reader.source !== source)
    .map((reader) => {
      const shared = free.filter(({ name }) => reader.places.has(name));
      return { reader, shared, telling: shared.filter(({ name }) => wordsOfVariable(name).length > 0).length };
    })
    .sort((a, b) => b.telling - a.telling || b.shared.length - a.shared.length);
  if (!best || best.telling === 0) return undefined;
  if (next && next.telling === best.telling && next.shared.length === best.shared.length) return undefined;
  if (together(source, best.reader.source)) return best.telling >= ENOUGH_TOGETHER ? best.reader : undefined;
  const words = new Set(best.shared.flatMap(({ name }) => wordsOfVariable(name)));
  return words.size >= ENOUGH_WORDS && best.telling >= ENOUGH_WORDS ? best.reader : undefined;
}

/** What the value of a variable points at, where the deployment's own source gives it: `DB_CONN` is its database. */
function valuesOf(unit: Unit, { at }: Sighting, providers: Providers, resolver: Resolver): Provider[] {
  return unit.links
    .filter(({ at: place, to }) => (place.line === at.line || place.line === at.line + 1) && POINTS.has(to.kind))
    .flatMap((link) => resolver.resolve(unit, link).map((meant) => ({ link, ...meant })))
    .flatMap(({ link, unit: to, offer }) => {
      const cluster = to.source === unit.source ? providers.givenBy(offer?.unit ?? to, link.to.kind) : undefined;
      return cluster ? [{ cluster, at: { unit, at, kind: 'config' as const } }] : [];
    });
}

const isSettings = ({ path }: Unit): boolean => /\.(?:ya?ml|properties)$/.test(path);

const POINTS: ReadonlySet<IdentifierKind> = new Set<IdentifierKind>([
  'bucket',
  'database',
  'host',
  'terraform',
  'topic',
]);

/** What each source reads, and where first. */
function readersOf({ mentions }: UnitIndex): Reader[] {
  const readers = new Map<string, Reader>();
  for (const { file, fact } of mentions) {
    if (fact.variable !== 'read' || notInForce(file)) continue;
    const reader = readers.get(file.source) ?? { source: file.source, places: new Map<string, Sighting>() };
    readers.set(file.source, reader);
    if (!reader.places.has(fact.name)) reader.places.set(fact.name, sightingOf(file, fact));
  }
  return [...readers.values()];
}

/** What each unit sets. */
function settingsOf({ mentions }: UnitIndex): Map<Unit, Setting[]> {
  const settings = new Map<Unit, Setting[]>();
  for (const { file, fact } of mentions) {
    if (fact.variable !== 'set' || notInForce(file)) continue;
    const at = sightingOf(file, fact);
    const all = settings.get(at.unit) ?? [];
    settings.set(at.unit, all);
    if (!all.some(({ name }) => name === fact.name)) all.push({ name: fact.name, at });
  }
  return settings;
}

const sightingOf = (file: Unit, { at }: MentionFact): Sighting => ({ unit: unitAt(file, at.line), at, kind: 'config' });
