/**
 * What Graphviz has drawn, taken apart: its SVG is one `<g>` of nodes and edges, one element a line, in points from the upper
 * left corner.
 */

import type { Extent } from './bands.js';

export interface Drawing {
  width: number;
  height: number;
  /** Of the nodes of each lane; a node's class is `laneN`. */
  lanes: Map<number, Extent>;
  /** Elements, in coordinates from (0, 0) to (width, height). */
  content: string;
}

/** @throws {Error} when the text is not what Graphviz writes */
export function parseDrawing(svg: string): Drawing {
  const size = /viewBox="0\.00 0\.00 ([\d.]+) ([\d.]+)"/.exec(svg);
  const group = /<g id="graph0"[^>]*transform="[^"]*translate\(([-\d.]+) ([-\d.]+)\)">\n([\s\S]*)<\/g>\n<\/svg>/.exec(
    svg,
  );
  if (!size || !group) throw new Error('Graphviz gave no picture');
  const [dx, dy] = [Number(group[1]), Number(group[2])];
  const lanes: Drawing['lanes'] = new Map();
  const elements = (group[3] ?? '').replace(/<!--[\s\S]*?-->\n/g, '').replace(/^<title>[^<]*<\/title>\n/, '');
  const content = elements
    .split(/(?=^<g )/m)
    .map((element) => redraw(element, dy, lanes))
    .join('');
  return {
    width: Number(size[1]),
    height: Number(size[2]),
    lanes,
    content: `<g transform="translate(${dx} ${dy})">\n${content}</g>\n`,
  };
}

function redraw(element: string, dy: number, lanes: Drawing['lanes']): string {
  const plain = element
    .replace(/ (?:id|font-family|xml:space)="[^"]*"/g, '')
    .replace(/font-size="([\d.]+?)\.?0*"/g, 'font-size="$1"');
  const lane = /^<g class="node lane(\d+)">/.exec(plain);
  // Names of edges and of forks are of no use to people.
  if (!lane) return plain.replace(/<title>[^<]*<\/title>\n/, '').replace(/^<g class="[^"]*">/, '<g>');
  const { left, right, top, bottom } = extent(plain);
  const index = Number(lane[1]);
  const known = lanes.get(index);
  lanes.set(index, {
    top: Math.min(known?.top ?? Infinity, top + dy),
    bottom: Math.max(known?.bottom ?? -Infinity, bottom + dy),
  });
  // Fonts differ from machine to machine: text that is anchored in the middle stays inside its box.
  const middle = Math.round(((left + right) / 2) * 100) / 100;
  return plain
    .replace(/^<g class="[^"]*">/, '<g>')
    .replace(/text-anchor="start" x="[-\d.]+"/g, `text-anchor="middle" x="${middle}"`);
}

/** Of the outline of a node, the first path that it draws. */
function extent(node: string): { left: number; right: number; top: number; bottom: number } {
  const path = / d="([^"]*)"/.exec(node)?.[1] ?? '';
  const points = [...path.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)].map((m): [number, number] => [
    Number(m[1]),
    Number(m[2]),
  ]);
  const [xs, ys] = [points.map((p) => p[0]), points.map((p) => p[1])];
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}
