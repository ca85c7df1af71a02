/** Evaluation of what is constant: operators, and the few functions by which names, paths and settings are made. */
import type { PythonCall, PythonExpression } from '../types.js';
import { concatenate, formatBraces, formatPercent, joinPath, type Text, textOf } from './texts.js';

/** Number literal of Python; undefined for complex numbers. */
export function readNumber(literal: string): number | undefined {
  const text = literal.replaceAll('_', '');
  if (/[jJ]$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isNaN(value) ? undefined : value;
}

const ENVIRONMENT = 'os.environ.';

/** Variable that a name such as `os.environ.HOME` stands for. */
export function environmentVariable(name: string): string | undefined {
  return name.startsWith(ENVIRONMENT) ? name.slice(ENVIRONMENT.length) : undefined;
}

/** How many expressions a value holds; stops counting at `limit`. */
export function weigh(expression: PythonExpression, limit: number): number {
  let weight = 0;
  const open = [expression];
  for (let next = open.pop(); next && weight < limit; next = open.pop()) {
    weight++;
    if (next.kind === 'list') open.push(...next.items);
    else if (next.kind === 'dict') for (const { key, value } of next.entries) open.push(key, value);
    else if (next.kind === 'call') for (const { value } of next.call.arguments) open.push(value);
  }
  return weight;
}

const toExpression = (text: Text | undefined, offset: number): PythonExpression | undefined =>
  text && { kind: text.constant ? 'string' : 'template', value: text.value, offset };

const isText = ({ kind }: PythonExpression): boolean => kind === 'string' || kind === 'template';

/** Value of an operator on values; undefined when it is not known. One value stands for a unary operator. */
export function binary(operator: string, values: readonly PythonExpression[]): PythonExpression | undefined {
  const [left, right] = values;
  if (!left) return undefined;
  if (!right) return unary(operator, left);
  const { offset } = left;
  if (left.kind === 'number' && right.kind === 'number') return arithmetic(operator, left.value, right.value, offset);
  switch (operator) {
    case '+':
      if (left.kind === 'list' && right.kind === 'list')
        return { kind: 'list', items: [...left.items, ...right.items].slice(0, 500), offset };
      return isText(left) || isText(right)
        ? toExpression(concatenate([textOf(left), textOf(right)]), offset)
        : undefined;
    case '%':
      return isText(left) ? toExpression(formatPercent(textOf(left), right), offset) : undefined;
    case '/':
      // Strings cannot be divided: one side is a path.
      return isText(left) || isText(right) ? toExpression(joinPath([textOf(left), textOf(right)]), offset) : undefined;
    case 'or':
      if (left.kind === 'none' || (left.kind === 'string' && left.value === '')) return right;
      if (left.kind === 'name' && environmentVariable(left.name) !== undefined && isText(right)) return right;
      return left.kind === 'string' ? left : undefined;
    default:
      return undefined;
  }
}

function unary(operator: string, value: PythonExpression): PythonExpression | undefined {
  if (operator === '-' && value.kind === 'number') return { ...value, value: -value.value };
  if (operator === '+' && value.kind === 'number') return value;
  if (operator === 'not' && value.kind === 'boolean') return { ...value, value: !value.value };
  return undefined;
}

const OPERATIONS: Record<string, (a: number, b: number) => number> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '//': (a, b) => Math.floor(a / b),
  '%': (a, b) => a - b * Math.floor(a / b),
  '**': (a, b) => a ** b,
};

function arithmetic(operator: string, a: number, b: number, offset: number): PythonExpression | undefined {
  const value = OPERATIONS[operator]?.(a, b);
  return value !== undefined && Number.isFinite(value) ? { kind: 'number', value, offset } : undefined;
}

type Evaluate = (values: PythonExpression[], call: PythonCall) => PythonExpression | undefined;

const getenv: Evaluate = ([name, second], call) => {
  const fallback = second ?? call.arguments.find((one) => one.keyword === 'default')?.value;
  if (fallback && fallback.kind !== 'none')
    return isScalar(fallback) || fallback.kind === 'template' ? fallback : undefined;
  return name?.kind === 'string' ? { kind: 'name', name: ENVIRONMENT + name.value, offset: call.offset } : undefined;
};

const path: Evaluate = (values, call) =>
  values.some(isText) ? toExpression(joinPath(values.map(textOf)), call.offset) : undefined;

const convert =
  (make: (text: string) => PythonExpression | undefined): Evaluate =>
  ([value], call) =>
    value && call.arguments.length === 1 && (value.kind === 'string' || value.kind === 'number')
      ? make(String(value.value))
      : undefined;

const toNumber = (round: (value: number) => number): Evaluate =>
  convert((text) => {
    const value = text.trim() === '' ? NaN : Number(text);
    return Number.isFinite(value) ? { kind: 'number', value: round(value), offset: 0 } : undefined;
  });

/** By callee; the builtin ones have no module, and stand for themselves unless the file binds their name. */
const FUNCTIONS: Record<string, Evaluate> = {
  'os.getenv': getenv,
  'os.environ.get': getenv,
  'os.path.join': path,
  'posixpath.join': path,
  'pathlib.Path': path,
  'pathlib.PurePath': path,
  'pathlib.PosixPath': path,
  'pathlib.PurePosixPath': path,
};
const BUILTINS: Record<string, Evaluate> = {
  str: ([value], call) =>
    value && call.arguments.length === 1 && (isScalar(value) || value.kind === 'template')
      ? toExpression(textOf(value), call.offset)
      : undefined,
  int: toNumber(Math.trunc),
  float: toNumber((value) => value),
  dict: (values, call) =>
    values.length === 0 && call.arguments.every((one) => one.keyword !== undefined && !one.keyword.startsWith('*'))
      ? {
          kind: 'dict',
          entries: call.arguments.map((one) => ({
            key: { kind: 'string', value: one.keyword ?? '', offset: one.value.offset },
            value: one.value,
          })),
          offset: call.offset,
        }
      : undefined,
};

/**
 * Value of a call, when it is known.
 * @param receiver value of what a method is called on, when that may be a text
 */
export function evaluateCall(call: PythonCall, receiver?: PythonExpression): PythonExpression | undefined {
  const known = call.resolved ? FUNCTIONS : BUILTINS;
  const evaluate = Object.hasOwn(known, call.callee) ? known[call.callee] : undefined;
  if (evaluate) {
    const values = call.arguments.filter((one) => one.keyword === undefined).map((one) => one.value);
    return evaluate(values, call);
  }
  if (!receiver || !isText(receiver)) return receiver?.kind === 'dict' ? item(receiver, call) : undefined;
  const method = call.callee.slice(call.callee.lastIndexOf('.') + 1);
  const [first] = call.arguments;
  if (method === 'format' && call.arguments.length > 0)
    return toExpression(formatBraces(textOf(receiver), call.arguments), call.offset);
  if (method === 'join' && first?.value.kind === 'list' && receiver.kind === 'string') {
    return toExpression(concatenate(first.value.items.map(textOf), receiver.value), call.offset);
  }
  if (method === 'joinpath') return path([receiver, ...call.arguments.map((one) => one.value)], call);
  return undefined;
}

/** `CONFIG.get("name", default)`. */
function item(dict: PythonExpression & { kind: 'dict' }, call: PythonCall): PythonExpression | undefined {
  const [key, fallback] = call.arguments;
  if (!call.callee.endsWith('.get') || key?.value.kind !== 'string') return undefined;
  const name = key.value.value;
  const found =
    dict.entries.findLast((entry) => entry.key.kind === 'string' && entry.key.value === name)?.value ?? fallback?.value;
  return found && isScalar(found) ? found : undefined;
}

function isScalar({ kind }: PythonExpression): boolean {
  return kind === 'string' || kind === 'number' || kind === 'boolean';
}
