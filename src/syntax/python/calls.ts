/** Calls and decorators. */
import type { PythonArgument, PythonCall } from '../types.js';
import { type Expressions, MAX_ITEMS } from './expressions.js';
import type { Reference } from './names.js';
import * as K from './nodes.js';
import type { Outline } from './outline.js';

export class Calls {
  private readonly byNode = new Map<number, PythonCall>();

  constructor(
    private readonly outline: Outline,
    private readonly expressions: Expressions,
    private readonly place: (offset: number) => number,
  ) {}

  call(node: number): PythonCall {
    const known = this.byNode.get(node);
    if (known) return known;
    const { outline } = this;
    const list = outline.child(node, K.ARGUMENTS);
    const call = this.make(node, this.expressions.names.resolve(node + 1), list);
    call.nested = this.isNested(node);
    const target = this.target(node);
    if (target !== undefined) call.assignedTo = target;
    this.byNode.set(node, call);
    call.arguments = list < 0 ? [] : this.arguments(list);
    return call;
  }

  /** A decorator as a call. */
  decorator(node: number): PythonCall {
    const { outline } = this;
    const [first = -1, ...rest] = outline.children(node).filter((child) => outline.kindOf(child) === K.NAME);
    const list = outline.child(node, K.ARGUMENTS);
    let callee = first < 0 ? { text: '', known: false, value: false } : this.expressions.names.resolve(first);
    for (const property of rest) callee = this.expressions.names.attribute(callee, outline.text(property));
    const call = this.make(node, callee, list);
    call.offset = this.place(outline.from(Math.max(first, node)));
    call.end = this.place(outline.to(outline.lastChild(node)));
    call.arguments = list < 0 ? [] : this.arguments(list);
    return call;
  }

  private make(node: number, { text, known, value, self, definition }: Reference, list: number): PythonCall {
    const { outline } = this;
    const isClass = self === true && definition !== undefined;
    const context = outline.contextAt(node);
    return {
      callee: isClass ? definition.name : value && known && list >= 0 ? `${text}()` : text,
      resolved: known || isClass,
      arguments: [],
      scope: context.id,
      offset: this.place(outline.from(node)),
      end: this.place(outline.to(node)),
      branches: context.branches as number[],
      nested: false,
    };
  }

  private arguments(list: number): PythonArgument[] {
    const { outline } = this;
    const found: PythonArgument[] = [];
    const children = outline.children(list);
    for (let index = 0; index < children.length && found.length < MAX_ITEMS; index++) {
      const child = children[index] ?? -1;
      const kind = outline.kindOf(child);
      const next = children[index + 1] ?? -1;
      if (kind === K.ERROR) continue;
      if (kind === K.FOR) {
        // A generator: what stood before `for` is its element.
        found.pop();
        found.push({ value: this.expressions.unknown(list) });
        break;
      }
      if ((kind === K.STAR || kind === K.STAR_STAR) && next >= 0) {
        found.push({ keyword: kind === K.STAR ? '*' : '**', value: this.expressions.expression(next) });
        index++;
      } else if (outline.kindOf(next) === K.ASSIGN_OP) {
        const value = children[index + 2];
        const isWalrus = outline.source[outline.from(next)] === ':';
        if (value !== undefined)
          found.push({
            ...(isWalrus ? {} : { keyword: outline.text(child) }),
            value: this.expressions.expression(value),
          });
        index += 2;
      } else found.push({ value: this.expressions.expression(child) });
    }
    return found;
  }

  private isNested(node: number): boolean {
    const { kind, parent } = this.outline.tree;
    for (let outer = parent[node] ?? -1; outer >= 0; outer = parent[outer] ?? -1) {
      const of = kind[outer] ?? K.DROPPED;
      if (of === K.CALL || of === K.DECORATOR) return true;
      if (of >= K.SCRIPT && of <= K.DECORATED) return false;
    }
    return false;
  }

  private target(node: number): string | undefined {
    const { outline } = this;
    for (let at = node; at >= 0; at = outline.tree.parent[at] ?? -1) {
      const target = outline.targets.get(at);
      if (target !== undefined) return target;
      const outer = outline.tree.parent[at] ?? -1;
      const kind = outline.kindOf(outer);
      const isBranch = kind === K.CONDITIONAL && outline.children(outer)[2] !== at;
      if (kind !== K.PARENTHESES && kind !== K.AWAIT && !isBranch) return undefined;
    }
    return undefined;
  }
}
