/** Findings of what a reference architecture forbids and definitions hold, or of what it requires and they lack. */
import type { ConformanceVerdict, Finding } from '../assessment/types.js';
import { fingerprint } from '../findings/fingerprint.js';
import { bothEnds, relationName } from '../graph/ends.js';
import type { ArchitectureGraph, Component } from '../graph/types.js';
import type { Severity } from '../vocabulary/index.js';
import type { ArchitectureSubject, Check } from './types.js';

/** One relation, or the lack of one, of which a model speaks. */
interface Fault {
  model: ConformanceVerdict;
  /** Id of the modelled relation or of the layer rule. */
  id: string;
  /** What the model says. */
  says: string;
  /** It is only advice. */
  advisory: boolean;
  /** Names of discovered relations; none where one lacks. */
  relation?: string;
  /** Ids of the components at either end, where a relation lacks. */
  components: string[];
}

/**
 * One finding for each relation, so that a baseline knows each of them.
 * @param verdicts what the models that were chosen say
 * @returns findings, and of how many relations and rules of the models the check speaks
 */
export function evaluateArchitectureCheck(
  check: Check,
  { architecture: wanted }: ArchitectureSubject,
  verdicts: readonly ConformanceVerdict[],
  graph: ArchitectureGraph,
  nameOf: (technology: string) => string,
): { selected: number; findings: Finding[] } {
  const models = wanted === 'absence' ? verdicts.filter((model) => model.own) : verdicts;
  const faults = models.flatMap((model) => (wanted === 'absence' ? absencesIn(model) : divergencesIn(model)));
  const named = (id: string): string => {
    const component = graph.component(id);
    return component ? words(component, nameOf) : id;
  };
  return {
    selected: models.flatMap((m) => [...m.relations, ...(m.layerRules ?? []).filter((r) => r.selected > 0)]).length,
    findings: faults.map(({ model, id, says, advisory, relation, components }): Finding => {
      const found = graph.relations.find((r) => relationName(r) === relation);
      const about = found ? [found.from, found.to] : components;
      const what = found ? `: ${named(found.from)} ${found.type.replaceAll('-', ' ')} ${named(found.to)}` : '';
      const ends = components.flatMap((c) => graph.component(c)?.evidence[0] ?? []);
      return {
        ruleId: check.id,
        severity: severityOf(check, model, advisory),
        confidence: found?.confidence ?? check.confidence,
        message: `${check.message} (${model.name}, ${id}: ${says})${what}.`,
        title: `${check.message}.`,
        components: about,
        relation: [model.model, id, ...(relation === undefined ? [] : [relation])].join(' '),
        evidence: found ? bothEnds(found, graph) : ends,
        fingerprint: fingerprint([check.id, model.model, id, relation ?? '']),
        remediation: check.remediation,
      };
    }),
  };
}

function divergencesIn(model: ConformanceVerdict): Fault[] {
  const forbidden = model.relations.filter((r) => r.verdict === 'divergence');
  return [
    ...forbidden.flatMap((r) =>
      r.relations.map((relation): Fault => ({
        model,
        id: r.id ?? `${r.from}-${r.to}`,
        says: `${elementName(model, r.from)} → ${elementName(model, r.to)} is forbidden`,
        advisory: false,
        relation,
        components: [],
      })),
    ),
    // What a published model only advises is shown with it; it is no finding.
    ...(model.layerRules ?? []).flatMap(({ id, statement, enforcement, violations }) =>
      (enforcement === 'advisory' && !model.own ? [] : violations).map(({ relation }): Fault => ({
        model,
        id,
        says: statement.replace(/\.$/, ''),
        advisory: enforcement === 'advisory',
        relation,
        components: [],
      })),
    ),
  ];
}

function absencesIn(model: ConformanceVerdict): Fault[] {
  return model.relations
    .filter((r) => r.verdict === 'absence')
    .map((r): Fault => ({
      model,
      id: r.id ?? `${r.from}-${r.to}`,
      says: `${elementName(model, r.from)} → ${elementName(model, r.to)} is required`,
      advisory: false,
      components: [r.from, r.to].flatMap(
        (end) => model.elements.find(({ id }) => id === end)?.components.slice(0, 1) ?? [],
      ),
    }));
}

const severityOf = ({ severity, severities }: Check, model: ConformanceVerdict, advisory: boolean): Severity =>
  (advisory ? severities?.advisory : undefined) ?? (model.own ? undefined : severities?.shipped) ?? severity;

const elementName = ({ elements, layers = [] }: ConformanceVerdict, id: string): string =>
  [...elements, ...layers].find((item) => item.id === id)?.name ?? id;

const words = ({ name, technology }: Component, nameOf: (technology: string) => string): string =>
  name === '' ? nameOf(technology) : `${name} (${nameOf(technology)})`;
