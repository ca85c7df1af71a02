/** Conditions of branches: what they read, whether they compare, whether they can ever hold. */
import type { PythonBranch, PythonExpression } from '../types.js';
import type { Expressions } from './expressions.js';
import * as K from './nodes.js';
import type { BranchOutline, Outline } from './outline.js';

const COMPARISONS = new Set(['<', '>', '<=', '>=', '==', '!=']);
const MAX_NAMES = 100;

export function readBranches(outline: Outline, expressions: Expressions, place: (offset: number) => number): PythonBranch[] {
  return outline.branches.map((branch) => {
    const { kind, condition, body, statement, context } = branch;
    const first = body < 0 ? -1 : outline.kindOf(body + 1) === K.COLON ? body + 2 : body + 1;
    const hasStatement = first >= 0 && first < outline.after(body);
    return {
      kind,
      condition: condition < 0 ? '' : expressions.source(condition),
      names: condition < 0 ? [] : namesIn(condition, outline, expressions),
      compares: condition >= 0 && compares(condition, outline),
      never: isNever(branch, expressions),
      statement,
      scope: context.id,
      offset: place(outline.from(condition < 0 ? Math.max(body, 0) : condition)),
      start: place(hasStatement ? outline.from(first) : outline.to(Math.max(body, 0))),
      end: place(outline.to(Math.max(body, 0))),
    };
  });
}

/** Names and attribute chains that an expression reads, in order, each once. */
function namesIn(node: number, outline: Outline, { names }: Expressions): string[] {
  const found = new Set<string>();
  const last = outline.after(node);
  for (let at = node; at < last && found.size < MAX_NAMES; ) {
    const kind = outline.kindOf(at);
    const chain = kind === K.NAME || kind === K.MEMBER ? names.chain(at) : undefined;
    const isKeyword = outline.kindOf(at + 1) === K.ASSIGN_OP && outline.kindOf(outline.tree.parent[at] ?? -1) === K.ARGUMENTS;
    if (chain && !isKeyword) found.add(chain.name);
    at = chain ? outline.after(at) : at + 1;
  }
  return [...found];
}

function compares(node: number, outline: Outline): boolean {
  for (let at = node, last = outline.after(node); at < last; at++) {
    if (outline.kindOf(at) === K.COMPARE_OP && COMPARISONS.has(outline.text(at))) return true;
  }
  return false;
}

function isNever({ kind, condition, excluded }: BranchOutline, expressions: Expressions): boolean {
  if (kind === 'with' || kind === 'except') return false;
  if (kind !== 'else' && condition >= 0 && truth(expressions.expression(condition)) === false) return true;
  return excluded.some((other) => truth(expressions.expression(other)) === true);
}

/** Truth of a switch: a boolean or number, or the flag that only type checkers set. */
function truth(value: PythonExpression): boolean | undefined {
  if (value.kind === 'boolean') return value.value;
  if (value.kind === 'number') return value.value !== 0;
  return value.kind === 'name' && value.name === 'typing.TYPE_CHECKING' ? false : undefined;
}
