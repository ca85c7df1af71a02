/** A diagram that is laid out, as SVG: in a file of its own, or as a part of a page. */
import { forXml } from '../escape.js';
import type { Placed } from '../layout/fit.js';
import { bands } from './bands.js';
import { legend } from './legend.js';
import { line, words } from './lines.js';
import { nodeBox } from './nodes.js';
import { graphStyles } from './styles.js';

const FONTS = "Helvetica, Arial, 'Liberation Sans', sans-serif";
/** Between the edge of the card and the lanes. */
const EDGE = 8;
/** Between the edge of the card and the graph. */
const PADDING = 18;
/** Room for the titles of the lanes. */
const TITLES = 110;
const NARROWEST = 300;

/** For a picture of a page. */
export interface Links {
  /** @returns the anchor of the picture in which a lane is drawn component by component: where nodes lead that stand for several */
  partOf: (lane: number) => string;
  /** With the data by which the page's script searches and filters. */
  filtered: boolean;
}

/**
 * @param links the picture is for a page: its nodes and lines lead to places of the page, and it holds no styles; without
 *   them it is a file that stands alone, on a card of its own, for light ground and for dark
 */
export function svg({ diagram, layout }: Placed, links?: Links): string {
  const { nodes, lines, forks } = layout;
  const empty = nodes.length === 0;
  const drawn = lines.filter(({ curve }) => curve.length > 0);
  const left = PADDING + (empty ? 0 : TITLES);
  const width = Math.max(NARROWEST, left + layout.width + PADDING);
  const below = legend(diagram, PADDING, PADDING + layout.height + PADDING / 2, width - PADDING);
  const height = Math.ceil(layout.height + 2 * PADDING + below.height);
  const shifted = nodes.map((placed) => ({ ...placed, y: placed.y + PADDING }));
  const content = empty
    ? `<text class="ra-name" x="${width / 2}" y="${height / 2}" text-anchor="middle">No component was found.</text>\n`
    : `${bands(shifted, { left: EDGE, right: width - EDGE })}<g transform="translate(${left} ${PADDING})" text-anchor="middle">
${drawn.map((placed) => line(placed, diagram, links)).join('')}${forks
        .map(
          ({ x, y, kind, status }) =>
            `<g class="ra-line ra-${kind} ra-${status}"><circle class="ra-tip" cx="${x}" cy="${y}" r="1.8"/></g>\n`,
        )
        .join('')}${drawn.map((placed, index) => words(placed, index, links)).join('')}${nodes
        .map((placed) => nodeBox(placed, diagram, links))
        .join('')}</g>
${below.text}`;
  const card = `<style>\n${graphStyles()}</style>
<rect class="ra-card" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="10"/>
`;
  return `<svg xmlns="http://www.w3.org/2000/svg" class="ra-graph" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="${links ? 'group' : 'img'}" font-family="${FONTS}">
<title>${forXml(diagram.title)}</title>
${links ? '' : card}${content}</svg>
`;
}
