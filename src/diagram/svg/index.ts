/** DOT to SVG, by Graphviz compiled to WebAssembly: no program of the machine is started. */
import { forXml } from '../escape.js';
import { bands } from './bands.js';
import { parseDrawing } from './drawing.js';

const FONTS = "Helvetica, Arial, 'Liberation Sans', sans-serif";
/** Between the edge of the card and the lanes. */
const EDGE = 8;
/** Between the edge of the card and the graph. */
const PADDING = 13;
/** Room for the titles of the lanes. */
const TITLES = 110;

/**
 * Lays out a graph and puts it on a card of its own, so that it reads on a light page and on a dark one. Graphviz is loaded
 * at the first call.
 * @param dot text in DOT, as `dot` gives it with `lanes: 'bands'`
 * @param title for people who cannot see the picture
 * @throws {Error} when Graphviz cannot read it
 */
export async function svg(dot: string, title: string): Promise<string> {
  const { Graphviz } = await import('@hpcc-js/wasm-graphviz');
  const graphviz = await Graphviz.load();
  const drawing = parseDrawing(graphviz.layout(dot, 'svg', 'dot'));
  const left = PADDING + (drawing.lanes.size > 0 ? TITLES : 0);
  const width = Math.ceil(left + drawing.width + PADDING);
  const height = Math.ceil(drawing.height + 2 * PADDING);
  const lanes = new Map(
    [...drawing.lanes].map(([lane, e]) => [lane, { top: e.top + PADDING, bottom: e.bottom + PADDING }]),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="${FONTS}">
<title>${forXml(title)}</title>
<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="10" fill="#ffffff" stroke="#d1d9e0"/>
${bands(lanes, { left: EDGE, right: width - EDGE })}<g transform="translate(${left} ${PADDING})">
${drawing.content}</g>
</svg>
`;
}
