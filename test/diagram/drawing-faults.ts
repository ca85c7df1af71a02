/** What is wrong with the geometry of a drawing: nothing may cover anything, lines keep clear of boxes and titles. */
import { regionTitle } from '../../src/diagram/overlay/boxes.js';
import { labelBox } from '../../src/diagram/overlay/lines.js';
import {
  WIDTH,
  type Box,
  type DrawingPart,
  type Place,
  type Point,
  type Route,
} from '../../src/diagram/overlay/types.js';

interface Thing {
  id: string;
  at: Box;
  inside?: string;
}

/** @returns one line for each fault */
export function faults(part: DrawingPart, regionName: (id: string) => string): string[] {
  const things: Thing[] = [...part.elements, ...part.steps];
  const titles = part.regions.map((region): Thing => ({
    id: `the title of ${region.id}`,
    at: regionTitle(region, regionName(region.id)),
  }));
  return [
    ...outside(part, things),
    ...boxFaults(part, things, titles),
    ...part.relations.flatMap((route) => lineFaults(route, part, [...things, ...titles])),
    ...sharedTracks(part),
    ...labelFaults(part, [...things, ...titles]),
  ];
}

function outside(part: DrawingPart, things: readonly Thing[]): string[] {
  const page: Box = [0, 0, WIDTH, part.height];
  const points = part.relations.flatMap((route) =>
    (route.paths ?? []).flat().map((point) => ({ id: route.id, point })),
  );
  return [
    ...[...things, ...part.regions].filter(({ at }) => !contains(page, at)).map(({ id }) => `${id} lies outside`),
    ...points
      .filter(({ point: [x, y] }) => x < 4 || x > WIDTH - 4 || y < 0 || y > part.height)
      .map(({ id }) => `${id} runs outside`),
  ];
}

function boxFaults(part: DrawingPart, things: readonly Thing[], titles: readonly Thing[]): string[] {
  const nested = (a: Thing, b: Thing): boolean => a.inside === b.id && contains(b.at, a.at);
  return [
    ...pairs(things)
      .filter(([a, b]) => cover(a.at, b.at) > 0 && !nested(a, b) && !nested(b, a))
      .map(([a, b]) => `${a.id} covers ${b.id}`),
    ...things
      .filter((a) => a.inside !== undefined && !things.some((b) => nested(a, b)))
      .map((a) => `${a.id} is not inside ${a.inside ?? ''}`),
    ...part.regions.flatMap((region) =>
      things
        .filter(({ at }) => cover(region.at, at) > 0 && !contains(region.at, at))
        .map(({ id }) => `${region.id} cuts ${id}`),
    ),
    ...titles.flatMap((title) =>
      things.filter(({ at }) => cover(title.at, at) > 0).map(({ id }) => `${id} covers ${title.id}`),
    ),
  ];
}

/** Lines run at right angles from border to border, and through nothing but what their ends stand in. */
function lineFaults({ id, from, to, paths = [] }: Route, part: DrawingPart, things: readonly Thing[]): string[] {
  const own = new Set(part.elements.filter((p) => p.id === from || p.id === to).flatMap((p) => outerIds(p, part)));
  const [begin, end] = [paths[0]?.[0], paths.at(-1)?.at(-1)];
  return [
    ...paths
      .flatMap(segments)
      .filter(([a, b]) => (a[0] === b[0]) === (a[1] === b[1]))
      .map(() => `${id} runs aslant or nowhere`),
    ...(begin && !endsAt(begin, from, part) ? [`${id} does not begin at ${from}`] : []),
    ...(end && !endsAt(end, to, part) ? [`${id} does not end at ${to}`] : []),
    ...paths
      .flatMap(segments)
      .flatMap(([a, b]) => things.filter((thing) => !own.has(thing.id) && crosses(a, b, thing.at)))
      .map((thing) => `${id} runs through ${thing.id}`),
  ];
}

/** Only lines that share an end may run along one another. */
function sharedTracks(part: DrawingPart): string[] {
  const lines = part.relations.flatMap((route) =>
    (route.paths ?? []).flatMap(segments).map((ends) => ({ route, ends })),
  );
  return pairs(lines)
    .filter(([a, b]) => a.route.id !== b.route.id && a.route.from !== b.route.from && a.route.to !== b.route.to)
    .filter(([a, b]) => along(a.ends, b.ends))
    .map(([a, b]) => `${a.route.id} runs along ${b.route.id}`);
}

/** Labels stand on their lines and cover neither boxes nor titles nor one another. */
function labelFaults(part: DrawingPart, things: readonly Thing[]): string[] {
  const labels = part.relations.flatMap((route) => {
    const at = labelBox(route);
    return at ? [{ route, at }] : [];
  });
  return [
    ...labels.flatMap(({ route, at }) =>
      things.filter((thing) => cover(at, thing.at) > 1).map((thing) => `the label of ${route.id} covers ${thing.id}`),
    ),
    ...pairs(labels)
      .filter(([a, b]) => cover(a.at, b.at) > 0)
      .map(([a, b]) => `the labels of ${a.route.id} and ${b.route.id} cover each other`),
    ...labels.filter(({ route }) => !isOn(route)).map(({ route }) => `the label of ${route.id} is not on its line`),
  ];
}

function pairs<T>(items: readonly T[]): [T, T][] {
  return items.flatMap((a, index) => items.slice(index + 1).map((b): [T, T] => [a, b]));
}

/** By how much two boxes cover each other, in the direction in which it is less. */
function cover(a: Box, b: Box): number {
  const across = Math.min(a[0] + a[2], b[0] + b[2]) - Math.max(a[0], b[0]);
  const down = Math.min(a[1] + a[3], b[1] + b[3]) - Math.max(a[1], b[1]);
  return Math.min(across, down);
}

function contains(outer: Box, inner: Box): boolean {
  return (
    inner[0] >= outer[0] &&
    inner[1] >= outer[1] &&
    inner[0] + inner[2] <= outer[0] + outer[2] &&
    inner[1] + inner[3] <= outer[1] + outer[3]
  );
}

function onBorder([x, y]: Point, [l, t, w, h]: Box): boolean {
  return x >= l && x <= l + w && y >= t && y <= t + h && (x === l || x === l + w || y === t || y === t + h);
}

/** At the border of the thing, or of what it stands in. */
function endsAt(point: Point, id: string, part: DrawingPart): boolean {
  const outer = new Set(part.elements.filter((p) => p.id === id).flatMap((p) => outerIds(p, part)));
  return [...part.elements, ...part.steps, ...part.regions]
    .filter((place) => place.id === id || outer.has(place.id))
    .some(({ at }) => onBorder(point, at));
}

function outerIds(place: Place, part: DrawingPart): string[] {
  if (place.inside === undefined) return [];
  return [place.inside, ...part.elements.filter((p) => p.id === place.inside).flatMap((p) => outerIds(p, part))];
}

function segments(path: readonly Point[]): [Point, Point][] {
  return path.slice(1).map((point, index): [Point, Point] => [path[index] ?? point, point]);
}

function between(a: Point, b: Point): Box {
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1])];
}

/** A line that touches a border does not run through the box. */
function crosses(a: Point, b: Point, at: Box): boolean {
  const [x, y, w, h] = between(a, b);
  return x < at[0] + at[2] && x + w > at[0] && y < at[1] + at[3] && y + h > at[1];
}

function along(a: readonly [Point, Point], b: readonly [Point, Point]): boolean {
  return [0, 1].some((axis) => {
    const other = 1 - axis;
    const [a0 = 0, a1 = 0, b0 = 0, b1 = 0] = [...a, ...b].map((point) => point[axis]);
    const same = [...a, ...b].every((point) => point[other] === a[0][other]);
    return same && Math.min(Math.max(a0, a1), Math.max(b0, b1)) > Math.max(Math.min(a0, a1), Math.min(b0, b1));
  });
}

/** The short lines of a chain have their label above one of them. */
function isOn({ label, paths = [] }: Route): boolean {
  if (!label || paths.length !== 1) return true;
  return paths.flatMap(segments).some(([a, b]) => {
    const [x, y, w, h] = between(a, b);
    return label[0] >= x && label[0] <= x + w && label[1] >= y && label[1] <= y + h;
  });
}
