/** What the picture shows of an assessment: which components, gathered how, with which edges. */
import type { Assessment } from '../assessment/types.js';
import type { Component, Relation } from '../graph/types.js';
import type { ComponentType, RelationType } from '../vocabulary/index.js';

export interface DiagramNode {
  /** Unique in the diagram. */
  id: string;
  type: ComponentType;
  /** '' when it stands for several. */
  technology: string;
  /** '' when the technology alone names it. */
  name: string;
  /** Ids of the sources that define it. */
  sources: string[];
  declared: boolean;
  /** Number of components that it stands for. */
  count: number;
}

export interface DiagramEdge {
  from: string;
  to: string;
  types: RelationType[];
  declared: boolean;
}

export interface Diagram {
  nodes: DiagramNode[];
  edges: DiagramEdge[];
}

/** More than these of one type and technology become one node. */
const MOST_OF_A_KIND = 12;
/** As many of one type and technology that are related to the same components in the same way become one node. */
const ALIKE = 3;
/** With more nodes than this nobody finds anything, and the layout takes long: then each kind is one node, or each type. */
const MOST_NODES = 120;

/** Types that say little when nothing uses them. */
const SHOWN_WHEN_RELATED: ReadonlySet<ComponentType> = new Set(['infrastructure', 'security', 'data-store']);

/**
 * @param declared also show what is only listed, switched off or unused
 */
export function diagramView(assessment: Assessment, declared: boolean): Diagram {
  const wanted = (item: Component | Relation): boolean => declared || item.status === 'defined';
  const components = new Map(
    assessment.components.filter((c) => wanted(c) && c.attributes.role !== 'tool').map((c) => [c.id, c]),
  );
  const relations = assessment.relations.filter(
    (r) => wanted(r) && r.from !== r.to && components.has(r.from) && components.has(r.to),
  );
  const related = new Set(relations.flatMap((r) => [r.from, r.to]));
  const shown = [...components.values()].filter((c) => related.has(c.id) || !SHOWN_WHEN_RELATED.has(c.type));
  const groups = gather(shown, relations);
  const nodeOf = new Map(groups.flatMap(({ id, members }) => members.map((c): [string, string] => [c.id, id])));
  const nodes = groups.map(({ id, members }) => node(id, members));
  return { nodes: sorted(nodes, (n) => n.id), edges: edges(relations, nodeOf) };
}

interface Group {
  id: string;
  members: readonly Component[];
}

/** As finely as the picture has room for. */
function gather(components: readonly Component[], relations: readonly Relation[]): Group[] {
  const around = neighbourhoods(relations);
  const fine = groupBy(components, kindOf).flatMap((kind) =>
    kind.length > MOST_OF_A_KIND ? [group(kind)] : gatherAlike(kind, around),
  );
  if (fine.length <= MOST_NODES) return fine;
  const kinds = groupBy(components, kindOf).map(group);
  return kinds.length <= MOST_NODES ? kinds : groupBy(components, (c) => JSON.stringify([c.type, c.status])).map(group);
}

const kindOf = (c: Component): string => JSON.stringify([c.type, c.technology, c.status]);

function gatherAlike(kind: readonly Component[], around: ReadonlyMap<string, string>): Group[] {
  const alike = groupBy(kind, (c) => around.get(c.id) ?? '');
  return alike.flatMap((members) => (members.length >= ALIKE ? [group(members)] : members.map((c) => group([c]))));
}

/** Equal texts for components with equal relations. */
function neighbourhoods(relations: readonly Relation[]): Map<string, string> {
  const lines = new Map<string, string[]>();
  const add = (id: string, line: unknown): void => {
    const known = lines.get(id);
    if (known) known.push(JSON.stringify(line));
    else lines.set(id, [JSON.stringify(line)]);
  };
  for (const { from, to, type, status } of relations) {
    add(from, ['to', to, type, status]);
    add(to, ['from', from, type, status]);
  }
  return new Map([...lines].map(([id, texts]) => [id, texts.sort().join('\n')]));
}

function group(members: readonly Component[]): Group {
  const first = members[0]?.id ?? '';
  // No id of a component begins like this: they begin with its type.
  return { id: members.length > 1 ? `${members.length}×${first}` : first, members };
}

function node(id: string, members: readonly Component[]): DiagramNode {
  const first = members[0];
  if (!first) throw new Error('a node stands for at least one component');
  return {
    id,
    type: first.type,
    technology: members.every((c) => c.technology === first.technology) ? first.technology : '',
    name: members.length > 1 ? '' : first.name,
    sources: [...new Set(members.flatMap((c) => c.evidence.map((e) => e.source)))].sort(),
    declared: first.status === 'declared',
    count: members.length,
  };
}

/** One edge for all relations from one node to another. */
function edges(relations: readonly Relation[], nodeOf: ReadonlyMap<string, string>): DiagramEdge[] {
  const known = relations.flatMap((relation) => {
    const [from, to] = [nodeOf.get(relation.from), nodeOf.get(relation.to)];
    return from === undefined || to === undefined || from === to ? [] : [{ from, to, relation }];
  });
  const merged = groupBy(known, ({ from, to }) => JSON.stringify([from, to])).flatMap((all): DiagramEdge[] => {
    const first = all[0];
    if (!first) return [];
    const types = [...new Set(all.map(({ relation }) => relation.type))].sort();
    return [
      { from: first.from, to: first.to, types, declared: all.every(({ relation }) => relation.status === 'declared') },
    ];
  });
  return sorted(merged, (e) => JSON.stringify([e.from, e.to]));
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const at = key(item);
    const known = groups.get(at);
    if (known) known.push(item);
    else groups.set(at, [item]);
  }
  return [...groups.values()];
}

function sorted<T>(items: T[], key: (item: T) => string): T[] {
  return items.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
