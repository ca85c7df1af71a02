/** Which components are an element of a reference architecture, and what that says about the element. */
import type { ElementVerdict } from '../assessment/types.js';
import { evaluateCondition, hasAttributes, matchesRelation } from '../conditions/evaluate.js';
import type { ArchitectureGraph, Component } from '../graph/types.js';
import { matchesGlob } from './glob.js';
import type { ModelElement } from './types.js';

/** @returns the element's status with its components: those in force first, then those that only support it */
export function elementVerdict(element: ModelElement, graph: ArchitectureGraph): ElementVerdict {
  const components = componentsOf(element, graph);
  const present = components.some((component) => component.status === 'defined');
  const status = present
    ? 'present'
    : components.length > 0
      ? 'declared'
      : element.notObservable
        ? 'not-observable'
        : 'absent';
  const supporting = present ? supportOf(element, components, graph) : [];
  return {
    id: element.id,
    name: element.name,
    status,
    components: [...components.map((c) => c.id), ...supporting],
    ...(supporting.length > 0 ? { supporting } : {}),
    ...(element.in ? { in: element.in } : {}),
    ...(element.instanceOf ? { instanceOf: element.instanceOf } : {}),
    ...(element.secondary ? { secondary: true } : {}),
    ...(element.principles.length > 0 ? { principles: element.principles } : {}),
    ...(status === 'not-observable' && element.notObservable ? { because: element.notObservable } : {}),
    ...(status === 'absent' && element.types.length > 0 ? { types: element.types } : {}),
  };
}

/** Ids of the components that decide an element's status. */
export function deciding({ components, supporting = [] }: ElementVerdict): string[] {
  const support = new Set(supporting);
  return components.filter((id) => !support.has(id));
}

function componentsOf(element: ModelElement, graph: ArchitectureGraph): Component[] {
  if (element.when && !evaluateCondition(element.when, graph).holds) return [];
  return graph.components
    .filter((component) => isOf(element, component, graph))
    .sort((a, b) => Number(a.status === 'declared') - Number(b.status === 'declared'));
}

function isOf(element: ModelElement, component: Component, graph: ArchitectureGraph): boolean {
  const { technologies, names, attributes, where } = element;
  // An element may be known by its technology or name alone.
  if (element.types.length > 0 ? !element.types.includes(component.type) : !technologies && !names) return false;
  if (technologies && !technologies.some((glob) => matchesGlob(glob, component.technology))) return false;
  if (names && !names.some((glob) => matchesGlob(glob, component.name))) return false;
  if (!hasAttributes(component, attributes)) return false;
  if (!where) return true;
  return [...graph.outgoing(component.id), ...graph.incoming(component.id)].some((relation) =>
    where.some(
      (pattern) =>
        matchesRelation(pattern, relation, graph) &&
        (relation.from === component.id ? pattern.from : pattern.to).includes(component.type),
    ),
  );
}

/** Tools of the element's components, and what the model says supports those in force. */
function supportOf(element: ModelElement, components: readonly Component[], graph: ArchitectureGraph): string[] {
  const own = new Set(components.map((c) => c.id));
  const inForce = new Set(components.filter((c) => c.status === 'defined').map((c) => c.id));
  const tools = element.instanceOf ? [] : graph.tools.filter((tool) => element.types.includes(tool.type));
  const related = (element.supportedBy ?? []).flatMap(({ relation, from, to }) =>
    graph.relations
      .filter((r) => r.status === 'defined' && relation.includes(r.type) && inForce.has(to ? r.from : r.to))
      .flatMap((r) => graph.component(to ? r.to : r.from) ?? [])
      .filter((c) => c.status === 'defined' && (to ?? from ?? []).includes(c.type)),
  );
  return [...new Set([...tools, ...related].map((c) => c.id))].filter((id) => !own.has(id));
}
