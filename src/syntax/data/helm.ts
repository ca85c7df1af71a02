/**
 * Masking of template expressions, so that a parser for the language underneath accepts the text: Go templates (Helm),
 * Jinja, ERB. Every expression is replaced by filler of the same length, hence offsets stay those of the original; what
 * the parser then returns as a scalar is `restore`d.
 */

/** One private-use character; a masked expression is a run of them, and so reads as a plain word in every language. */
const FILLER = '\uE0FF';
const RUN = /\uE0FF+/g;

/** Opening and closing marks. What looks like them elsewhere (`${#array}`, `printf '{%s}'`) is left out by what follows. */
const OPENING = /\{\{|\{%(?=[-+\s]|[a-z]{2})|\{#(?=[-\s])|<%/g;
const CLOSING: Readonly<Record<string, string>> = { '{{': '}}', '{%': '%}', '{#': '#}', '<%': '%>' };

/** Whether a text may hold template expressions. */
export function hasTemplate(text: string): boolean {
  OPENING.lastIndex = 0;
  return OPENING.test(text);
}

/** Actions that put out nothing themselves: they open a section, close one, or stand between. */
const OPENS = /^(?:\{\{-?\s*(?:if|range|with|define|block)\b|\{%[-+]?\s*(?:if|for)\b)/;
const CLOSES = /^(?:\{\{-?\s*end\b|\{%[-+]?\s*end)/;
const OTHERS = /^(?:\{\{-?\s*(?:else\b|\/\*|\$\w*\s*:?=)|\{%|\{#)/;
/** Helm's way to put out a block below a key: it begins with a line break, so the key's own line holds no value. */
const BLOCK = /\bnindent\b/;

/**
 * Replaces template expressions by filler of the same length. Expressions that have a line to themselves become empty
 * lines (many, hence `decodable`), what puts out nothing at the end of a line becomes blanks; so both branches of a
 * condition stay.
 */
export function maskTemplate(text: string): string {
  const spans = expressions(text);
  const parts: string[] = [];
  let done = 0;
  // Sections that were opened inside the line: `image: {{ if .x }}a{{ else }}b{{ end }}` stays one value.
  let open = 0;
  for (let i = 0; i < spans.length;) {
    const first = i;
    while (i + 1 < spans.length && isBlank(text, spans[i]?.end ?? 0, spans[i + 1]?.start ?? 0)) i++;
    const group = spans.slice(first, ++i);
    const ends = endsLine(text, group.at(-1)?.end ?? 0);
    const alone = ends && beginsLine(text, group[0]?.start ?? 0);
    const output = group.findLastIndex(({ start, end }) => !isStructure(text.slice(start, end)));
    group.forEach(({ start, end }, index) => {
      const action = text.slice(start, end);
      if (text.slice(done, start).includes('\n')) open = 0;
      const blank = alone || (ends && index > output && open === 0);
      if (!blank && OPENS.test(action)) open++;
      if (!blank && open > 0 && CLOSES.test(action)) open--;
      parts.push(text.slice(done, start));
      // Blanks would do for a line, were it not for block scalars: there a line of blanks must not be longer than the
      // indentation that follows.
      if (alone) parts.push('\n'.repeat(end - start));
      else parts.push(blank ? action.replace(/[^\r\n]/g, ' ') : FILLER.repeat(end - start));
      done = end;
    });
  }
  parts.push(text.slice(done));
  return parts.join('');
}

function isStructure(action: string): boolean {
  return OPENS.test(action) || CLOSES.test(action) || OTHERS.test(action) || BLOCK.test(action);
}

/**
 * The text to decode a scalar from, given what it was parsed from: the original, with expressions masked, and with an
 * empty line for every line of nothing but expressions, so that lines count as in the original.
 */
export function decodable(parsed: string, original: string): string {
  return parsed.replace(/\n+|[^\n\uE0FF]+/g, (run, index: number) => {
    const part = original.slice(index, index + run.length);
    return run.startsWith('\n') ? part.replace(/[^\r\n]/g, '') : part;
  });
}

/**
 * Puts expressions back into text that was decoded from a masked part.
 *
 * @param decoded what the parser made of the part
 * @param parsed the part as the parser saw it
 * @param original the same part of the original text
 */
export function restore(decoded: string, parsed: string, original: string): string {
  if (!decoded.includes(FILLER)) return decoded;
  const runs = [...parsed.matchAll(RUN)].map((run) => original.slice(run.index, run.index + run[0].length));
  let next = 0;
  return decoded.replace(RUN, () => runs[next++] ?? '');
}

/** Whether an expression stands where YAML wants a value or a key: then the text is a template. */
export function beginsNode(text: string): boolean {
  return /(?:^[ \t]*|[:-][ \t]+)(?:\{\{|\{%|<%)/m.test(text);
}

/** Whether a scalar holds an expression that was masked. */
export function isMasked(decoded: string): boolean {
  return decoded.includes(FILLER);
}

/** `{{ if .x }}key: …` on one line: the condition is no part of the key. */
const CONTROL = /^(?:\s*(?:\{\{-?\s*(?:if|else|end|range|with|define|block)\b(?:[^}]|\}(?!\}))*\}\}|\{%.*?%\}))+\s*/;

/** A restored key without conditions in front of it. */
export function withoutControl(key: string): string {
  return key.replace(CONTROL, '') || key;
}

/** How far the end of a quoted closing mark is looked for; bounds the work on quotes that nothing closes. */
const MAX_QUOTED = 300;

interface Span {
  start: number;
  end: number;
}

function expressions(text: string): Span[] {
  const spans: Span[] = [];
  const unclosed = new Set<string>();
  OPENING.lastIndex = 0;
  for (let match = OPENING.exec(text); match; match = OPENING.exec(text)) {
    const mark = match[0];
    const close = CLOSING[mark] ?? '';
    if (unclosed.has(mark)) continue;
    const end = expressionEnd(text, match.index + mark.length, close);
    if (end === -1) {
      // Nothing closes this kind from here to the end: not to be searched again, which would be quadratic.
      unclosed.add(mark);
      continue;
    }
    spans.push({ start: match.index, end });
    OPENING.lastIndex = end;
  }
  return spans;
}

/** End of an expression; closing marks inside its quotes do not count unless that leaves it open. */
function expressionEnd(text: string, from: number, close: string): number {
  const plain = text.indexOf(close, from);
  if (plain === -1) return -1;
  if (close !== '}}' || !/["`]/.test(text.slice(from, plain))) return plain + close.length;
  const limit = Math.min(text.length, plain + MAX_QUOTED);
  let quote = '';
  for (let i = from; i < limit; i++) {
    const character = text[i];
    if (quote === '"' && character === '\n') break;
    if (quote === '"' && character === '\\') i++;
    else if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === '`') quote = character;
    else if (text.startsWith(close, i)) return i + close.length;
  }
  return plain + close.length;
}

function isBlank(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const character = text[i];
    if (character !== ' ' && character !== '\t') return false;
  }
  return true;
}

/** Whether only blanks stand in front on the line. */
function beginsLine(text: string, start: number): boolean {
  let before = start - 1;
  while (text[before] === ' ' || text[before] === '\t') before--;
  return before < 0 || text[before] === '\n';
}

/** Whether only blanks, or a comment, stand behind on the line. */
function endsLine(text: string, end: number): boolean {
  let after = end;
  while (text[after] === ' ' || text[after] === '\t' || text[after] === '\r') after++;
  return after >= text.length || text[after] === '\n' || text[after] === '#';
}
