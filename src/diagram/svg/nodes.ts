import { componentAnchor, elementAnchor } from '../anchors.js';
import { forXml } from '../escape.js';
import { nodeLines, nodeText, SMALL_SIZE, TITLE_SIZE, type Line } from '../labels.js';
import { laneOf } from '../lanes.js';
import type { PlacedNode } from '../layout/index.js';
import { prescribed } from '../measure.js';
import { round } from '../numbers.js';
import type { Diagram, DiagramNode } from '../types.js';
import type { Links } from './index.js';

/** Height of a line of text in its font's size. */
const LEADING = 1.2;
/** What the base line of a text lies below its upper edge, in its font's size. */
const ASCENT = 0.87;
/** Between a text and the border of its box, where a font is wide. */
const PADDING = 4;

/** A box with its lines; in a page it leads to what is said of the component. */
export function nodeBox(placed: PlacedNode, diagram: Diagram, links?: Links): string {
  const { node, x, y, width, height } = placed;
  const lines = nodeLines(node, diagram);
  let top = y - lines.reduce((sum, line) => sum + sizeOf(line) * LEADING, 0) / 2;
  const texts = lines.map((line) => {
    const size = sizeOf(line);
    const at = round(top + size * ASCENT);
    top += size * LEADING;
    const held = prescribed(line.text, size, line.role === 'title', width - 2 * PADDING);
    const length = held === undefined ? '' : ` textLength="${round(held)}" lengthAdjust="spacingAndGlyphs"`;
    return `<text${looksOf(line)} x="${x}" y="${at}"${length}>${forXml(line.text)}</text>`;
  });
  const box = `<rect x="${round(x - width / 2)}" y="${round(y - height / 2)}" width="${width}" height="${height}" rx="9"/>`;
  const classes = [
    'ra-node',
    `ra-of-${laneOf(node.type)}`,
    `ra-${node.status}`,
    ...(node.focus ? ['ra-focus'] : []),
  ].join(' ');
  const inside = `<title>${forXml(nodeText(node))}</title>${box}${texts.join('')}`;
  if (!links) return `<g class="${classes}">${inside}</g>\n`;
  return `<a class="${classes}" href="#${targetOf(node, links)}"${links.filtered ? dataOf(node, diagram) : ''}>${inside}</a>\n`;
}

/** What stands for several components is opened; what stands for one leads to it. */
function targetOf({ members, element, type }: DiagramNode, { partOf }: Links): string {
  if (element) return elementAnchor(element.model, element.id);
  return members.length > 1 ? partOf(laneOf(type)) : componentAnchor(members[0] ?? '');
}

/** By what the page's script filters. */
function dataOf({ key, type, sources }: DiagramNode, { sourceIds }: Diagram): string {
  const places = sources.map((source) => sourceIds.indexOf(source)).filter((index) => index >= 0);
  return ` data-key="${key}" data-type="${forXml(type)}" data-sources="${places.join(' ')}"`;
}

const sizeOf = ({ role }: Line): number => (role === 'title' ? TITLE_SIZE : SMALL_SIZE);

function looksOf({ role }: Line): string {
  return role === 'name'
    ? ''
    : ` class="${{ title: 'ra-name', status: 'ra-status', kind: 'ra-dim', source: 'ra-dim' }[role]}"`;
}
