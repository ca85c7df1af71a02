/**
 * The drawing of an architecture that has none: a lane for each layer, four elements in a row, relations in the channels
 * between rows and in the gutters between columns. No two lines share a track, so that each can be followed.
 */
import type { ConformanceVerdict, ElementVerdict } from '../../assessment/types.js';
import { labelText, labelWidth } from './lines.js';
import { WIDTH, type Box, type DrawingPart, type Point, type Region, type Route } from './types.js';

const COLUMNS = 4;
const LEFT = 12;
/** Of the column of titles. */
const SIDE = 118;
const ROW = 68;
/** Between the rows of a lane and its border. */
const PADDING = 8;
const TRACK = 17;
const GUTTER_TRACK = 7;
const LEAST_GUTTER = 12;
const LEAST_CHANNEL = 12;
/** Between labels on one track. */
const APART = 8;
/** More of them nobody can follow; the table of a report has them all. */
const MOST_RELATIONS = 24;
const MOST_ELEMENTS = 240;

interface Cell {
  row: number;
  column: number;
}
interface Lane {
  /** None for what stands in no layer. */
  id?: string;
  /** First row, and the row behind the last one. */
  from: number;
  to: number;
}
/** The way of a relation: out into a channel, perhaps along a gutter into another one, and in. Channel `n` lies above row `n`. */
interface Way {
  id: string;
  from: string;
  to: string;
  leaves: Cell;
  enters: Cell;
  out: number;
  gutter?: number;
  in: number;
}

/**
 * @param elements those to be drawn
 * @param whole whether they are all of the model
 */
export function gridDrawing(
  verdict: ConformanceVerdict,
  elements: readonly ElementVerdict[],
  whole: boolean,
): DrawingPart {
  const shown = elements.slice(0, MOST_ELEMENTS);
  const { cells, lanes, rows } = cellsOf(verdict, shown);
  const ways = waysOf(verdict, cells);
  const gutters = tracks(
    ways.flatMap((way) =>
      way.gutter === undefined
        ? []
        : [{ at: way.gutter, key: way.id, from: Math.min(way.out, way.in), to: Math.max(way.out, way.in) }],
    ),
    COLUMNS + 1,
  );
  const columns = columnsOf(gutters.counts);
  const ports = portsOf(ways, columns);
  const pieces = ways.flatMap((way) => piecesOf(way, ports, gutterX(way, columns, gutters)));
  const channels = tracks(pieces, rows + 1);
  const tops = topsOf(channels.counts, lanes, rows);
  const boxOf = ({ row, column }: Cell): Box => [columns.boxes[column] ?? 0, tops.rows[row] ?? 0, columns.width, ROW];
  const cut = elements.length - shown.length;
  const title = whole ? '' : 'Further elements';
  return {
    id: 'elements',
    title: cut > 0 ? `${title || 'Elements'} (${shown.length} of ${elements.length})` : title,
    height: tops.height,
    regions: lanes.flatMap((lane): Region[] => {
      if (lane.id === undefined) return [];
      const top = (tops.rows[lane.from] ?? 0) - PADDING;
      const height = (tops.rows[lane.to - 1] ?? 0) + ROW + PADDING - top;
      return [{ id: lane.id, at: [LEFT, top, WIDTH - 2 * LEFT, height], side: SIDE }];
    }),
    steps: [],
    elements: shown.flatMap(({ id }) => {
      const cell = cells.get(id);
      return cell ? [{ id, at: boxOf(cell) }] : [];
    }),
    relations: ways.map((way) =>
      routeOf(way, {
        ports,
        boxOf,
        x: gutterX(way, columns, gutters),
        y: (channel) => trackY(channel, way.id, channels, tops),
      }),
    ),
  };
}

function cellsOf(
  { layers = [] }: ConformanceVerdict,
  elements: readonly ElementVerdict[],
): { cells: Map<string, Cell>; lanes: Lane[]; rows: number } {
  const cells = new Map<string, Cell>();
  const lanes: Lane[] = [];
  let row = 0;
  const known = new Set(layers.map((layer) => layer.id));
  for (const id of [...layers.map((layer) => layer.id), undefined]) {
    const members = elements.filter((e) => (id === undefined ? e.in === undefined || !known.has(e.in) : e.in === id));
    if (members.length === 0) continue;
    members.forEach((member, index) =>
      cells.set(member.id, { row: row + Math.floor(index / COLUMNS), column: index % COLUMNS }),
    );
    const to = row + Math.ceil(members.length / COLUMNS);
    lanes.push({ ...(id === undefined ? {} : { id }), from: row, to });
    row = to;
  }
  return { cells, lanes, rows: row };
}

/** Of relations with a verdict; what has none is left to the table. */
function waysOf({ relations }: ConformanceVerdict, cells: ReadonlyMap<string, Cell>): Way[] {
  return relations
    .flatMap(({ id, from, to }): Way[] => {
      const [a, b] = [cells.get(from), cells.get(to)];
      if (!a || !b || from === to || id === undefined) return [];
      const out = b.row < a.row ? a.row : a.row + 1;
      const into = b.row > a.row ? b.row : b.row + 1;
      const ends = { id, from, to, leaves: a, enters: b, out, in: into };
      return [out === into ? ends : { ...ends, gutter: b.column < a.column ? b.column + 1 : b.column }];
    })
    .slice(0, MOST_RELATIONS);
}

interface Piece {
  /** Channel or gutter. */
  at: number;
  key: string;
  from: number;
  to: number;
}
interface Tracks {
  /** Of each piece, by channel and relation. */
  of: Map<string, number>;
  counts: number[];
}
const pieceKey = (at: number, key: string): string => `${at} ${key}`;

/** The first track on which a piece meets no other. */
function tracks(pieces: readonly Piece[], channels: number): Tracks {
  const of = new Map<string, number>();
  const counts = Array.from({ length: channels }, (_, at) => {
    const ends: number[] = [];
    const own = pieces.filter((piece) => piece.at === at).sort((a, b) => a.from - b.from || (a.key < b.key ? -1 : 1));
    for (const { key, from, to } of own) {
      const free = ends.findIndex((end) => end < from);
      const track = free < 0 ? ends.length : free;
      ends[track] = to;
      of.set(pieceKey(at, key), track);
    }
    return ends.length;
  });
  return { of, counts };
}

interface Columns {
  gutters: number[];
  boxes: number[];
  width: number;
}

function columnsOf(counts: readonly number[]): Columns {
  const widths = counts.map((count) => LEAST_GUTTER + count * GUTTER_TRACK);
  const begin = LEFT + SIDE;
  const room = WIDTH - LEFT - begin - widths.reduce((sum, width) => sum + width, 0);
  const width = Math.floor(room / COLUMNS);
  const gutters = widths.map((_, g) => begin + widths.slice(0, g).reduce((sum, w) => sum + w, 0) + g * width);
  return { gutters, width, boxes: gutters.slice(0, COLUMNS).map((x, g) => x + (widths[g] ?? 0)) };
}

function gutterX(way: Way, { gutters }: Columns, { of }: Tracks): number | undefined {
  if (way.gutter === undefined) return undefined;
  const track = of.get(pieceKey(way.gutter, way.id)) ?? 0;
  return (gutters[way.gutter] ?? 0) + LEAST_GUTTER / 2 + (track + 0.5) * GUTTER_TRACK;
}

/** Where relations leave and enter boxes: all that meet in one channel below or above one column get places of their own. */
function portsOf(ways: readonly Way[], { boxes, width }: Columns): Map<string, number> {
  const stubs = new Map<string, { key: string; other: number }[]>();
  const straight = (way: Way): boolean =>
    way.gutter === undefined && way.leaves.column === way.enters.column && way.leaves.row !== way.enters.row;
  for (const way of ways) {
    const ends = [
      { channel: way.out, column: way.leaves.column, key: `out ${way.id}`, other: way.enters.column },
      { channel: way.in, column: way.enters.column, key: `in ${way.id}`, other: way.leaves.column },
    ];
    for (const { channel, column, key, other } of straight(way) ? ends.slice(0, 1) : ends) {
      const place = pieceKey(channel, String(column));
      stubs.set(place, [...(stubs.get(place) ?? []), { key, other }]);
    }
  }
  const ports = new Map<string, number>();
  for (const [place, list] of stubs) {
    const left = boxes[Number(place.split(' ')[1])] ?? 0;
    list
      .sort((a, b) => a.other - b.other || (a.key < b.key ? -1 : 1))
      .forEach(({ key }, index) => ports.set(key, Math.round(left + (width * (index + 1)) / (list.length + 1))));
  }
  for (const way of ways) if (straight(way)) ports.set(`in ${way.id}`, ports.get(`out ${way.id}`) ?? 0);
  return ports;
}

/** What a relation takes of its channels: its line, and the label in the middle of the first one. */
function piecesOf(way: Way, ports: ReadonlyMap<string, number>, gutter: number | undefined): Piece[] {
  const [begin, end] = [ports.get(`out ${way.id}`) ?? 0, ports.get(`in ${way.id}`) ?? 0];
  const first = gutter ?? end;
  const middle = (begin + first) / 2;
  const half = Math.max(Math.abs(begin - first) / 2, labelWidth(labelText(way)) / 2) + APART;
  const out = { at: way.out, key: way.id, from: middle - half, to: middle + half };
  if (gutter === undefined) return [out];
  return [out, { at: way.in, key: way.id, from: Math.min(gutter, end) - APART, to: Math.max(gutter, end) + APART }];
}

interface Tops {
  rows: number[];
  channels: number[];
  height: number;
}

/** Rows and channels from top to bottom; between lanes there is room for their borders. */
function topsOf(counts: readonly number[], lanes: readonly Lane[], rows: number): Tops {
  const borders = new Set([...lanes.flatMap((lane) => [lane.from, lane.to])]);
  const result: Tops = { rows: [], channels: [], height: 0 };
  let y = 0;
  for (let at = 0; at <= rows; at++) {
    const border = borders.has(at) ? PADDING : 0;
    y += at === 0 ? 0 : border;
    result.channels.push(y + LEAST_CHANNEL / 2);
    y += (at === 0 || at === rows) && !counts[at] ? 2 : LEAST_CHANNEL + (counts[at] ?? 0) * TRACK;
    y += border;
    if (at === rows) break;
    result.rows.push(y);
    y += ROW;
  }
  return { ...result, height: y };
}

const trackY = (channel: number, key: string, { of }: Tracks, { channels }: Tops): number =>
  (channels[channel] ?? 0) + ((of.get(pieceKey(channel, key)) ?? 0) + 0.5) * TRACK;

interface Places {
  ports: ReadonlyMap<string, number>;
  boxOf: (cell: Cell) => Box;
  x: number | undefined;
  y: (channel: number) => number;
}

function routeOf(way: Way, { ports, boxOf, x, y }: Places): Route {
  const [begin, end] = [ports.get(`out ${way.id}`) ?? 0, ports.get(`in ${way.id}`) ?? 0];
  const edge = (cell: Cell, channel: number): number => boxOf(cell)[1] + (channel > cell.row ? ROW : 0);
  const first = y(way.out);
  const points: Point[] = [
    [begin, edge(way.leaves, way.out)],
    [begin, first],
    ...(x === undefined
      ? []
      : ([
          [x, first],
          [x, y(way.in)],
        ] as Point[])),
    [end, x === undefined ? first : y(way.in)],
    [end, edge(way.enters, way.in)],
  ];
  return {
    id: way.id,
    from: way.from,
    to: way.to,
    paths: [straightened(points)],
    label: [(begin + (x ?? end)) / 2, first],
  };
}

/** Without points that change nothing. */
function straightened(points: readonly Point[]): Point[] {
  const apart = points.filter(
    (p, index) => index === 0 || p[0] !== points[index - 1]?.[0] || p[1] !== points[index - 1]?.[1],
  );
  return apart.filter((p, index) => {
    const [a, b] = [apart[index - 1], apart[index + 1]];
    return !a || !b || !((a[0] === p[0] && p[0] === b[0]) || (a[1] === p[1] && p[1] === b[1]));
  });
}
