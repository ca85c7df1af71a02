/** Relations: lines with round corners, a tip at their end, and the number by which a table knows them. */
import { flowAnchor } from '../anchors.js';
import type { RelationConformance, RelationNotJudged } from '../../assessment/types.js';
import { forXml, printable } from '../escape.js';
import { told, verdictClass, verdictIcon, type Verdict } from '../status.js';
import { measure } from '../measure.js';
import { pair, round } from '../numbers.js';
import { text } from './text.js';
import type { Box, Point, Route } from './types.js';

const CORNER = 5;
const TIP = 6;
/** Of the tip, half its width. */
const WING = 3.2;
const NUMBER = { size: 9.5, look: 'ra-number' } as const;
const LABEL_HEIGHT = 14;
const LABEL_ICON = 11;
const LONGEST_NUMBER = 8;

export interface RelationView {
  model: string;
  /** None for a rule of layers. */
  relation?: RelationConformance | RelationNotJudged;
  verdict: Verdict;
  /** `Model registry → CI/CD component`. */
  ends: string;
  muted: boolean;
  links: boolean;
}

/** What a label says beside its icon: nothing where a relation has no number, but an id that repeats its ends. */
export const labelText = ({ id, mark }: Pick<Route, 'id' | 'mark'>): string =>
  mark ?? (id.length > LONGEST_NUMBER ? '' : printable(id));

export const labelWidth = (words: string): number =>
  words === '' ? LABEL_HEIGHT + 3 : measure(words, NUMBER.size) + LABEL_ICON + 9;

/** What the label of a route covers, if it has one. */
export function labelBox(route: Route): Box | undefined {
  if (!route.label) return undefined;
  const width = labelWidth(labelText(route));
  return [route.label[0] - width / 2, route.label[1] - LABEL_HEIGHT / 2, width, LABEL_HEIGHT];
}

const classesOf = ({ verdict, muted }: RelationView): string =>
  `ra-relation ${verdictClass(verdict)}${muted ? ' ra-muted' : ''}`;

/** The lines; they lie under all boxes. */
export function run(route: Route, view: RelationView): string {
  const paths = route.paths ?? [];
  if (paths.length === 0) return '';
  return `<g class="${classesOf(view)}"><path class="ra-run" d="${paths.map(rounded).join('')}"/><path class="ra-tip" d="${paths.map(tip).join('')}"/></g>\n`;
}

/** The number with the icon of the verdict; numbers lie above all lines. */
export function label(route: Route, view: RelationView): string {
  const box = labelBox(route);
  if (!box || view.verdict === 'not-judged' || view.muted) return '';
  const [x, y, w, h] = box.map(round) as Box;
  const words = `${route.id} ${view.ends}: ${told(view.verdict).word}`;
  const content = `<title>${forXml(words)}</title><rect class="ra-label" x="${x}" y="${y}" width="${w}" height="${h}" rx="7"/>${verdictIcon(view.verdict, x + 8.5, y + h / 2, 4.5)}
${text(labelText(route), x + LABEL_ICON + (w - LABEL_ICON) / 2, y + 10.5, NUMBER, w - LABEL_ICON - 4)}`;
  return view.links && view.relation
    ? `<a class="${classesOf(view)}" href="#${flowAnchor(view.model, view.relation)}">${content}</a>\n`
    : `<g class="${classesOf(view)}">${content}</g>\n`;
}

/** The last piece ends where the tip begins. */
function rounded(points: readonly Point[]): string {
  const last = points.length - 1;
  let d = '';
  let [x, y] = [0, 0];
  const go = (to: Point): void => {
    const [nx, ny] = [round(to[0]), round(to[1])];
    d += ny === y ? `H${nx}` : nx === x ? `V${ny}` : `L${nx} ${ny}`;
    [x, y] = [nx, ny];
  };
  points.forEach((point, index) => {
    const before = points[index - 1];
    const after = points[index + 1];
    if (!before) {
      [x, y] = [round(point[0]), round(point[1])];
      d += `M${x} ${y}`;
    } else if (!after) go(towards(point, before, Math.min(TIP - 1, distance(point, before) / 2)));
    else {
      const room = Math.min(
        CORNER,
        distance(point, before) / (index === 1 ? 1 : 2),
        distance(point, after) / (index === last - 1 ? 1 : 2),
      );
      go(towards(point, before, room));
      const end = towards(point, after, room).map(round) as Point;
      d += `q${pair(point[0] - x, point[1] - y)} ${pair(end[0] - x, end[1] - y)}`;
      [x, y] = end;
    }
  });
  return d;
}

function tip(points: readonly Point[]): string {
  const [end, before] = [points.at(-1), points.at(-2)];
  if (!end || !before) return '';
  const base = towards(end, before, TIP);
  const [dx, dy] = [end[0] - base[0], end[1] - base[1]];
  const [sx, sy] = [(-dy * WING) / TIP, (dx * WING) / TIP];
  return `M${pair(...end)}l${pair(sx - dx, sy - dy)} ${pair(-2 * sx, -2 * sy)}z`;
}

const distance = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1]);

function towards(from: Point, to: Point, by: number): Point {
  const length = distance(from, to) || 1;
  return [from[0] + ((to[0] - from[0]) / length) * by, from[1] + ((to[1] - from[1]) / length) * by];
}
