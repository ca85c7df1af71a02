import type { Assessment, Finding } from '../../assessment/types.js';
import { forTerminal } from '../escape.js';
import { offWords, suppressionWords } from '../shown.js';
import { column, cutPath, hang, type Style } from './layout.js';
import { bySeverity } from '../verdict.js';
import { place } from './marks.js';
import type { TerminalOptions } from './options.js';

/** Width of the severity with the space after it. */
const INDENT = ' '.repeat(11);

export function findingsSection(assessment: Assessment, { style }: TerminalOptions): string {
  const counting = assessment.findings.filter((finding) => !finding.suppression);
  const parts = [countingSection(counting, assessment, style), suppressedSection(assessment, style)];
  return parts.filter((part) => part !== '').join('\n\n');
}

function countingSection(findings: readonly Finding[], assessment: Assessment, style: Style): string {
  const { baseline } = assessment;
  if (findings.length === 0) return baseline ? `${style.bold('Findings')} ${style.dim('· none is new')}` : '';
  const tone = { error: style.bad, warning: style.fair, info: style.dim };
  const text = (words: string, indent: string): string => hang(forTerminal(words), style.width - indent.length, indent);
  const lines = [baseline ? `${style.bold('Findings')} ${style.dim('· new ones')}` : style.bold('Findings')];
  for (const finding of bySeverity(findings)) {
    const rule = forTerminal(finding.ruleId);
    const at = cutPath(place(finding.evidence[0], assessment), style.width - INDENT.length - rule.length - 3);
    lines.push(`  ${tone[finding.severity](column(finding.severity, 8))} ${text(finding.message, INDENT)}`);
    lines.push(`${INDENT}${style.accent('→')} ${text(finding.remediation, `${INDENT}  `)}`);
    lines.push(`${INDENT}${style.dim(at === '' ? rule : `${rule} · ${at}`)}`);
  }
  return lines.join('\n');
}

/** What does not count, and why; what the baseline holds is counted by rule. */
function suppressedSection(assessment: Assessment, style: Style): string {
  const { findings, baseline } = assessment;
  const frozen = findings.filter((f) => f.suppression?.kind === 'baseline');
  const waived = findings.flatMap((f) => (f.suppression && f.suppression.kind !== 'baseline' ? [f] : []));
  const off = offWords(assessment);
  if (frozen.length + waived.length + off.length === 0) return '';
  const lines = [`${style.bold('Not counted')} ${style.dim('· known, waived or switched off')}`];
  for (const finding of bySeverity(waived)) {
    const why = finding.suppression ? suppressionWords(finding.suppression) : '';
    lines.push(`  ${column(finding.severity, 8)} ${hang(forTerminal(finding.message), style.width - 11, INDENT)}`);
    lines.push(`${INDENT}${style.dim(hang(forTerminal(`${finding.ruleId} · ${why}`), style.width - 11, INDENT))}`);
  }
  const counts = bySeverity(frozen).map((f) => `${f.ruleId} (${Math.max(1, f.components?.length ?? 0)})`);
  if (counts.length > 0) {
    const file = baseline?.file ?? frozen[0]?.suppression?.file ?? '';
    lines.push(`  ${column('baseline', 8)} ${hang(forTerminal(counts.join(', ')), style.width - 11, INDENT)}`);
    lines.push(`${INDENT}${style.dim(forTerminal(file))}`);
  }
  for (const sentence of off)
    lines.push(`  ${column('off', 8)} ${hang(forTerminal(sentence), style.width - 11, INDENT)}`);
  return lines.join('\n');
}
