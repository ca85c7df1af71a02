/** What lines and marks mean, below the picture; only of what is in it. */
import { forXml } from '../escape.js';
import { SMALL_SIZE } from '../labels.js';
import { RELATION_KINDS, type RelationKind } from '../relation-kinds.js';
import { meaning } from '../status.js';
import type { Diagram, NodeStatus } from '../types.js';
import { STATUS_SIGNS } from '../words.js';
import { tipOf } from './lines.js';

const LINE = 30;
const ROW = 18;
const SPACE = 18;
/** Of a character, in the font's size: wider than the average, so that texts do not meet where fonts are wide. */
const ADVANCE = 0.56;

/** @returns elements from (left, top) to the right, in as many rows as they need, and their height */
export function legend(diagram: Diagram, left: number, top: number, right: number): { text: string; height: number } {
  let [x, y] = [left, top];
  const parts = entries(diagram).map(({ classes, kind, words }) => {
    const width = LINE + 6 + words.length * SMALL_SIZE * ADVANCE;
    if (x > left && x + width > right) [x, y] = [left, y + ROW];
    const middle = y + ROW / 2;
    const end = x + LINE;
    const tip = kind ? tipOf(kind, { x: end - 7, y: middle }, { x: end, y: middle }) : '';
    const line = `<g class="ra-line ${classes}"><path class="ra-curve" d="M${x},${middle}L${kind ? end - 7 : end},${middle}"/>${tip}</g>`;
    const text = `<text class="ra-dim" x="${end + 6}" y="${middle + SMALL_SIZE * 0.35}">${forXml(words)}</text>`;
    x = Math.round(x + width + SPACE);
    return `${line}${text}\n`;
  });
  return { text: parts.join(''), height: parts.length > 0 ? y + ROW - top : 0 };
}

function entries({ nodes, edges }: Diagram): { classes: string; kind?: RelationKind; words: string }[] {
  const kinds = new Set(edges.map((e) => e.kind));
  const statuses = new Set<NodeStatus>([...nodes, ...edges].map((item) => item.status));
  return [
    ...(['control', 'data', 'model', 'observation'] as const)
      .filter((kind) => kinds.has(kind))
      .map((kind) => ({ classes: `ra-${kind} ra-present`, kind, words: RELATION_KINDS[kind].words })),
    ...(['declared', 'absent'] as const)
      .filter((status) => statuses.has(status))
      .map((status) => ({
        classes: `ra-control ra-${status}`,
        words: `${STATUS_SIGNS[status].icon} ${meaning(status)}`,
      })),
  ];
}
