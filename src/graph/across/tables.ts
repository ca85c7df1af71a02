/** Tables that one source makes and queries of another one read or write: both work on the same database. */
import type { Cluster, Clusters, Sighting } from '../clusters.js';
import { notInForce } from '../in-force.js';
import type { Resolver } from '../resolve/index.js';
import { hasOwnWord, isDistinctive } from '../resolve/telling.js';
import type { UnitIndex } from '../units.js';
import type { Actors } from './actors.js';
import type { Links } from './links.js';

/** Tables with any names, of which one has several words: a whole schema. */
const ENOUGH_ANY = 4;
/** Tables of which no name tells by itself, but which several projects do not happen to have alike. */
const ENOUGH_TABLES = 3;

export function relateTables(
  index: UnitIndex,
  actors: Actors,
  clusters: Clusters,
  resolver: Resolver,
  links: Links,
): void {
  const made = tablesOf(index, 'made');
  // Classes use the tables that a script makes, and make what no script does.
  const mapped = tablesOf(index, 'mapped');
  const used = new Set<string | undefined>(['used', 'mapped']);
  const shared = new Map<string, { name: string; at: Sighting; given: Sighting }[]>();
  for (const { file, fact } of index.mentions) {
    const key = fact.name.toLowerCase();
    const makers = used.has(fact.table)
      ? (made.get(key) ?? (fact.table === 'used' ? mapped.get(key) : undefined) ?? [])
      : [];
    const [given] = makers;
    if (!given || makers.some(({ unit }) => unit.source === file.source || unit.source !== given.unit.source)) continue;
    const pair = `${file.source}\n${given.unit.source}`;
    const list = shared.get(pair) ?? [];
    shared.set(pair, list);
    list.push({ name: fact.name, at: { unit: file, at: fact.at, kind: 'config' }, given });
  }
  for (const tables of shared.values()) {
    const compound = new Set(tables.map(({ name }) => name).filter((name) => name.includes('_')));
    const isSchema = compound.size > 0 && new Set(tables.map(({ name }) => name.toLowerCase())).size >= ENOUGH_ANY;
    const telling = tables.filter(
      ({ name, at, given }) =>
        isDistinctive(name) ||
        isSchema ||
        compound.size >= ENOUGH_TABLES ||
        (compound.has(name) && hasOwnWord(name) && resolver.belongTogether(at.unit.source, given.unit.source)),
    );
    for (const { at, given } of telling) {
      const target = databaseOf(given.unit.source, clusters) ?? actors.of(given.unit) ?? actors.program(given.unit);
      if (target) links.add(at, target, given, 'reads-from');
    }
  }
}

/** Who speaks of each table in a way, by its name in small letters. */
function tablesOf(index: UnitIndex, way: 'made' | 'mapped'): Map<string, Sighting[]> {
  const found = new Map<string, Sighting[]>();
  for (const { file, fact } of index.mentions) {
    if (fact.table !== way || notInForce(file)) continue;
    const key = fact.name.toLowerCase();
    const all = found.get(key) ?? [];
    found.set(key, all);
    all.push({ unit: file, at: fact.at, kind: 'config' });
  }
  return found;
}

/** The only database of a source. */
function databaseOf(source: string, clusters: Clusters): Cluster | undefined {
  const all = clusters
    .all()
    .filter(
      (c) =>
        c.type === 'data-store' &&
        DATABASES.test(c.technology) &&
        [...c.is, ...c.usedBy].some(({ unit, fact }) => unit.source === source && !fact.declared),
    );
  return all.length === 1 ? all[0] : undefined;
}

const DATABASES = /sql|postgres|maria|oracle|cockroach|timescale|clickhouse|duckdb|rds/;
