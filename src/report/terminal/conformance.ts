import type { Assessment, ConformanceVerdict, ElementVerdict, PrincipleVerdict } from '../../assessment/types.js';
import type { Component, Evidence } from '../../graph/types.js';
import {
  besidesWords,
  layerRuleWords,
  layerSummaries,
  mainElements,
  notJudgedWords,
  relationsWith,
  relationWords,
  transcriptionWords,
  unmappedWords,
} from '../conformance.js';
import { forTerminal } from '../escape.js';
import { column, hang, length, wrap, type Style } from './layout.js';
import { place, title } from './marks.js';
import type { TerminalOptions } from './options.js';
import { table, type Row } from './table.js';

const LEGEND = '● defined, ◐ declared only (listed, unused or switched off), ○ absent (no definition found)';

/** The elements of a reference architecture with their relations, then its principles and requirements. */
export function conformanceSections(
  assessment: Assessment,
  model: ConformanceVerdict,
  options: TerminalOptions,
): string[] {
  if (assessment.components.length === 0 || model.elements.length === 0) return [];
  const { style } = options;
  const section = (what: string, lines: readonly string[]): string[] =>
    lines.length > 0 ? [[title(style, model.name, what), ...lines].join('\n')] : [];
  const dim = (text: string): string[] =>
    text === '' ? [] : [style.dim(`  ${wrap(forTerminal(text), style.width - 2, '  ')}`)];
  const layers = layerLines(model, options);
  return [
    ...(layers
      ? section('layers', [...layers, ...dim(transcriptionWords(model))])
      : section('components', [
          ...table(
            mainElements(model).map((element) => elementRow(element, assessment, options)),
            style,
          ),
          ...(besidesWords(model).length > 0 ? [paragraph(besidesWords(model).join('; '), style)] : []),
          ...dim(LEGEND),
          ...dim(transcriptionWords(model)),
        ])),
    ...section('relations', relationLines(model, assessment, options)),
    ...section('principles', principleLines(model.principles, assessment, options)),
    ...section('requirements', principleLines(model.requirements ?? [], assessment, options)),
  ];
}

function elementRow(element: ElementVerdict, assessment: Assessment, options: TerminalOptions): Row {
  const deciding = element.components.filter((id) => !element.supporting?.includes(id));
  const found = deciding.flatMap((id) => assessment.components.find((c) => c.id === id) ?? []);
  const shown = element.status === 'present' ? found.filter((c) => c.status === 'defined') : found;
  return {
    status: element.status,
    id: forTerminal(element.id),
    name: forTerminal(element.name),
    what: shown.length > 0 ? technologies(shown, options) : [element.status.replaceAll('-', ' ')],
    place: place(shown[0]?.evidence[0], assessment),
  };
}

function layerLines(model: ConformanceVerdict, { style }: TerminalOptions): string[] | undefined {
  const layers = layerSummaries(model);
  if (!layers) return undefined;
  const width = Math.max(...layers.map(({ name }) => length(forTerminal(name))));
  return layers.map(({ name, present, missing }) => {
    const count = `${present.length} of ${present.length + missing.length}`;
    const start = `  ${column(forTerminal(name), width)}  ${column(count, 8)}  `;
    const without = missing.map((e) => `${e.name}${e.status === 'declared' ? ' (declared only)' : ''}`);
    const text = missing.length > 0 ? forTerminal(`without ${without.join(', ')}`) : '';
    return `${start}${hang(text, style.width - length(start), ' '.repeat(length(start)))}`.trimEnd();
  });
}

function relationLines(model: ConformanceVerdict, assessment: Assessment, { style }: TerminalOptions): string[] {
  const [found, absent, against] = (['convergence', 'absence', 'divergence'] as const).map((verdict) =>
    relationsWith(model, verdict),
  );
  const where = (evidence: readonly Evidence[] | undefined): string =>
    evidence?.[0] ? ` (${place(evidence[0], assessment)})` : '';
  const known = model.relations.length + (model.notJudged?.length ?? 0);
  const violations = (model.layerRules ?? []).flatMap((rule) =>
    rule.violations.map(({ relation, evidence }) => {
      const advisory = rule.enforcement === 'advisory';
      const text = paragraph(
        `${advisory ? '· beside' : '✕ against'} layer rule ${rule.id}: ${relation}${where(evidence)}`,
        style,
      );
      return advisory ? style.dim(text) : style.bad(text);
    }),
  );
  const rules = layerRuleWords(model);
  const rest = notJudgedWords(model);
  return [
    ...(against ?? []).map((r) =>
      style.bad(paragraph(`✕ against the architecture: ${relationWords(model, r)}${where(r.evidence)}`, style)),
    ),
    ...violations,
    ...(absent ?? []).map((r) => paragraph(`○ not found: ${relationWords(model, r)}`, style)),
    ...(found?.length
      ? [
          paragraph(
            `● ${found.length} of ${known} as modelled: ${found.map((r) => r.id ?? `${r.from}→${r.to}`).join(', ')}`,
            style,
          ),
        ]
      : []),
    ...[
      ...(rest ? [`of the others ${rest}`] : []),
      ...(rules ? [`of the layer rules, ${rules}`] : []),
      ...(unmappedWords(model) ? [unmappedWords(model)] : []),
    ].map((text) => style.dim(paragraph(text, style))),
  ];
}

const paragraph = (text: string, style: Style): string => `  ${wrap(forTerminal(text), style.width - 2, '    ')}`;

function principleLines(
  principles: readonly PrincipleVerdict[],
  assessment: Assessment,
  { style }: TerminalOptions,
): string[] {
  const rows = principles.map((principle): Row => ({
    status: principle.status,
    id: forTerminal(principle.id),
    name: forTerminal(principle.name),
    what: [principle.status.replaceAll('-', ' ')],
    place: place(principle.evidence[0], assessment),
  }));
  return table(rows, style);
}

function technologies(components: readonly Component[], { technologyName }: TerminalOptions): string[] {
  return [...new Set(components.map((c) => forTerminal(technologyName?.(c.technology) ?? c.technology)))];
}
