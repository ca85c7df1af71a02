/** Lines of a Makefile, continued lines joined. */
export interface LogicalLine {
  /** With its line breaks and backslashes, so that offsets into it hold. */
  text: string;
  offset: number;
}

/** Splits a Makefile into logical lines; blank lines are left out. */
export function logicalLines(text: string): LogicalLine[] {
  const lines: LogicalLine[] = [];
  let offset = 0;
  while (offset < text.length) {
    let end = lineEnd(text, offset);
    while (end < text.length && continues(text, end)) end = lineEnd(text, end + 1);
    const line = text.slice(offset, text.charAt(end - 1) === '\r' ? end - 1 : end);
    if (line.trim() !== '') lines.push({ text: line, offset });
    offset = end + 1;
  }
  return lines;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

/** Whether the line that ends at `end` ends with an odd number of backslashes. */
function continues(text: string, end: number): boolean {
  let at = text.charAt(end - 1) === '\r' ? end - 2 : end - 1;
  let backslashes = 0;
  while (text.charAt(at) === '\\') {
    backslashes++;
    at--;
  }
  return backslashes % 2 === 1;
}
