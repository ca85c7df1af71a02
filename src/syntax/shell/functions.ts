/**
 * Functions that a script calls with arguments. `build_image api` runs what stands in `build_image` with `$1` set, so such a
 * body is walked once for each call instead of once where it is defined.
 * https://www.gnu.org/software/bash/manual/bash.html#Shell-Functions
 */
import { forEachChild, type Function as ShellFunction, type ParsedScript, type SyntaxNode } from 'unbash';
import type { Variables } from './variables.js';

/** Bodies are walked so often in all; bounds functions that call functions many times. */
const MOST_WALKS = 200;
const DEEPEST = 200;
const POSITIONAL = /\$(?:\{[#!]?)?[1-9@*]/;

export class Functions {
  private readonly bodies = new Map<string, ShellFunction>();
  private readonly walked = new Set<string>();
  private readonly running = new Set<string>();
  private left = MOST_WALKS;

  /** @param source text that the tree's offsets point into */
  constructor(tree: ParsedScript, source: string) {
    const defined = new Map<string, ShellFunction | undefined>();
    const called = new Set<string>();
    const visit = (node: SyntaxNode, depth: number): void => {
      if (depth > DEEPEST) return;
      if (node.type === 'Function') {
        const { value: name } = node.name;
        // one that is defined again depends on where the script is
        defined.set(name, defined.has(name) ? undefined : node);
      } else if (node.type === 'Command' && node.args.length > 0) called.add(node.name?.value ?? '');
      if (node.type !== 'Word') forEachChild(node, (child) => visit(child, depth + 1));
    };
    visit(tree, 0);
    for (const [name, node] of defined)
      if (node && called.has(name) && POSITIONAL.test(source.slice(node.pos, node.end))) this.bodies.set(name, node);
  }

  /** Whether the body of a function waits for the calls. */
  waits(name: string): boolean {
    return this.bodies.has(name);
  }

  /**
   * Walks the body of a function that is called.
   * @param variables scope of the call, which gets the arguments
   */
  call(name: string, args: readonly string[], variables: Variables, walk: (body: SyntaxNode) => void): void {
    const found = this.bodies.get(name);
    if (!found || this.running.has(name) || this.left-- <= 0) return;
    setArguments(variables, args);
    this.walked.add(name);
    this.running.add(name);
    walk(found.body);
    this.running.delete(name);
  }

  /** Functions whose calls were not reached. */
  *rest(): Iterable<ShellFunction> {
    for (const [name, found] of this.bodies) if (!this.walked.has(name)) yield found;
  }
}

/** Sets `$1` to `$9` and `$@`, those that are not given included. */
export function setArguments(variables: Variables, args: readonly string[] | undefined): void {
  for (let at = 1; at <= 9; at++) variables.set(String(at), args?.[at - 1]);
  variables.set('@', args);
  variables.set('*', args?.join(' '));
}
