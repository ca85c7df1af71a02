/**
 * The syntax tree as flat arrays in preorder. The first child of node `i` is `i + 1`, its next sibling is `end[i]`:
 * walking costs no objects, and a search for all nodes of a kind is one loop over bytes.
 */
import { parser } from '@lezer/python';
import { type Tree, TreeBuffer } from '@lezer/common';
import type { Problem } from '../types.js';
import { DROPPED, ERROR, KIND_OF_TYPE, TRANSPARENT } from './nodes.js';

/** Deeper nodes are left out, so that everything that reads a tree may recurse. Real code stays under 40. */
const MAX_DEPTH = 300;
/** Entries of the parser's stack: CPython refuses 200 nested brackets and 100 indentations, which stay well below. */
const MAX_PARSER_STACK = 1_500;
/** Steps the parser may take while it recovers from errors, which are a hundred times slower than others. */
const MAX_RECOVERY_STEPS = 20_000;

export interface SyntaxTree {
  size: number;
  kind: Uint8Array;
  from: Int32Array;
  to: Int32Array;
  /** Index after the last descendant. */
  end: Int32Array;
  parent: Int32Array;
}

/**
 * Parses Python tolerantly, in time linear in the text and in bounded memory.
 * @param text Python source of any version; anything else gives a tree full of errors
 * @returns the tree and why it is not complete, if it is not. Syntax errors are not problems.
 */
export function parseTree(text: string): { tree: SyntaxTree; problem?: Problem } {
  const parse = parser.startParse(text);
  // The parser has no public limits. These two fields of the pinned version say how it fares; a test holds them to that.
  const state = parse as unknown as { recovering?: number; stacks?: { stack: unknown[] }[] };
  let recovery = 0;
  let problem: Problem | undefined;
  let tree = parse.advance();
  while (!tree) {
    if (!problem) {
      if (state.recovering && ++recovery > MAX_RECOVERY_STEPS) {
        problem = { reason: 'syntax-error', detail: 'too many syntax errors', offset: parse.parsedPos };
      } else if ((state.stacks?.[0]?.stack.length ?? 0) > MAX_PARSER_STACK) {
        problem = { reason: 'too-deep', detail: 'nested too deeply', offset: parse.parsedPos };
      }
      if (problem) parse.stopAt(parse.parsedPos);
    }
    tree = parse.advance();
  }
  const flat = flatten(tree);
  return { tree: flat.tree, problem: problem ?? (flat.cut >= 0 ? tooDeep(flat.cut) : undefined) };
}

function tooDeep(offset: number): Problem {
  return { reason: 'too-deep', detail: `more than ${MAX_DEPTH} nested constructs`, offset };
}

/** Offset of the first error node, or -1. */
export function firstError(tree: SyntaxTree): number {
  const index = tree.kind.subarray(0, tree.size).indexOf(ERROR);
  return index < 0 ? -1 : (tree.from[index] ?? 0);
}

/** Collects the nodes of a tree; keeps the open ancestors to know depth, parents and ends. */
class Flattener {
  size = 0;
  kind: Uint8Array;
  from: Int32Array;
  to: Int32Array;
  end: Int32Array;
  parent: Int32Array;
  cut = -1;
  private depth = 0;
  private readonly open = new Int32Array(MAX_DEPTH + 1);
  /** Where in the current buffer each open node ends; only for those of the buffer. */
  private readonly bound = new Int32Array(MAX_DEPTH + 1);

  constructor(length: number) {
    const capacity = (length >> 2) + 64;
    this.kind = new Uint8Array(capacity);
    this.from = new Int32Array(capacity);
    this.to = new Int32Array(capacity);
    this.end = new Int32Array(capacity);
    this.parent = new Int32Array(capacity);
  }

  private add(kind: number, from: number, to: number): void {
    const index = this.size++;
    if (index === this.kind.length) this.grow();
    this.kind[index] = kind;
    this.from[index] = from;
    this.to[index] = to;
    this.parent[index] = this.depth > 0 ? (this.open[this.depth - 1] ?? -1) : -1;
  }

  private grow(): void {
    const capacity = this.kind.length * 2;
    const copy = (old: Int32Array): Int32Array => {
      const array = new Int32Array(capacity);
      array.set(old);
      return array;
    };
    const kind = new Uint8Array(capacity);
    kind.set(this.kind);
    this.kind = kind;
    this.from = copy(this.from);
    this.to = copy(this.to);
    this.end = copy(this.end);
    this.parent = copy(this.parent);
  }

  /** @returns false when the node is too deep and its children are to be skipped */
  enter(kind: number, from: number, to: number): boolean {
    if (this.depth === MAX_DEPTH) {
      if (this.cut < 0) this.cut = from;
      return false;
    }
    this.add(kind, from, to);
    this.open[this.depth++] = this.size - 1;
    return true;
  }

  leave(): void {
    this.end[this.open[--this.depth] ?? 0] = this.size;
  }

  /** The parser's buffers are in preorder already: kind, from, to and the index after the last descendant. */
  buffer(buffer: Uint16Array, base: number): void {
    const floor = this.depth;
    for (let i = 0; i < buffer.length;) {
      while (this.depth > floor && (this.bound[this.depth - 1] ?? 0) <= i) this.leave();
      const kind = KIND_OF_TYPE[buffer[i] ?? 0] ?? DROPPED;
      const after = buffer[i + 3] ?? buffer.length;
      if (kind > TRANSPARENT) {
        const from = base + (buffer[i + 1] ?? 0);
        const to = base + (buffer[i + 2] ?? 0);
        if (after === i + 4) {
          this.add(kind, from, to);
          this.end[this.size - 1] = this.size;
        } else if (this.enter(kind, from, to)) {
          this.bound[this.depth - 1] = after;
        } else {
          i = after;
          continue;
        }
      }
      i += 4;
    }
    while (this.depth > floor) this.leave();
  }
}

function flatten(root: Tree): { tree: SyntaxTree; cut: number } {
  const nodes = new Flattener(root.length);
  const frames: { tree: Tree; base: number; next: number; entered: boolean }[] = [];
  const push = (tree: Tree, base: number): void => {
    const kind = KIND_OF_TYPE[tree.type.id] ?? TRANSPARENT;
    const entered = kind > TRANSPARENT;
    if (entered && !nodes.enter(kind, base, base + tree.length)) return;
    frames.push({ tree, base, next: 0, entered });
  };
  push(root, 0);
  for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
    const index = frame.next++;
    const child = frame.tree.children[index];
    if (!child) {
      if (frame.entered) nodes.leave();
      frames.pop();
      continue;
    }
    const base = frame.base + (frame.tree.positions[index] ?? 0);
    if (child instanceof TreeBuffer) nodes.buffer(child.buffer, base);
    else push(child, base);
  }
  return { tree: nodes, cut: nodes.cut };
}
