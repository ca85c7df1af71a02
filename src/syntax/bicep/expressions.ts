/**
 * Expressions of Bicep and of ARM templates: a tolerant reader that makes of what it does not know an expression `unknown`.
 * Syntax: https://github.com/Azure/bicep/blob/main/docs/grammar.md and
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions
 */
import type { BicepExpression } from '../types.js';
import { Scanner } from './scanner.js';
import { readString } from './strings.js';

const MAX_DEPTH = 100;
const MAX_TEXT = 200;
const MAX_REFERENCE = 500;
/** Longer ones first: the first that fits is taken. */
const OPERATORS = ['==', '!=', '=~', '!~', '<=', '>=', '&&', '||', '??', '<', '>', '+', '-', '*', '/', '%'];

export interface ReaderOptions {
  /** In ARM a quote inside a string is doubled, and strings hold no expressions. */
  arm?: boolean;
  /** Reads a declaration that stands in the body of an object; false when none begins at the scanner's place. */
  declaration?: (depth: number) => boolean;
  /** First place at which brackets nest too deep. */
  tooDeep?: (offset: number) => void;
}

/** Reads the expression at the scanner's place; what cannot be read is skipped up to where it must end. Never throws. */
export function readExpression(scanner: Scanner, options: ReaderOptions = {}, depth = 0): BicepExpression {
  scanner.space();
  const start = scanner.at;
  if (depth > MAX_DEPTH) {
    options.tooDeep?.(start);
    scanner.skipTo(',\n');
    return unknown(scanner, start);
  }
  let value = readOperand(scanner, options, depth);
  for (let operator = nextOperator(scanner); operator !== undefined; operator = nextOperator(scanner)) {
    scanner.at += operator.length;
    scanner.space(true);
    const right = readOperand(scanner, options, depth + 1);
    value =
      operator === '??'
        ? { kind: 'call', name: 'coalesce', arguments: [value, right], offset: start }
        : unknown(scanner, start);
  }
  if (!takeOnNextLine(scanner, '?')) return value;
  const then = readExpression(scanner, options, depth + 1);
  if (!takeOnNextLine(scanner, ':')) return unknown(scanner, start);
  const otherwise = readExpression(scanner, options, depth + 1);
  return { kind: 'conditional', condition: value, then, else: otherwise, offset: start };
}

function unknown(scanner: Scanner, start: number): BicepExpression {
  const text = scanner.text.slice(start, Math.min(scanner.at, start + MAX_TEXT)).trim();
  return { kind: 'unknown', text, offset: start };
}

function nextOperator(scanner: Scanner): string | undefined {
  scanner.space();
  return OPERATORS.find((each) => scanner.startsWith(each));
}

function takeOnNextLine(scanner: Scanner, token: string): boolean {
  const before = scanner.at;
  scanner.space(true);
  if (!scanner.take(token)) {
    scanner.at = before;
    return false;
  }
  scanner.space(true);
  return true;
}

function readOperand(scanner: Scanner, options: ReaderOptions, depth: number): BicepExpression {
  const start = scanner.at;
  const first = scanner.peek();
  if (first === "'") return readPostfix(readString(scanner, options, depth), start, scanner, options, depth);
  if (first === '{') return readPostfix(readObject(scanner, options, depth), start, scanner, options, depth);
  if (first === '[') return readPostfix(readList(scanner, options, depth), start, scanner, options, depth);
  if (first === '(') {
    scanner.at++;
    scanner.space(true);
    const inner = readExpression(scanner, options, depth + 1);
    close(scanner, ')');
    // `(a, b) => …`
    if (takeOnNextLine(scanner, '=>')) {
      readExpression(scanner, options, depth + 1);
      return unknown(scanner, start);
    }
    return readPostfix(inner, start, scanner, options, depth);
  }
  if (first === '!' || first === '-') {
    const number = first === '-' ? scanner.number() : undefined;
    if (number !== undefined) return { kind: 'number', value: number, offset: start };
    scanner.at++;
    if (depth < MAX_DEPTH) readOperand(scanner, options, depth + 1);
    else scanner.skipTo(',\n');
    return unknown(scanner, start);
  }
  const number = scanner.number();
  if (number !== undefined) return { kind: 'number', value: number, offset: start };
  const word = scanner.word();
  if (word === undefined) {
    scanner.skipTo(',\n');
    return unknown(scanner, start);
  }
  if (word === 'true' || word === 'false') return { kind: 'boolean', value: word === 'true', offset: start };
  if (word === 'null') return { kind: 'null', offset: start };
  const value: BicepExpression = scanner.startsWith('(')
    ? { kind: 'call', name: word, arguments: readArguments(scanner, options, depth), offset: start }
    : { kind: 'reference', name: word, offset: start };
  scanner.space();
  // `item => item.name`
  if (value.kind === 'reference' && scanner.take('=>')) {
    scanner.space(true);
    readExpression(scanner, options, depth + 1);
    return unknown(scanner, start);
  }
  return readPostfix(value, start, scanner, options, depth);
}

/** Skips to the closing bracket and takes it. */
function close(scanner: Scanner, bracket: string): void {
  scanner.space(true);
  for (let budget = 1000; budget > 0 && !scanner.done && !scanner.take(bracket); budget--) {
    scanner.skipTo(bracket);
    if (scanner.peek() !== bracket) return;
  }
}

function readArguments(scanner: Scanner, options: ReaderOptions, depth: number): BicepExpression[] {
  scanner.at++;
  const found: BicepExpression[] = [];
  for (scanner.space(true); !scanner.done && scanner.peek() !== ')'; scanner.space(true)) {
    const before = scanner.at;
    found.push(readExpression(scanner, options, depth + 1));
    scanner.space(true);
    scanner.take(',');
    if (scanner.at === before) break;
  }
  close(scanner, ')');
  return found;
}

/** `.name`, `.?name`, `[index]`, `!`, `::child` behind a value. */
function readPostfix(
  operand: BicepExpression,
  start: number,
  scanner: Scanner,
  options: ReaderOptions,
  depth: number,
): BicepExpression {
  let value = operand;
  for (let hops = 0; hops < MAX_REFERENCE; hops++) {
    const before = scanner.at;
    if (scanner.startsWith('!') && !scanner.startsWith('!=') && !scanner.startsWith('!~')) {
      scanner.at++;
    } else if (scanner.take('::') || scanner.take('.?') || scanner.take('.')) {
      const name = scanner.word();
      if (name === undefined) return unknown(scanner, start);
      // `az.resourceGroup()`, `sys.concat()`
      const isCall = scanner.startsWith('(');
      if (isCall) {
        const args = readArguments(scanner, options, depth + 1);
        value =
          value.kind === 'reference' && /^(?:az|sys)$/.test(value.name)
            ? { kind: 'call', name, arguments: args, offset: start }
            : unknown(scanner, start);
      } else value = member(value, `.${name}`, scanner, start);
    } else if (scanner.startsWith('[') && operand.kind !== 'object' && operand.kind !== 'list') {
      scanner.at++;
      scanner.space(true);
      scanner.take('?');
      const index = readExpression(scanner, options, depth + 1);
      close(scanner, ']');
      const key = index.kind === 'string' ? `.${index.value}` : index.kind === 'number' ? `[${index.value}]` : '[*]';
      value = member(value, key, scanner, start);
    } else return value;
    if (scanner.at === before) return value;
  }
  return value;
}

function member(value: BicepExpression, key: string, scanner: Scanner, start: number): BicepExpression {
  if (value.kind === 'reference' && value.name.length + key.length < MAX_REFERENCE)
    return { ...value, name: value.name + key };
  // `reference(…).outputs.name.value`: what is asked for stays with the call.
  if (value.kind === 'call')
    return {
      kind: 'call',
      name: 'member',
      arguments: [value, { kind: 'string', value: key, offset: start }],
      offset: start,
    };
  return unknown(scanner, start);
}

function readList(scanner: Scanner, options: ReaderOptions, depth: number): BicepExpression {
  const start = scanner.at++;
  scanner.space(true);
  const before = scanner.at;
  if (scanner.word() === 'for' && /\s/.test(scanner.peek())) return readLoop(scanner, options, depth, start);
  scanner.at = before;
  const items: BicepExpression[] = [];
  readMembers(scanner, ']', () => items.push(readExpression(scanner, options, depth + 1)));
  return { kind: 'list', items, offset: start };
}

/** `[for item in list: body]`, `[for (item, i) in list: if (…) { … }]` */
function readLoop(scanner: Scanner, options: ReaderOptions, depth: number, start: number): BicepExpression {
  scanner.space(true);
  if (scanner.startsWith('(')) {
    scanner.at++;
    scanner.skipTo(')');
    scanner.take(')');
  } else scanner.word();
  scanner.space(true);
  const before = scanner.at;
  if (scanner.word() !== 'in') scanner.at = before;
  const collection = readExpression(scanner, options, depth + 1);
  scanner.space(true);
  scanner.take(':');
  scanner.space(true);
  const body = readBody(scanner, options, depth + 1);
  close(scanner, ']');
  return { kind: 'call', name: 'for', arguments: [collection, body], offset: start };
}

/** A value, or `if (condition) value`, which is the call `if`. */
export function readBody(scanner: Scanner, options: ReaderOptions, depth = 0): BicepExpression {
  scanner.space();
  const start = scanner.at;
  if (scanner.word() !== 'if') {
    scanner.at = start;
    return readExpression(scanner, options, depth);
  }
  scanner.space();
  if (!scanner.take('(')) {
    scanner.at = start;
    return readExpression(scanner, options, depth);
  }
  scanner.space(true);
  const condition = readExpression(scanner, options, depth + 1);
  close(scanner, ')');
  scanner.space(true);
  return {
    kind: 'call',
    name: 'if',
    arguments: [condition, readExpression(scanner, options, depth + 1)],
    offset: start,
  };
}

function readObject(scanner: Scanner, options: ReaderOptions, depth: number): BicepExpression {
  const start = scanner.at++;
  const entries: { key: string; value: BicepExpression }[] = [];
  if (depth > MAX_DEPTH) {
    options.tooDeep?.(start);
    close(scanner, '}');
    return { kind: 'object', entries, offset: start };
  }
  readMembers(scanner, '}', () => {
    if (options.declaration?.(depth + 1) || scanner.take('...')) return;
    const key = scanner.startsWith("'") ? readString(scanner, options, depth + 1) : undefined;
    const name = key?.kind === 'string' ? key.value : key ? '' : scanner.word();
    scanner.space();
    if (name === undefined || !scanner.take(':')) {
      scanner.skipTo(',\n');
      return;
    }
    scanner.space(true);
    entries.push({ key: name, value: readExpression(scanner, options, depth + 1) });
  });
  return { kind: 'object', entries, offset: start };
}

/** Members of an object or a list, parted by commas or line ends. */
function readMembers(scanner: Scanner, bracket: string, read: () => void): void {
  for (;;) {
    scanner.space(true);
    if (scanner.done || scanner.take(bracket)) return;
    const before = scanner.at;
    read();
    scanner.space();
    // What is left of the line was not understood.
    if (!scanner.take(',') && !/[\n\]})]/.test(scanner.peek())) scanner.skipTo(',\n');
    if (scanner.at === before) scanner.at++;
  }
}

/** Reads a whole text as one expression of an ARM template: what stands between `[` and `]`. */
export function parseArmExpression(text: string, offset: number): BicepExpression {
  return shifted(readExpression(new Scanner(text), { arm: true }), offset);
}

/** Places in the text of a JSON string are not kept: all stand where the string stands. */
function shifted(expression: BicepExpression, offset: number): BicepExpression {
  const at = { ...expression, offset };
  if (at.kind === 'call') return { ...at, arguments: at.arguments.map((each) => shifted(each, offset)) };
  if (at.kind === 'conditional')
    return {
      ...at,
      condition: shifted(at.condition, offset),
      then: shifted(at.then, offset),
      else: shifted(at.else, offset),
    };
  return at;
}
