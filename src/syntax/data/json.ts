/** JSON as a positioned tree; comments, trailing commas and several documents in one file are tolerated. */
import { createLocator } from '../locations.js';
import type { DataDocument, DataEntry, DataMap, DataNode, DataScalar, DataSequence, Problem } from '../types.js';
import { MAX_DEPTH } from './builder.js';
import { decodable, hasTemplate, isMasked, maskTemplate, restore } from './helm.js';

const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?$/;
/** No JSON, but what Python's `json` writes. */
const SPECIAL = new Set(['NaN', 'Infinity', '-Infinity']);
const WORD = /[^\s,:[\]{}"'/]+/y;
const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|([\s\S]))/g;
const ESCAPED: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', '\n': '' };

/**
 * Parses JSON. What stands in front of the first error is kept. A text that is no JSON as it stands and holds template
 * expressions is read as a template, as in YAML.
 */
export function parseJson(text: string): DataDocument {
  let reader = new Reader(text, text);
  reader.readAll();
  let templated = false;
  if (reader.problems.length > 0 && hasTemplate(text)) {
    const masked = new Reader(maskTemplate(text), text);
    masked.readAll();
    templated = masked.problems.length === 0;
    if (templated) reader = masked;
  }
  const { roots, problems } = reader;
  return { language: 'json', text, problems, locate: createLocator(text), roots, templated };
}

class Reader {
  readonly roots: DataNode[] = [];
  readonly problems: Problem[] = [];
  private position = 0;
  private stopped = false;

  /**
   * @param text what is parsed
   * @param original the same with its template expressions
   */
  constructor(
    private readonly text: string,
    private readonly original: string,
  ) {}

  readAll(): void {
    for (let next = this.peek(); next !== '' && !this.stopped; next = this.peek()) {
      if (this.roots.length > 0 && next !== '{' && next !== '[') this.stop('unexpected text behind the value');
      else this.roots.push(this.value(1));
    }
  }

  private value(depth: number): DataNode {
    const offset = this.position;
    const next = this.text[offset] ?? '';
    if (depth > MAX_DEPTH && (next === '{' || next === '[')) {
      this.report('too-deep', `nesting exceeded ${MAX_DEPTH} levels`);
      this.stopped = true;
    } else if (next === '{') {
      return this.map(depth);
    } else if (next === '[') {
      return this.sequence(depth);
    } else if (next === '"' || next === "'") {
      const value = this.quoted(next);
      return { kind: 'scalar', offset, value, resolved: value };
    } else {
      return this.word();
    }
    return { kind: 'scalar', offset, value: '', resolved: null };
  }

  private map(depth: number): DataMap {
    const entries: DataEntry[] = [];
    const map: DataMap = { kind: 'map', offset: this.position++, entries };
    for (let next = this.peek(); !this.stopped; next = this.peek()) {
      if (next === '}') {
        this.position++;
        return map;
      }
      const offset = this.position;
      const key = next === '"' || next === "'" ? this.quoted(next) : this.word().value;
      if (this.stopped) break;
      if (this.peek() !== ':') {
        this.stop('a colon is expected');
        break;
      }
      this.position++;
      this.peek();
      entries.push({ key, offset, value: this.value(depth + 1) });
      this.separator('}');
    }
    return map;
  }

  private sequence(depth: number): DataSequence {
    const items: DataNode[] = [];
    const sequence: DataSequence = { kind: 'sequence', offset: this.position++, items };
    for (let next = this.peek(); !this.stopped; next = this.peek()) {
      if (next === ']') {
        this.position++;
        return sequence;
      }
      items.push(this.value(depth + 1));
      this.separator(']');
    }
    return sequence;
  }

  private separator(close: string): void {
    const next = this.peek();
    if (next === ',') this.position++;
    else if (next !== close) this.stop(`a comma or ${close} is expected`);
  }

  /** The next character that is not white space or comment; '' at the end. */
  private peek(): string {
    for (;;) {
      const character = this.text[this.position];
      if (character === undefined) return '';
      if (character === '/' && this.text[this.position + 1] === '/') this.skipTo('\n');
      else if (character === '/' && this.text[this.position + 1] === '*') this.skipTo('*/');
      else if (character <= ' ' || character === '\uFEFF') this.position++;
      else return character;
    }
  }

  private skipTo(end: string): void {
    const found = this.text.indexOf(end, this.position + 2);
    this.position = found === -1 ? this.text.length : found + end.length;
  }

  private quoted(quote: string): string {
    const start = ++this.position;
    let escaped = false;
    for (; this.position < this.text.length; this.position++) {
      const character = this.text[this.position];
      if (character === quote) {
        const value = this.read(start, this.position++);
        if (quote === "'") this.report('syntax-error', 'text in single quotes');
        return escaped ? value.replace(ESCAPE, unescape) : value;
      }
      if (character === '\n') break;
      if (character === '\\') {
        escaped = true;
        this.position++;
      }
    }
    this.stop('a closing quote is expected');
    return this.read(start, this.position);
  }

  /** A number, `true`, `false`, `null`, or a word that should have had quotes. */
  private word(): DataScalar {
    const offset = this.position;
    WORD.lastIndex = offset;
    const length = WORD.exec(this.text)?.[0].length ?? 0;
    if (length === 0) this.stop('a value is expected');
    this.position += length;
    const value = this.read(offset, this.position);
    if (value === 'null' || value === '') return { kind: 'scalar', offset, value: '', resolved: null };
    if (value === 'true' || value === 'false') return { kind: 'scalar', offset, value, resolved: value === 'true' };
    if (value.length < 100 && NUMBER.test(value)) return { kind: 'scalar', offset, value, resolved: Number(value) };
    if (SPECIAL.has(value)) return { kind: 'scalar', offset, value, resolved: Number(value) };
    if (!isMasked(this.text.slice(offset, this.position))) this.report('syntax-error', 'a word without quotes');
    return { kind: 'scalar', offset, value, resolved: value };
  }

  private read(start: number, end: number): string {
    const parsed = this.text.slice(start, end);
    if (this.text === this.original) return parsed;
    const original = this.original.slice(start, end);
    if (parsed === original) return parsed;
    return restore(decodable(parsed, original), parsed, original);
  }

  private stop(detail: string): void {
    this.report('syntax-error', detail);
    this.stopped = true;
  }

  private report(reason: Problem['reason'], detail: string): void {
    const offset = Math.min(this.position, this.text.length);
    if (this.problems.length === 0) this.problems.push({ reason, detail, offset });
  }
}

function unescape(_: string, code: string | undefined, character: string): string {
  return code === undefined ? (ESCAPED[character] ?? character) : String.fromCharCode(parseInt(code, 16));
}
