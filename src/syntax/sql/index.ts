/**
 * SQL scripts of any dialect: which statements there are and where. Comments, strings and dollar-quoted bodies are told from
 * code by one pass over the text; the grammar of a statement is for who knows the dialect.
 *
 * Lexical rules: https://cloud.google.com/bigquery/docs/reference/standard-sql/lexical and
 * https://docs.snowflake.com/en/sql-reference/data-types-text (dollar-quoted strings).
 */
import { createLocator } from '../locations.js';
import type { SqlBody, SqlDocument, SqlStatement } from '../types.js';

/** A script of more statements is a dump of data. */
const MOST_STATEMENTS = 5000;

/** Splits a script at its semicolons. Never fails: what is not closed ends with the text. */
export function parseSql(text: string): SqlDocument {
  const { code, bodies, ends } = mask(text);
  const statements: SqlStatement[] = [];
  let start = 0;
  let next = 0;
  for (const end of [...ends, text.length]) {
    const part = code.slice(start, end);
    const offset = start + (part.length - part.trimStart().length);
    const first = next;
    while ((bodies[next]?.offset ?? Infinity) < end) next++;
    if (offset < end && statements.length < MOST_STATEMENTS)
      statements.push({
        code: part.trim(),
        text: text.slice(offset, end).trimEnd(),
        offset,
        bodies: bodies.slice(first, next),
      });
    start = end + 1;
  }
  return { language: 'sql', text, problems: [], locate: createLocator(text), statements };
}

/** What may begin something that is no code, or end a statement. */
const SPECIAL = /--|#|\/\*|'''|"""|'|"|`|\$[A-Za-z_]\w{0,30}\$|\$\$|;/g;

interface Masked {
  /** The text with comments and the contents of strings made blank; of the same length. */
  code: string;
  bodies: SqlBody[];
  /** Offsets of the semicolons. */
  ends: number[];
}

function mask(text: string): Masked {
  const parts: string[] = [];
  const bodies: SqlBody[] = [];
  const ends: number[] = [];
  let done = 0;
  const blank = (from: number, to: number): void => {
    parts.push(text.slice(done, from), text.slice(from, to).replace(/[^\n]/g, ' '));
    done = to;
  };
  SPECIAL.lastIndex = 0;
  for (let found = SPECIAL.exec(text); found; found = SPECIAL.exec(text)) {
    const [token] = found;
    const at = found.index;
    const inner = at + token.length;
    let end = inner;
    if (token === ';') ends.push(at);
    else if (token === '--' || token === '#') {
      // `#` begins a comment only where a line begins: elsewhere it is an operator.
      if (token === '#' && !/(?:^|\n)[ \t]{0,200}$/.test(text.slice(Math.max(0, at - 200), at))) continue;
      end = indexOr(text, '\n', inner);
      blank(at, end);
    } else if (token === '/*') {
      end = after(text, '*/', inner);
      blank(at, end);
    } else {
      end = token.length === 1 ? closing(text, token, inner) : after(text, token, inner);
      const close = Math.max(inner, end - token.length);
      if (token.length > 1) bodies.push({ text: text.slice(inner, close), offset: inner });
      if (token !== '`') blank(inner, close);
    }
    SPECIAL.lastIndex = end;
  }
  parts.push(text.slice(done));
  return { code: parts.join(''), bodies, ends };
}

function indexOr(text: string, what: string, from: number): number {
  const at = text.indexOf(what, from);
  return at === -1 ? text.length : at;
}

function after(text: string, what: string, from: number): number {
  const at = text.indexOf(what, from);
  return at === -1 ? text.length : at + what.length;
}

/** End of a quoted text; a quote is escaped by a backslash or by another quote. */
function closing(text: string, quote: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === quote) {
      if (text[at + 1] !== quote) return at + 1;
      at++;
    }
  }
  return text.length;
}
