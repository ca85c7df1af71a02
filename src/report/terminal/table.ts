import type { CriterionStatus, ElementStatus } from '../../assessment/types.js';
import { column, cut, cutPath, length, listed, wrap, type Style } from './layout.js';
import { mark } from './marks.js';

export interface Row {
  status: ElementStatus | CriterionStatus;
  id: string;
  name: string;
  /** What implements it, strongest first, or its status in words. */
  what: string[];
  /** Best evidence. */
  place: string;
}

/** Room that every place gets, however long the names are. */
const PLACE = 22;
/** Longer names, which nobody writes, are cut. */
const MOST_LINES = 3;

/**
 * Columns as wide as their content, within the width of the terminal. Names go on in the next line; of a place that does not fit
 * the end is kept.
 */
export function table(rows: readonly Row[], style: Style): string[] {
  const widest = (texts: readonly string[], limit: number): number =>
    Math.min(limit, Math.max(0, ...texts.map(length)));
  const id = widest(
    rows.map((r) => r.id),
    12,
  );
  const beforeName = 2 + 2 + id + 1;
  const name = widest(
    rows.map((r) => r.name),
    Math.floor(style.width * 0.42),
  );
  const left = style.width - beforeName - name - 2;
  const what = widest(
    rows.map((r) => r.what.join(', ')),
    Math.max(12, Math.min(left - 2 - PLACE, Math.floor(left * 0.42))),
  );
  return rows.map((row) => {
    const text = listed(row.what, what);
    const shown = row.place === '' ? text : column(text, what);
    const [start = '', ...rest] = nameLines(row.name, name);
    const cells = [
      `  ${mark(row.status, style)} ${style.bold(column(row.id, id))} ${column(start, name)}`,
      row.status === 'absent' ? style.dim(shown) : shown,
      ...(row.place === '' ? [] : [style.dim(cutPath(row.place, left - what - 2))]),
    ];
    return [cells.join('  '), ...rest.map((line) => `${' '.repeat(beforeName)}${line}`)].join('\n');
  });
}

function nameLines(name: string, width: number): string[] {
  const lines = wrap(name, width).split('\n');
  const shown = lines.slice(0, MOST_LINES).map((line) => cut(line, width));
  if (lines.length > MOST_LINES) shown[MOST_LINES - 1] = cut(`${shown[MOST_LINES - 1] ?? ''}…`, width);
  return shown;
}
