/** The overlay as a drawing to go on with: everything stands where the picture has it. */
import { SHADES } from '../../colours.js';
import { attributeText, page, vertex } from '../../drawio/page.js';
import { LIGHT } from '../style.js';
import { EDGES, SIGNS, type OverlayEdge, type OverlayModel, type OverlayNode } from '../model.js';
import type { Box, DrawingPart, Point } from '../types.js';

const [TEXT] = SHADES.text;
const GAP = 30;

interface Cells {
  /** Cell of an element, a zone or a step, by its id. */
  of: Map<string, string>;
  cells: string[];
  count: number;
}

/** @returns one uncompressed page; labels are plain text, no HTML */
export function overlayDrawio(model: OverlayModel): string {
  const nodes = new Map(model.groups.flatMap((group) => group.nodes).map((node) => [node.id, node]));
  const names = new Map(model.groups.map((group) => [group.id, group.name]));
  const drawn: Cells = { of: new Map(), cells: [], count: 0 };
  const routes = new Map<string, Point[]>();
  let top = 0;
  for (const part of model.parts) {
    addPart(part, top, { nodes, names, drawn });
    for (const { id, paths = [] } of part.relations)
      if (paths.length === 1)
        routes.set(
          id,
          (paths[0] ?? []).slice(1, -1).map(([x, y]): Point => [x, y + top]),
        );
    top += part.height + GAP;
  }
  const keys = new Map([...nodes.values()].map((node) => [node.key, drawn.of.get(node.id)]));
  const edges = model.edges.flatMap((edge, index) => {
    const [from, to] = [keys.get(edge.from), keys.get(edge.to)];
    return from && to ? [edgeCell(`e${index + 1}`, edge, [from, to], routes.get(edge.id) ?? [])] : [];
  });
  return page('overlay', model.title, [...drawn.cells, ...edges]);
}

interface Context {
  nodes: ReadonlyMap<string, OverlayNode>;
  names: ReadonlyMap<string, string>;
  drawn: Cells;
}

function addPart({ regions, steps, elements }: DrawingPart, top: number, { nodes, names, drawn }: Context): void {
  const add = (id: string, text: string, style: string, [x, y, width, height]: Box): void => {
    // What the source draws twice is one element with two cells; relations end at the first.
    const own = drawn.of.has(id) ? undefined : nodes.get(id)?.key;
    const cell = own ?? `c${++drawn.count}`;
    if (!drawn.of.has(id)) drawn.of.set(id, cell);
    drawn.cells.push(vertex(cell, text, style, { x, y: y + top, width, height }));
  };
  for (const { id, at, letter } of regions)
    add(
      id,
      [letter, names.get(id) ?? nodes.get(id)?.lines[0] ?? id].filter(Boolean).join(' '),
      `rounded=1;arcSize=3;whiteSpace=wrap;fillColor=${LIGHT.zone};strokeColor=${LIGHT['zone-edge']};fontColor=${LIGHT.dim};fontStyle=1;align=left;verticalAlign=top;spacingLeft=6;`,
      at,
    );
  for (const { id, at, text } of steps)
    add(
      id,
      text,
      `rounded=1;whiteSpace=wrap;fillColor=${LIGHT.card};strokeColor=${LIGHT.line};fontColor=${LIGHT.dim};fontSize=10;`,
      at,
    );
  // What stands in the box of another one lies above it.
  const inside = (place: { inside?: string }): number => Number(place.inside !== undefined);
  for (const { id, at, look = 'box' } of [...elements].sort((a, b) => inside(a) - inside(b))) {
    const node = nodes.get(id);
    if (!node?.status) continue;
    const { line, ground, dashes } = SIGNS[node.status];
    const shape = look === 'store' ? 'shape=cylinder3;size=5;' : 'rounded=1;';
    const holds = elements.some((other) => other.inside === id) ? 'verticalAlign=top;' : '';
    add(
      id,
      node.lines.join('\n'),
      `${shape}whiteSpace=wrap;fillColor=${ground};strokeColor=${line};fontColor=${TEXT};fontSize=10;${holds}${dashes ? `dashed=1;dashPattern=${dashes.slice(0, 3)};` : ''}`,
      at,
    );
  }
}

function edgeCell(id: string, { label, verdict }: OverlayEdge, [from, to]: [string, string], way: Point[]): string {
  const { line, dashes, wide } = EDGES[verdict];
  const style = `rounded=1;html=0;endArrow=block;endSize=5;strokeColor=${line};fontColor=${LIGHT.dim};fontSize=9;labelBackgroundColor=#ffffff;${dashes ? `dashed=1;dashPattern=${dashes};` : ''}${wide ? 'strokeWidth=2.4;' : ''}`;
  const points = way.map(([x, y]) => `<mxPoint x="${x}" y="${y}"/>`).join('');
  const array = points === '' ? '' : `<Array as="points">${points}</Array>`;
  return `<mxCell id="${id}" value="${attributeText(label)}" style="${style}" edge="1" parent="1" source="${from}" target="${to}"><mxGeometry relative="1" as="geometry">${array}</mxGeometry></mxCell>`;
}
