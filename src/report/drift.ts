/** The difference of two assessments for a terminal, a comment on a pull request, and programs. */
import { driftSections, type Line } from '../drift/words.js';
import type { Drift } from '../drift/types.js';
import { forTerminal, toJson } from './escape.js';
import { code } from './markdown/escape.js';
import { hang, type Style } from './terminal/layout.js';

export const DRIFT_FORMATS = ['terminal', 'markdown', 'json'] as const;
export type DriftFormat = (typeof DRIFT_FORMATS)[number];

/** A comment may hold 65,536 characters. */
const MOST_MARKDOWN = 60_000;
const NOTHING = 'The architecture did not change.';

export function driftReport(drift: Drift, format: DriftFormat, style: Style): string {
  if (format === 'json') return toJson(drift);
  return format === 'markdown' ? markdown(drift) : terminal(drift, style);
}

const placeOf = ({ place }: Line): string => (place ? `${place.file}:${place.line}` : '');

function terminal(drift: Drift, style: Style): string {
  const sections = driftSections(drift).map(({ title, lines }) =>
    [
      style.bold(title),
      ...lines.flatMap((line) => {
        const place = placeOf(line);
        return [
          `  ${style[line.tone](line.sign)} ${hang(forTerminal(line.text), style.width - 4, '    ')}`,
          ...(place === '' ? [] : [`    ${style.dim(hang(forTerminal(place), style.width - 4, '    '))}`]),
        ];
      }),
    ].join('\n'),
  );
  return `${sections.length === 0 ? NOTHING : sections.join('\n\n')}\n`;
}

function markdown(drift: Drift): string {
  const parts = ['## Architecture drift', ''];
  const sections = driftSections(drift);
  if (sections.length === 0) parts.push(NOTHING);
  let size = 0;
  let omitted = 0;
  for (const { title, lines } of sections) {
    parts.push(`### ${title}`, '');
    for (const line of lines) {
      const place = placeOf(line);
      const row = `- ${code(`${line.sign} ${line.text}`)}${place === '' ? '' : ` (${code(place)})`}`;
      size += row.length + 1;
      if (size > MOST_MARKDOWN) omitted++;
      else parts.push(row);
    }
    parts.push('');
  }
  if (omitted > 0) parts.push(`${omitted} more; the JSON format holds all.`);
  return `${parts.join('\n').trimEnd()}\n`;
}
