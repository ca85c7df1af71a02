/**
 * The component graph as a part of an HTML page: the picture, what finds one's way in it, and below it the parts in which
 * every component is drawn. Everything is laid out here; in the browser nothing is. Without a script the picture, the parts and
 * the switch for what is absent work; the tools are shown by the page's script (`report/html/client/`).
 */
import type { Assessment } from '../../assessment/types.js';
import { forXml } from '../escape.js';
import { LANES, laneOf } from '../lanes.js';
import { fit } from '../layout/fit.js';
import { place } from '../layout/index.js';
import { svg } from '../svg/index.js';
import type { Diagram, DiagramNode } from '../types.js';
import { diagramView, gapModel, partView, type ViewOptions } from '../view/index.js';
import { tools } from './tools.js';

export interface GraphPictureOptions {
  /** Names of technologies by id, for display. */
  technologyName?: (id: string) => string;
}

/** With more components than this the picture shows types in their layers, and the parts show the components. */
const MOST_COMPONENTS = 150;
/** More would be too small in a page, though one can zoom and move it. */
const WIDEST = 1300;
/** Components in one part. */
const PART = 48;
/** Boxes and lines in all parts together: some 800 kB, and two seconds of layout. */
const MOST_DRAWN = 1500;

/** @returns HTML; all text of the assessment in it is escaped */
export async function graphPicture(assessment: Assessment, options: GraphPictureOptions = {}): Promise<string> {
  const view: ViewOptions = { view: 'gaps', declared: true, ...options };
  const all = diagramView(assessment, { ...view, detail: 'each' });
  const main = await mainPicture(assessment, view, all.nodes.length);
  const { drawn, left } = withinReason(
    partsOf(main.diagram, all.nodes).map((part) => ({
      ...part,
      diagram: partView(assessment, part.ids, { ...view, view: 'graph' }),
    })),
  );
  const anchors = new Map(drawn.map(({ lane, anchor }) => [lane, anchor] as const).reverse());
  const partOf = (lane: number): string => anchors.get(lane) ?? ANCHOR;
  const pictures: string[] = [];
  for (const { diagram, ...part } of drawn)
    pictures.push(partPicture(part, svg({ diagram, layout: await place(diagram) }, { partOf, filtered: false })));
  const name = gapModel(assessment, undefined)?.name;
  return `<div class="ra-view" id="${ANCHOR}">
${name !== undefined && hasGaps(main.diagram) ? couldBe(name) : ''}${tools(main.diagram)}<div class="ra-scroll" tabindex="0" role="region" aria-label="Picture of the component graph">
${svg(main, { partOf, filtered: true })}</div>
${pictures.length > 0 ? `<p class="ra-parts">A box that stands for several components leads to its part of the graph, in which each is drawn:</p>\n${pictures.join('')}` : ''}${left > 0 ? `<p class="ra-parts">${left} more components are in no picture, for the page would be too large; the tables have them.</p>\n` : ''}</div>
`;
}

/** The first parts, of which together so much is drawn as a page bears; and how many components are in the others. */
function withinReason<T extends Part & { diagram: Diagram }>(parts: readonly T[]): { drawn: T[]; left: number } {
  const drawn: T[] = [];
  let room = MOST_DRAWN;
  let left = 0;
  for (const part of parts) {
    room -= part.diagram.nodes.length + part.diagram.edges.length;
    if (room >= 0) drawn.push(part);
    else left += part.ids.size;
  }
  return { drawn, left };
}

const ANCHOR = 'graph';

async function mainPicture(assessment: Assessment, view: ViewOptions, count: number): ReturnType<typeof fit> {
  if (count <= MOST_COMPONENTS) return fit(assessment, view, WIDEST);
  const diagram = diagramView(assessment, { ...view, detail: 'types' });
  return { diagram, layout: await place(diagram) };
}

const hasGaps = ({ nodes, edges }: Diagram): boolean => [...nodes, ...edges].some((item) => item.status === 'absent');

/** A switch that needs no script: the style sheet hides what is absent while it is off. */
const couldBe = (model: string): string =>
  `<input type="checkbox" class="ra-could" id="${ANCHOR}-could"><label for="${ANCHOR}-could">As it could be: with what ${forXml(model)} asks for and was not found</label>\n`;

interface Part {
  lane: number;
  anchor: string;
  title: string;
  ids: ReadonlySet<string>;
}

/** One or more for each lane of which the picture does not show every component. */
function partsOf(main: Diagram, each: readonly DiagramNode[]): Part[] {
  const gathered = new Set(main.nodes.filter((n) => n.members.length > 1).map((n) => laneOf(n.type)));
  return LANES.flatMap(({ title }, lane): Part[] => {
    if (!gathered.has(lane)) return [];
    const ids = each.filter((n) => laneOf(n.type) === lane && n.status !== 'absent').map((n) => n.id);
    const count = Math.ceil(ids.length / PART);
    const size = Math.ceil(ids.length / count);
    return Array.from({ length: count }, (_, index): Part => {
      const own = ids.slice(index * size, (index + 1) * size);
      const range =
        count > 1 ? `${index * size + 1} to ${index * size + own.length} of ${ids.length}` : String(ids.length);
      const anchor = `${ANCHOR}-part-${lane}${count > 1 ? `-${index + 1}` : ''}`;
      return { lane, anchor, title: `${title}: ${range} components`, ids: new Set(own) };
    });
  });
}

/** The anchor is inside, so that browsers open the part when a link leads there. */
const partPicture = ({ anchor, title }: Part, picture: string): string =>
  `<details class="ra-part"><summary>${forXml(title)}</summary>
<div class="ra-scroll" id="${anchor}" tabindex="0" role="region" aria-label="${forXml(title)}">
${picture}</div></details>
`;
