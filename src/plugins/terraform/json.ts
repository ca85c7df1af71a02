/** JSON that stands as text in an argument. */
import type { HclExpression } from '../../syntax/types.js';

const LONGEST = 200_000;
const MAX_DEPTH = 100;
// JSON forbids control characters, of which symbol references are made; private-use characters stand in for them.
// eslint-disable-next-line no-control-regex
const REFERENCE_MARKS = /[\u0001-\u0003]/g;
const HIDDEN_MARKS = /[\uE001-\uE003]/g;

/** A JSON string in which the control characters of symbol references stay as they are. */
export function quote(text: string): string {
  return JSON.stringify(text).replace(/\\u000([123])/g, (_, code: string) => String.fromCharCode(Number(code)));
}

/**
 * Reads JSON text as an expression. Every part stands at the place of the whole: positions inside the text are not kept.
 * @param offset place of the text
 * @returns undefined for what is no JSON
 */
export function jsonExpression(text: string | undefined, offset: number): HclExpression | undefined {
  if (text === undefined || text.length > LONGEST || !/^\s*[[{]/.test(text)) return undefined;
  try {
    const hidden = text.replace(REFERENCE_MARKS, (mark) => String.fromCharCode(0xe000 + mark.charCodeAt(0)));
    return fromJson(JSON.parse(hidden), offset, 0);
  } catch {
    return undefined;
  }
}

function fromJson(value: unknown, offset: number, depth: number): HclExpression {
  if (typeof value === 'string') {
    const text = value.replace(HIDDEN_MARKS, (mark) => String.fromCharCode(mark.charCodeAt(0) - 0xe000));
    return { kind: 'string', value: text, offset };
  }
  if (typeof value === 'number') return { kind: 'number', value, offset };
  if (typeof value === 'boolean') return { kind: 'boolean', value, offset };
  if (value === null || typeof value !== 'object' || depth > MAX_DEPTH) return { kind: 'null', offset };
  if (Array.isArray(value)) {
    return { kind: 'list', items: value.map((item) => fromJson(item, offset, depth + 1)), offset };
  }
  const entries = Object.entries(value).map(([key, entry]) => ({ key, value: fromJson(entry, offset, depth + 1) }));
  return { kind: 'object', entries, offset };
}
