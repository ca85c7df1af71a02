/**
 * A short Markdown report with a bound on its size: the summary of a job, the comment on a pull request. What does not fit is
 * counted, never cut in the middle.
 */
import type { Assessment } from '../../assessment/types.js';
import { layerSummaries, mainElements } from '../conformance.js';
import type { ReportContext } from '../index.js';
import { code, forMarkdown } from '../markdown/escape.js';
import { offWords, shownOccurrences, suppressedWords, suppressionWords, type Shown } from '../shown.js';
import { inOrder, levelSentence, plural, verdictSentence } from '../verdict.js';
import { fill, table, type Block } from './fill.js';

/** GitHub takes 1 MiB from a step, and 65,536 characters in a comment. */
const SUMMARY_BYTES = 900_000;
const COMMENT_CHARACTERS = 65_536;

export function githubSummary(assessment: Assessment, context: ReportContext): string {
  return fill(blocks(assessment, context), SUMMARY_BYTES, (text) => Buffer.byteLength(text));
}

/** Begins with a mark that does not show, by which a later run finds the comment to replace. */
export function comment(assessment: Assessment, context: ReportContext): string {
  const parts = blocks(assessment, context);
  const mark = `<!-- refarch:report:${markOf(assessment)} -->`;
  return fill([{ lines: [mark] }, ...parts], COMMENT_CHARACTERS, (text) => text.length);
}

/** The sources by which comments of several audits on one pull request are told apart; nothing that ends an HTML comment. */
function markOf({ sources }: Assessment): string {
  const ids = sources.map(({ id }) => id.replace(/[^A-Za-z0-9._]+/g, '-').replace(/^-+|-+$/g, ''));
  return ids.join('+').slice(0, 200) || 'sources';
}

function blocks(assessment: Assessment, context: ReportContext): Block[] {
  const shown = shownOccurrences(assessment, context);
  const counting = shown.filter((o) => !o.finding.suppression);
  const suppressed = shown.filter((o) => o.finding.suppression);
  const incomplete = assessment.notices.filter((n) => n.incomplete);
  return [
    { lines: ['## Architecture assessment', '', `**${forMarkdown(verdictSentence(assessment))}**`] },
    { lines: [counted(assessment, counting, shown)] },
    ...(incomplete.length > 0
      ? [{ lines: [`Incomplete: ${plural(incomplete.length, 'file')} could not be read.`] }]
      : []),
    table(['', 'Rule', 'Finding', 'Place'], counting.map(row)),
    ...elementTables(assessment),
    levels(assessment),
    suppressedBlock(suppressed),
    { lines: [], rows: offWords(assessment).map((sentence) => `- ${forMarkdown(sentence)}`) },
  ];
}

function counted({ baseline }: Assessment, counting: readonly Shown[], shown: readonly Shown[]): string {
  const of = (severity: string): number => counting.filter((o) => o.finding.severity === severity).length;
  const word = baseline ? 'new finding' : 'finding';
  const parts = [
    `${plural(counting.length, word)} (${of('error')} error, ${of('warning')} warning, ${of('info')} info)`,
  ];
  const apart = suppressedWords(shown);
  if (apart !== '') parts.push(`not counted: ${apart}`);
  if (baseline?.fixed.length) parts.push(`${plural(baseline.fixed.length, 'entry', 'entries')} of the baseline fixed`);
  return `${parts.join('; ')}.`;
}

function row(shown: Shown): string[] {
  const { finding, message, path, line } = shown;
  return [
    finding.severity,
    code(finding.ruleId),
    `${forMarkdown(message)} ${forMarkdown(finding.remediation)}`,
    path === '' ? '' : code(`${path}:${line}`),
  ];
}

/** What the definitions say of each reference architecture, as one line a status. */
function elementTables(assessment: Assessment): Block[] {
  return assessment.conformance.flatMap((model) => {
    const elements = mainElements(model);
    if (elements.length === 0) return [];
    const named = (status: string): string =>
      elements
        .filter((e) => e.status === status)
        .map((e) => `${e.id} ${e.name}`)
        .join(', ');
    // Where a report for people would sum up by layer, a number is enough here.
    if (layerSummaries(model)) {
      const present = elements.filter((e) => e.status === 'present').length;
      return [{ lines: [`${forMarkdown(model.name)}: ${present} of ${elements.length} elements present.`] }];
    }
    const rows = (['present', 'declared', 'absent'] as const)
      .map((status) => [status, forMarkdown(named(status))])
      .filter(([, names]) => names !== '');
    return [table([forMarkdown(model.name), ''], rows)];
  });
}

function levels({ maturity }: Assessment): Block {
  const lines = inOrder(maturity)
    .filter((m) => m.assessable)
    .map((m) => `- ${forMarkdown(levelSentence(m))}`);
  return { lines: [], rows: lines };
}

function suppressedBlock(suppressed: readonly Shown[]): Block {
  if (suppressed.length === 0) return { lines: [] };
  const rows = suppressed.map(({ finding, message }) => [
    code(finding.ruleId),
    forMarkdown(message),
    forMarkdown(finding.suppression ? suppressionWords(finding.suppression) : ''),
  ]);
  const inner = table(['Rule', 'Finding', 'Why it does not count'], rows);
  return {
    ...inner,
    lines: ['<details>', `<summary>${plural(suppressed.length, 'finding')} not counted</summary>`, '', ...inner.lines],
    end: ['', '</details>'],
  };
}
