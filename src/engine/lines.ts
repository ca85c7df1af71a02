/** Lines of text in any language. */

/** Longer lines were written by tools. */
export const LONGEST_LINE = 2000;

/** Lines without comments, and without the text that documents a function or module. */
export function* linesOf(text: string, code: boolean): Generator<{ line: string; start: number }> {
  let next = 0;
  let prose = false;
  for (const line of text.split('\n')) {
    const start = next;
    next += line.length + 1;
    if (code && (prose || /^\s*[rR]?(?:"""|''')/.test(line))) {
      // It ends on its line or on a later one.
      if (line.split(/"""|'''/).length % 2 === 0) prose = !prose;
      continue;
    }
    if (line.length <= LONGEST_LINE && !/^\s*(?:#|\/\/|\*|\/\*|--\s|;|%|<!--)/.test(line)) yield { line, start };
  }
}
