import { SHADES } from '../../colours.js';
import { dotId, forXml } from '../../escape.js';
import { SMALL_SIZE, TITLE_SIZE } from '../../labels.js';
import { LIGHT } from '../style.js';
import { EDGES, numberOf, SIGNS, type OverlayEdge, type OverlayModel, type OverlayNode } from '../model.js';

const [TEXT] = SHADES.text;

const HEAD = `  graph [rankdir=LR, bgcolor="transparent", pad=0.1, nodesep=0.15, ranksep=0.4, fontname="Helvetica", fontsize=11, fontcolor="${LIGHT.dim}", labeljust=l];
  node [shape=box, style="filled,rounded", fontname="Helvetica", fontsize=${TITLE_SIZE}, fontcolor="${TEXT}", margin="0.14,0.08", height=0.4];
  edge [fontname="Helvetica", fontsize=${SMALL_SIZE}, arrowsize=0.65];
`;

/** @returns DOT that any Graphviz reads, zones or layers as clusters */
export function overlayDot({ title, groups, edges }: OverlayModel): string {
  const clusters = groups.map(({ key, name, nodes }) => {
    const lines = nodes.map((node) => `    ${nodeLine(node)}\n`).join('');
    return name === ''
      ? lines
      : `  subgraph cluster_${key} {\n    graph [label=<${forXml(name)}>, style="filled,rounded", color="${LIGHT.zone}", margin=10];\n${lines}  }\n`;
  });
  return `digraph ${dotId(title)} {\n${HEAD}${clusters.join('')}${edges.map(edgeLine).join('')}}\n`;
}

function nodeLine({ key, id, status, lines }: OverlayNode): string {
  const [name = '', ...others] = lines.map(forXml);
  const small = others.map((line) => `<BR/><FONT POINT-SIZE="${SMALL_SIZE}">${line}</FONT>`).join('');
  if (status === undefined) return `${key} [label=<${name}>, fillcolor="${LIGHT.card}", color="${LIGHT.line}"];`;
  const { line, ground, dashes } = SIGNS[status];
  const kind = dashes === '' ? '' : status === 'absent' ? ',dotted' : ',dashed';
  return `${key} [label=<<B>${forXml(numberOf(id))}${name}</B>${small}>, fillcolor="${ground}", color="${line}", style="filled,rounded${kind}"];`;
}

function edgeLine({ from, to, verdict, label }: OverlayEdge): string {
  const { line, dashes, wide } = EDGES[verdict];
  const looks = [
    `color="${line}"`,
    ...(label === '' ? [] : [`label=<${forXml(label)}>`, `fontcolor="${verdict === 'not-judged' ? LIGHT.dim : line}"`]),
    ...(dashes === '' ? [] : [`style=${verdict === 'absence' ? 'dotted' : 'dashed'}`]),
    ...(wide ? ['penwidth=2.2'] : []),
  ];
  return `  ${from} -> ${to} [${looks.join(', ')}];\n`;
}
