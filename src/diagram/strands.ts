/**
 * Edges that would say the same thing side by side are drawn as one strand: a component that deploys five others has one
 * labelled line that forks. Nothing is left out; there is less to read.
 */
import { laneOf } from './lanes.js';
import type { Diagram, DiagramEdge } from './types.js';
import { groupBy } from './view/gather.js';

/** From as many edges on. */
const FORK = 3;

/** Every node of `from` is related to every one of `to` by `types`; one of both lists has a single entry. */
export interface Strand extends Pick<DiagramEdge, 'types' | 'kind' | 'status'> {
  from: string[];
  to: string[];
  edges: readonly DiagramEdge[];
}

export function strands({ nodes, edges }: Pick<Diagram, 'nodes' | 'edges'>): Strand[] {
  const lanes = new Map(nodes.map((n) => [n.id, laneOf(n.type)]));
  // The trunk of a strand passes the lanes between its ends once, so what forks from it has to lie in one lane.
  const forks = bundles(edges, (e) => [e.from, lanes.get(e.to), e.types, e.status]);
  const joins = bundles(edges, (e) => [e.to, lanes.get(e.from), e.types, e.status]);
  const taken = new Set<DiagramEdge>();
  const result: Strand[] = [];
  const add = (group: readonly DiagramEdge[]): void => {
    const first = group[0];
    if (!first) return;
    for (const edge of group) taken.add(edge);
    const ends = (end: 'from' | 'to'): string[] => [...new Set(group.map((e) => e[end]))];
    const { types, kind, status } = first;
    result.push({ from: ends('from'), to: ends('to'), types, kind, status, edges: group });
  };
  // The largest first: an edge belongs to one strand only.
  for (const bundle of [...forks, ...joins].sort((a, b) => b.length - a.length)) {
    const left = bundle.filter((e) => !taken.has(e));
    if (left.length >= FORK) add(left);
  }
  for (const edge of edges) if (!taken.has(edge)) add([edge]);
  return result;
}

function bundles(edges: readonly DiagramEdge[], key: (edge: DiagramEdge) => unknown): DiagramEdge[][] {
  return groupBy(edges, (edge) => JSON.stringify(key(edge))).filter((group) => group.length >= FORK);
}
