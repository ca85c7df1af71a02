/**
 * Tokens of Groovy. One pass over the text; brackets are matched here, so that whatever the reader skips costs nothing.
 * Language: https://groovy-lang.org/syntax.html
 */
import { readText } from './strings.js';

export interface Token {
  type: 'name' | 'text' | 'number' | 'symbol' | 'newline' | 'end';
  /** Name, symbol, number as written, or the value of a string. */
  text: string;
  offset: number;
  end: number;
  /** Of an opening bracket: index of the token that closes it, or of the last token when nothing does. */
  close?: number;
  /** Of a string: where its text begins. */
  body?: number;
}

const NAME = /[A-Za-z_$][\w$]*/y;
const NUMBER = /\d[\w.]*/y;
const SYMBOL = /->|\?\.|\*\.|\.&|=~|==~|<=>|===?|!==?|<=|>=|&&|\|\||\+\+|--|\+=|-=|\?:|<<|\.\.|[^\s\w]/y;
const CLOSING: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** Divides a text into tokens; comments are left out. Never throws. The last token is of type `end`. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const open: number[] = [];
  let at = text.startsWith('#!') ? lineEnd(text, 0) : 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  while (at < text.length) {
    const character = text[at] ?? '';
    if (character === '\n') {
      tokens.push({ type: 'newline', text: '\n', offset: at, end: at + 1 });
      at++;
    } else if (character === '\\' && /^\\\r?\n/.test(text.slice(at, at + 3))) {
      at = lineEnd(text, at) + 1;
    } else if (/\s/.test(character)) at++;
    else if (text.startsWith('//', at)) at = lineEnd(text, at);
    else if (text.startsWith('/*', at)) {
      const end = text.indexOf('*/', at + 2);
      at = end === -1 ? text.length : end + 2;
    } else {
      const string = readText(text, at, mayBeSlashy(tokens.at(-1)));
      if (string) {
        tokens.push({ type: 'text', text: string.value, offset: at, end: string.end, body: string.body });
        at = string.end;
        continue;
      }
      const name = match(NAME);
      const number = name === undefined ? match(NUMBER) : undefined;
      const written = name ?? number ?? match(SYMBOL) ?? character;
      const type = name !== undefined ? 'name' : number !== undefined ? 'number' : 'symbol';
      tokens.push({ type, text: written, offset: at, end: at + written.length });
      if (type === 'symbol') pair(tokens, open);
      at += written.length;
    }
  }
  tokens.push({ type: 'end', text: '', offset: text.length, end: text.length });
  for (const index of open) setClose(tokens, index, tokens.length - 1);
  return tokens;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

/** A slash begins a string where a value may begin; behind a value it divides. */
function mayBeSlashy(before: Token | undefined): boolean {
  return (
    before === undefined || before.type === 'newline' || (before.type === 'symbol' && !/^[)\]}]$/.test(before.text))
  );
}

/** Matches the last token with the bracket that it closes; brackets that nothing closed end with the one around them. */
function pair(tokens: Token[], open: number[]): void {
  const index = tokens.length - 1;
  const text = tokens[index]?.text ?? '';
  if (text === '(' || text === '[' || text === '{') open.push(index);
  const wanted = Object.hasOwn(CLOSING, text) ? CLOSING[text] : undefined;
  if (wanted === undefined) return;
  // A brace closes what is open inside it; another bracket without its partner is a slip of the pen.
  if (wanted !== '{' && tokens[open.at(-1) ?? -1]?.text !== wanted) return;
  for (let last = open.pop(); last !== undefined; last = open.pop()) {
    setClose(tokens, last, index);
    if (tokens[last]?.text === wanted) return;
  }
}

function setClose(tokens: Token[], index: number, close: number): void {
  const token = tokens[index];
  if (token) token.close = close;
}
