/** The lines of strands one by one, as Graphviz draws them: a strand of several edges is a trunk, a fork and branches. */
import { edgeLines } from '../labels.js';
import type { Strand } from '../strands.js';
import type { DiagramEdge } from '../types.js';

export interface Piece extends Pick<DiagramEdge, 'types' | 'kind' | 'status'> {
  /** `e1`, `e2` … */
  key: string;
  /** Node or fork at either end, as DOT calls it. */
  tail: string;
  head: string;
  /** Where the arrow is; `tail` on lines that lead up. */
  arrow: 'head' | 'tail' | 'none';
  /** Words on the line. */
  label: string[];
  /** What the line stands for. */
  edges: readonly DiagramEdge[];
}

export interface Pieces {
  pieces: Piece[];
  /** `f1`, `f2` …, each with the strand that forks there. */
  forks: { key: string; strand: Strand }[];
}

/**
 * Rows are filled from top to bottom: what leads upwards (serving loads from the registry) is written the other way round.
 * @param keyOf names of nodes by id
 */
export function piecesOf(
  strands: readonly Strand[],
  rowOf: ReadonlyMap<string, number>,
  keyOf: ReadonlyMap<string, string>,
): Pieces {
  const pieces: Piece[] = [];
  const forks: Pieces['forks'] = [];
  const row = (id: string): number => rowOf.get(id) ?? 0;
  const key = (id: string): string => keyOf.get(id) ?? '';
  const add = (
    { types, kind, status }: Strand,
    edges: readonly DiagramEdge[],
    [start, end]: [string, string],
    up: boolean,
    { arrow, label }: { arrow: boolean; label: boolean },
  ): void => {
    const [tail, head] = up ? [end, start] : [start, end];
    pieces.push({
      key: `e${pieces.length + 1}`,
      tail,
      head,
      arrow: !arrow ? 'none' : up ? 'tail' : 'head',
      label: label ? edgeLines({ types, status }) : [],
      ...{ types, kind, status, edges },
    });
  };
  for (const strand of strands) {
    const { from, to, edges } = strand;
    const [start = '', end = ''] = [from[0], to[0]];
    if (from.length === 1 && to.length === 1) {
      add(strand, edges, [key(start), key(end)], row(start) > row(end), { arrow: true, label: true });
      continue;
    }
    const fork = `f${forks.length + 1}`;
    forks.push({ key: fork, strand });
    const at = (Math.max(...from.map(row)) + Math.min(...to.map(row))) / 2;
    for (const id of from) {
      const own = edges.filter((e) => e.from === id);
      add(strand, own, [key(id), fork], row(id) > at, { arrow: false, label: from.length === 1 });
    }
    for (const id of to) {
      const own = edges.filter((e) => e.to === id);
      add(strand, own, [fork, key(id)], at > row(id), { arrow: true, label: to.length === 1 });
    }
  }
  return { pieces, forks };
}
