/** Conditions of branches: what they read, whether they compare, whether they can ever hold. */
import type { PythonBranch } from '../types.js';
import { readNumber } from './constants.js';
import type { Expressions } from './expressions.js';
import * as K from './nodes.js';
import type { Outline } from './outline.js';

const COMPARISONS = new Set(['<', '>', '<=', '>=', '==', '!=']);
const MAX_NAMES = 100;
/** Assignments to a switch that are looked at. */
const MAX_BINDINGS = 4;

export function readBranches(
  outline: Outline,
  expressions: Expressions,
  place: (offset: number) => number,
): PythonBranch[] {
  /** Statements one of whose branches is always taken. */
  const decided = new Set<number>();
  return outline.branches.map(({ kind, condition, body, statement, context, tried = -1 }) => {
    const isTest = kind === 'if' || kind === 'elif';
    const holds = isTest ? truth(condition, outline, expressions) : undefined;
    const never = holds === false || ((isTest || kind === 'else') && decided.has(statement));
    if (holds === true) decided.add(statement);
    const first = body < 0 ? -1 : outline.kindOf(body + 1) === K.COLON ? body + 2 : body + 1;
    const hasStatement = first >= 0 && first < outline.after(body);
    return {
      kind,
      condition: condition < 0 ? '' : expressions.source(condition),
      names: condition < 0 ? [] : namesIn(condition, outline, expressions),
      compares: condition >= 0 && compares(condition, outline),
      never,
      statement,
      scope: context.id,
      offset: place(outline.from(condition < 0 ? Math.max(body, 0) : condition)),
      start: place(hasStatement ? outline.from(first) : outline.to(Math.max(body, 0))),
      end: place(outline.to(Math.max(body, 0))),
      ...(tried < 0 ? {} : { tried: { start: place(outline.from(tried)), end: place(outline.to(tried)) } }),
    };
  });
}

/** Names and attribute chains that an expression reads, in order, each once. */
function namesIn(node: number, outline: Outline, { names }: Expressions): string[] {
  const found = new Set<string>();
  const last = outline.after(node);
  for (let at = node; at < last && found.size < MAX_NAMES;) {
    const kind = outline.kindOf(at);
    const chain = kind === K.NAME || kind === K.MEMBER ? names.chain(at) : undefined;
    const isKeyword =
      outline.kindOf(at + 1) === K.ASSIGN_OP && outline.kindOf(outline.tree.parent[at] ?? -1) === K.ARGUMENTS;
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

/**
 * Truth of a switch: a literal, a name that only holds such, or the flag that only type checkers set. Attributes do not
 * count, because an instance may hold another value, nor do defaults of environment variables.
 */
function truth(condition: number, outline: Outline, expressions: Expressions): boolean | undefined {
  const node = outline.unwrap(condition);
  const literal = literalTruth(node, outline);
  if (literal !== undefined) return literal;
  switch (outline.kindOf(node)) {
    case K.UNARY: {
      const value =
        outline.kindOf(node + 1) === K.NOT ? truth(outline.lastChild(node), outline, expressions) : undefined;
      return value === undefined ? undefined : !value;
    }
    case K.BINARY: {
      const [left = -1, operator = -1, right = -1] = outline.children(node);
      const wanted = outline.kindOf(operator) === K.AND ? false : outline.kindOf(operator) === K.OR ? true : undefined;
      if (wanted === undefined) return undefined;
      const sides = [truth(left, outline, expressions), truth(right, outline, expressions)];
      return sides.includes(wanted) ? wanted : sides.includes(undefined) ? undefined : !wanted;
    }
    case K.NAME: {
      const bindings =
        outline
          .contextAt(node)
          .scope.lookup(outline.text(node))
          ?.bindings.slice(0, MAX_BINDINGS + 1) ?? [];
      const values = new Set(
        bindings.map(({ by, value }) => (by === 'value' ? literalTruth(value, outline) : undefined)),
      );
      const [value] = values;
      if (bindings.length <= MAX_BINDINGS && values.size === 1 && value !== undefined) return value;
    }
  }
  return expressions.names.chain(node)?.name === 'typing.TYPE_CHECKING' ? false : undefined;
}

function literalTruth(node: number, outline: Outline): boolean | undefined {
  if (outline.kindOf(node) === K.BOOLEAN) return outline.text(node) === 'True';
  return outline.kindOf(node) === K.NUMBER ? readNumber(outline.text(node)) !== 0 : undefined;
}
