/** Strings of Bicep, with interpolated expressions, and of ARM expressions. */
import type { BicepExpression } from '../types.js';
import { readExpression, type ReaderOptions } from './expressions.js';
import type { Scanner } from './scanner.js';

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

type Part = string | { reference: string };

/** The string that begins at the scanner's place. */
export function readString(scanner: Scanner, options: ReaderOptions, depth: number): BicepExpression {
  const offset = scanner.at;
  if (options.arm) return { kind: 'string', value: armText(scanner), offset };
  if (scanner.take("'''")) {
    scanner.skipLines();
    const value = scanner.text.slice(offset + 3, Math.max(offset + 3, scanner.at - 3)).replace(/^\r?\n/, '');
    return { kind: 'string', value, offset };
  }
  scanner.at++;
  const parts: Part[] = [];
  let literal = '';
  for (let run = scanner.at; ;) {
    const character = scanner.peek();
    if (character === '' || character === '\n' || character === "'") {
      literal += scanner.text.slice(run, scanner.at);
      if (character === "'") scanner.at++;
      break;
    }
    if (character === '\\') {
      literal += scanner.text.slice(run, scanner.at);
      const escaped = scanner.text[scanner.at + 1] ?? '';
      literal += ESCAPES[escaped] ?? escaped;
      scanner.at += 2;
      run = scanner.at;
    } else if (character === '$' && scanner.text[scanner.at + 1] === '{') {
      literal += scanner.text.slice(run, scanner.at);
      scanner.at += 2;
      const start = scanner.at;
      const value = readExpression(scanner, options, depth + 1);
      scanner.skipTo('}');
      const written = scanner.text.slice(start, scanner.at).trim();
      scanner.take('}');
      if (value.kind === 'string' || value.kind === 'number') literal += String(value.value);
      else {
        if (literal !== '') parts.push(literal);
        literal = '';
        parts.push({ reference: value.kind === 'reference' ? value.name : written });
      }
      run = scanner.at;
    } else scanner.at++;
  }
  if (parts.length === 0) return { kind: 'string', value: literal, offset };
  if (literal !== '') parts.push(literal);
  const [only] = parts;
  return parts.length === 1 && typeof only === 'object' && /^[\w.[\]*]+$/.test(only.reference)
    ? { kind: 'reference', name: only.reference, offset }
    : { kind: 'template', parts, offset };
}

/** `'it''s'` */
function armText(scanner: Scanner): string {
  let value = '';
  scanner.at++;
  for (;;) {
    const close = scanner.text.indexOf("'", scanner.at);
    if (close < 0) {
      value += scanner.text.slice(scanner.at, scanner.end);
      scanner.at = scanner.end;
      return value;
    }
    value += scanner.text.slice(scanner.at, close);
    scanner.at = close + 1;
    if (!scanner.take("'")) return value;
    value += "'";
  }
}
