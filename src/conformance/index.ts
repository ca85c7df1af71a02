/**
 * Reference architecture × graph → reflexion model (Murphy, Notkin and Sullivan, FSE 1995): elements found or missing,
 * modelled relations as convergence, absence or divergence, principles from what implements them.
 */
import type { ConformanceVerdict, ElementVerdict, PrincipleVerdict, RelationConformance } from '../assessment/types.js';
import { evaluateCondition } from '../conditions/evaluate.js';
import type { ArchitectureGraph, Component, Relation } from '../graph/types.js';
import type { ModelElement, ModelPrinciple, ModelRelation, ReferenceArchitecture } from './types.js';

export function evaluateConformance(model: ReferenceArchitecture, graph: ArchitectureGraph): ConformanceVerdict {
  const elements = model.elements.map((element) => elementVerdict(element, graph));
  const mapped = new Set(elements.flatMap(deciding));
  return {
    model: model.id,
    name: model.name,
    elements,
    relations: model.relations.flatMap((relation) => relationVerdict(model, relation, elements, graph)),
    principles: model.principles.map((principle) => principleVerdict(principle, graph)),
    unmapped: graph.components.filter((c) => !mapped.has(c.id)).map((c) => c.id),
  };
}

function elementVerdict(element: ModelElement, graph: ArchitectureGraph): ElementVerdict {
  const components = graph.components
    .filter((component) => element.types.includes(component.type))
    .sort((a, b) => Number(a.status === 'declared') - Number(b.status === 'declared'));
  const present = components.some((component) => component.status === 'defined');
  const status = present
    ? 'present'
    : components.length > 0
      ? 'declared'
      : element.notObservable
        ? 'not-observable'
        : 'absent';
  const ids = components.map((c) => c.id);
  const supporting = present ? supportOf(element, components, graph) : [];
  return {
    id: element.id,
    name: element.name,
    status,
    components: [...ids, ...supporting],
    ...(supporting.length > 0 ? { supporting } : {}),
  };
}

/** Tools of the element's components, and what the model says supports those in force. */
function supportOf(element: ModelElement, components: readonly Component[], graph: ArchitectureGraph): string[] {
  const own = new Set(components.map((c) => c.id));
  const inForce = new Set(components.filter((c) => c.status === 'defined').map((c) => c.id));
  const tools = graph.tools.filter((tool) => element.types.includes(tool.type));
  const related = (element.supportedBy ?? []).flatMap(({ relation, from, to }) =>
    graph.relations
      .filter((r) => r.status === 'defined' && relation.includes(r.type) && inForce.has(to ? r.from : r.to))
      .flatMap((r) => graph.component(to ? r.to : r.from) ?? [])
      .filter((c) => c.status === 'defined' && (to ?? from ?? []).includes(c.type)),
  );
  return [...new Set([...tools, ...related].map((c) => c.id))].filter((id) => !own.has(id));
}

function deciding({ components, supporting = [] }: ElementVerdict): string[] {
  const support = new Set(supporting);
  return components.filter((id) => !support.has(id));
}

function relationVerdict(
  model: ReferenceArchitecture,
  modelled: ModelRelation,
  elements: readonly ElementVerdict[],
  graph: ArchitectureGraph,
): RelationConformance[] {
  const types = new Set(modelled.types);
  const of = (id: string): Set<string> => new Set(elements.filter((e) => e.id === id).flatMap(deciding));
  const [from, to] = [of(modelled.from), of(modelled.to)];
  const answers = (r: Relation): boolean =>
    r.status === 'defined' &&
    types.has(r.type) &&
    ((from.has(r.from) && to.has(r.to)) || (modelled.eitherWay === true && from.has(r.to) && to.has(r.from)));
  const found = graph.relations.filter(answers);
  if (found.length === 0 && modelled.modality !== 'required') return [];
  if (!model.elements.some((e) => e.id === modelled.from)) return [];
  return [
    {
      from: modelled.from,
      to: modelled.to,
      modality: modelled.modality,
      verdict: found.length === 0 ? 'absence' : modelled.modality === 'forbidden' ? 'divergence' : 'convergence',
      relations: found.map((r) => `${r.from} ${r.type} ${r.to}`),
    },
  ];
}

function principleVerdict(principle: ModelPrinciple, graph: ArchitectureGraph): PrincipleVerdict {
  const met = evaluateCondition(principle.met, graph);
  const base = { id: principle.id, name: principle.name };
  if (met.holds) return { ...base, status: 'met', summary: principle.description, evidence: met.evidence };
  const partly = principle.partly ? evaluateCondition(principle.partly, graph) : undefined;
  if (partly?.holds)
    return {
      ...base,
      status: 'partly-met',
      summary: `Not complete; looked for ${principle.lookedFor}.`,
      evidence: partly.evidence,
    };
  return { ...base, status: 'not-observed', summary: `Not seen; looked for ${principle.lookedFor}.`, evidence: [] };
}
