import type { Assessment, CriterionStatus, ElementStatus } from '../../assessment/types.js';
import type { Evidence } from '../../graph/types.js';
import { forTerminal } from '../escape.js';
import type { Style } from './layout.js';

const MARKS: Record<ElementStatus | CriterionStatus, { symbol: string; tone: 'good' | 'fair' | 'bad' | 'dim' }> = {
  present: { symbol: '●', tone: 'good' },
  declared: { symbol: '◐', tone: 'fair' },
  absent: { symbol: '○', tone: 'bad' },
  'not-observable': { symbol: '·', tone: 'dim' },
  met: { symbol: '●', tone: 'good' },
  'partly-met': { symbol: '◐', tone: 'fair' },
  'not-met': { symbol: '✕', tone: 'bad' },
  'not-observed': { symbol: '○', tone: 'dim' },
  attested: { symbol: '◆', tone: 'good' },
  'not-applicable': { symbol: '·', tone: 'dim' },
};

export function mark(status: ElementStatus | CriterionStatus, style: Style): string {
  const { symbol, tone } = MARKS[status];
  return style[tone](symbol);
}

export function title(style: Style, name: string, what: string): string {
  return `${style.bold(forTerminal(name))} ${style.dim(`· ${what}`)}`;
}

/** `source/file:line`; the source only where there are several. */
export function place(
  evidence: Pick<Evidence, 'source' | 'file' | 'line'> | undefined,
  assessment: Assessment,
): string {
  if (!evidence) return '';
  const prefix = assessment.sources.length > 1 ? `${evidence.source}/` : '';
  return forTerminal(`${prefix}${evidence.file}:${evidence.line}`);
}
