/** A table for a spreadsheet (RFC 4180), a row a finding and component. */
import type { Assessment } from '../../assessment/types.js';
import { forTerminal } from '../escape.js';
import type { ReportContext } from '../index.js';
import { shownOccurrences } from '../shown.js';

const COLUMNS = [
  ...['severity', 'rule', 'confidence', 'state', 'source', 'component', 'type', 'technology', 'name', 'file', 'line'],
  ...['message', 'remediation', 'reason', 'owner', 'expires', 'fingerprint'],
];

export function csv(assessment: Assessment, context: ReportContext): string {
  const rows = shownOccurrences(assessment, context).map(
    ({ finding, component, source, path, line, message, place, fingerprint }) => {
      const { suppression } = finding;
      const state = suppression?.kind ?? (assessment.baseline ? 'new' : 'open');
      return [
        ...[finding.severity, finding.ruleId, finding.confidence, state, source],
        ...[component?.id, component?.type, component?.technology, component?.name],
        ...[path, place ? String(line) : '', message, finding.remediation],
        ...[suppression?.reason, suppression?.owner, suppression?.expires, fingerprint],
      ];
    },
  );
  return [COLUMNS, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** A spreadsheet takes a cell that begins like this for a formula, in quotes or not; full-width signs count in some languages. */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/;

function cell(value: string | undefined): string {
  const text = forTerminal(value ?? '');
  return `"${(FORMULA.test(text.trimStart()) ? `'${text}` : text).replaceAll('"', '""')}"`;
}
