/** Columns and wrapping for a terminal. Widths count code points; the report holds no wide characters of its own. */

export interface Style {
  width: number;
  bold(text: string): string;
  dim(text: string): string;
  good(text: string): string;
  fair(text: string): string;
  bad(text: string): string;
  accent(text: string): string;
}

/** Pads to `width`; longer text is cut with an ellipsis. */
export function column(text: string, width: number): string {
  const characters = [...text];
  if (characters.length <= width) return text + ' '.repeat(width - characters.length);
  return `${characters.slice(0, Math.max(1, width - 1)).join('')}…`;
}

/** Wraps at spaces; every line after the first starts with `indent`. */
export function wrap(text: string, width: number, indent = ''): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    const room = width - (lines.length > 0 ? indent.length : 0);
    if (line !== '' && [...line].length + 1 + [...word].length > room) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  lines.push(line);
  return lines.join(`\n${indent}`);
}
