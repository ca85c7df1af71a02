/** Expressions of TypeScript in the shape of those of Python. */
import { ts } from 'ts-morph';
import type { PythonArgument, PythonExpression } from '../types.js';

const LONGEST_TEXT = 200;
const MAX_DEPTH = 100;

/** Names by what they were imported as. */
export type Aliases = ReadonlyMap<string, string>;

export interface Source {
  file: ts.SourceFile;
  aliases: Aliases;
  /** Scope in which the expression stands. */
  scope: string;
}

/** What an expression says. Depth is bounded; what lies deeper is unknown. */
export function expressionOf(node: ts.Expression, source: Source, depth = 0): PythonExpression {
  const offset = node.getStart(source.file);
  const bare = unwrapped(node);
  if (depth > MAX_DEPTH) return unknown(bare, source);
  const below = (inner: ts.Expression): PythonExpression => expressionOf(inner, source, depth + 1);
  if (ts.isStringLiteral(bare) || ts.isNoSubstitutionTemplateLiteral(bare))
    return { kind: 'string', value: bare.text, offset };
  if (ts.isNumericLiteral(bare)) return { kind: 'number', value: Number(bare.text), offset };
  switch (bare.kind) {
    case ts.SyntaxKind.TrueKeyword:
    case ts.SyntaxKind.FalseKeyword:
      return { kind: 'boolean', value: bare.kind === ts.SyntaxKind.TrueKeyword, offset };
    case ts.SyntaxKind.NullKeyword:
      return { kind: 'none', offset };
  }
  if (ts.isTemplateExpression(bare)) return { kind: 'template', value: templateText(bare, source), offset };
  // pulumi.interpolate`…`
  if (ts.isTaggedTemplateExpression(bare)) return below(bare.template);
  if (ts.isArrayLiteralExpression(bare)) return { kind: 'list', items: bare.elements.map(below), offset };
  if (ts.isObjectLiteralExpression(bare)) return { kind: 'dict', entries: entriesOf(bare, source, below), offset };
  if (ts.isCallExpression(bare) || ts.isNewExpression(bare)) {
    const call = {
      callee: calleeOf(bare, source),
      resolved: false,
      arguments: argumentsOf(bare, source, depth + 1),
      scope: source.scope,
      offset: bare.getStart(source.file),
      end: bare.end,
      branches: [],
      nested: true,
    };
    return { kind: 'call', call, offset };
  }
  if (ts.isBinaryExpression(bare)) return binary(bare, source, below, offset);
  if (ts.isConditionalExpression(bare)) {
    const then = below(bare.whenTrue);
    return then.kind === 'none' || then.kind === 'unknown' ? below(bare.whenFalse) : then;
  }
  const name = nameOf(bare, source);
  if (name === 'undefined') return { kind: 'none', offset };
  return name === undefined ? unknown(bare, source) : { kind: 'name', name, offset };
}

function unknown(node: ts.Node, { file }: Source): PythonExpression {
  const offset = node.getStart(file);
  return { kind: 'unknown', text: file.text.slice(offset, Math.min(node.end, offset + LONGEST_TEXT)), offset };
}

/** Without parentheses, assertions of types, `await`. */
function unwrapped(node: ts.Expression): ts.Expression {
  let at = node;
  while (
    ts.isParenthesizedExpression(at) ||
    ts.isAsExpression(at) ||
    ts.isNonNullExpression(at) ||
    ts.isSatisfiesExpression(at) ||
    ts.isTypeAssertionExpression(at) ||
    ts.isAwaitExpression(at)
  )
    at = at.expression;
  return at;
}

/** Arguments of a call; `...x` is one with the keyword `*`. */
export function argumentsOf(node: ts.CallExpression | ts.NewExpression, source: Source, depth = 0): PythonArgument[] {
  return (node.arguments ?? []).map((argument) =>
    ts.isSpreadElement(argument)
      ? { keyword: '*', value: expressionOf(argument.expression, source, depth) }
      : { value: expressionOf(argument, source, depth) },
  );
}

function entriesOf(
  node: ts.ObjectLiteralExpression,
  source: Source,
  below: (inner: ts.Expression) => PythonExpression,
): { key: PythonExpression; value: PythonExpression }[] {
  return node.properties.flatMap((property) => {
    const key = property.name && keyOf(property.name);
    if (key === undefined || !property.name) return [];
    const offset = property.name.getStart(source.file);
    const written = { kind: 'string' as const, value: key, offset };
    if (ts.isPropertyAssignment(property)) return [{ key: written, value: below(property.initializer) }];
    if (ts.isShorthandPropertyAssignment(property)) return [{ key: written, value: below(property.name) }];
    return [];
  });
}

/** Name of a property, unless it is computed. */
export function keyOf(name: ts.PropertyName | ts.BindingName): string | undefined {
  return ts.isIdentifier(name) || ts.isStringLiteral(name) || ts.isNumericLiteral(name) ? name.text : undefined;
}

function templateText(node: ts.TemplateExpression, source: Source): string {
  const parts = node.templateSpans.map(({ expression, literal }) => {
    const bare = unwrapped(expression);
    const name = nameOf(bare, source) ?? source.file.text.slice(bare.pos, bare.end).trim().slice(0, LONGEST_TEXT);
    return `{${name}}${literal.text}`;
  });
  return node.head.text + parts.join('');
}

/** `a ?? 'x'` gives the default; sums of texts are templates. */
function binary(
  node: ts.BinaryExpression,
  source: Source,
  below: (inner: ts.Expression) => PythonExpression,
  offset: number,
): PythonExpression {
  const operator = node.operatorToken.kind;
  if (operator === ts.SyntaxKind.QuestionQuestionToken || operator === ts.SyntaxKind.BarBarToken) {
    const right = below(node.right);
    return right.kind === 'string' || right.kind === 'number' || right.kind === 'boolean' ? right : below(node.left);
  }
  if (operator !== ts.SyntaxKind.PlusToken) return unknown(node, source);
  const [left, right] = [asTemplate(below(node.left)), asTemplate(below(node.right))];
  return left === undefined || right === undefined || left.length + right.length > LONGEST_TEXT * 10
    ? unknown(node, source)
    : { kind: 'template', value: left + right, offset };
}

function asTemplate(expression: PythonExpression): string | undefined {
  if (expression.kind === 'string' || expression.kind === 'template') return expression.value;
  return expression.kind === 'name' ? `{${expression.name}}` : undefined;
}

/** A name or chain of names, with its first segment as it was imported. */
export function nameOf(node: ts.Expression, source: Source): string | undefined {
  const segments: string[] = [];
  let at = unwrapped(node);
  for (; ts.isPropertyAccessExpression(at); at = unwrapped(at.expression)) {
    if (segments.length > 20) return undefined;
    segments.unshift(at.name.text);
  }
  if (at.kind === ts.SyntaxKind.ThisKeyword) return ['self', ...segments].join('.');
  if (!ts.isIdentifier(at)) return undefined;
  if (at.text === 'process' && segments[0] === 'env' && segments.length === 2) return `os.environ.${segments[1] ?? ''}`;
  return [source.aliases.get(at.text) ?? at.text, ...segments].join('.');
}

/** What is called; a method of what a call gives has `()` behind that call's name. */
export function calleeOf(node: ts.CallExpression | ts.NewExpression, source: Source): string {
  const segments: string[] = [];
  let at = unwrapped(node.expression);
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    const name = nameOf(at, source);
    if (name !== undefined) return [name, ...segments].join('.').replaceAll('.()', '()');
    if (ts.isPropertyAccessExpression(at)) segments.unshift(at.name.text);
    else if (ts.isCallExpression(at) || ts.isNewExpression(at)) segments.unshift('()');
    else break;
    at = unwrapped(at.expression);
  }
  return `?.${segments.join('.')}`.replaceAll('.()', '()');
}
