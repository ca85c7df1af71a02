/** The component graph as text in DOT, the language of Graphviz. */
import { SHADES } from '../colours.js';
import { forXml } from '../escape.js';
import { nodeLines, SMALL_SIZE, TITLE_SIZE, type Line } from '../labels.js';
import { LANES, laneOf } from '../lanes.js';
import { RELATION_KINDS } from '../relation-kinds.js';
import { rows } from '../rows.js';
import { strands } from '../strands.js';
import type { Diagram, DiagramNode } from '../types.js';
import { STATUS_SIGNS } from '../words.js';
import { piecesOf, type Piece, type Pieces } from './pieces.js';

const [TEXT] = SHADES.text;
const [DIM] = SHADES.dim;
const [MISSING] = SHADES.missing;

const HEAD = `digraph refarch {
  graph [rankdir=TB, newrank=true, bgcolor="transparent", pad=0.1, nodesep=0.12, ranksep=0.3, fontname="Helvetica", fontsize=11, fontcolor="${DIM}", labeljust=l];
  node [shape=box, style="filled,rounded", fillcolor="#ffffff", fontname="Helvetica", fontsize=${TITLE_SIZE}, fontcolor="${TEXT}", margin="0.16,0.11", height=0.4, penwidth=1.2];
  edge [fontname="Helvetica", fontsize=${SMALL_SIZE}, fontcolor="${DIM}", arrowsize=0.65];
`;
const EMPTY = `  nothing [label="No component was found.", shape=plaintext, style="", fontsize=${TITLE_SIZE}];\n`;

/** Nodes and edges beyond which the layout is given less time, and beyond which edges are straight besides. */
const LARGE = 120;
const HUGE = 400;
const HASTE = '  graph [nslimit=2, nslimit1=2, mclimit=0.2];\n';
const STRAIGHT = '  graph [splines=line];\n';

export interface Drawn extends Pieces {
  text: string;
}

/** @returns DOT that any Graphviz reads, lanes as clusters; the same text for the same diagram */
export function dot(diagram: Diagram): string {
  return draw(diagram, 'clusters').text;
}

/**
 * @param lanes `bands`: the lanes are left to whoever draws the layout, across the whole picture; edges then pass through a
 *   lane instead of around its box
 */
export function draw(diagram: Diagram, lanes: 'clusters' | 'bands'): Drawn {
  const { nodes, edges } = diagram;
  const order = rows(nodes, edges);
  const rowOf = new Map(order.flatMap((ids, index) => ids.map((id): [string, number] => [id, index])));
  const keyOf = new Map(nodes.map((n) => [n.id, n.key]));
  const { pieces, forks } = piecesOf(strands(diagram), rowOf, keyOf);
  const laneTexts = LANES.map((_, index) =>
    laneLines(
      index,
      nodes.filter((n) => laneOf(n.type) === index),
      diagram,
      lanes,
    ),
  );
  const text = [
    HEAD,
    preamble(diagram),
    ...laneTexts,
    ...rowLines(order.map((ids) => ids.map((id) => keyOf.get(id) ?? ''))),
    ...forks.map(forkLine),
    ...pieces.map(pieceLine),
    '}\n',
  ].join('');
  return { text, pieces, forks };
}

function preamble({ nodes, edges }: Diagram): string {
  if (nodes.length === 0) return EMPTY;
  const size = nodes.length + edges.length;
  return `${size > LARGE ? HASTE : ''}${size > HUGE ? STRAIGHT : ''}`;
}

function laneLines(
  index: number,
  nodes: readonly DiagramNode[],
  diagram: Diagram,
  lanes: 'clusters' | 'bands',
): string {
  const lane = LANES[index];
  if (!lane || nodes.length === 0) return '';
  const lines = nodes.map((node) => `    ${nodeLine(node, lane.line, diagram)}\n`).join('');
  if (lanes === 'bands') return lines;
  const looks = `label="${lane.title}", style="filled,rounded", color="${lane.fill}", fontcolor="${lane.line}", margin=10`;
  return `  subgraph cluster_${index} {\n    graph [${looks}];\n${lines}  }\n`;
}

function nodeLine(node: DiagramNode, color: string, diagram: Diagram): string {
  const label = nodeLines(node, diagram).map(labelLine).join('<BR/>');
  const looks = {
    present: `color="${color}"${node.focus ? ', penwidth=2.4' : ''}`,
    declared: `style="filled,rounded,dashed", color="${DIM}"`,
    absent: `style="filled,rounded,dotted", color="${MISSING}"`,
  }[node.status];
  return `${node.key} [label=<${label}>, ${looks}];`;
}

function labelLine({ role, text }: Line): string {
  if (role === 'title') return `<B>${forXml(text)}</B>`;
  return `<FONT POINT-SIZE="${SMALL_SIZE}" COLOR="${role === 'name' ? TEXT : DIM}">${forXml(text)}</FONT>`;
}

const looksOf = ({ kind, status }: Pick<Piece, 'kind' | 'status'>): string[] => [
  `color="${status === 'absent' ? MISSING : RELATION_KINDS[kind].line}"`,
  ...(status === 'present' ? [] : [`style=${STATUS_SIGNS[status].line}`]),
];

const forkLine = ({ key, strand }: Pieces['forks'][number]): string =>
  `  ${key} [label="", shape=point, width=0.04, style=filled, ${looksOf(strand)[0] ?? ''}];\n`;

/** The words of relations are refarch's own: there is nothing in them to escape. */
function pieceLine(piece: Piece): string {
  const { key, tail, head, arrow, label, kind } = piece;
  const shape = RELATION_KINDS[kind].arrow;
  const attributes = [
    `id=${key}`,
    ...(label.length > 0 ? [`label="${label.map((words) => `  ${words} `).join('\\n')}"`] : []),
    ...looksOf(piece),
    ...{ none: ['dir=none'], head: [`arrowhead=${shape}`], tail: ['dir=back', `arrowtail=${shape}`] }[arrow],
  ];
  return `  ${tail} -> ${head} [${attributes.join(', ')}];\n`;
}

/** Invisible edges hold the rows below one another. */
function rowLines(order: readonly string[][]): string[] {
  return order.map((keys, index) => {
    const above = order[index - 1]?.[0];
    const first = keys[0];
    const hold = above === undefined || first === undefined ? '' : `  ${above} -> ${first} [style=invis, weight=0];\n`;
    return `  { rank=same; ${keys.join('; ')} }\n${hold}`;
  });
}
