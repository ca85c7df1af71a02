/** Evaluates a condition on the graph. */
import { startedByHand } from '../graph/starters.js';
import type { ArchitectureGraph, Component, Evidence, Relation } from '../graph/types.js';
import type { ComponentType } from '../vocabulary/index.js';
import type { ComponentPattern, Condition, CountPattern, EndPattern, Outcome, RelationPattern } from './types.js';

const MOST_EVIDENCE = 6;
const FAILED: Outcome = { holds: false, evidence: [], components: [] };

export function evaluateCondition(condition: Condition, graph: ArchitectureGraph): Outcome {
  if ('component' in condition) return componentOutcome(condition.component, graph);
  if ('relation' in condition) return relationOutcome(condition.relation, graph);
  if ('count' in condition) return countOutcome(condition.count, graph);
  if ('document' in condition) {
    const found = graph.documents.filter(({ topic }) => condition.document.about.includes(topic));
    return found.length > 0
      ? { holds: true, evidence: spread([found.map((d) => d.evidence)]), components: [] }
      : FAILED;
  }
  if ('not' in condition)
    return { holds: !evaluateCondition(condition.not, graph).holds, evidence: [], components: [] };
  if ('all' in condition) {
    const parts = condition.all.map((part) => evaluateCondition(part, graph));
    return parts.every((part) => part.holds) ? joined(parts) : FAILED;
  }
  if ('first' in condition) {
    for (const part of condition.first) {
      const outcome = evaluateCondition(part, graph);
      if (outcome.holds) return outcome;
    }
    return FAILED;
  }
  const holding = condition.any.map((part) => evaluateCondition(part, graph)).filter((part) => part.holds);
  return holding.length > 0 ? joined(holding) : FAILED;
}

function componentOutcome(pattern: ComponentPattern, graph: ArchitectureGraph): Outcome {
  const candidates = pattern.attributes?.role === 'tool' ? graph.tools : graph.components;
  const found = candidates.filter((component) => matchesComponent(pattern, component, graph));
  return found.length > 0 ? seen(found, graph, Object.keys(pattern.attributes ?? {})) : FAILED;
}

function countOutcome({ technologies, atLeast }: CountPattern, graph: ArchitectureGraph): Outcome {
  const bySource = new Map<string, Component[]>();
  for (const component of graph.components) {
    if (!matchesComponent(technologies, component, graph)) continue;
    for (const source of new Set(component.evidence.map((e) => e.source)))
      bySource.set(source, [...(bySource.get(source) ?? []), component]);
  }
  const enough = [...bySource.values()].filter((found) => new Set(found.map((c) => c.technology)).size >= atLeast);
  return enough.length > 0 ? seen([...new Set(enough.flat())], graph) : FAILED;
}

/** @param asked attributes that were asked for: where they are said is shown first */
function seen(found: readonly Component[], graph: ArchitectureGraph, asked: readonly string[] = []): Outcome {
  const shown = ({ attributeEvidence, evidence }: Component): Evidence[] => {
    const places = asked.flatMap((attribute) => attributeEvidence?.[attribute] ?? []);
    // Of what is asked for only in some respect, more places say nothing of that respect.
    return places.length > 0 ? [...places, ...evidence.slice(0, 1)] : [...evidence];
  };
  return { holds: true, evidence: spread(used(found.map(shown), graph)), components: found.map((c) => c.id) };
}

function relationOutcome(pattern: RelationPattern, graph: ArchitectureGraph): Outcome {
  const found = graph.relations.filter((relation) => matchesRelation(pattern, relation, graph));
  if (found.length === 0) return FAILED;
  // Who starts it shows that nobody else does.
  const starts = found.flatMap((r) => (pattern.started === 'by-hand' ? (startedByHand(r, graph) ?? []) : []));
  const shown = found.map((r) => r.evidence);
  return {
    holds: true,
    evidence: spread(used(starts.length > 0 ? [starts.map((s) => s.evidence), ...shown] : shown, graph)),
    components: [...new Set(found.flatMap((r) => [r.from, r.to]))],
  };
}

/** The types of components that a condition speaks of, in order. */
export function typesIn(condition: Condition | undefined): ComponentType[] {
  if (!condition) return [];
  if ('component' in condition) return [...condition.component.type];
  if ('relation' in condition) return [...new Set([...condition.relation.from, ...condition.relation.to])];
  if ('count' in condition) return [...condition.count.technologies.type];
  if ('document' in condition) return [];
  const parts =
    'not' in condition
      ? [condition.not]
      : 'all' in condition
        ? condition.all
        : 'first' in condition
          ? condition.first
          : condition.any;
  return [...new Set(parts.flatMap(typesIn))];
}

export function matchesComponent(pattern: ComponentPattern, component: Component, graph: ArchitectureGraph): boolean {
  const { reason, fileEnds, technology } = pattern;
  const has = (end: EndPattern): boolean => hasRelation(end, component, graph);
  return (
    pattern.type.includes(component.type) &&
    component.status === (pattern.status ?? 'defined') &&
    (!reason || (component.reason !== undefined && reason.includes(component.reason))) &&
    (!technology || technology.includes(component.technology)) &&
    hasAttributes(component, pattern.attributes) &&
    hasNone(component, pattern.withoutAttributes) &&
    (!fileEnds || component.evidence.every((e) => fileEnds.some((end) => e.file.endsWith(end)))) &&
    (pattern.with ?? []).every(has) &&
    !(pattern.without ?? []).some(has)
  );
}

function hasRelation(end: EndPattern, { id }: Component, graph: ArchitectureGraph): boolean {
  const [relations, types, others] =
    'outgoing' in end ? [graph.outgoing(id), end.outgoing, end.to] : [graph.incoming(id), end.incoming, end.from];
  return relations.some((relation) => {
    const other = graph.component('outgoing' in end ? relation.to : relation.from);
    return relation.status === 'defined' && types.includes(relation.type) && !!other && others.includes(other.type);
  });
}

export function matchesRelation(pattern: RelationPattern, relation: Relation, graph: ArchitectureGraph): boolean {
  if (relation.status !== 'defined' || !pattern.type.includes(relation.type)) return false;
  const [from, to] = [graph.component(relation.from), graph.component(relation.to)];
  return (
    from !== undefined &&
    to !== undefined &&
    pattern.from.includes(from.type) &&
    pattern.to.includes(to.type) &&
    hasAttributes(from, pattern.fromAttributes) &&
    hasNone(from, pattern.fromWithout) &&
    (!pattern.fromRelated ||
      hasRelation({ outgoing: pattern.fromRelated.type, to: pattern.fromRelated.to }, from, graph)) &&
    hasNone(to, pattern.toWithout) &&
    isRelated(to, pattern.toRelated, graph) &&
    (!pattern.started || (startedByHand(relation, graph) !== undefined) === (pattern.started === 'by-hand'))
  );
}

function isRelated(to: Component, wanted: RelationPattern['toRelated'], graph: ArchitectureGraph): boolean {
  return (
    !wanted ||
    graph
      .incoming(to.id)
      .some(
        (relation) =>
          relation.status === 'defined' &&
          wanted.type.includes(relation.type) &&
          wanted.from.some((type) => type === graph.component(relation.from)?.type),
      )
  );
}

/** @param wanted values by attribute; `true` stands for any value but false */
export function hasAttributes(component: Component, wanted: Record<string, string | boolean> | undefined): boolean {
  return Object.entries(wanted ?? {}).every(([key, value]) => {
    const actual = component.attributes[key];
    return value === true ? actual !== undefined && actual !== false : actual === value;
  });
}

const hasNone = (component: Component, unwanted: Record<string, string | boolean> = {}): boolean =>
  !Object.entries(unwanted).some(([key, value]) => hasAttributes(component, { [key]: value }));

function joined(parts: readonly Outcome[]): Outcome {
  return {
    holds: true,
    evidence: spread(parts.map((part) => part.evidence)),
    components: [...new Set(parts.flatMap((part) => part.components))],
  };
}

/** What people try out in notebooks is shown only where nothing else shows it. */
function used(lists: readonly (readonly Evidence[])[], { triedOut }: ArchitectureGraph): (readonly Evidence[])[] {
  if (!triedOut || triedOut.size === 0) return [...lists];
  const kept = lists.map((list) => list.filter(({ source, file }) => !triedOut.has(`${source}\n${file}`)));
  return kept.some((list) => list.length > 0) ? kept : [...lists];
}

/** The first of each list, then the second of each: every part of a condition is shown before any is shown twice. */
function spread(lists: readonly (readonly Evidence[])[]): Evidence[] {
  const seen = new Set<string>();
  const result: Evidence[] = [];
  const longest = Math.max(0, ...lists.map((list) => list.length));
  for (let i = 0; i < longest && result.length < MOST_EVIDENCE; i++)
    for (const list of lists) {
      const evidence = list[i];
      if (!evidence || result.length >= MOST_EVIDENCE) continue;
      const key = `${evidence.source}\n${evidence.file}\n${evidence.line}`;
      if (!seen.has(key)) result.push(evidence);
      seen.add(key);
    }
  return result;
}
