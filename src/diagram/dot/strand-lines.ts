import { dotId } from '../escape.js';
import { LANES } from '../lanes.js';
import { relationName } from '../words.js';
import { FAINT } from './colours.js';
import type { Strand } from './strands.js';

/**
 * The edges of a strand, in the colour of the lane that they come from. Rows are filled from top to bottom: what leads upwards
 * (serving loads from the registry) is written the other way round with its arrow at the tail.
 * @param index makes the name of the fork unique
 */
export function strandLines(
  { from, to, types, declared }: Strand,
  index: number,
  rowOf: ReadonlyMap<string, number>,
  laneById: ReadonlyMap<string, number>,
): string {
  const row = (id: string): number => rowOf.get(id) ?? 0;
  const color = (ids: readonly string[]): string => `color="${declared ? FAINT : `${lineOf(ids, to, laneById)}a0`}"`;
  const label = `label="${types.map((type) => `  ${relationName(type)} `).join('\\n')}"`;
  const edge = (start: string, end: string, up: boolean, arrow: boolean, ...looks: string[]): string => {
    const [tail, head] = up ? [end, start] : [start, end];
    const attributes = [
      ...looks,
      ...(declared ? ['style=dashed', `fontcolor="${FAINT}"`] : []),
      ...(arrow ? (up ? ['dir=back'] : []) : ['dir=none']),
    ];
    return `  ${dotId(tail)} -> ${dotId(head)} [${attributes.join(', ')}];\n`;
  };
  const [start = '', end = ''] = [from[0], to[0]];
  if (from.length === 1 && to.length === 1) return edge(start, end, row(start) > row(end), true, label, color(from));
  // No id of a component begins like this.
  const fork = `fork ${index}`;
  const at = (Math.max(...from.map(row)) + Math.min(...to.map(row))) / 2;
  return [
    `  ${dotId(fork)} [label="", shape=point, width=0.04, style=filled, ${color(from)}, class="fork"];\n`,
    ...from.map((id) => edge(id, fork, row(id) > at, false, ...(from.length === 1 ? [label] : []), color([id]))),
    ...to.map((id) => edge(fork, id, at > row(id), true, ...(to.length === 1 ? [label] : []), color(from))),
  ].join('');
}

/** Of the lane that all of `from` stand in, or else of that of their common end. */
function lineOf(from: readonly string[], to: readonly string[], laneById: ReadonlyMap<string, number>): string {
  const lanes = new Set(from.map((id) => laneById.get(id)));
  const [lane] = lanes.size === 1 ? lanes : [laneById.get(to[0] ?? '')];
  return LANES[lane ?? 0]?.line ?? FAINT;
}
