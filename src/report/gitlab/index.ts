/** GitLab Code Quality: a list of issues. GitLab drops issues with the same fingerprint without a word, so that each is unique. */
import type { Assessment, Finding } from '../../assessment/types.js';
import { forTerminal, toJson, wellFormed } from '../escape.js';
import type { ReportContext } from '../index.js';
import { shownOccurrences, suppressionWords } from '../shown.js';

const SEVERITY = { error: 'critical', warning: 'major', info: 'info' } as const;

export function gitlab(assessment: Assessment, context: ReportContext): string {
  const issues = shownOccurrences(assessment, context).map(({ finding, message, path, line, fingerprint }) => ({
    description: forTerminal(describe(finding, message)),
    check_name: finding.ruleId,
    fingerprint,
    // The format knows nothing of suppressions: what does not count is shown as the least severe, with the reason.
    severity: finding.suppression ? 'info' : SEVERITY[finding.severity],
    location: { path: relative(path), lines: { begin: Math.max(1, line) } },
  }));
  return toJson(issues);
}

function describe({ suppression, remediation }: Finding, message: string): string {
  return suppression ? `${message} Suppressed: ${suppressionWords(suppression)}` : `${message} ${remediation}`;
}

/** GitLab refuses an empty path, and one that begins with `./`. */
function relative(path: string): string {
  return wellFormed(path).replace(/^(?:\.?\/)+/, '') || 'README.md';
}
