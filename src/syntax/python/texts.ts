/** Text values: string literals, their concatenation and formatting, paths. Pure functions, linear in their input. */
import type { PythonCall, PythonExpression } from '../types.js';

/** Texts that propagation would make longer are given up: repeated doubling could exhaust memory. */
export const MAX_TEXT = 20_000;
const MAX_PLACEHOLDER = 80;
const MOST_NESTED = 5;

/** Text that is known, or known but for parts that stand as `{name}`. */
export interface Text {
  value: string;
  constant: boolean;
}

const SIMPLE_ESCAPES: Record<string, string> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\n': '',
};
const ESCAPE = /\\(?:\r\n|x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{1,3})|N\{[^}]{1,80}\}|([^]))/g;

/** Splits a string literal into prefix, quotes and body; tolerates a missing end. */
export function literalBody(literal: string): { prefix: string; start: number; end: number } {
  let start = 0;
  while (start < 3 && literal[start] !== '"' && literal[start] !== "'") start++;
  const prefix = literal.slice(0, start).toLowerCase();
  const quote = literal[start] ?? '"';
  const long = literal.startsWith(quote.repeat(3), start) && literal.length >= start + 3;
  const mark = long ? quote.repeat(3) : quote;
  start += mark.length;
  const closed = literal.length >= start + mark.length && literal.endsWith(mark);
  return { prefix, start, end: closed ? literal.length - mark.length : literal.length };
}

/** Value of a string or bytes literal without replacement fields. */
export function decodeLiteral(literal: string): string {
  const { prefix, start, end } = literalBody(literal);
  return unescapeText(literal.slice(start, end), prefix.includes('r'));
}

/** Replaces escape sequences unless the literal is raw. */
export function unescapeText(text: string, raw: boolean): string {
  if (raw || !text.includes('\\')) return text;
  return text.replace(
    ESCAPE,
    (whole: string, x?: string, u?: string, long?: string, octal?: string, other?: string) => {
      const hex = x ?? u ?? long;
      if (hex !== undefined || octal !== undefined) {
        const code = hex !== undefined ? parseInt(hex, 16) : parseInt(octal ?? '0', 8);
        return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
      }
      if (other === undefined) return whole === '\\\r\n' ? '' : whole;
      return SIMPLE_ESCAPES[other] ?? ('\\\'"'.includes(other) ? other : whole);
    },
  );
}

/** An expression as a part of a text. */
export function textOf(expression: PythonExpression): Text {
  switch (expression.kind) {
    case 'string':
      return { value: expression.value, constant: true };
    case 'template':
      return { value: expression.value, constant: false };
    case 'number':
      return { value: String(expression.value), constant: true };
    case 'boolean':
      return { value: expression.value ? 'True' : 'False', constant: true };
    case 'none':
      return { value: 'None', constant: true };
    case 'name':
      return { value: `{${expression.name}}`, constant: false };
    case 'call':
      return { value: `{${expression.call.callee}(${ownFile(expression.call)})}`, constant: false };
    case 'unknown':
      return {
        value: `{${expression.text
          .slice(0, MAX_PLACEHOLDER)
          .replace(/[{}\s]+/g, ' ')
          .trim()}}`,
        constant: false,
      };
    default:
      return { value: '{…}', constant: false };
  }
}

/** What is made of the place of the file itself: `dirname(abspath(__file__))` says where a path counts from; other arguments do not. */
function ownFile({ arguments: given }: PythonCall, depth = 0): string {
  const [first] = given;
  if (!first || given.length > 1 || depth > MOST_NESTED) return '';
  if (first.value.kind === 'name') return first.value.name === '__file__' ? '__file__' : '';
  const inner = first.value.kind === 'call' ? ownFile(first.value.call, depth + 1) : '';
  return inner !== '' && first.value.kind === 'call' ? `${first.value.call.callee}(${inner})` : '';
}

/** Joins parts; undefined when the result would be too long. */
export function concatenate(parts: readonly Text[], separator = ''): Text | undefined {
  let length = 0;
  for (const part of parts) length += part.value.length + separator.length;
  if (length > MAX_TEXT) return undefined;
  return { value: parts.map((part) => part.value).join(separator), constant: parts.every((part) => part.constant) };
}

/** `os.path.join` and the `/` of paths: an absolute part starts anew. */
export function joinPath(parts: readonly Text[]): Text | undefined {
  let from = 0;
  parts.forEach((part, index) => {
    if (part.value.startsWith('/')) from = index;
  });
  const kept = parts.slice(from).filter((part) => part.value !== '');
  return concatenate(
    kept.map((part, index) =>
      index < kept.length - 1 && part.value.endsWith('/') ? { ...part, value: part.value.slice(0, -1) } : part,
    ),
    '/',
  );
}

/** `template % values`: printf style formatting; `values` is a tuple's items, one value, or a dictionary. */
export function formatPercent(template: Text, values: PythonExpression): Text | undefined {
  const items = values.kind === 'list' ? values.items : [values];
  let next = 0;
  return fill(
    template,
    /%(?:\(([^()]{1,80})\))?[-+ #0]{0,5}(?:\d{1,9}|\*)?(?:\.(?:\d{1,9}|\*))?([a-zA-Z%])/g,
    (name, conversion) => {
      if (conversion === '%') return { value: '%', constant: true };
      if (name === undefined) return items[next++];
      if (values.kind !== 'dict') return undefined;
      return values.entries.find(({ key }) => key.kind === 'string' && key.value === name)?.value;
    },
  );
}

/** `template.format(…)`: fields by position, number or keyword. */
export function formatBraces(
  template: Text,
  values: readonly { keyword?: string; value: PythonExpression }[],
): Text | undefined {
  const items = values.filter((one) => one.keyword === undefined);
  let next = 0;
  return fill(template, /\{\{|\}\}|\{([\w.]{0,80})(![rsa])?(?::[^{}]{0,40})?\}/g, (name, _conversion, whole) => {
    if (whole === '{{' || whole === '}}') return { value: whole.charAt(0), constant: true };
    if (name === '') return items[next++]?.value;
    if (name !== undefined && /^\d+$/.test(name)) return items[Number(name)]?.value;
    return values.find((one) => one.keyword === name)?.value;
  });
}

function fill(
  template: Text,
  field: RegExp,
  value: (
    name: string | undefined,
    conversion: string | undefined,
    whole: string,
  ) => PythonExpression | Text | undefined,
): Text | undefined {
  const parts: Text[] = [];
  let at = 0;
  for (const match of template.value.matchAll(field)) {
    parts.push({ value: template.value.slice(at, match.index), constant: true });
    at = match.index + match[0].length;
    const found = value(match[1], match[2], match[0]);
    if (!found) parts.push({ value: match[1] ? `{${match[1]}}` : match[0], constant: false });
    else parts.push('kind' in found ? textOf(found) : found);
  }
  parts.push({ value: template.value.slice(at), constant: true });
  const joined = concatenate(parts);
  return joined && { value: joined.value, constant: joined.constant && template.constant };
}
