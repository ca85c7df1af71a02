/** A syntax tree together with its text: the questions that all readings ask about a node. */
import * as K from './nodes.js';
import type { SyntaxTree } from './tree.js';

/** Nodes are indexes; -1 and other numbers outside the tree are nodes of no kind, without text and children. */
export class SourceTree {
  constructor(
    readonly tree: SyntaxTree,
    readonly source: string,
  ) {}

  kindOf(node: number): number {
    return this.tree.kind[node] ?? K.DROPPED;
  }
  from(node: number): number {
    return this.tree.from[node] ?? 0;
  }
  to(node: number): number {
    return this.tree.to[node] ?? 0;
  }
  after(node: number): number {
    return this.tree.end[node] ?? this.tree.size;
  }
  text(node: number): string {
    return this.source.slice(this.tree.from[node], this.tree.to[node]);
  }
  children(node: number): number[] {
    const { end } = this.tree;
    const nodes: number[] = [];
    for (let child = node + 1, last = this.after(node); child < last; child = end[child] ?? last) nodes.push(child);
    return nodes;
  }
  /** First child of a kind, or -1. */
  child(node: number, kind: number): number {
    const { end } = this.tree;
    for (let child = node + 1, last = this.after(node); child < last; child = end[child] ?? last) {
      if (this.tree.kind[child] === kind) return child;
    }
    return -1;
  }
  lastChild(node: number): number {
    return this.children(node).at(-1) ?? -1;
  }
  /** The expression inside parentheses and `await`. */
  unwrap(node: number): number {
    let inner = node;
    while (inner >= 0 && (this.tree.kind[inner] === K.PARENTHESES || this.tree.kind[inner] === K.AWAIT)) {
      if (this.after(inner) === inner + 1) return inner;
      inner++;
    }
    return inner;
  }

  /** `a >> b` or `a << b`. */
  isShift(node: number): boolean {
    if (this.kindOf(node) !== K.BINARY) return false;
    const operator = this.after(node + 1);
    if (this.kindOf(operator) !== K.SHIFT_OP || this.to(operator) - this.from(operator) !== 2) return false;
    return operator < this.after(node);
  }
}
