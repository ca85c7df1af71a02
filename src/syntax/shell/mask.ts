/**
 * Hides template expressions from the shell parser: `${{ … }}` (GitHub Actions), `{{ … }}` (Helm, Jinja, Argo), `<%= … %>`.
 * Each becomes a run of private-use characters of the same length, which a shell reads as part of a word, so offsets
 * stay; `restore` puts the expression back into words.
 */
const FIRST = 0xe000;
const LAST = 0xf8fc; // the three characters above have other meanings, see words.ts
const FILL = '\uF8FE';
const MASKED = /[\uE000-\uF8FC]\uF8FE*/g;
/** Longer expressions are not expressions. */
const MAX_EXPRESSION = 1000;

const DELIMITERS: readonly (readonly [open: string, close: string])[] = [
  ['${{', '}}'],
  ['{{', '}}'],
  ['{%', '%}'],
  ['<%', '%>'],
];
/** Expressions that steer the template and give no text: blanked. */
const CONTROL =
  /^(?:\{%|<%(?!=)|\{\{-?\s*(?:if|else|end|range|with|define|block|template|include|\/\*|#|\/)\b|\{\{-?\s*(?:\/\*|[$\w.]+\s*:?=))/;

export interface Masked {
  /** Of the same length as the original. */
  text: string;
  restore(word: string): string;
}

export function maskExpressions(source: string): Masked {
  const expressions: string[] = [];
  const pieces: string[] = [];
  let kept = 0;
  for (const { start, end } of expressionsIn(source)) {
    const expression = source.slice(start, end);
    const hidden = CONTROL.test(expression)
      ? expression.replace(/[^\n]/g, ' ')
      : expressions.length <= LAST - FIRST
        ? String.fromCharCode(FIRST + expressions.push(expression) - 1) + FILL.repeat(end - start - 1)
        : expression;
    pieces.push(source.slice(kept, start), hidden);
    kept = end;
  }
  if (kept === 0) return { text: source, restore: (word) => word };
  pieces.push(source.slice(kept));
  return {
    text: pieces.join(''),
    restore: (word) => word.replace(MASKED, (run) => expressions[run.charCodeAt(0) - FIRST] ?? run),
  };
}

/** Places of expressions, in order, not overlapping. Each search is bounded, so that unclosed ones cost little. */
function* expressionsIn(text: string): Generator<{ start: number; end: number }> {
  const opener = /\$\{\{|\{\{|\{%|<%/g;
  for (let match = opener.exec(text); match; match = opener.exec(text)) {
    const start = match.index;
    const close = DELIMITERS.find(([open]) => open === match?.[0])?.[1] ?? '}}';
    const window = text.slice(start, start + MAX_EXPRESSION);
    const length = window.indexOf(close, match[0].length);
    if (length === -1) continue;
    const end = start + length + close.length;
    yield { start, end };
    opener.lastIndex = end;
  }
}
