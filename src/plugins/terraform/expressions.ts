/** From HCL expressions to text with symbol references, and to the blocks that they refer to. */
import { reference } from '../../facts/value.js';
import type { HclExpression } from '../../syntax/types.js';
import { expressionText, unknownText, type ExpressionCall } from '../shared/expression-text.js';
import { spaceOf, type Scope } from './scope.js';
import { quote } from './json.js';

const MOST_VISITS = 5000;
/** References that are followed from one value to the next: they may form a cycle. */
const MOST_HOPS = 8;
const LONGEST_REFERENCE = 500;
/** Functions that leave a name as it is, or nearly so: what they are given stands for what they give. */
const TRANSPARENT = new Set([
  'tostring',
  'trimspace',
  'chomp',
  'nonsensitive',
  'sensitive',
  'one',
  'lower',
  'upper',
  'title',
]);
const FIRST_KNOWN = new Set(['coalesce', 'try', 'coalescelist']);
/** Functions that make a collection out of one. */
const COLLECTIONS = new Set(['toset', 'tolist', 'tomap', 'distinct', 'sort', 'compact', 'flatten', 'values']);
/** Attributes that providers compute from the name of a resource. */
const COMPUTED =
  /^((?:data\.)?\w+_\w+\.[\w-]+)\.(?:arn|qualified_arn|invoke_arn|self_link|repository_url|resource_id|uri)$/;
/** Roots of references that are no block. */
const NO_BLOCK = new Set(['var', 'local', 'each', 'count', 'path', 'terraform', 'self']);

/**
 * Text of an expression; what only another file knows stands as a symbol reference. Lists are joined by commas.
 * @returns undefined for null and for what has no text (an object)
 */
export function textOf(expression: HclExpression | undefined, scope: Scope, depth = 0): string | undefined {
  return expressionText(
    expression,
    {
      space: scope.space,
      refer: (name) => refer(name, scope),
      call: (call, at) => callText(call, scope, at),
      truth: (condition) => truth(condition, scope),
    },
    depth,
  );
}

function callText(call: ExpressionCall, scope: Scope, depth: number): string | undefined {
  const [first, ...rest] = call.arguments;
  const text = (value: HclExpression | undefined): string | undefined => textOf(value, scope, depth);
  if (TRANSPARENT.has(call.name) || COLLECTIONS.has(call.name)) return text(first);
  if (FIRST_KNOWN.has(call.name)) return call.arguments.map((each) => text(each)).find((one) => one);
  if (call.name === 'jsonencode' || call.name === 'yamlencode') return first && toJson(first, scope);
  if (call.name === 'join' && rest[0]?.kind === 'list') {
    return rest[0].items.map((item) => text(item) ?? '').join(text(first) ?? '');
  }
  if (call.name === 'format') {
    const values = rest.map((value) => text(value) ?? '');
    return text(first)?.replace(/%[\d.]*[sdvq]/g, () => values.shift() ?? '');
  }
  const args = call.arguments.map((argument) => (argument.kind === 'string' ? `"${argument.value}"` : '…')).join(', ');
  return unknownText(`${call.name}(${args})`, scope.space);
}

/** JSON text of an expression; parts that are not known stand as symbol references inside strings. */
export function toJson(expression: HclExpression, scope: Scope): string {
  switch (expression.kind) {
    case 'object':
      return `{${expression.entries.map(({ key, value }) => `${JSON.stringify(key)}:${toJson(value, scope)}`).join(',')}}`;
    case 'list':
      return `[${expression.items.map((item) => toJson(item, scope)).join(',')}]`;
    case 'number':
    case 'boolean':
      return String(expression.value);
    case 'null':
      return 'null';
    case 'call':
      // `jsonencode(merge(a, b))`, `yamlencode(tomap({…}))`
      if (expression.arguments[0]?.kind === 'object') return toJson(expression.arguments[0], scope);
      break;
  }
  return quote(textOf(expression, scope) ?? '');
}

/** `aws_x.y[0].z` and `aws_x.y["k"].z` as `aws_x.y.z`: the instances of a block share its names. */
function withoutIndex(name: string): string {
  return name.replace(/\[[^\]]*\]/g, '').replace(/\.\*(?=\.|$)/g, '');
}

/** What a reference such as `var.name` or `module.db.host` stands for. */
function refer(written: string, scope: Scope): string {
  if (written.length > LONGEST_REFERENCE || !/^[\w.*[\]"'-]+$/.test(written)) return unknownText(written, scope.space);
  const name = withoutIndex(written);
  const [root, second, third, ...rest] = name.split('.');
  if (root === 'path') return '.';
  if (root === 'each' && scope.each && (second === 'key' || second === 'value')) {
    const { each, ...outer } = scope;
    const steps = third === undefined ? [] : [third, ...rest];
    const value = steps.reduce<HclExpression | undefined>(entryOf, each[second]);
    const text = textOf(value, outer);
    if (text !== undefined) return text;
  }
  const directory = root === 'module' && second ? scope.modules.get(second) : undefined;
  if (directory !== undefined && third) return reference(spaceOf(directory), ['output', third, ...rest].join('.'));
  return reference(scope.space, name.replace(COMPUTED, '$1.id'));
}

/** Entry of an object, also through functions that give the object back. */
export function entryOf(expression: HclExpression | undefined, key: string): HclExpression | undefined {
  if (expression?.kind === 'object') return expression.entries.find((entry) => entry.key === key)?.value;
  if (expression?.kind === 'list')
    return /^\d+$/.test(key) ? expression.items[Number(key)] : entryOf(expression.items[0], key);
  if (expression?.kind !== 'call') return undefined;
  for (const argument of expression.arguments) {
    const value = entryOf(argument, key);
    if (value) return value;
  }
  return undefined;
}

/** Items of a literal collection, or of a variable or local of the same file that holds one. */
export function itemsOf(
  expression: HclExpression | undefined,
  scope: Scope,
  hops = 0,
): { key: HclExpression; value: HclExpression }[] | undefined {
  const known = resolve(expression, scope);
  if (known?.kind === 'call' && COLLECTIONS.has(known.name)) {
    return hops < MOST_HOPS ? itemsOf(known.arguments[0], scope, hops + 1) : undefined;
  }
  if (known?.kind === 'list') return known.items.map((item) => ({ key: item, value: item }));
  if (known?.kind !== 'object') return undefined;
  return known.entries.map(({ key, value }) => ({ key: { kind: 'string', value: key, offset: value.offset }, value }));
}

/** Follows a reference to a variable's default or a local of the same file. */
export function resolve(expression: HclExpression | undefined, scope: Scope): HclExpression | undefined {
  let at = expression;
  for (let hops = 0; hops < MOST_HOPS && at?.kind === 'reference'; hops++) at = scope.values.get(at.name);
  return at;
}

/** Whether a condition holds, as far as literals and defaults of the same file say. */
export function truth(condition: HclExpression, scope: Scope, hops = 0): boolean | undefined {
  const known = resolve(condition, scope);
  if (known?.kind === 'boolean') return known.value;
  if (known?.kind === 'string' && /^(true|false)$/.test(known.value)) return known.value === 'true';
  return known?.kind === 'unknown' && hops < MOST_HOPS ? comparison(known.text, scope, hops + 1) : undefined;
}

const NEGATION = /^!\s*((?:var|local)\.[\w.-]+)$/;
const COMPARISON = /^((?:var|local)\.[\w.-]+)\s*([!=]=)\s*("[^"$]*"|true|false|null|-?\d+)$/;

function comparison(text: string, scope: Scope, hops: number): boolean | undefined {
  const negated = NEGATION.exec(text)?.[1];
  if (negated) {
    const value = truth({ kind: 'reference', name: negated, offset: 0 }, scope, hops);
    return value === undefined ? undefined : !value;
  }
  const [, name = '', operator, literal = ''] = COMPARISON.exec(text) ?? [];
  const known = scope.values.has(name) ? resolve({ kind: 'reference', name, offset: 0 }, scope) : undefined;
  if (!known || !('value' in known || known.kind === 'null')) return undefined;
  const value =
    known.kind === 'null' ? 'null' : known.kind === 'string' ? JSON.stringify(known.value) : String(known.value);
  return (value === literal) === (operator === '==');
}

/** Addresses of the resources, data sources and modules that an expression refers to, in order. */
export function addressesIn(expression: HclExpression | undefined): string[] {
  const found = new Set<string>();
  const pending: HclExpression[] = expression ? [expression] : [];
  for (let at = 0; at < pending.length && at < MOST_VISITS; at++) {
    const next = pending[at];
    if (next?.kind === 'reference') addAddress(next.name, found);
    else if (next?.kind === 'unknown') addAll(next.text, found);
    else if (next?.kind === 'template') {
      for (const part of next.parts) if (typeof part !== 'string') addAll(part.reference, found);
    } else if (next?.kind === 'list') pending.push(...next.items);
    else if (next?.kind === 'call') pending.push(...next.arguments);
    else if (next?.kind === 'object') pending.push(...next.entries.map((entry) => entry.value));
    else if (next?.kind === 'conditional') pending.push(next.then, next.else);
  }
  return [...found];
}

function addAll(text: string, found: Set<string>): void {
  for (const [name] of text.matchAll(/(?<![\w.-])[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)+/g)) addAddress(name, found);
}

function addAddress(name: string, found: Set<string>): void {
  const [root = '', second, third] = withoutIndex(name).split('.');
  if (!second || NO_BLOCK.has(root)) return;
  if (root === 'data') {
    if (third) found.add(`data.${second}.${third}`);
  } else if (root === 'module' || root.includes('_')) found.add(`${root}.${second}`);
}
