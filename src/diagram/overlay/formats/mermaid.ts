import { SHADES } from '../../colours.js';
import { forMermaid, plain } from '../../mermaid/escape.js';
import { EDGES, numberOf, SIGNS, type OverlayEdge, type OverlayModel, type OverlayNode } from '../model.js';

/** Beyond these Mermaid refuses to draw, as it comes. */
const MOST_CHARACTERS = 50_000;
const MOST_EDGES = 500;

const ARROWS: Record<OverlayEdge['verdict'], string> = {
  convergence: '-->',
  absence: '-.->',
  divergence: '==>',
  'not-judged': '-->',
};
const [TEXT] = SHADES.text;

/** @returns a flow chart; of an architecture that Mermaid would not draw, without what was found, then without relations */
export function overlayMermaid(model: OverlayModel): string {
  const shorter = [
    model,
    withEdges(model, ({ verdict }) => verdict !== 'not-judged'),
    withEdges(model, ({ verdict }) => verdict === 'divergence'),
    withEdges(model, () => false),
  ];
  const texts = shorter.flatMap((each) =>
    [3, 2].map((lines) => (each.edges.length <= MOST_EDGES ? flowchart(each, lines) : undefined)),
  );
  return texts.find((text) => text !== undefined && text.length <= MOST_CHARACTERS) ?? flowchart(head(model), 2);
}

const withEdges = (model: OverlayModel, wanted: (edge: OverlayEdge) => boolean): OverlayModel => ({
  ...model,
  edges: model.edges.filter(wanted),
});

/** So many elements that not even their names fit: the first of them. */
const head = ({ groups, ...model }: OverlayModel): OverlayModel => ({
  ...model,
  groups: groups.slice(0, 10).map((group) => ({ ...group, nodes: group.nodes.slice(0, 8) })),
  edges: [],
});

function flowchart({ title, groups, edges }: OverlayModel, lines: number): string {
  const nodes = groups.flatMap((group) => group.nodes);
  const statuses = [...new Set(nodes.flatMap(({ status }) => status ?? []))].sort();
  return [
    'flowchart LR',
    `  accTitle: ${plain(title)}`,
    ...groups.flatMap(({ key, name, nodes: own }) =>
      name === ''
        ? own.map((node) => `  ${box(node, lines)}`)
        : [`  subgraph ${key}["${forMermaid(name)}"]`, ...own.map((node) => `    ${box(node, lines)}`), '  end'],
    ),
    ...edges.map(({ from, to, verdict, label }) => {
      const words = label === '' ? '' : `|"${forMermaid(label)}"|`;
      return `  ${from} ${ARROWS[verdict]}${words} ${to}`;
    }),
    ...(Object.keys(EDGES) as OverlayEdge['verdict'][]).flatMap((verdict) => {
      const at = edges.flatMap((edge, index) => (edge.verdict === verdict ? [index] : []));
      return at.length > 0 ? [`  linkStyle ${at.join(',')} stroke:${EDGES[verdict].line}`] : [];
    }),
    ...statuses.map((status) => {
      const { line, ground, dashes } = SIGNS[status];
      return `  classDef ${status} fill:${ground},color:${TEXT},stroke:${line}${dashes ? `,stroke-dasharray:${dashes}` : ''}`;
    }),
    '',
  ].join('\n');
}

function box({ key, id, status, lines }: OverlayNode, most: number): string {
  const text = lines.slice(0, most).map(forMermaid);
  if (status === undefined) return `${key}["${text.join('<br/>')}"]`;
  return `${key}("${forMermaid(numberOf(id))}${text.join('<br/>')}"):::${status}`;
}
