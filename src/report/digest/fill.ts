/** Puts blocks of Markdown together up to a size; rows that do not fit are counted. */
export interface Block {
  /** What stands before the rows. */
  lines: readonly string[];
  /** May be left out from the end. */
  rows?: readonly string[];
  /** What stands after the rows. */
  end?: readonly string[];
}

/** For what a block says of rows that are left out, and the line breaks between. */
const RESERVE = 200;

/** Cells are escaped already. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): Block {
  if (rows.length === 0) return { lines: [] };
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return { lines: [line(head), line(head.map(() => '---'))], rows: rows.map(line) };
}

/**
 * @param limit what `measure` of the result may be at most
 */
export function fill(blocks: readonly Block[], limit: number, measure: (text: string) => number): string {
  const parts: string[] = [];
  let left = limit;
  let omitted = 0;
  for (const { lines, rows = [], end = [] } of blocks) {
    if (lines.length + rows.length + end.length === 0) continue;
    const frame = measure([...lines, ...end].join('\n')) + RESERVE;
    if (frame > left) {
      omitted += Math.max(1, rows.length);
      continue;
    }
    left -= frame;
    const fitting: string[] = [];
    for (const row of rows) {
      const size = measure(row) + 1;
      if (size > left) break;
      left -= size;
      fitting.push(row);
    }
    const more = rows.length - fitting.length;
    const note = more > 0 ? ['', `${more} more; the other reports hold all.`] : [];
    parts.push([...lines, ...fitting, ...note, ...end].join('\n'));
  }
  if (omitted > 0 && left > RESERVE) parts.push('More does not fit here; the other reports hold all.');
  return `${parts.join('\n\n')}\n`;
}
