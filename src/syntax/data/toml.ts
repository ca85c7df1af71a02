/**
 * TOML 1.0 as a positioned tree (https://toml.io/en/v1.0.0). Every key and item keeps its offset, so that a dependency in
 * `pyproject.toml` is shown on its own line; a line that is not TOML is left out and reported.
 */
import { createLocator } from '../locations.js';
import type { DataDocument, DataEntry, DataMap, DataNode, DataScalar, DataSequence, Problem } from '../types.js';
import { MAX_DEPTH } from './builder.js';

const BARE_KEY = /[A-Za-z0-9_-]+/y;
const VALUE = /[^\s,#\]}]+(?: \d\d:\d\d[^\s,#\]}]*)?/y;
const NUMBER = /^[-+]?(?:0x[0-9a-f]+|0o[0-7]+|0b[01]+|\d+(?:\.\d+)?(?:e[-+]?\d+)?)$/i;
const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(\s*\n\s*)|([\s\S]))/g;
const ESCAPED: Readonly<Record<string, string>> = { b: '\b', e: '\x1b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** Parses TOML. Dates and times are text. */
export function parseToml(text: string): DataDocument {
  const reader = new Reader(text);
  reader.readAll();
  const { root, problems } = reader;
  return { language: 'toml', text, problems, locate: createLocator(text), roots: [root], templated: false };
}

interface Key {
  name: string;
  offset: number;
}

/** Ends the reading of a line. One object for all: to make an error costs more than to read a line. */
const UNREADABLE = new Error('not TOML');

class Reader {
  readonly root: DataMap = { kind: 'map', offset: 0, entries: [] };
  readonly problems: Problem[] = [];
  private position = 0;
  /** Entries by name, for maps that keys or headers go through: a search per key would be quadratic. */
  private readonly index = new Map<DataMap, Map<string, DataEntry>>();

  constructor(private readonly text: string) {}

  readAll(): void {
    let table = this.root;
    for (this.skipSpace(true); this.position < this.text.length; this.skipSpace(true)) {
      const start = this.position;
      try {
        if (this.text[start] === '[') table = this.header();
        else this.pair(table, 1);
        this.skipSpace(false);
        if (this.position < this.text.length && this.text[this.position] !== '\n')
          this.fail('a line break is expected');
      } catch (error) {
        if (error !== UNREADABLE) throw error;
        const end = this.text.indexOf('\n', Math.max(start, this.position));
        this.position = end === -1 ? this.text.length : end;
      }
    }
  }

  /** `[a.b]` or `[[a.b]]`. */
  private header(): DataMap {
    const offset = this.position++;
    const repeated = this.take('[');
    const path = this.key();
    const last = path.pop();
    if (last === undefined || !this.take(']') || (repeated && !this.take(']'))) this.fail('the header is not closed');
    let parent = this.root;
    for (const key of path) parent = this.table(parent, key);
    if (!repeated) return this.table(parent, last, offset);
    const found = this.find(parent, last.name);
    const table: DataMap = { kind: 'map', offset, entries: [] };
    if (found?.value.kind === 'sequence') found.value.items.push(table);
    else this.add(parent, last, { kind: 'sequence', offset, items: [table] });
    return table;
  }

  /** `a.b = value`. */
  private pair(table: DataMap, depth: number): void {
    const path = this.key();
    const last = path.pop();
    this.skipSpace(false);
    if (last === undefined || !this.take('=')) this.fail('`=` is expected');
    let parent = table;
    for (const key of path) parent = this.table(parent, key);
    this.skipSpace(false);
    this.add(parent, last, this.value(depth + path.length));
  }

  /** The table of a name; the last one of an array of tables. */
  private table(parent: DataMap, key: Key, offset = key.offset): DataMap {
    const found = this.find(parent, key.name)?.value;
    const table = found?.kind === 'sequence' ? found.items.at(-1) : found;
    if (table?.kind === 'map') return table;
    const created: DataMap = { kind: 'map', offset, entries: [] };
    this.add(parent, key, created);
    return created;
  }

  private find(map: DataMap, name: string): DataEntry | undefined {
    return this.index.get(map)?.get(name);
  }

  private add(map: DataMap, { name, offset }: Key, value: DataNode): void {
    const entry = { key: name, offset, value };
    map.entries.push(entry);
    let names = this.index.get(map);
    if (names === undefined) this.index.set(map, (names = new Map()));
    names.set(name, entry);
  }

  private key(): Key[] {
    const path: Key[] = [];
    do {
      this.skipSpace(false);
      const offset = this.position;
      path.push({ name: this.keyPart(), offset });
      this.skipSpace(false);
      if (path.length >= MAX_DEPTH) this.fail(`nesting exceeded ${MAX_DEPTH} levels`, 'too-deep');
    } while (this.take('.'));
    return path;
  }

  private keyPart(): string {
    const quote = this.text[this.position];
    if (quote === '"' || quote === "'") return this.quoted(quote);
    BARE_KEY.lastIndex = this.position;
    const name = BARE_KEY.exec(this.text)?.[0];
    if (name === undefined) this.fail('a key is expected');
    this.position += name.length;
    return name;
  }

  private value(depth: number): DataNode {
    if (depth > MAX_DEPTH) this.fail(`nesting exceeded ${MAX_DEPTH} levels`, 'too-deep');
    const offset = this.position;
    const next = this.text[offset];
    if (next === '[') return this.array(depth);
    if (next === '{') return this.inlineTable(depth);
    if (next === '"' || next === "'") {
      const value = this.text.startsWith(next.repeat(3), offset) ? this.quotedLines(next) : this.quoted(next);
      return { kind: 'scalar', offset, value, resolved: value };
    }
    VALUE.lastIndex = offset;
    const word = VALUE.exec(this.text)?.[0];
    if (word === undefined) this.fail('a value is expected');
    this.position += word.length;
    return this.word(word, offset);
  }

  private word(value: string, offset: number): DataScalar {
    if (value === 'true' || value === 'false') return { kind: 'scalar', offset, value, resolved: value === 'true' };
    const digits = value.length < 100 ? value.replaceAll('_', '') : '';
    if (NUMBER.test(digits)) return { kind: 'scalar', offset, value, resolved: Number(digits) };
    if (/^[-+]?(?:inf|nan)$/.test(value)) {
      const amount = value.endsWith('nan') ? NaN : value.startsWith('-') ? -Infinity : Infinity;
      return { kind: 'scalar', offset, value, resolved: amount };
    }
    if (!/^\d\d/.test(value)) this.fail('a value is expected');
    return { kind: 'scalar', offset, value, resolved: value };
  }

  private array(depth: number): DataSequence {
    const sequence: DataSequence = { kind: 'sequence', offset: this.position++, items: [] };
    for (this.skipSpace(true); !this.take(']'); this.skipSpace(true)) {
      sequence.items.push(this.value(depth + 1));
      this.skipSpace(true);
      if (!this.take(',') && this.text[this.position] !== ']') this.fail('a comma or `]` is expected');
    }
    return sequence;
  }

  private inlineTable(depth: number): DataMap {
    const map: DataMap = { kind: 'map', offset: this.position++, entries: [] };
    for (this.skipSpace(true); !this.take('}'); this.skipSpace(true)) {
      this.pair(map, depth + 1);
      this.skipSpace(true);
      if (!this.take(',') && this.text[this.position] !== '}') this.fail('a comma or `}` is expected');
    }
    return map;
  }

  private quoted(quote: string): string {
    const start = ++this.position;
    for (; this.position < this.text.length; this.position++) {
      const character = this.text[this.position];
      if (character === quote) {
        const value = this.text.slice(start, this.position++);
        return quote === '"' ? value.replace(ESCAPE, unescape) : value;
      }
      if (character === '\n') break;
      if (character === '\\' && quote === '"') this.position++;
    }
    this.fail('a closing quote is expected');
  }

  private quotedLines(quote: string): string {
    this.position += 3;
    const start = this.position;
    const close = quote.repeat(3);
    for (; this.position < this.text.length; this.position++) {
      if (this.text[this.position] === '\\' && quote === '"') this.position++;
      else if (this.text.startsWith(close, this.position)) break;
    }
    if (this.position >= this.text.length) this.fail('a closing quote is expected');
    // Two more quotes may belong to the text.
    for (let extra = 0; extra < 2 && this.text[this.position + 3] === quote; extra++) this.position++;
    const value = this.text.slice(start, this.position).replace(/^\r?\n/, '');
    this.position += 3;
    return quote === '"' ? value.replace(ESCAPE, unescape) : value;
  }

  private take(character: string): boolean {
    if (this.text[this.position] !== character) return false;
    this.position++;
    return true;
  }

  /** Skips blanks, and line breaks and comments where they may stand. */
  private skipSpace(lines: boolean): void {
    for (;;) {
      const character = this.text[this.position];
      if (character === ' ' || character === '\t' || character === '\r' || character === '\uFEFF') this.position++;
      else if (character === '\n' && lines) this.position++;
      else if (character === '#') {
        const end = this.text.indexOf('\n', this.position);
        this.position = end === -1 ? this.text.length : end;
      } else return;
    }
  }

  private fail(detail: string, reason: Problem['reason'] = 'syntax-error'): never {
    const offset = Math.min(this.position, this.text.length);
    if (this.problems.length === 0) this.problems.push({ reason, detail, offset });
    throw UNREADABLE;
  }
}

function unescape(_: string, short?: string, long?: string, lineEnd?: string, character = ''): string {
  if (lineEnd !== undefined) return '';
  const code = parseInt(short ?? long ?? '', 16);
  if (Number.isNaN(code)) return ESCAPED[character] ?? character;
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD';
}
