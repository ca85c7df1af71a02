/** The lanes of the work, drawn across the whole picture behind the graph. */
import { forXml } from '../escape.js';
import { LANES } from '../lanes.js';

export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Highest and lowest point of the nodes of a lane. */
export interface Extent {
  top: number;
  bottom: number;
}

const GAP = 4;
const LINE_HEIGHT = 14;
/** Half the height of a capital letter: what a line of text lies below its middle. */
const BASELINE = 4;

/**
 * One below the other, parted in the middle between the nodes of two neighbours.
 * @param lanes by index in `LANES`, in the coordinates of the picture
 * @param inside what the bands fill
 */
export function bands(lanes: ReadonlyMap<number, Extent>, inside: Box): string {
  const order = [...lanes].sort(([, a], [, b]) => a.top - b.top);
  const border = (index: number): number => {
    const [above, below] = [order[index - 1]?.[1].bottom, order[index]?.[1].top];
    return above === undefined ? inside.top - GAP / 2 : below === undefined ? inside.bottom + GAP / 2 : (above + below) / 2;
  };
  return order.map(([lane], index) => band(lane, { ...inside, top: border(index) + GAP / 2, bottom: border(index + 1) - GAP / 2 })).join('');
}

function band(index: number, { left, right, top, bottom }: Box): string {
  const lane = LANES[index];
  if (!lane) return '';
  const words = lane.title.replace(/ (?=and )/, '\n').split('\n');
  const first = (top + bottom) / 2 - ((words.length - 1) * LINE_HEIGHT) / 2 + BASELINE;
  const lines = words.map((line, n) => `<tspan x="${left + 10}" y="${round(first + n * LINE_HEIGHT)}">${forXml(line)}</tspan>`);
  return `<rect x="${left}" y="${round(top)}" width="${right - left}" height="${round(bottom - top)}" rx="6" fill="${lane.fill}"/>
<text font-size="11" font-weight="bold" fill="${lane.line}">${lines.join('')}</text>
`;
}

const round = (value: number): number => Math.round(value * 100) / 100;
