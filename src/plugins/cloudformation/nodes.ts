/** Nodes of templates that are put together from other definitions; offsets stay those of the definition. */
import type { DataMap, DataNode, DataScalar } from '../../syntax/types.js';

export function scalar(value: string, offset: number, resolved: DataScalar['resolved'] = value): DataScalar {
  return { kind: 'scalar', value, resolved, offset };
}

/** A map of the nodes that there are. */
export function map(offset: number, members: Readonly<Record<string, DataNode | undefined>>): DataMap {
  const entries = Object.entries(members).flatMap(([key, value]) =>
    value ? [{ key, value, offset: value.offset }] : [],
  );
  return { kind: 'map', entries, offset };
}

export function sequence(offset: number, items: readonly (DataNode | undefined)[]): DataNode {
  return { kind: 'sequence', items: items.filter((item) => item !== undefined), offset };
}
