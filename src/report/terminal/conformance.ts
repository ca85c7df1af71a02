import type { Assessment, ConformanceVerdict, RelationVerdict } from '../../assessment/types.js';
import type { Component } from '../../graph/types.js';
import { forTerminal } from '../escape.js';
import { plural } from '../verdict.js';
import { wrap } from './layout.js';
import { place, title } from './marks.js';
import type { TerminalOptions } from './options.js';
import { table, type Row } from './table.js';

const LEGEND = '● defined, ◐ declared only (listed, unused or switched off), ○ absent (no definition found)';
const VERDICTS: readonly [RelationVerdict, string][] = [
  ['convergence', 'as modelled'],
  ['absence', 'not found'],
  ['divergence', 'against the architecture'],
];

/** The elements of a reference architecture with their relations, then its principles. */
export function conformanceSections(
  assessment: Assessment,
  model: ConformanceVerdict,
  options: TerminalOptions,
): string[] {
  const { style } = options;
  if (assessment.components.length === 0) return [];
  const byId = new Map(assessment.components.map((c) => [c.id, c]));
  const elements = model.elements.map((element): Row => {
    const deciding = element.components.filter((id) => !element.supporting?.includes(id));
    const found = deciding.flatMap((id) => byId.get(id) ?? []);
    const shown = element.status === 'present' ? found.filter((c) => c.status === 'defined') : found;
    return {
      status: element.status,
      id: forTerminal(element.id),
      name: forTerminal(element.name),
      what: shown.length > 0 ? technologies(shown, options) : [element.status.replaceAll('-', ' ')],
      place: place(shown[0]?.evidence[0], assessment),
    };
  });
  const principles = model.principles.map((principle): Row => ({
    status: principle.status,
    id: forTerminal(principle.id),
    name: forTerminal(principle.name),
    what: [principle.status.replaceAll('-', ' ')],
    place: place(principle.evidence[0], assessment),
  }));
  return [
    [
      title(style, model.name, 'components'),
      ...table(elements, style),
      style.dim(`  ${wrap(LEGEND, style.width - 2, '  ')}`),
    ].join('\n'),
    [title(style, model.name, 'relations'), ...relations(model, options)].join('\n'),
    [title(style, model.name, 'principles'), ...table(principles, style)].join('\n'),
  ];
}

function relations(model: ConformanceVerdict, { style }: TerminalOptions): string[] {
  const lines = VERDICTS.flatMap(([verdict, words]) => {
    const found = model.relations.filter((r) => r.verdict === verdict);
    if (found.length === 0) return [];
    const pairs = [...new Set(found.map((r) => forTerminal(`${r.from}→${r.to}`)))];
    const text = wrap(`${words}: ${pairs.join(', ')}`, style.width - 2, '    ');
    return [`  ${verdict === 'divergence' ? style.bad(text) : text}`];
  });
  const { length } = model.unmapped;
  return length === 0
    ? lines
    : [...lines, style.dim(`  ${plural(length, 'component')} of which the architecture does not speak`)];
}

function technologies(components: readonly Component[], { technologyName }: TerminalOptions): string[] {
  return [...new Set(components.map((c) => forTerminal(technologyName?.(c.technology) ?? c.technology)))];
}
