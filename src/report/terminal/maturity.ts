import type { Assessment, CriterionVerdict, LevelVerdict, MaturityVerdict } from '../../assessment/types.js';
import { forTerminal } from '../escape.js';
import { attestationSentence, blockers, criteriaById, levelSentence, lowerFirst } from '../verdict.js';
import { cutPath, wrap } from './layout.js';
import { mark, place, title } from './marks.js';
import type { TerminalOptions } from './options.js';

/** Places that are named of where a criterion was looked for, and how long each may be. */
const MOST_PLACES = 3;
const PLACE = 48;

/** What a maturity model says: its numbers, what keeps the next level away, and what people attest. */
export function maturitySection(model: MaturityVerdict, assessment: Assessment, options: TerminalOptions): string {
  if (!model.assessable) return '';
  const { style } = options;
  const attested = model.criteria
    .filter((c) => c.attestation)
    .map((c) => `  ${wrap(forTerminal(attestationSentence(c)), style.width - 2, '    ')}`);
  if (model.kind === 'questionnaire')
    return [
      style.bold(wrap(forTerminal(levelSentence(model)), style.width)),
      `  ${wrap(model.sections.map((s) => forTerminal(`${s.name} ${s.confirmed}/${s.of}`)).join(', '), style.width - 2, '  ')}`,
      ...attested,
    ].join('\n');
  return [...levelLines(model, assessment, options), ...attested].join('\n');
}

function levelLines(model: LevelVerdict, assessment: Assessment, options: TerminalOptions): string[] {
  const { style } = options;
  const edition = model.edition === undefined ? '' : `, edition ${model.edition}`;
  const lines = [
    title(
      style,
      `${model.name}${edition}`,
      `level ${model.level}, confirmed ${model.confirmed}, ceiling ${model.ceiling}`,
    ),
  ];
  const say = (text: string, indent: string): number =>
    lines.push(style.dim(`  ${wrap(forTerminal(text), style.width - 2, indent)}`));
  const waiting = blockers(model);
  if (waiting.length > 0) lines.push(`  level ${model.level + 1} waits for:`);
  for (const criterion of waiting) lines.push(...blockerLines(criterion, assessment, options));
  const toAttest = criteriaById(model, model.toAttest ?? []).map((c) => `${c.id} ${lowerFirst(c.name)}`);
  if (toAttest.length > 0) say(`to be attested: ${toAttest.join('; ')}`, '    ');
  const met = model.criteria.filter((c) => c.status === 'met' && !c.descriptor && (c.level ?? 0) > 0);
  if (met.length > 0) say(`met: ${met.map((c) => c.id).join(', ')}`, '       ');
  return lines;
}

/** What was looked for, where, and the smallest change that would meet it. */
function blockerLines(
  criterion: CriterionVerdict,
  assessment: Assessment,
  { style, advice }: TerminalOptions,
): string[] {
  const places = (criterion.lookedAt ?? []).slice(0, MOST_PLACES).map((e) => cutPath(place(e, assessment), PLACE));
  const looked = places.length > 0 ? ` Looked at ${places.join(', ')}.` : '';
  const change = criterion.change ?? advice?.(criterion.id);
  return [
    `  ${mark(criterion.status, style)} ${style.bold(forTerminal(criterion.id))} ${forTerminal(criterion.name)}`,
    `      ${style.dim(wrap(`${forTerminal(criterion.summary)}${looked}`, style.width - 6, '      '))}`,
    ...(change ? [`      ${style.accent('→')} ${wrap(forTerminal(change), style.width - 8, '        ')}`] : []),
  ];
}
