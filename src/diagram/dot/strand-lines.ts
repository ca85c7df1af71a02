import { dotId } from '../escape.js';
import { LANES } from '../lanes.js';
import { relationName } from '../words.js';
import { FAINT } from './colours.js';
import type { Strand } from './strands.js';

/**
 * The edges of a strand, in the colour of the lane that it comes from. Rows are filled from top to bottom: what leads upwards
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
  const lane = LANES[laneById.get(from[0] ?? '') ?? 0];
  const color = declared ? `color="${FAINT}", fontcolor="${FAINT}", style=dashed` : `color="${lane?.line ?? FAINT}a0"`;
  // Spaces keep the words off the line.
  const label = `label="${types.map((type) => `  ${relationName(type)} `).join('\\n')}"`;
  const edge = (start: string, end: string, up: boolean, arrow: boolean, labelled: boolean): string => {
    const [tail, head] = up ? [end, start] : [start, end];
    const attributes = [...(labelled ? [label] : []), color, ...(arrow ? (up ? ['dir=back'] : []) : ['dir=none'])];
    return `  ${dotId(tail)} -> ${dotId(head)} [${attributes.join(', ')}];\n`;
  };
  const [start = '', end = ''] = [from[0], to[0]];
  if (from.length === 1 && to.length === 1) return edge(start, end, row(start) > row(end), true, true);
  // No id of a component begins like this.
  const fork = `fork ${index}`;
  const at = (Math.max(...from.map(row)) + Math.min(...to.map(row))) / 2;
  return [
    `  ${dotId(fork)} [label="", shape=point, width=0.04, style=filled, ${color.replace(', style=dashed', '')}, class="fork"];\n`,
    ...from.map((id) => edge(id, fork, row(id) > at, false, from.length === 1)),
    ...to.map((id) => edge(fork, id, at > row(id), true, to.length === 1)),
  ].join('');
}
