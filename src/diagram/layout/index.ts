/**
 * Where everything of a diagram lies, by Graphviz compiled to WebAssembly: no program of the machine is started. Coordinates
 * are points from the upper left corner.
 */
import type { Graphviz } from '@hpcc-js/wasm-graphviz';
import type { Piece } from '../dot/pieces.js';
import { draw } from '../dot/index.js';
import type { Diagram, DiagramNode } from '../types.js';

export interface Point {
  x: number;
  y: number;
}

export interface PlacedNode {
  node: DiagramNode;
  /** Middle. */
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface PlacedLine {
  piece: Piece;
  /** Bézier curves: the start, then three points for each curve. */
  curve: Point[];
  /** Where the arrow ends; the curve stops before it, at the end where the arrow is. */
  tip?: Point;
  /** Middle of its words. */
  label?: Point;
}

export interface Layout {
  width: number;
  height: number;
  nodes: PlacedNode[];
  lines: PlacedLine[];
  /** Where strands fork. */
  forks: (Point & Pick<Piece, 'kind' | 'status' | 'edges'>)[];
}

/** What Graphviz writes, as far as it is read here. */
interface Written {
  bb: string;
  objects?: { name: string; pos?: string; width?: string; height?: string }[];
  edges?: { id?: string; pos?: string; lp?: string }[];
}

const POINTS_PER_INCH = 72;

let loading: Promise<Graphviz> | undefined;

/** @throws {Error} when Graphviz cannot lay it out */
export async function place(diagram: Diagram): Promise<Layout> {
  loading ??= import('@hpcc-js/wasm-graphviz').then(({ Graphviz }) => Graphviz.load());
  const graphviz = await loading;
  const { text, pieces, forks } = draw(diagram, 'bands');
  // A later format than the package's type of formats knows: `json` without the drawing operations.
  const written = JSON.parse(graphviz.layout(text, 'json0' as 'json', 'dot')) as Written;
  const [, , width = 0, height = 0] = numbers(written.bb);
  const point = (text: string): Point => {
    const [x = 0, y = 0] = numbers(text);
    return { x: round(x), y: round(height - y) };
  };
  const objects = new Map((written.objects ?? []).map((object) => [object.name, object]));
  const edges = new Map((written.edges ?? []).map((edge) => [edge.id ?? '', edge]));
  const at = (key: string): Point => point(objects.get(key)?.pos ?? '');
  return {
    width: Math.ceil(width),
    height: Math.ceil(height),
    nodes: diagram.nodes.map((node) => {
      const object = objects.get(node.key);
      const size = (text = '0'): number => round(Number(text) * POINTS_PER_INCH);
      return { node, ...at(node.key), width: size(object?.width), height: size(object?.height) };
    }),
    lines: pieces.flatMap((piece) => {
      const edge = edges.get(piece.key);
      return edge?.pos === undefined ? [] : [lineOf(piece, edge.pos, edge.lp, point)];
    }),
    forks: forks.map(({ key, strand: { kind, status, edges } }) => ({ ...at(key), kind, status, edges })),
  };
}

/** `e,x,y` or `s,x,y` in front of the points is the tip of the arrow at the end or the start. */
function lineOf(piece: Piece, pos: string, label: string | undefined, point: (text: string) => Point): PlacedLine {
  const words = pos.split(' ');
  const tip = words.find((word) => /^[es],/.test(word))?.slice(2);
  return {
    piece,
    curve: words.filter((word) => !/^[es],/.test(word)).map(point),
    ...(tip === undefined ? {} : { tip: point(tip) }),
    ...(label === undefined ? {} : { label: point(label) }),
  };
}

const numbers = (text: string): number[] => text.split(',').map(Number);
const round = (value: number): number => Math.round(value * 10) / 10;
