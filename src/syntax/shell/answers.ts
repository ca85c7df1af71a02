/**
 * Which commands a script judges by what they answer: their output is kept in a variable that a test looks at, or piped to a
 * program that fails when it does not find what it looks for, and the script stops where that fails.
 */
import { forEachChild, type ParsedScript, type SyntaxNode } from 'unbash';
import type { ShellCommand } from '../types.js';
import { stops } from './commands.js';

const LONGEST_TEXT = 2000;
const MOST_LOOK = 500;
const VARIABLE = /\$\{?#?([A-Za-z_]\w*)/g;
const SEARCHES = new Set(['[', 'test', 'grep', 'egrep', 'fgrep', 'zgrep', 'rg', 'diff', 'cmp']);

/** @returns whether a command fails when what it is given is not as it should be */
export const isTest = ([tool = '', ...args]: readonly string[]): boolean =>
  SEARCHES.has(tool) || (tool === 'jq' && args.some((word) => word === '--exit-status' || /^-[a-zA-Z]*e/.test(word)));

export class Answers {
  /** Variables that hold what a command answers. */
  private readonly kept: { command: ShellCommand; variable: string }[] = [];
  /** Variables by the variables out of which they are made. */
  private readonly madeOf = new Map<string, Set<string>>();
  private readonly judged = new Set<string>();
  /** The script fails unless something leaves it before its end. */
  readonly failsAtEnd: boolean;

  constructor(
    tree: ParsedScript,
    private readonly source: string,
  ) {
    const last = tree.commands.at(-1)?.command;
    this.failsAtEnd = last?.type === 'Command' && stops(last, new Set());
  }

  keep(command: ShellCommand, variable: string): void {
    this.kept.push({ command, variable });
  }

  /** @param variable that is set to a value in which the text stands */
  make(variable: string, { pos, end }: SyntaxNode): void {
    const sources = this.madeOf.get(variable) ?? new Set();
    this.madeOf.set(variable, sources);
    for (const name of this.variables(pos, end)) sources.add(name);
  }

  /** What stands in the text decides whether the script goes on. */
  judge({ pos, end }: Pick<SyntaxNode, 'pos' | 'end'>): void {
    for (const name of this.variables(pos, end)) this.judged.add(name);
  }

  /** Marks the commands whose answers are judged. */
  settle(): void {
    const front = [...this.judged];
    for (let name = front.pop(); name !== undefined; name = front.pop())
      for (const source of this.madeOf.get(name) ?? [])
        if (!this.judged.has(source)) {
          this.judged.add(source);
          front.push(source);
        }
    for (const { command, variable } of this.kept) if (this.judged.has(variable)) command.checked = true;
  }

  private variables(pos: number, end: number): string[] {
    const text = this.source.slice(pos, Math.min(end, pos + LONGEST_TEXT));
    return [...text.matchAll(VARIABLE)].flatMap(([, name]) => name ?? []);
  }
}

/** Whether a branch leaves the script, the function or the loop as one that is content: `exit 0`, `break`. */
export function leaves(node: SyntaxNode, names: ReadonlySet<string>): boolean {
  let found = false;
  let budget = MOST_LOOK;
  const visit = (child: SyntaxNode, depth: number): void => {
    if (found || depth > 100 || budget-- <= 0 || child.type === 'Word' || child.type === 'Function') return;
    if (child.type === 'Command') {
      const [code] = child.args;
      found = names.has(child.name?.value ?? '') && (code?.type !== 'Word' || code.value === '0');
      return;
    }
    forEachChild(child, (next) => visit(next, depth + 1));
  };
  visit(node, 0);
  return found;
}

/** What ends the whole script, and what ends at least the part in which it stands. */
export const EXITS: ReadonlySet<string> = new Set(['exit']);
export const LEAVES: ReadonlySet<string> = new Set(['exit', 'return', 'break', 'continue']);
