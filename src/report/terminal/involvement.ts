import type { Assessment, ConformanceVerdict } from '../../assessment/types.js';
import { gapWords, transcriptionWords } from '../conformance.js';
import { forTerminal } from '../escape.js';
import { lowerFirst } from '../verdict.js';
import { column, cutPath, length, wrap } from './layout.js';
import { place, title } from './marks.js';
import type { TerminalOptions } from './options.js';

/** How much people are involved in each stage of the workflow, and what stands side by side without a relation. */
export function involvementSection(
  assessment: Assessment,
  model: ConformanceVerdict,
  { style }: TerminalOptions,
): string {
  const stages = model.involvement ?? [];
  const gaps = gapWords(model);
  if (assessment.components.length === 0 || stages.length === 0) return '';
  const seen = stages.filter((stage) => stage.involvement !== 'not-observed');
  const others = stages.filter((stage) => stage.involvement === 'not-observed');
  const name = Math.max(0, ...seen.map((stage) => length(stage.name)));
  const rows = seen.map((stage) => {
    const start = `  ${column(forTerminal(stage.name), name)}  ${column(stage.involvement, 9)}  ${lowerFirst(forTerminal(stage.summary)).replace(/\.$/, '')}`;
    const where = cutPath(place(stage.evidence[0], assessment), Math.max(0, style.width - length(start) - 2));
    return `${start}  ${style.dim(where)}`.trimEnd();
  });
  const paragraph = (text: string): string => `  ${wrap(forTerminal(text), style.width - 2, '    ')}`;
  const transcription = transcriptionWords(model);
  return [
    title(style, model.name, 'people and tools in the workflow'),
    ...(transcription ? [style.dim(paragraph(transcription))] : []),
    ...rows,
    ...(others.length > 0 ? [style.dim(paragraph(`not observed: ${others.map((s) => s.name).join(', ')}`))] : []),
    ...(gaps ? [paragraph(`both there, not related: ${gaps}`)] : []),
  ].join('\n');
}
