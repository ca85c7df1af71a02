/**
 * Annotations of GitHub Actions. GitHub shows ten of a level in a step and drops the rest, so the most severe ten are written
 * and the others counted; the job summary holds all.
 */
import type { Assessment, Finding } from '../../assessment/types.js';
import { forTerminal } from '../escape.js';
import type { ReportContext } from '../index.js';
import { shownOccurrences, suppressedWords, type Shown } from '../shown.js';
import { plural } from '../verdict.js';

const MOST = 10;
const COMMAND: Record<Finding['severity'], string> = { error: 'error', warning: 'warning', info: 'notice' };

export function github(assessment: Assessment, context: ReportContext): string {
  const shown = shownOccurrences(assessment, context);
  const counting = shown.filter((o) => !o.finding.suppression);
  const more = counting.length - MOST;
  const suppressed = suppressedWords(shown);
  const lines = [
    ...counting.slice(0, MOST).map(annotation),
    ...(more > 0 ? [`${plural(more, 'more finding')}; the job summary and the other reports hold all.`] : []),
    ...(suppressed === '' ? [] : [`Not counted: ${suppressed}.`]),
    ...(shown.length === 0 ? ['No findings.'] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function annotation({ finding, message, path, line, place }: Shown): string {
  const at = path === '' ? '' : `file=${property(forTerminal(path))},line=${line},col=${place?.column ?? 1},`;
  const text = data(forTerminal(`${message} ${finding.remediation}`));
  return `::${COMMAND[finding.severity]} ${at}title=${property(`refarch ${finding.ruleId}`)}::${text}`;
}

/** The two escapings of workflow commands; nothing else ends a message or a property. */
const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
