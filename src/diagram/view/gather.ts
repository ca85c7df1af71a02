/** Components that say the same are one node: what a picture has room for decides how much is gathered. */
import type { Item, Link } from './items.js';

/** A node of the picture and what it stands for. */
export interface Group {
  id: string;
  members: readonly Item[];
}

/** From the finest to the coarsest; `each` gathers nothing and is for formats that are models rather than pictures. */
export const DETAILS = ['each', 'fine', 'medium', 'kinds', 'types'] as const;
export type Detail = (typeof DETAILS)[number];

/** In which a picture is tried until it fits. */
export const FROM_FINE_TO_COARSE: readonly Detail[] = ['fine', 'medium', 'kinds', 'types'];

interface Limits {
  /** More than these of one type and technology become one node. */
  ofAKind: number;
  /** As many of one type and technology that are related to the same components in the same way become one node. */
  alike: number;
}
const LIMITS: Readonly<Record<'fine' | 'medium', Limits>> = {
  fine: { ofAKind: 12, alike: 3 },
  medium: { ofAKind: 4, alike: 2 },
};

/** With more nodes than this nobody finds anything, and the layout takes long. */
export const MOST_NODES = 120;

/** As finely as `MOST_NODES` allows. */
export function gatherToFit(items: readonly Item[], links: readonly Link[]): Group[] {
  for (const detail of ['fine', 'kinds'] as const) {
    const groups = gather(items, links, detail);
    if (groups.length <= MOST_NODES) return groups;
  }
  return gather(items, links, 'types');
}

export function gather(items: readonly Item[], links: readonly Link[], detail: Detail): Group[] {
  if (detail === 'each') return items.map((item) => group([item]));
  if (detail === 'types') return groupBy(items, typeKey).map(group);
  const kinds = groupBy(items, kindKey);
  if (detail === 'kinds') return kinds.map(group);
  const { ofAKind, alike } = LIMITS[detail];
  const around = neighbourhoods(links);
  return kinds.flatMap((kind) =>
    kind.length > ofAKind
      ? [group(kind)]
      : groupBy(kind, (item) => around.get(item.id) ?? '').flatMap((members) =>
          members.length >= alike ? [group(members)] : members.map((item) => group([item])),
        ),
  );
}

/** What is missing is never gathered. */
const own = (item: Item): string => (item.status === 'absent' ? item.id : '');
const typeKey = (item: Item): string => JSON.stringify([item.type, item.status, own(item)]);
const kindKey = (item: Item): string => JSON.stringify([item.type, item.technology, item.status, own(item)]);

/** Equal texts for items with equal links. */
function neighbourhoods(links: readonly Link[]): Map<string, string> {
  const lines = new Map<string, string[]>();
  const add = (id: string, line: unknown): void => {
    const known = lines.get(id);
    if (known) known.push(JSON.stringify(line));
    else lines.set(id, [JSON.stringify(line)]);
  };
  for (const { from, to, type, status } of links) {
    add(from, ['to', to, type, status]);
    add(to, ['from', from, type, status]);
  }
  return new Map([...lines].map(([id, texts]) => [id, texts.sort().join('\n')]));
}

function group(members: readonly Item[]): Group {
  const first = members[0]?.id ?? '';
  // No id of a component begins like this: they begin with its type.
  return { id: members.length > 1 ? `${members.length}×${first}` : first, members };
}

export function groupBy<T>(items: readonly T[], key: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const at = key(item);
    const known = groups.get(at);
    if (known) known.push(item);
    else groups.set(at, [item]);
  }
  return [...groups.values()];
}
