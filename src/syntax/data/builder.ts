/**
 * Builds positioned trees from a stream of "open, scalar, alias, close", whichever parser the stream comes from.
 *
 * Aliases share the anchored node. What sharing would unfold to is bounded at building time, in number of nodes and in
 * depth, so that a walk over a finished tree needs no defence against alias bombs ("billion laughs").
 */
import type { DataEntry, DataMap, DataNode, DataSequence, Problem } from '../types.js';
import { withoutControl } from './helm.js';

/** Collections may be nested this deep, aliases followed. */
export const MAX_DEPTH = 100;
/** Nodes that the aliases of a file may add to it when followed. */
export const MAX_ALIASED_NODES = 100_000;
/** Characters kept of each scalar of a collection that is a key. */
const MAX_KEY_PART = 100;
/** Characters kept of a problem's detail, which may quote the text. */
export const MAX_DETAIL = 200;
/** Problems kept of one YAML document; more would only repeat. */
const MAX_PROBLEMS = 20;

/** A node with the number of nodes and the depth that it unfolds to. */
interface Measured {
  node: DataNode;
  size: number;
  height: number;
}

interface Frame {
  node: DataMap | DataSequence;
  anchor: string | undefined;
  size: number;
  height: number;
  /** Key that waits for its value. */
  key: { text: string; offset: number; merge: boolean } | undefined;
  /** Maps named by `<<`, in order. */
  merges: DataMap[] | undefined;
}

/** What stands in front of a node. */
export interface Properties {
  offset: number;
  tag?: string;
  anchor?: string;
}

export class TreeBuilder {
  readonly roots: DataNode[] = [];
  readonly problems: Problem[] = [];
  private readonly stack: Frame[] = [];
  /** Undefined while the anchored collection is still open. */
  private anchors = new Map<string, Measured | undefined>();

  /** @param budget what is left of `MAX_ALIASED_NODES`; documents of one file share it */
  constructor(private readonly budget = { aliased: MAX_ALIASED_NODES }) {}

  /** Begins a document: anchors of the one before are forgotten, and so is what it left open. */
  startDocument(): void {
    this.stack.length = 0;
    this.anchors = new Map();
  }

  openMap({ offset, tag, anchor }: Properties): void {
    this.open({ kind: 'map', offset, entries: [] }, tag, anchor);
  }

  openSequence({ offset, tag, anchor }: Properties): void {
    this.open({ kind: 'sequence', offset, items: [] }, tag, anchor);
  }

  private open(node: DataMap | DataSequence, tag: string | undefined, anchor: string | undefined): void {
    if (tag !== undefined) node.tag = tag;
    if (anchor !== undefined) this.anchors.set(anchor, undefined);
    this.stack.push({ node, anchor, size: 1, height: 1, key: undefined, merges: undefined });
  }

  /** @param merge true for a plain `<<`, which merges maps when it is a key */
  scalar(node: DataNode, anchor?: string, merge = false): void {
    const measured = { node, size: 1, height: 0 };
    if (anchor !== undefined) this.anchors.set(anchor, measured);
    this.add(measured, merge);
  }

  alias(name: string, offset: number): void {
    this.add(this.resolve(name, offset) ?? { node: nothing(offset), size: 1, height: 0 });
  }

  private resolve(name: string, offset: number): Measured | undefined {
    const target = this.anchors.get(name);
    if (target === undefined) {
      const open = this.anchors.has(name);
      if (open) this.report('unsupported-construct', `alias *${name} stands inside its anchor`, offset);
      else this.report('syntax-error', `alias *${name} has no anchor`, offset);
      return undefined;
    }
    if (this.stack.length + target.height > MAX_DEPTH) {
      this.report('too-deep', `alias *${name} nests deeper than ${MAX_DEPTH} levels`, offset);
      return undefined;
    }
    if (target.size > this.budget.aliased) {
      this.report('too-large', `aliases unfold to more than ${MAX_ALIASED_NODES} nodes`, offset);
      return undefined;
    }
    this.budget.aliased -= target.size;
    return target;
  }

  /** Closes the innermost collection; nothing when none is open, which is the end of a document. */
  close(): void {
    const frame = this.stack.pop();
    if (!frame) return;
    if (frame.node.kind === 'map' && frame.merges) frame.node.entries = merge(frame.merges, frame.node.entries);
    const measured = { node: frame.node, size: frame.size, height: frame.height };
    if (frame.anchor !== undefined) this.anchors.set(frame.anchor, measured);
    this.add(measured);
  }

  report(reason: Problem['reason'], detail: string, offset: number): void {
    if (this.problems.length < MAX_PROBLEMS)
      this.problems.push({ reason, detail: detail.slice(0, MAX_DETAIL), offset });
  }

  private add(measured: Measured, mayMerge = false): void {
    const { node } = measured;
    const frame = this.stack.at(-1);
    if (frame === undefined) {
      this.roots.push(node);
      return;
    }
    frame.size += measured.size;
    frame.height = Math.max(frame.height, measured.height + 1);
    if (frame.node.kind === 'sequence') {
      frame.node.items.push(node);
    } else if (frame.key === undefined) {
      frame.key = { text: keyText(node), offset: node.offset, merge: mayMerge };
    } else {
      const { text: key, offset, merge: merging } = frame.key;
      frame.key = undefined;
      const sources = merging ? mapsOf(node) : undefined;
      if (sources) for (const source of sources) (frame.merges ??= []).push(source);
      else frame.node.entries.push({ key, offset, value: node });
    }
  }
}

/** The null that stands where a value is missing. */
export function nothing(offset: number): DataNode {
  return { kind: 'scalar', offset, value: '', resolved: null };
}

/** Keys are text; a collection as key (`? [a, b]`) is named by its scalars. */
function keyText(node: DataNode): string {
  if (node.kind === 'scalar') return isCondition(node.value) ? withoutControl(node.value) : node.value;
  const parts = node.kind === 'sequence' ? node.items : node.entries.map(({ value }) => value);
  return parts.map((part) => (part.kind === 'scalar' ? part.value.slice(0, MAX_KEY_PART) : '')).join(',');
}

/** Whether a key may begin with a condition of a template. Long keys are not worth the look. */
function isCondition(key: string): boolean {
  return key.startsWith('{') && key.length < 1000;
}

function mapsOf(node: DataNode): DataMap[] | undefined {
  if (node.kind === 'map') return [node];
  if (node.kind !== 'sequence') return undefined;
  const maps = node.items.filter((item) => item.kind === 'map');
  return maps.length === node.items.length ? maps : undefined;
}

/** Merge keys of YAML 1.1: own keys win, then the map named first. Inherited entries come first. */
function merge(sources: readonly DataMap[], own: DataEntry[]): DataEntry[] {
  const seen = new Set(own.map(({ key }) => key));
  const inherited: DataEntry[] = [];
  for (const source of sources) {
    for (const entry of source.entries) {
      if (seen.has(entry.key)) continue;
      seen.add(entry.key);
      inherited.push(entry);
    }
  }
  return [...inherited, ...own];
}
