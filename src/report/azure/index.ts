/** Logging commands of Azure Pipelines. They know errors and warnings; what is only worth a remark is counted. */
import type { Assessment } from '../../assessment/types.js';
import { forTerminal } from '../escape.js';
import type { ReportContext } from '../index.js';
import { shownOccurrences, suppressedWords, type Shown } from '../shown.js';
import { plural } from '../verdict.js';

/** A log with thousands of issues helps nobody. */
const MOST = 50;

export function azure(assessment: Assessment, context: ReportContext): string {
  const shown = shownOccurrences(assessment, context);
  const counting = shown.filter((o) => !o.finding.suppression);
  const issues = counting.filter((o) => o.finding.severity !== 'info');
  const more = issues.length - MOST;
  const remarks = counting.length - issues.length;
  const suppressed = suppressedWords(shown);
  const lines = [
    ...issues.slice(0, MOST).map(issue),
    ...(more > 0 ? [`${plural(more, 'more finding')}; the other reports hold all.`] : []),
    ...(remarks > 0 ? [`${plural(remarks, 'finding')} of severity info; the other reports hold them.`] : []),
    ...(suppressed === '' ? [] : [`Not counted: ${suppressed}.`]),
    ...(shown.length === 0 ? ['No findings.'] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function issue({ finding, message, path, line, place }: Shown): string {
  const at =
    path === ''
      ? ''
      : `sourcepath=${property(forTerminal(path))};linenumber=${line};columnnumber=${place?.column ?? 1};`;
  const text = data(forTerminal(`${message} ${finding.remediation}`));
  return `##vso[task.logissue type=${finding.severity};${at}code=${property(finding.ruleId)}]${text}`;
}

/** The escapings of the agent: `%` first, as `%AZP25`. */
const data = (text: string): string => text.replaceAll('%', '%AZP25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => data(text).replaceAll(']', '%5D').replaceAll(';', '%3B');
