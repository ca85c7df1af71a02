import type { Assessment, ConformanceVerdict } from '../../assessment/types.js';
import { gapWords, transcriptionWords } from '../conformance.js';
import { forTerminal } from '../escape.js';
import { lowerFirst } from '../verdict.js';
import { column, cutPath, hang, length, wrap } from './layout.js';
import { place, title } from './marks.js';
import type { TerminalOptions } from './options.js';

/** A place that would get less room stands on a line of its own. */
const PLACE = 22;

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
    const start = `  ${column(forTerminal(stage.name), name)}  ${column(stage.involvement, 9)}  `;
    const room = style.width - length(start);
    const indent = ' '.repeat(length(start));
    const where = place(stage.evidence[0], assessment);
    const said = hang(lowerFirst(forTerminal(stage.summary)).replace(/\.$/, ''), room, indent);
    if (where === '') return start + said;
    const last = said.slice(said.lastIndexOf('\n') + 1);
    const left = room - length(last) - 2 + (said.includes('\n') ? indent.length : 0);
    return left >= Math.min(PLACE, length(where))
      ? `${start}${said}  ${style.dim(cutPath(where, left))}`
      : `${start}${said}\n${indent}${style.dim(cutPath(where, room))}`;
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
