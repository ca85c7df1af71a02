/**
 * Flow collections and quoted scalars put on one line. The specification wants their continuation lines indented deeper
 * than the block around them; loaders in use (PyYAML, Go's) do not, and their own emitters write such files, compiled
 * pipelines among them. On one line there is nothing left to indent.
 */

/** Behind `|` or `>`: the rest of a block scalar's header. */
const HEADER = /[|>][-+0-9]*[ \t]*(?:#[^\n]*)?\r?(?:\n|$)/y;

/**
 * A text of the same length in which line breaks and comments inside flow collections and quoted scalars are blanks.
 * This is a scanner, not a parser: the result is to be parsed, and thrown away when that fails.
 */
export function joinFlow(text: string): string {
  const blanks: { start: number; end: number }[] = [];
  let flow = 0;
  // Whether a node may begin here; whether nothing but `- ` stood on the line so far.
  let fresh = true;
  let first = true;
  let lineStart = 0;
  // Column of the block around: block scalars are indented deeper.
  let column = 0;
  for (let i = 0; i < text.length;) {
    const character = text[i] ?? '';
    if (character === '\n') {
      if (flow > 0) blanks.push({ start: i, end: i + 1 });
      else fresh = first = true;
      lineStart = ++i;
    } else if (isBlank(character)) {
      i++;
    } else if (character === '#' && isBlank(text[i - 1])) {
      const end = endOfLine(text, i);
      if (flow > 0) blanks.push({ start: i, end });
      i = end;
    } else if (fresh && (character === '-' || character === '?') && isBlank(text[i + 1])) {
      column = i++ - lineStart;
    } else if (fresh && flow === 0 && isHeader(text, i)) {
      i = lineStart = endOfBlock(text, i, column);
      first = true;
    } else {
      if (first && flow === 0) column = i - lineStart;
      first = false;
      if ((fresh || flow > 0) && (character === '[' || character === '{')) {
        flow++;
        fresh = true;
        i++;
      } else if (fresh && (character === '"' || character === "'")) {
        const end = closingQuote(text, i, character);
        // Nothing closes it: not to be looked for again from the next quote, which would be quadratic.
        if (end === -1) break;
        for (let at = text.indexOf('\n', i); at !== -1 && at < end; at = text.indexOf('\n', at + 1)) {
          blanks.push({ start: at, end: at + 1 });
        }
        i = end + 1;
        fresh = false;
      } else if (fresh && (character === '!' || character === '&')) {
        while (i < text.length && !isBlank(text[i])) i++;
      } else {
        if (flow > 0 && (character === ']' || character === '}')) flow--;
        fresh = flow > 0 ? character === ',' || character === ':' : character === ':' && isBlank(text[i + 1]);
        i++;
      }
    }
  }
  const parts: string[] = [];
  let done = 0;
  for (const { start, end } of blanks) {
    parts.push(text.slice(done, start), ' '.repeat(end - start));
    done = end;
  }
  parts.push(text.slice(done));
  return parts.join('');
}

/** White space, or the end of the text. */
function isBlank(character: string | undefined): boolean {
  return character === undefined || character === ' ' || character === '\t' || character === '\n' || character === '\r';
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

function isHeader(text: string, at: number): boolean {
  HEADER.lastIndex = at;
  return HEADER.test(text);
}

/** Where the first line begins that is no deeper than `column`. */
function endOfBlock(text: string, from: number, column: number): number {
  let start = endOfLine(text, from) + 1;
  while (start < text.length) {
    let indent = start;
    while (text[indent] === ' ') indent++;
    const empty = text[indent] === '\n' || text[indent] === '\r';
    if (!empty && indent - start <= column) break;
    start = endOfLine(text, indent) + 1;
  }
  return Math.min(start, text.length);
}

function closingQuote(text: string, from: number, quote: string): number {
  for (let i = from + 1; i < text.length; i++) {
    const character = text[i];
    if (quote === '"' && character === '\\') i++;
    else if (character === quote && (quote === '"' || text[i + 1] !== quote)) return i;
    else if (character === quote) i++;
  }
  return -1;
}
