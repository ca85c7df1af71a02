/** Rows of the picture: each lane takes one or more, in the order in which its components follow from one another. */
import { LANES, laneOf } from './lanes.js';
import type { DiagramEdge, DiagramNode } from './types.js';

/** Wider rows would not be legible in a page. */
const LONGEST_ROW = 4;
/** A lane of more rows than this is so high that its rows may be longer. */
const MOST_ROWS = 5;
const LONGEST_ROW_OF_MANY = 6;

/** Relations whose object comes before their subject in the flow of work. */
const AGAINST_THE_FLOW: ReadonlySet<string> = new Set(['reads-from', 'loads-from']);

/** @returns ids of nodes, row by row from top to bottom; no row holds two lanes, no edge joins nodes of one row but in a cycle */
export function rows(nodes: readonly DiagramNode[], edges: readonly DiagramEdge[]): string[][] {
  return LANES.flatMap((_, lane) => {
    const ids = nodes.filter((n) => laneOf(n.type) === lane).map((n) => n.id);
    const many = ids.length > LONGEST_ROW * MOST_ROWS;
    return layers(ids, edges).flatMap((layer) => chunks(layer, many ? LONGEST_ROW_OF_MANY : LONGEST_ROW));
  });
}

/** Longest-path layers of the given nodes. Where they form a cycle, the first of the remaining ones is taken for its beginning. */
function layers(ids: readonly string[], edges: readonly DiagramEdge[]): string[][] {
  const next = new Map(ids.map((id) => [id, [] as string[]]));
  const waiting = new Map(ids.map((id) => [id, 0]));
  for (const edge of edges) {
    if (!next.has(edge.from) || !next.has(edge.to)) continue;
    const [before, after] = edge.types.every((t) => AGAINST_THE_FLOW.has(t))
      ? [edge.to, edge.from]
      : [edge.from, edge.to];
    next.get(before)?.push(after);
    waiting.set(after, (waiting.get(after) ?? 0) + 1);
  }
  const depth = new Map<string, number>();
  const free = ids.filter((id) => waiting.get(id) === 0);
  const rest = [...ids];
  for (;;) {
    const id = free.shift() ?? rest.find((candidate) => waiting.has(candidate));
    if (id === undefined) break;
    if (!waiting.delete(id)) continue;
    const below = (depth.get(id) ?? 0) + 1;
    depth.set(id, below - 1);
    for (const after of next.get(id) ?? []) {
      const left = waiting.get(after);
      if (left === undefined) continue;
      depth.set(after, Math.max(depth.get(after) ?? 0, below));
      waiting.set(after, left - 1);
      if (left === 1) free.push(after);
    }
  }
  const result: string[][] = [];
  for (const id of ids) (result[depth.get(id) ?? 0] ??= []).push(id);
  return result.filter((layer) => layer.length > 0);
}

/** Parts of nearly equal length. */
function chunks(ids: readonly string[], longest: number): string[][] {
  const count = Math.ceil(ids.length / longest);
  const length = Math.ceil(ids.length / count);
  return Array.from({ length: count }, (_, index) => ids.slice(index * length, (index + 1) * length));
}
