import type { Assessment, RoadmapStep } from '../../assessment/types.js';
import { forTerminal } from '../escape.js';
import { hang } from './layout.js';
import type { TerminalOptions } from './options.js';

/** Width of the horizon with the space around it. */
const INDENT = ' '.repeat(8);

/** Steps for later that are named; the Markdown and JSON reports hold all. */
const MOST_LATER = 12;

/** What to do first in full, what comes after it in a line each, the rest by name. */
export function roadmapSection({ roadmap = [] }: Assessment, { style }: TerminalOptions): string {
  if (roadmap.length === 0) return '';
  const of = (horizon: RoadmapStep['horizon']): RoadmapStep[] => roadmap.filter((s) => s.horizon === horizon);
  const text = (words: string, indent: string): string => hang(forTerminal(words), style.width - indent.length, indent);
  const heading = (horizon: string, at: number): string => (at === 0 ? `  ${horizon.padEnd(6)}` : INDENT);
  const lines = [`${style.bold('Roadmap')} ${style.dim('· all models together; what others stand on comes first')}`];
  of('now').forEach((step, at) => {
    lines.push(`${heading('now', at)}${style.bold(text(step.title, INDENT))}`);
    lines.push(`${INDENT}${style.accent('→')} ${text(step.change, `${INDENT}  `)}`);
    lines.push(`${INDENT}${style.dim(text(`closes ${closedIds(step).join(', ')}`, INDENT))}`);
  });
  of('next').forEach((step, at) => {
    lines.push(`${heading('next', at)}${text(`${step.title} (${closedIds(step).join(', ')})`, INDENT)}`);
  });
  const later = of('later').map((s) => s.title);
  const rest = later.length > MOST_LATER ? [`and ${later.length - MOST_LATER} more`] : [];
  if (later.length > 0)
    lines.push(`${heading('later', 0)}${style.dim(text([...later.slice(0, MOST_LATER), ...rest].join('; '), INDENT))}`);
  return lines.join('\n');
}

/** Ids of what a step closes, each once: elements and principles, criteria, rules. */
export function closedIds({ closes, checks }: RoadmapStep): string[] {
  return [...new Set([...closes.map((c) => c.id), ...checks])];
}
