/** The component graph as text in DOT, the language of Graphviz. */
import type { Assessment } from '../../assessment/types.js';
import { dotId, forXml, shorten } from '../escape.js';
import { LANES, laneOf } from '../lanes.js';
import { rows } from '../rows.js';
import { diagramView, type Diagram, type DiagramNode } from '../view.js';
import { typeName } from '../words.js';
import { DIM, FAINT, TEXT } from './colours.js';
import { strandLines } from './strand-lines.js';
import { strands } from './strands.js';

export interface DiagramOptions {
  /** Also show, dashed, what is only listed, switched off or unused. */
  declared?: boolean;
  /** Names of technologies by id, for display. */
  technologyName?: (id: string) => string;
  /**
   * `clusters` (default): each lane is a box. `bands`: the lanes are left to `svg`, which draws them across the whole picture;
   * edges then pass through a lane instead of around its box.
   */
  lanes?: 'clusters' | 'bands';
}

const NAME_LENGTH = 26;
/** Characters of a line of a technology's name, which takes two lines at most. */
const TITLE_LENGTH = 22;
const SMALL = 10;

const HEAD = `digraph refarch {
  graph [rankdir=TB, newrank=true, bgcolor="transparent", pad=0.1, nodesep=0.12, ranksep=0.3, fontname="Helvetica", fontsize=11, fontcolor="${DIM}", labeljust=l];
  node [shape=box, style="filled,rounded", fillcolor="#ffffff", fontname="Helvetica", fontsize=12, fontcolor="${TEXT}", margin="0.16,0.07", height=0.4, penwidth=1.2];
  edge [fontname="Helvetica", fontsize=${SMALL}, fontcolor="${DIM}", arrowsize=0.65];
`;
const EMPTY = '  "nothing" [label="No component was found.", shape=plaintext, style="", fontsize=12];\n';
const CAPTION = '  label="\\nDashed: only listed, switched off or unused"; labelloc=b;\n';

/** Nodes and edges beyond which the layout is given less time, and edges are straight. */
const LARGE = 400;
const HASTE = '  graph [nslimit=2, nslimit1=2, mclimit=0.2, splines=line];\n';

/**
 * Lanes of the work from top to bottom, components as nodes, what they do to one another as edges.
 * @returns DOT that any Graphviz reads; the same text for the same assessment
 */
export function dot(assessment: Assessment, options: DiagramOptions = {}): string {
  const view = diagramView(assessment, options.declared ?? false);
  const several = assessment.sources.length > 1;
  const lanes = LANES.map((_, index) =>
    laneLines(
      index,
      view.nodes.filter((n) => laneOf(n.type) === index),
      several,
      options,
    ),
  );
  const order = rows(view.nodes, view.edges);
  const rowOf = new Map(order.flatMap((ids, index) => ids.map((id): [string, number] => [id, index])));
  const laneById = new Map(view.nodes.map((n) => [n.id, laneOf(n.type)]));
  const edges = strands(view).map((strand, index) => strandLines(strand, index, rowOf, laneById));
  return [HEAD, preamble(view), ...lanes, ...rowLines(order), ...edges, '}\n'].join('');
}

function preamble({ nodes, edges }: Diagram): string {
  if (nodes.length === 0) return EMPTY;
  const dashed = [...nodes, ...edges].some((item) => item.declared);
  return `${dashed ? CAPTION : ''}${nodes.length + edges.length > LARGE ? HASTE : ''}`;
}

function laneLines(index: number, nodes: readonly DiagramNode[], several: boolean, options: DiagramOptions): string {
  const lane = LANES[index];
  if (!lane || nodes.length === 0) return '';
  const lines = nodes.map((node) => `    ${nodeLine(node, index, lane.line, several, options)}\n`).join('');
  if (options.lanes === 'bands') return lines;
  const looks = `label="${lane.title}", style="filled,rounded", color="${lane.fill}", fontcolor="${lane.line}", margin=10`;
  return `  subgraph cluster_${index} {\n    graph [${looks}];\n${lines}  }\n`;
}

function nodeLine(
  node: DiagramNode,
  lane: number,
  color: string,
  several: boolean,
  { technologyName }: DiagramOptions,
): string {
  const title = node.technology === '' ? typeName(node.type) : (technologyName?.(node.technology) ?? node.technology);
  const small = (text: string, shade: string): string =>
    `<BR/><FONT POINT-SIZE="${SMALL}" COLOR="${shade}">${forXml(text)}</FONT>`;
  const lines = [
    ...twoLines(`${title}${node.count > 1 ? ` × ${node.count}` : ''}`).map(
      (line, index) => `${index > 0 ? '<BR/>' : ''}<B>${forXml(line)}</B>`,
    ),
    ...(node.name === '' ? [] : [small(shorten(node.name, NAME_LENGTH), node.declared ? FAINT : TEXT)]),
    small(typeName(node.type), node.declared ? FAINT : DIM),
    ...(several && node.sources.length > 0 ? [small(sourceText(node.sources), FAINT)] : []),
  ];
  const looks = node.declared
    ? `style="filled,rounded,dashed", color="${FAINT}", fontcolor="${FAINT}"`
    : `color="${color}"`;
  return `${dotId(node.id)} [label=<${lines.join('')}>, ${looks}, class="lane${lane}"];`;
}

function twoLines(title: string): string[] {
  if ([...title].length <= NAME_LENGTH) return [title];
  const at = title.lastIndexOf(' ', TITLE_LENGTH);
  const lines = at > 0 ? [title.slice(0, at), title.slice(at + 1)] : [title];
  return lines.map((line) => shorten(line, NAME_LENGTH));
}

function sourceText(sources: readonly string[]): string {
  const [first = '', ...others] = sources;
  return `${shorten(first, NAME_LENGTH)}${others.length > 0 ? ` + ${others.length}` : ''}`;
}

/** Invisible edges hold the rows below one another. */
function rowLines(order: readonly string[][]): string[] {
  return order.map((ids, index) => {
    const above = order[index - 1]?.[0];
    const first = ids[0];
    const hold =
      above === undefined || first === undefined
        ? ''
        : `  ${dotId(above)} -> ${dotId(first)} [style=invis, weight=0];\n`;
    return `  { rank=same; ${ids.map(dotId).join('; ')} }\n${hold}`;
  });
}
