/**
 * Colours and line styles of the picture by class, for light ground and for dark: in a file of its own the picture holds
 * them, in a page the page's style sheet does.
 */
import { SHADES } from '../colours.js';
import { SMALL_SIZE, TITLE_SIZE } from '../labels.js';
import { LANES } from '../lanes.js';
import { RELATION_KINDS, type RelationKind } from '../relation-kinds.js';

type Pair = readonly [light: string, dark: string];

const KINDS = Object.keys(RELATION_KINDS) as RelationKind[];

/** Selector below `.ra-graph`, property, and its values on light ground and on dark. */
const COLOURS: readonly (readonly [selector: string, property: 'fill' | 'stroke', values: Pair])[] = [
  ['text', 'fill', SHADES.text],
  ['.ra-dim', 'fill', SHADES.dim],
  ['.ra-card', 'fill', SHADES.card],
  ['.ra-card', 'stroke', SHADES.edge],
  ['.ra-node rect', 'fill', SHADES.node],
  ['.ra-words text', 'fill', SHADES.dim],
  ['.ra-words text', 'stroke', SHADES.card],
  ...LANES.flatMap(({ fill, darkFill, line, darkLine }, index) => [
    [`.ra-lane-${index} rect`, 'fill', [fill, darkFill]] as const,
    [`.ra-lane-${index} text`, 'fill', [line, darkLine]] as const,
    [`.ra-of-${index} rect`, 'stroke', [line, darkLine]] as const,
  ]),
  ...KINDS.flatMap((kind) => {
    const { line, darkLine } = RELATION_KINDS[kind];
    return [
      [`.ra-${kind} path`, 'stroke', [line, darkLine]] as const,
      [`.ra-${kind} .ra-tip`, 'fill', [line, darkLine]] as const,
    ];
  }),
  ['.ra-declared rect', 'stroke', SHADES.dim],
  ['.ra-absent rect', 'stroke', SHADES.missing],
  ['.ra-absent path', 'stroke', SHADES.missing],
  ['.ra-absent .ra-tip', 'fill', SHADES.missing],
  ['.ra-absent .ra-status', 'fill', SHADES.missing],
];

const SHAPES = `.ra-graph text{font-size:${SMALL_SIZE}px}
.ra-graph .ra-name{font-size:${TITLE_SIZE}px;font-weight:bold}
.ra-graph .ra-lane text{font-size:11px;font-weight:bold}
.ra-graph .ra-node rect{stroke-width:1.2}
.ra-graph .ra-focus rect{stroke-width:2.6}
.ra-graph .ra-line path{fill:none;stroke-width:1.2}
.ra-graph .ra-line .ra-tip{stroke-width:1}
.ra-graph .ra-declared rect,.ra-graph .ra-declared .ra-curve{stroke-dasharray:6 3}
.ra-graph .ra-absent rect,.ra-graph .ra-absent .ra-curve{stroke-dasharray:1.5 3;stroke-linecap:round;stroke-width:1.8}
.ra-graph .ra-words text{paint-order:stroke;stroke-width:3;stroke-opacity:.75;stroke-linejoin:round}
`;

/** CSS for pictures of the component graph, wherever they are embedded; everything in it is below `.ra-graph`. */
export function graphStyles(): string {
  const rules = (index: 0 | 1): string =>
    COLOURS.map(([selector, property, values]) => `.ra-graph ${selector}{${property}:${values[index]}}\n`).join('');
  return `${rules(0)}${SHAPES}@media (prefers-color-scheme:dark){\n${rules(1)}}\n`;
}
