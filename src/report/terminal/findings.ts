import type { Assessment } from '../../assessment/types.js';
import { forTerminal } from '../escape.js';
import { column, cutPath, hang } from './layout.js';
import { bySeverity } from '../verdict.js';
import { place } from './marks.js';
import type { TerminalOptions } from './options.js';

/** Width of the severity with the space after it. */
const INDENT = ' '.repeat(11);

export function findingsSection(assessment: Assessment, { style }: TerminalOptions): string {
  if (assessment.findings.length === 0) return '';
  const tone = { error: style.bad, warning: style.fair, info: style.dim };
  const text = (words: string, indent: string): string => hang(forTerminal(words), style.width - indent.length, indent);
  const lines = [style.bold('Findings')];
  for (const finding of bySeverity(assessment.findings)) {
    const rule = forTerminal(finding.ruleId);
    const at = cutPath(place(finding.evidence[0], assessment), style.width - INDENT.length - rule.length - 3);
    lines.push(`  ${tone[finding.severity](column(finding.severity, 8))} ${text(finding.message, INDENT)}`);
    lines.push(`${INDENT}${style.accent('→')} ${text(finding.remediation, `${INDENT}  `)}`);
    lines.push(`${INDENT}${style.dim(at === '' ? rule : `${rule} · ${at}`)}`);
  }
  return lines.join('\n');
}
