/** The lanes of the work, drawn across the whole picture behind the graph. */
import { forXml } from '../escape.js';
import { LANES, laneOf } from '../lanes.js';
import type { PlacedNode } from '../layout/index.js';

/** Highest and lowest point of the nodes of a lane. */
interface Extent {
  top: number;
  bottom: number;
}

interface Sides {
  left: number;
  right: number;
}

/** Between bands. */
const GAP = 4;
/** Between the outer nodes and the edge of their band. */
const AROUND = 10;
const LINE_HEIGHT = 14;
/** Half the height of a capital letter: what a line of text lies below its middle. */
const BASELINE = 4;

/** One below the other, parted in the middle between the nodes of two neighbours. */
export function bands(nodes: readonly PlacedNode[], sides: Sides): string {
  const order = [...extents(nodes)].sort(([, a], [, b]) => a.top - b.top);
  const border = (index: number): number => {
    const [above, below] = [order[index - 1]?.[1].bottom, order[index]?.[1].top];
    return above === undefined ? (below ?? 0) - AROUND : below === undefined ? above + AROUND : (above + below) / 2;
  };
  return order
    .map(([lane], index) => band(lane, { ...sides, top: border(index) + GAP / 2, bottom: border(index + 1) - GAP / 2 }))
    .join('');
}

function extents(nodes: readonly PlacedNode[]): Map<number, Extent> {
  const lanes = new Map<number, Extent>();
  for (const { node, y, height } of nodes) {
    const lane = laneOf(node.type);
    const known = lanes.get(lane);
    lanes.set(lane, {
      top: Math.min(known?.top ?? Infinity, y - height / 2),
      bottom: Math.max(known?.bottom ?? -Infinity, y + height / 2),
    });
  }
  return lanes;
}

function band(index: number, { left, right, top, bottom }: Sides & Extent): string {
  const words = (LANES[index]?.title ?? '').replace(/ (?=and )/, '\n').split('\n');
  const first = (top + bottom) / 2 - ((words.length - 1) * LINE_HEIGHT) / 2 + BASELINE;
  const lines = words.map(
    (line, n) => `<tspan x="${left + 10}" y="${round(first + n * LINE_HEIGHT)}">${forXml(line)}</tspan>`,
  );
  return `<g class="ra-lane ra-lane-${index}"><rect x="${left}" y="${round(top)}" width="${right - left}" height="${round(bottom - top)}" rx="6"/><text>${lines.join('')}</text></g>
`;
}

const round = (value: number): number => Math.round(value * 10) / 10;
