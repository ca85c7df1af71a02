/** Columns and wrapping for a terminal. Widths count code points; the report holds no wide characters of its own. */

export interface Style {
  /** Columns of the terminal. */
  width: number;
  bold(text: string): string;
  dim(text: string): string;
  good(text: string): string;
  fair(text: string): string;
  bad(text: string): string;
  accent(text: string): string;
}

export const length = (text: string): number => [...text].length;

/** Cuts what is longer than `width`. */
export function cut(text: string, width: number): string {
  const characters = [...text];
  if (characters.length <= width) return text;
  return width < 1 ? '' : `${characters.slice(0, width - 1).join('')}…`;
}

/** The same for a path, whose end tells more than its beginning; it is cut between two names where that leaves enough. */
export function cutPath(path: string, width: number): string {
  const characters = [...path];
  if (characters.length <= width) return path;
  if (width < 1) return '';
  const end = characters.slice(1 - width).join('');
  const slash = width > 1 ? end.indexOf('/') : 0;
  return `…${slash > 0 && slash < end.length / 2 ? end.slice(slash) : width > 1 ? end : ''}`;
}

/** Pads to `width`; longer text is cut. */
export function column(text: string, width: number): string {
  const short = cut(text, width);
  return short + ' '.repeat(width - length(short));
}

/** Wraps at spaces; every line after the first starts with `indent`. A word without room for it stands on a line of its own. */
export function wrap(text: string, width: number, indent = ''): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    const room = width - (lines.length > 0 ? indent.length : 0);
    if (line !== '' && length(line) + 1 + length(word) > room) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  lines.push(line);
  return lines.join(`\n${indent}`);
}

/** Wraps what stands after something of the width of `indent`: every line has the same room. */
export const hang = (text: string, room: number, indent: string): string =>
  wrap(text, room).replaceAll('\n', `\n${indent}`);

/** As many of `items` as fit, and how many do not: `MLflow, DVC + 2`. */
export function listed(items: readonly string[], width: number): string {
  for (let count = items.length; count > 0; count--) {
    const text = items.slice(0, count).join(', ') + (count < items.length ? ` + ${items.length - count}` : '');
    if (length(text) <= width || count === 1) return cut(text, width);
  }
  return '';
}
