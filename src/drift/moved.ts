/** Components that have another id because their file has another name. */
import type { Component } from '../graph/types.js';

/** Half of what shows them has to be the same. */
const ALIKE = 0.5;
/** More pairs of one type and technology than these are not compared. */
const MOST_PAIRS = 10_000;

/**
 * Pairs a lost component with a gained one of the same type and technology, both known by their files, whose evidence says the
 * same.
 * @returns new ids by old ones
 */
export function movedComponents(lost: readonly Component[], gained: readonly Component[]): Map<string, string> {
  const groups = new Map<string, Component[]>();
  for (const component of gained) {
    const key = kindOf(component);
    const group = groups.get(key);
    if (group) group.push(component);
    else groups.set(key, [component]);
  }
  const pairs: { before: string; after: string; alike: number }[] = [];
  for (const component of lost)
    for (const other of groups.get(kindOf(component)) ?? []) {
      if (!isKnownByFile(component) || !isKnownByFile(other)) continue;
      if (pairs.length >= MOST_PAIRS) break;
      const alike = likeness(component, other);
      if (alike >= ALIKE) pairs.push({ before: component.id, after: other.id, alike });
    }
  pairs.sort((a, b) => b.alike - a.alike || (a.before + a.after < b.before + b.after ? -1 : 1));
  const moved = new Map<string, string>();
  const taken = new Set<string>();
  for (const { before, after } of pairs) {
    if (moved.has(before) || taken.has(after)) continue;
    moved.set(before, after);
    taken.add(after);
  }
  return moved;
}

const kindOf = ({ type, technology }: Component): string => `${type}\n${technology}`;

/** What has a name of its own is another one under another name, however alike its definition is. */
const isKnownByFile = ({ name, evidence }: Component): boolean => evidence.some((e) => e.file === name);

/** Share of what shows them that both have: kind and quoted text, the places left out. */
function likeness(a: Component, b: Component): number {
  const [left, right] = [a, b].map(({ evidence }) => new Set(evidence.map((e) => `${e.kind}\n${e.excerpt}`)));
  if (!left?.size || !right?.size) return 0;
  const both = [...left].filter((item) => right.has(item)).length;
  return both / Math.max(left.size, right.size);
}
