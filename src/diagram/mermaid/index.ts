/** The component graph in Mermaid, which forges and wikis draw from a code block in Markdown. */
import type { Assessment } from '../../assessment/types.js';
import { SHADES } from '../colours.js';
import { edgeLines, nodeLines } from '../labels.js';
import { LANES, laneOf } from '../lanes.js';
import { RELATION_KINDS, type RelationKind } from '../relation-kinds.js';
import type { Diagram, DiagramEdge, DiagramNode } from '../types.js';
import { FROM_FINE_TO_COARSE, MOST_NODES } from '../view/gather.js';
import { diagramView, type ViewOptions } from '../view/index.js';
import { forMermaid, plain } from './escape.js';

/** Beyond these Mermaid refuses to draw, as it comes. */
const MOST_CHARACTERS = 50_000;
const MOST_EDGES = 500;

const [TEXT] = SHADES.text;
const [GROUND] = SHADES.node;
const [DIM] = SHADES.dim;
const [MISSING] = SHADES.missing;

/** @returns a flow chart as fine as Mermaid draws it; the same text for the same assessment */
export function mermaid(assessment: Assessment, options: ViewOptions): string {
  let text = '';
  for (const detail of FROM_FINE_TO_COARSE) {
    const diagram = diagramView(assessment, { ...options, detail });
    text = flowchart(diagram);
    if (diagram.nodes.length <= MOST_NODES && diagram.edges.length <= MOST_EDGES && text.length <= MOST_CHARACTERS)
      break;
  }
  return text;
}

function flowchart(diagram: Diagram): string {
  const { title, nodes, edges } = diagram;
  const lanes = LANES.flatMap(({ title: name, fill, line }, index) => {
    const own = nodes.filter((n) => laneOf(n.type) === index);
    if (own.length === 0) return [];
    return [
      `  subgraph lane${index}["${forMermaid(name)}"]`,
      ...own.map((node) => `    ${node.key}${box(node, diagram)}:::${node.status}${index}`),
      '  end',
      `  style lane${index} fill:${fill},stroke:${line},color:${line}`,
    ];
  });
  const keys = new Map(nodes.map((n) => [n.id, n.key]));
  return [
    'flowchart TB',
    `  accTitle: ${plain(title)}`,
    ...(nodes.length === 0 ? ['  nothing["No component was found."]'] : lanes),
    ...edges.map((edge) => `  ${keys.get(edge.from) ?? ''} ${arrow(edge)} ${keys.get(edge.to) ?? ''}`),
    ...edgeStyles(edges),
    ...classes(nodes),
    '',
  ].join('\n');
}

const box = (node: DiagramNode, diagram: Diagram): string => {
  const text = nodeLines(node, diagram)
    .map((line) => forMermaid(line.text))
    .join('<br/>');
  return node.type.endsWith('store') || node.type === 'model-registry' ? `[("${text}")]` : `("${text}")`;
};

/** The kind by the form of the line and its end, the status by dots; the words are refarch's own. */
function arrow(edge: DiagramEdge): string {
  const words = edgeLines(edge).map(forMermaid).join('<br/>');
  const end = edge.kind === 'observation' ? 'o' : '>';
  const line = edge.status !== 'present' ? `-.-${end}` : edge.kind === 'model' ? `==${end}` : `--${end}`;
  return `${line}|"${words}"|`;
}

function edgeStyles(edges: readonly DiagramEdge[]): string[] {
  const style = (fits: (edge: DiagramEdge) => boolean, colour: string): string[] => {
    const at = edges.flatMap((edge, index) => (fits(edge) ? [index] : []));
    return at.length > 0 ? [`  linkStyle ${at.join(',')} stroke:${colour}`] : [];
  };
  return [
    ...(Object.keys(RELATION_KINDS) as RelationKind[]).flatMap((kind) =>
      style((edge) => edge.kind === kind && edge.status !== 'absent', RELATION_KINDS[kind].line),
    ),
    ...style((edge) => edge.status === 'absent', MISSING),
  ];
}

/** One for each status in each lane that there is: dark on white, so that it reads on any ground. */
function classes(nodes: readonly DiagramNode[]): string[] {
  const known = new Map(nodes.map((node) => [`${node.status}${laneOf(node.type)}`, node]));
  return [...known.keys()].sort().flatMap((name) => {
    const node = known.get(name);
    if (!node) return [];
    const line = LANES[laneOf(node.type)]?.line ?? DIM;
    const looks = {
      present: `stroke:${line}`,
      declared: `stroke:${DIM},stroke-dasharray:6 3`,
      absent: `stroke:${MISSING},stroke-dasharray:2 3`,
    }[node.status];
    return [`  classDef ${name} fill:${GROUND},color:${TEXT},${looks}`];
  });
}
