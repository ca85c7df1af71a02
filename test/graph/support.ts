/** Builds graphs from facts written by hand, so that graph tests need no parser. */
import type {
  ComponentFact,
  Fact,
  FileFacts,
  LinkFact,
  Location,
  OfferFact,
  SymbolFact,
  Trait,
  TraitFact,
  UnitFact,
} from '../../src/facts/types.js';
import type { Derivation } from '../../src/graph/derivations.js';
import { buildGraph } from '../../src/graph/build.js';
import { createResolver } from '../../src/graph/resolve/index.js';
import type { ArchitectureGraph } from '../../src/graph/types.js';
import { indexUnits, type Unit } from '../../src/graph/units.js';
import type { ComponentType, FileRole, RelationType } from '../../src/vocabulary/index.js';

export const at = (line: number): Location => ({ line, column: 1, excerpt: `line ${line}` });

export const unit = (id: string, kind: UnitFact['kind'], rest: Partial<UnitFact> = {}): UnitFact => ({
  fact: 'unit',
  unit: id,
  kind,
  at: at(1),
  ...rest,
});
export const is = (
  id: string,
  type: ComponentType,
  technology: string,
  rest: Partial<ComponentFact> = {},
): ComponentFact => ({
  fact: 'component',
  unit: id,
  type,
  technology,
  confidence: 'high',
  kind: 'call',
  at: at(1),
  ...rest,
});
export const uses = (
  id: string,
  relation: RelationType,
  type: ComponentType,
  technology: string,
  line = 1,
): ComponentFact => is(id, type, technology, { relation, at: at(line) });
export const link = (
  id: string,
  how: LinkFact['link'],
  kind: LinkFact['to']['kind'],
  value: string,
  line = 1,
): LinkFact => ({
  fact: 'link',
  unit: id,
  link: how,
  to: { kind, value },
  kind: 'command',
  at: at(line),
});
export const offer = (id: string, kind: OfferFact['identifier']['kind'], value: string): OfferFact => ({
  fact: 'offer',
  unit: id,
  identifier: { kind, value },
  at: at(1),
});
export const trait = (id: string, name: Trait, rest: Partial<TraitFact> = {}): TraitFact => ({
  fact: 'trait',
  unit: id,
  trait: name,
  kind: 'call',
  at: at(1),
  ...rest,
});

export const symbol = (space: string, name: string, value: string, rest: Partial<SymbolFact> = {}): SymbolFact => ({
  fact: 'symbol',
  space,
  name,
  value,
  at: at(1),
  ...rest,
});

export const file = (path: string, facts: Fact[], rest: { source?: string; role?: FileRole } = {}): FileFacts => ({
  source: rest.source ?? 'repo',
  path,
  role: rest.role ?? 'production',
  facts,
});

export function graphOf(files: FileFacts[], derivations: Derivation[] = []): ArchitectureGraph {
  const paths = new Set(
    files.flatMap((f) => [`${f.source}:${f.path}`, `${f.source}:${f.path.split('/').slice(0, -1).join('/')}`]),
  );
  return buildGraph({ files, derivations, exists: (source, path) => paths.has(`${source}:${path}`) });
}

/** Components as `id status`, relations as `from type to`: short enough to compare whole. */
export function shown(graph: ArchitectureGraph): { components: string[]; relations: string[] } {
  return {
    components: graph.components.map((c) => `${c.id} ${c.status}${c.reason ? ` (${c.reason})` : ''}`),
    relations: graph.relations.map((r) => `${r.from} ${r.type} ${r.to}${r.status === 'declared' ? ' (declared)' : ''}`),
  };
}

/** Relations of one kind only, for tables that ask about nothing else. */
export const relationsOf = (graph: ArchitectureGraph, ...types: RelationType[]): string[] =>
  shown(graph).relations.filter((relation) => types.some((type) => relation.includes(` ${type} `)));

/** What the first link of the files means, as `path#unit`; with the source where it is not `repo`. */
export function meant(files: FileFacts[]): string[] {
  const index = indexUnits(files);
  const from = index.units.find((u) => u.links.length > 0);
  const [first] = from?.links ?? [];
  if (!from || !first) throw new Error('no link');
  return createResolver(index)
    .resolve(from, first)
    .map(({ unit: u }) => nameOf(u));
}
const nameOf = (u: Unit): string =>
  `${u.source === 'repo' ? '' : `${u.source}:`}${u.path}${u.local === '' ? '' : `#${u.local}`}`;
