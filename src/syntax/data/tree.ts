/**
 * Reading a positioned tree. Every helper takes `undefined` and a node of any kind, so that plugins can chain without
 * asking: `string(job, 'runs-on') ?? ''`.
 *
 * Anchored nodes are shared, so a tree is a directed acyclic graph. The adapters bound what it unfolds to (see
 * `MAX_ALIASED_NODES` in `builder.ts`) and its depth: recursion over `entries` and `items` is safe.
 */
import type { DataEntry, DataMap, DataNode, DataScalar, DataSequence } from '../types.js';

/** Nodes that a walk visits at most, unless told otherwise. */
const BUDGET = 500_000;

export function isMap(node: DataNode | undefined): node is DataMap {
  return node?.kind === 'map';
}

export function isSequence(node: DataNode | undefined): node is DataSequence {
  return node?.kind === 'sequence';
}

export function isScalar(node: DataNode | undefined): node is DataScalar {
  return node?.kind === 'scalar';
}

/** Entries of a map; none for anything else. A key may occur twice (both branches of a template are kept). */
export function entries(node: DataNode | undefined): readonly DataEntry[] {
  return isMap(node) ? node.entries : [];
}

/** Items of a sequence; none for anything else. */
export function items(node: DataNode | undefined): readonly DataNode[] {
  return isSequence(node) ? node.items : [];
}

/** For formats that take one value or many (`needs: build`, `needs: [build, test]`): the items, or the one node. */
export function list(node: DataNode | undefined): readonly DataNode[] {
  if (node === undefined || isSequence(node)) return items(node);
  return text(node) === undefined && isScalar(node) ? [] : [node];
}

/** The entry of a key: the last one when it occurs twice, as loaders do. */
export function entry(node: DataNode | undefined, key: string): DataEntry | undefined {
  return isMap(node) ? node.entries.findLast((candidate) => candidate.key === key) : undefined;
}

/** The node below: a string goes to the value of a key, a number to an item (from the end when negative). */
export function get(node: DataNode | undefined, ...keys: (string | number)[]): DataNode | undefined {
  let current = node;
  for (const key of keys) {
    current = typeof key === 'number' ? items(current).at(key) : entry(current, key)?.value;
    if (current === undefined) return undefined;
  }
  return current;
}

/** `get` by a dotted path, numbers going to items: `at(root, 'spec.steps.0.image')`. For keys that hold dots use `get`. */
export function at(node: DataNode | undefined, path: string): DataNode | undefined {
  let current = node;
  for (const key of path.split('.')) {
    current = isSequence(current) && /^\d+$/.test(key) ? current.items[Number(key)] : entry(current, key)?.value;
    if (current === undefined) return undefined;
  }
  return current;
}

/** Text of a scalar as written (`3.10` stays `3.10`); undefined for null, maps and sequences. */
export function text(node: DataNode | undefined): string | undefined {
  return isScalar(node) && node.resolved !== null ? node.value : undefined;
}

/** Text of the scalar below. */
export function string(node: DataNode | undefined, ...keys: (string | number)[]): string | undefined {
  return text(get(node, ...keys));
}

/** Value of the scalar below under the YAML 1.2 core schema; undefined for maps and sequences. */
export function scalar(
  node: DataNode | undefined,
  ...keys: (string | number)[]
): string | number | boolean | null | undefined {
  const found = get(node, ...keys);
  return isScalar(found) ? found.resolved : undefined;
}

/** Texts of the scalars among `list(get(node, …keys))`. */
export function strings(node: DataNode | undefined, ...keys: (string | number)[]): string[] {
  return list(get(node, ...keys)).flatMap((item) => text(item) ?? []);
}

/** What `walk` tells about the node that it visits. */
export interface Visit {
  /** Entry whose value the node is; undefined for the root and for items. */
  entry?: DataEntry;
  parent?: DataMap | DataSequence;
  depth: number;
}

/**
 * Visits a node and all below it, parents first, in document order.
 *
 * @param visit returns false to leave out what is below the node
 * @param budget number of visits at most; shared nodes count each time that they are met
 * @returns false when the budget ran out before the end
 */
export function walk(
  node: DataNode | undefined,
  visit: (node: DataNode, place: Visit) => unknown,
  budget = BUDGET,
): boolean {
  if (node === undefined) return true;
  const pending: { node: DataNode; place: Visit }[] = [{ node, place: { depth: 0 } }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (budget-- <= 0) return false;
    if (visit(next.node, next.place) === false) continue;
    const parent = next.node;
    const depth = next.place.depth + 1;
    if (parent.kind === 'map') {
      for (let i = parent.entries.length - 1; i >= 0; i--) {
        const child = parent.entries[i];
        if (child) pending.push({ node: child.value, place: { entry: child, parent, depth } });
      }
    } else if (parent.kind === 'sequence') {
      for (let i = parent.items.length - 1; i >= 0; i--) {
        const child = parent.items[i];
        if (child) pending.push({ node: child, place: { parent, depth } });
      }
    }
  }
  return true;
}

/** A value of JavaScript, as JSON has them. */
export type Plain = string | number | boolean | null | Plain[] | PlainObject;
export interface PlainObject {
  [key: string]: Plain;
}

/**
 * The tree as a JavaScript value, without offsets and tags. Of a repeated key the last one counts.
 *
 * @param budget number of nodes at most; what is beyond is null
 */
export function plain(node: DataNode | undefined, budget = BUDGET): Plain | undefined {
  let left = budget;
  const convert = (current: DataNode): Plain => {
    if (left-- <= 0) return null;
    if (current.kind === 'scalar') return current.resolved;
    if (current.kind === 'sequence') return current.items.map(convert);
    const object: PlainObject = {};
    for (const { key, value } of current.entries) {
      // `__proto__` is a key like any other in a scanned file.
      Object.defineProperty(object, key, {
        value: convert(value),
        writable: true,
        enumerable: true,
        configurable: true,
      });
    }
    return object;
  };
  return node && convert(node);
}
