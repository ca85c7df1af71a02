/** The report for people at a terminal: verdict first, then what it rests on. */
import type { Assessment } from '../../assessment/types.js';
import { forTerminal } from '../escape.js';
import { inOrder, plural, verdictSentence } from '../verdict.js';
import { blindSpots } from './blind-spots.js';
import { conformanceSections } from './conformance.js';
import { findingsSection } from './findings.js';
import { involvementSection } from './involvement.js';
import { wrap } from './layout.js';
import { maturitySection } from './maturity.js';
import { roadmapSection } from './roadmap.js';
import type { TerminalOptions } from './options.js';

export type { TerminalOptions };

export function terminal(assessment: Assessment, options: TerminalOptions): string {
  const { style } = options;
  const sections = [
    header(assessment, options),
    ...assessment.conformance.flatMap((model) => conformanceSections(assessment, model, options)),
    ...inOrder(assessment.maturity).map((model) => maturitySection(model, assessment, options)),
    ...assessment.conformance.map((model) => involvementSection(assessment, model, options)),
    findingsSection(assessment, options),
    roadmapSection(assessment, options),
    blindSpots(assessment, options),
    assessment.components.length > 0 ? style.dim(wrap(HINT, style.width)) : '',
  ];
  return `${sections.filter((s) => s !== '').join('\n\n')}\n`;
}

const HINT = 'refarch explain ID says what was looked for; with the sources after the ID, also all that was found.';

function header(assessment: Assessment, { style }: TerminalOptions): string {
  const sources = assessment.sources
    .map((s) => `${forTerminal(s.id)} (${plural(s.files.read, 'file')} read)`)
    .join(', ');
  const components = assessment.components.filter(({ attributes }) => attributes.role !== 'tool');
  const counts = `${plural(components.length, 'component')}, ${plural(assessment.relations.length, 'relation')}`;
  return [
    style.dim(wrap(`refarch ${forTerminal(assessment.tool.version)} · ${sources} · ${counts}`, style.width)),
    '',
    style.bold(wrap(forTerminal(verdictSentence(assessment)), style.width)),
  ].join('\n');
}
