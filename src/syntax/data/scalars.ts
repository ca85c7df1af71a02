/** Plain scalars under the core schema of YAML 1.2 (section 10.3.2): `on` and `yes` are strings, `012` is twelve. */
import type { DataScalar } from '../types.js';

const NULL = new Set(['', '~', 'null', 'Null', 'NULL']);
const BOOLEAN = new Map([
  ...['true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, false] as const),
]);
const INTEGER = /^[-+]?[0-9]+$/;
const OCTAL = /^0o[0-7]+$/;
const HEXADECIMAL = /^0x[0-9a-fA-F]+$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const SPECIAL = new Map([
  ...['.inf', '.Inf', '.INF'].flatMap((word) => [
    [word, Infinity] as const,
    [`+${word}`, Infinity] as const,
    [`-${word}`, -Infinity] as const,
  ]),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, NaN] as const),
]);
/** First characters of everything above; a scalar that begins otherwise is a string. */
const FIRST = /^[-+.0-9~nNtTfF]/;
/** Longer digits are no number that anything here could use. */
const MAX_LENGTH = 64;

/** The value of a scalar that was written without quotes. */
export function resolvePlain(text: string): string | number | boolean | null {
  if (text === '') return null;
  if (text.length > MAX_LENGTH || !FIRST.test(text)) return text;
  if (NULL.has(text)) return null;
  const boolean = BOOLEAN.get(text);
  if (boolean !== undefined) return boolean;
  if (INTEGER.test(text) || FLOAT.test(text) || OCTAL.test(text) || HEXADECIMAL.test(text)) return Number(text);
  return SPECIAL.get(text) ?? text;
}

/**
 * A scalar node.
 *
 * @param value text, quotes removed
 * @param plain written without quotes, hence resolved by the core schema
 * @param tag as written: a tag of the core schema decides the value, any other is kept
 */
export function scalarNode(value: string, offset: number, plain: boolean, tag?: string): DataScalar {
  const tagged = tag === undefined ? undefined : resolveTagged(tag, value);
  const resolved = tagged !== undefined ? tagged : plain ? resolvePlain(value) : value;
  const node: DataScalar = { kind: 'scalar', offset, value: resolved === null ? '' : value, resolved };
  if (tag !== undefined && tagged === undefined) node.tag = tag;
  return node;
}

function resolveTagged(tag: string, text: string): string | number | boolean | null | undefined {
  if (tag === '!' || tag === '!!str') return text;
  if (tag === '!!null') return null;
  if (tag === '!!int' || tag === '!!float' || tag === '!!bool') return resolvePlain(text);
  return undefined;
}
