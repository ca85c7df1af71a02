/** The component graph as laid out, as a drawing of draw.io (diagrams.net), which people can go on with. */
import type { Assessment } from '../../assessment/types.js';
import { SHADES } from '../colours.js';
import { nodeLines, SMALL_SIZE } from '../labels.js';
import { LANES, laneOf } from '../lanes.js';
import { fit } from '../layout/fit.js';
import type { PlacedLine, PlacedNode, Point } from '../layout/index.js';
import { RELATION_KINDS } from '../relation-kinds.js';
import type { Diagram, NodeStatus } from '../types.js';
import type { ViewOptions } from '../view/index.js';
import { attributeText, page, vertex } from './page.js';

const [TEXT] = SHADES.text;
const [DIM] = SHADES.dim;
const [MISSING] = SHADES.missing;
/** Left of the graph, for the titles of the lanes. */
const TITLES = 130;
const AROUND = 10;

const DASHES: Record<NodeStatus, string> = { present: '', declared: 'dashed=1;', absent: 'dashed=1;dashPattern=1 3;' };
const ARROWS = { normal: 'block', vee: 'open', diamond: 'diamond', dot: 'oval' } as const;

/** @returns one uncompressed page; labels are plain text, no HTML */
export async function drawio(assessment: Assessment, options: ViewOptions): Promise<string> {
  const { diagram, layout } = await fit(assessment, options);
  const moved = <T extends Point>(item: T): T => ({ ...item, x: item.x + TITLES });
  const nodes = layout.nodes.map(moved);
  const right = TITLES + layout.width + AROUND;
  const cells = [
    ...lanes(nodes, right),
    ...nodes.map((placed) => box(placed, diagram)),
    ...layout.forks
      .map(moved)
      .map(({ x, y }, index) =>
        middle(`f${index + 1}`, '', `ellipse;fillColor=${DIM};strokeColor=none;`, { x, y, width: 4, height: 4 }),
      ),
    ...layout.lines.map((line) => edge({ ...line, curve: line.curve.map(moved) })),
  ];
  return page('components', diagram.title, cells);
}

interface Box extends Point {
  width: number;
  height: number;
}

/** @param box its middle and its size */
const middle = (id: string, text: string, style: string, { x, y, width, height }: Box): string =>
  vertex(id, text, style, {
    x: round(x - width / 2),
    y: round(y - height / 2),
    width: round(width),
    height: round(height),
  });

function lanes(nodes: readonly PlacedNode[], right: number): string[] {
  return LANES.flatMap(({ title, fill, line }, index) => {
    const own = nodes.filter(({ node }) => laneOf(node.type) === index);
    if (own.length === 0) return [];
    const top = Math.min(...own.map(({ y, height }) => y - height / 2)) - AROUND;
    const bottom = Math.max(...own.map(({ y, height }) => y + height / 2)) + AROUND;
    const style = `rounded=1;arcSize=3;whiteSpace=wrap;fillColor=${fill};strokeColor=none;fontColor=${line};fontStyle=1;align=left;verticalAlign=top;spacingLeft=8;spacingTop=4;`;
    const box = { x: right / 2, y: (top + bottom) / 2, width: right, height: bottom - top };
    return [middle(`lane${index}`, title, style, box)];
  });
}

function box(placed: PlacedNode, diagram: Diagram): string {
  const { node } = placed;
  const text = nodeLines(node, diagram)
    .map((line) => line.text)
    .join('\n');
  const line = { present: LANES[laneOf(node.type)]?.line ?? DIM, declared: DIM, absent: MISSING }[node.status];
  const style = `rounded=1;whiteSpace=wrap;fillColor=#ffffff;strokeColor=${line};fontColor=${TEXT};fontSize=${SMALL_SIZE};${DASHES[node.status]}`;
  return middle(node.key, text, style, placed);
}

/** From what does something to what it is done to; lines that lead up are laid out the other way round. */
function edge({ piece, curve }: PlacedLine): string {
  const { key, arrow, kind, status, label } = piece;
  const up = arrow === 'tail';
  const [source, target] = up ? [piece.head, piece.tail] : [piece.tail, piece.head];
  const looks = RELATION_KINDS[kind];
  const end = arrow === 'none' ? 'none' : ARROWS[looks.arrow];
  const style = `curved=1;endArrow=${end};endSize=5;strokeColor=${status === 'absent' ? MISSING : looks.line};fontColor=${DIM};fontSize=${SMALL_SIZE};labelBackgroundColor=#ffffff;${DASHES[status]}`;
  // Where one curve meets the next; the ends are the boxes'.
  const joints = curve.filter((_, index) => index % 3 === 0).slice(1, -1);
  const points = (up ? joints.reverse() : joints).map(({ x, y }) => `<mxPoint x="${round(x)}" y="${round(y)}"/>`);
  const way = points.length > 0 ? `<Array as="points">${points.join('')}</Array>` : '';
  return `<mxCell id="${key}" value="${attributeText(label.join('\n'))}" style="${style}" edge="1" parent="1" source="${source}" target="${target}"><mxGeometry relative="1" as="geometry">${way}</mxGeometry></mxCell>`;
}

const round = (value: number): number => Math.round(value * 10) / 10;
