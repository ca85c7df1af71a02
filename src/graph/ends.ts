/** How a relation is named, and where it and what it relates stand. */
import type { ArchitectureGraph, Evidence, Relation } from './types.js';

export const relationName = ({ from, type, to }: Pick<Relation, 'from' | 'type' | 'to'>): string =>
  `${from} ${type} ${to}`;

/** Where a relation is stated, then where each of its ends is. */
export function bothEnds(relation: Relation, graph: ArchitectureGraph): Evidence[] {
  const ends = [relation.from, relation.to].flatMap((id) => graph.component(id)?.evidence[0] ?? []);
  const places = new Map(
    [...relation.evidence.slice(0, 2), ...ends].map((e) => [`${e.source}:${e.file}:${e.line}`, e]),
  );
  return [...places.values()];
}
