/**
 * From an offset to line, column and excerpt. Documents keep offsets only; a location is made for what a report keeps.
 */
import type { Location } from '../facts/types.js';

const EXCERPT_LENGTH = 160;
/** Characters kept in front of the place when a line is too long to be shown from its beginning. */
const LEAD = 40;
/** Indentation beyond this is not skipped: bounds the work on a line of spaces. */
const MAX_INDENT = 4096;

/**
 * Control characters, line separators and bidirectional controls: they could forge what a terminal or a review page
 * shows ("Trojan Source", CVE-2021-42574).
 */
const UNSAFE = /[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/**
 * Gives the locator of a text. The table of lines is built at the first call; a call then costs a binary search and the
 * excerpt, however long the text or its lines are.
 *
 * @param text original text of a file
 * @returns a function from a UTF-16 offset (clamped to the text) to its location. Lines end at `\n`; `line` and
 *   `column` count from 1. The excerpt is the line without surrounding white space, at most 160 characters; when the place
 *   would fall outside, the part around it, with `…` in front.
 */
export function createLocator(text: string): (offset: number) => Location {
  let starts: number[] | undefined;
  const excerpts = new Map<number, string>();
  return (offset) => {
    starts ??= lineStarts(text);
    const place = clamp(offset, text.length);
    const line = lineAt(starts, place);
    const start = starts[line] ?? 0;
    const end = line + 1 < starts.length ? (starts[line + 1] ?? text.length) - 1 : text.length;
    // Several facts of one line share its text; only of long lines does each place have its own part.
    const isShort = end - start < EXCERPT_LENGTH;
    const known = isShort ? excerpts.get(line) : undefined;
    const part = known ?? excerpt(text, start, end, place);
    if (isShort && known === undefined) excerpts.set(line, part);
    return { line: line + 1, column: place - start + 1, excerpt: part };
  };
}

function clamp(offset: number, length: number): number {
  return offset > 0 ? Math.min(Math.floor(offset), length) : 0; // NaN gives 0
}

/** Offsets at which lines begin. */
export function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** Index of the line (from 0) that holds `offset`, given the offsets at which lines begin. */
export function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function excerpt(text: string, start: number, end: number, place: number): string {
  let from = start;
  for (const limit = Math.min(end, start + MAX_INDENT); from < limit && isSpace(text.charCodeAt(from));) from++;
  const shifted = place - from >= EXCERPT_LENGTH;
  if (shifted) from = place - LEAD;
  const budget = shifted ? EXCERPT_LENGTH - 1 : EXCERPT_LENGTH;
  const part = text.slice(from, Math.min(end, from + budget)).trim();
  // A copy, because a slice would keep the whole file in memory; on the way halves of surrogate pairs are replaced.
  const copy = Buffer.from(part, 'utf8').toString('utf8');
  return (shifted ? '…' : '') + copy.replace(UNSAFE, (unsafe) => (unsafe === '\t' ? ' ' : '\uFFFD'));
}

function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === 13;
}
