/** Strings of Groovy in all their forms. Language: https://groovy-lang.org/syntax.html#all-strings */

export interface Text {
  /** Text with escapes replaced; interpolations stand as `${name}`. */
  value: string;
  /** Offset at which the text begins. */
  body: number;
  /** Offset behind the closing quotes. */
  end: number;
}

interface Form {
  open: string;
  close: string;
  /** `$name` and `${expression}` are replaced when the string is used. */
  interpolates: boolean;
  multiline: boolean;
  escape: '\\' | '$' | '';
}

/** Longer quotes first. */
const FORMS: readonly Form[] = [
  { open: '"""', close: '"""', interpolates: true, multiline: true, escape: '\\' },
  { open: "'''", close: "'''", interpolates: false, multiline: true, escape: '\\' },
  { open: '"', close: '"', interpolates: true, multiline: false, escape: '\\' },
  { open: "'", close: "'", interpolates: false, multiline: false, escape: '\\' },
  { open: '$/', close: '/$', interpolates: true, multiline: true, escape: '$' },
];
/** A slash that nothing closes so far away was a division. */
const LONGEST_SLASHY = 500;
const SLASHY: Form = { open: '/', close: '/', interpolates: true, multiline: false, escape: '' };

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '', b: '', f: '' };

/**
 * Reads the string that begins at `at`.
 * @param slashy whether a slash may begin a string here
 * @returns undefined when there is none; a string that nothing closes ends with its line, or with the text if it may have
 *   several lines
 */
export function readText(text: string, at: number, slashy: boolean): Text | undefined {
  const form = FORMS.find(({ open }) => text.startsWith(open, at)) ?? (slashy && text[at] === '/' ? SLASHY : undefined);
  if (!form) return undefined;
  const body = at + form.open.length;
  const parts: string[] = [];
  let from = body;
  let position = body;
  const keep = (until: number, replacement: string, next: number): void => {
    parts.push(text.slice(from, until), replacement);
    from = position = next;
  };
  const limit = form === SLASHY ? Math.min(text.length, at + LONGEST_SLASHY) : text.length;
  while (position < limit) {
    if (text.startsWith(form.close, position)) break;
    const character = text[position] ?? '';
    if (character === '\n' && !form.multiline) break;
    if (character === '\\' && form.escape === '\\') {
      const next = text[position + 1] ?? '';
      // A shell joins lines in the same way; keeping the break keeps the lines of the file.
      if (next === '\n' || next === '\r') position += 2;
      else keep(position, Object.hasOwn(ESCAPES, next) ? (ESCAPES[next] ?? '') : next, position + 2);
    } else if (character === '\\' && form === SLASHY && text[position + 1] === '/') keep(position, '/', position + 2);
    else if (character === '$' && form.escape === '$' && /[$/]/.test(text[position + 1] ?? ''))
      keep(position, text[position + 1] ?? '', position + 2);
    else if (character === '$' && form.interpolates && text[position + 1] === '{') {
      const close = expressionEnd(text, position + 2, form.multiline);
      if (close === undefined) position++;
      else keep(position, `\${${plainName(text.slice(position + 2, close))}}`, close + 1);
    } else if (character === '$' && form.interpolates) {
      const name = /^\$([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)/.exec(text.slice(position, position + 200));
      if (name) keep(position, `\${${plainName(name[1] ?? '')}}`, position + name[0].length);
      else position++;
    } else position++;
  }
  if (form === SLASHY && !text.startsWith(form.close, position)) return undefined;
  const closed = text.startsWith(form.close, position);
  parts.push(text.slice(from, position));
  return { value: parts.join(''), body, end: position + (closed ? form.close.length : 0) };
}

/** Expressions in strings are short; what is longer is read as text. */
const LONGEST_EXPRESSION = 300;

/** Offset of the brace that closes an interpolation. */
function expressionEnd(text: string, from: number, multiline: boolean): number | undefined {
  let depth = 1;
  for (let at = from; at < text.length && at < from + LONGEST_EXPRESSION; at++) {
    const character = text[at];
    if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return at;
    else if (character === '\n' && !multiline) return undefined;
  }
  return undefined;
}

/** Jenkins gives parameters and the environment as objects whose fields are the shell's variables. */
function plainName(expression: string): string {
  return expression
    .trim()
    .replace(/^(?:env|params)\??\.(?=\w)/, '')
    .replace(/[{}\n]/g, ' ');
}
