import { relationAnchor } from '../anchors.js';
import { forXml } from '../escape.js';
import { SMALL_SIZE } from '../labels.js';
import type { PlacedLine, Point } from '../layout/index.js';
import { pair, round } from '../numbers.js';
import { RELATION_KINDS, type RelationKind } from '../relation-kinds.js';
import { told } from '../status.js';
import type { Diagram, DiagramEdge } from '../types.js';
import { relationName } from '../words.js';
import type { Links } from './index.js';

const LINE_HEIGHT = 12;
/** Of the relations that a line stands for, as many are told in words. */
const MOST_TOLD = 6;

/** A relation, or a part of several: the curve with its arrow; in a page it leads to the relation's evidence. */
export function line(placed: PlacedLine, diagram: Diagram, links?: Links): string {
  const { piece, curve, tip } = placed;
  const { kind, status, edges } = piece;
  const [start, ...others] = curve;
  if (!start) return '';
  const arrow = tip ? tipOf(kind, (piece.arrow === 'tail' ? start : others.at(-1)) ?? start, tip) : '';
  const path = `<path class="ra-curve" d="M${whole(start)}C${others.map(whole).join(' ')}"/>`;
  const inside = `<title>${forXml(saysOf(edges, diagram))}</title>${path}${arrow}`;
  const classes = `ra-line ra-${kind} ra-${status}`;
  const first = edges[0]?.relations[0];
  if (!links) return `<g class="${classes}">${inside}</g>\n`;
  const data = links.filtered ? dataOf(edges, diagram) : '';
  // A table says the same for the keyboard: hundreds of stops on lines would be in its way.
  return first
    ? `<a class="${classes}" href="#${relationAnchor(first)}" tabindex="-1"${data}>${inside}</a>\n`
    : `<g class="${classes}"${data}>${inside}</g>\n`;
}

/** The words of a line, drawn after all lines so that none crosses them out; in a page they know it by its place among them. */
export function words({ piece, label }: PlacedLine, index: number, links?: Links): string {
  if (!label || piece.label.length === 0) return '';
  const top = label.y - ((piece.label.length - 1) * LINE_HEIGHT) / 2 + SMALL_SIZE * 0.35;
  const texts = piece.label.map(
    (text, index) => `<text x="${label.x}" y="${round(top + index * LINE_HEIGHT)}">${forXml(text)}</text>`,
  );
  return `<g class="ra-words ra-${piece.status}"${links?.filtered ? ` data-line="${index}"` : ''}>${texts.join('')}</g>\n`;
}

/** By what the page's script filters: the keys of the nodes at either end. */
function dataOf(edges: readonly DiagramEdge[], { nodes }: Diagram): string {
  const keys = new Map(nodes.map((n) => [n.id, n.key]));
  const ends = (end: 'from' | 'to'): string => [...new Set(edges.map((e) => keys.get(e[end]) ?? ''))].join(' ');
  return ` data-from="${ends('from')}" data-to="${ends('to')}"`;
}

function saysOf(edges: readonly DiagramEdge[], { nodes }: Diagram): string {
  const names = new Map(nodes.map((n) => [n.id, n.name === '' ? n.title : `${n.title} ${n.name}`]));
  const says = edges.slice(0, MOST_TOLD).map(({ from, types, to, status }) => {
    const mark = status === 'present' ? '' : `${told(status).word}: `;
    return `${mark}${names.get(from) ?? ''} ${types.map(relationName).join(', ')} ${names.get(to) ?? ''}`;
  });
  return [...says, ...(edges.length > MOST_TOLD ? [`and ${edges.length - MOST_TOLD} more`] : [])].join('; ');
}

/** The arrow from where the curve stops to the tip. */
export function tipOf(kind: RelationKind, from: Point, tip: Point): string {
  const [dx, dy] = [tip.x - from.x, tip.y - from.y];
  const length = Math.hypot(dx, dy) || 1;
  /** A step of `along` and `across`, in parts of the arrow's length. */
  const by = (along: number, across: number): string => pair(dx * along - dy * across, dy * along + dx * across);
  const start = (across: number): string => pair(from.x - dy * across, from.y + dx * across);
  switch (RELATION_KINDS[kind].arrow) {
    case 'normal':
      return `<path class="ra-tip" d="M${start(0.4)}l${by(1, -0.4)} ${by(-1, -0.4)}z"/>`;
    case 'diamond':
      return `<path class="ra-tip" d="M${start(0)}l${by(0.5, 0.35)} ${by(0.5, -0.35)} ${by(-0.5, -0.35)}z"/>`;
    case 'vee':
      return `<path class="ra-barb" d="M${start(0.45)}l${by(1, -0.45)} ${by(-1, -0.45)}M${start(0)}l${by(1, 0)}"/>`;
    case 'dot':
      return `<circle class="ra-tip" cx="${round(from.x + dx / 2)}" cy="${round(from.y + dy / 2)}" r="${round(length / 2)}"/>`;
  }
}

/** A curve is as good to the eye at whole points, and a third shorter to write. */
const whole = ({ x, y }: Point): string => pair(Math.round(x), Math.round(y));
