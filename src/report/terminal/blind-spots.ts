import type { Assessment } from '../../assessment/types.js';
import { forTerminal } from '../escape.js';
import { plural } from '../verdict.js';
import { column, cut, cutPath, length, wrap } from './layout.js';
import { place } from './marks.js';
import type { TerminalOptions } from './options.js';

const MOST_NOTICES = 10;
const REASON = 22;

/** What was not understood or not read could matter; it is said, never dropped. */
export function blindSpots(assessment: Assessment, { style }: TerminalOptions): string {
  const { notUnderstood } = assessment;
  // What is wrong with an attestation is said with the criterion.
  const notices = assessment.notices.filter((n) => n.reason !== 'attestation');
  const reasons = new Map<string, typeof notUnderstood>();
  for (const item of notUnderstood) {
    const known = reasons.get(item.reason);
    if (known) known.push(item);
    else reasons.set(item.reason, [item]);
  }
  if (reasons.size === 0 && notices.length === 0) return '';
  const lines = [`${style.bold('Blind spots')} ${style.dim('· what was not understood or not read')}`];
  const digits = Math.max(...[...reasons.values()].map((items) => String(items.length).length), 1);
  const left = style.width - (2 + digits + 3 + REASON + 1);
  for (const [reason, items] of [...reasons].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1))) {
    const where = cutPath(place(items[0], assessment), Math.max(20, Math.floor(left * 0.6)));
    const detail = cut(forTerminal(items[0]?.detail ?? ''), left - length(where) - 2);
    const count = String(items.length).padStart(digits);
    lines.push(
      `  ${count} × ${column(reason.replaceAll('-', ' '), REASON)} ${style.dim(`${where}  ${detail}`.trimEnd())}`,
    );
  }
  for (const notice of [...notices]
    .sort((a, b) => Number(b.incomplete) - Number(a.incomplete))
    .slice(0, MOST_NOTICES)) {
    const where = forTerminal(
      [...(assessment.sources.length > 1 && notice.source !== '' ? [notice.source] : []), notice.file || '.'].join('/'),
    );
    const sentence = wrap(
      `${cutPath(where, style.width - 5)}: ${forTerminal(notice.message)}`,
      style.width - 4,
      '    ',
    );
    lines.push(`  ${notice.incomplete ? style.fair('!') : style.dim('·')} ${sentence}`);
  }
  if (notices.length > MOST_NOTICES)
    lines.push(style.dim(`    and ${plural(notices.length - MOST_NOTICES, 'more notice')}`));
  return lines.join('\n');
}
