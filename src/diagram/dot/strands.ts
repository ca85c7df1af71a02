/**
 * Edges that would say the same thing side by side are drawn as one strand: a component that deploys five others has one
 * labelled line that forks. Nothing is left out; there is less to read.
 */
import { laneOf } from '../lanes.js';
import type { Diagram, DiagramEdge } from '../view.js';

/** From as many edges on. */
const FORK = 3;

/** Every component of `from` is related to every one of `to` by `types`; one of both lists has a single entry. */
export interface Strand {
  from: string[];
  to: string[];
  types: DiagramEdge['types'];
  declared: boolean;
}

export function strands({ nodes, edges }: Diagram): Strand[] {
  const lanes = new Map(nodes.map((n) => [n.id, laneOf(n.type)]));
  /** Whether it leads down, up or nowhere in the order of lanes: an edge cannot fork both ways. */
  const side = (e: DiagramEdge): number => Math.sign((lanes.get(e.to) ?? 0) - (lanes.get(e.from) ?? 0));
  const forks = bundles(edges, (e) => [e.from, side(e), e.types, e.declared]);
  const joins = bundles(edges, (e) => [e.to, side(e), e.types, e.declared]);
  const taken = new Set<DiagramEdge>();
  const result: Strand[] = [];
  const add = (group: readonly DiagramEdge[]): void => {
    const first = group[0];
    if (!first) return;
    for (const edge of group) taken.add(edge);
    const ends = (end: 'from' | 'to'): string[] => [...new Set(group.map((e) => e[end]))];
    result.push({ from: ends('from'), to: ends('to'), types: first.types, declared: first.declared });
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
  const groups = new Map<string, DiagramEdge[]>();
  for (const edge of edges) {
    const at = JSON.stringify(key(edge));
    const known = groups.get(at);
    if (known) known.push(edge);
    else groups.set(at, [edge]);
  }
  return [...groups.values()].filter((group) => group.length >= FORK);
}
