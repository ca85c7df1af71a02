/** Modelled relations against discovered ones: the reflexion model of Murphy, Notkin and Sullivan (FSE 1995). */
import type { ElementVerdict, RelationConformance, RelationNotJudged, WantedRelation } from '../assessment/types.js';
import { matchesRelation } from '../conditions/evaluate.js';
import type { RelationPattern } from '../conditions/types.js';
import { bothEnds, relationName } from '../graph/ends.js';
import type { ArchitectureGraph, Control, Relation } from '../graph/types.js';
import type { ComponentType } from '../vocabulary/index.js';
import { deciding } from './elements.js';
import type { ModelRelation, ReferenceArchitecture, StartPattern } from './types.js';

export interface JudgedRelations {
  relations: RelationConformance[];
  notJudged: RelationNotJudged[];
  /** Discovered relations of which the model speaks. */
  spokenOf: Set<Relation>;
  /** Those of them that it draws; no rule speaks against them. */
  drawn: Set<Relation>;
}

const MOST_EVIDENCE = 6;

/** Divergence is what a model forbids and definitions hold; absence what it requires of two ends that are there, and they lack. */
export function judgeRelations(
  { relations: modelled, elements: modelElements }: Pick<ReferenceArchitecture, 'relations' | 'elements'>,
  elements: readonly ElementVerdict[],
  graph: ArchitectureGraph,
): JudgedRelations {
  const judged: JudgedRelations = { relations: [], notJudged: [], spokenOf: new Set(), drawn: new Set() };
  const ofElement = new Map(elements.map((element) => [element.id, new Set(deciding(element))]));
  const absent = new Set(elements.flatMap(({ id, status }) => (status === 'absent' ? [id] : [])));
  const typesOf = new Map(modelElements.map((element) => [element.id, element.types]));
  for (const model of modelled) {
    const { relations, starts, endsThere } = answersTo(model, ofElement, graph);
    for (const relation of relations) {
      judged.spokenOf.add(relation);
      if (model.modality !== 'forbidden') judged.drawn.add(relation);
    }
    const row = {
      id: model.id,
      from: model.from,
      to: model.to,
      ...(model.flow ? { flow: model.flow } : {}),
      modality: model.modality,
    };
    const found = relations.length > 0 || starts.length > 0;
    if (found) {
      const evidence =
        model.modality === 'forbidden'
          ? relations.flatMap((relation) => bothEnds(relation, graph)).slice(0, MOST_EVIDENCE)
          : starts.map((start) => start.evidence).slice(0, MOST_EVIDENCE);
      judged.relations.push({
        ...row,
        verdict: model.modality === 'forbidden' ? 'divergence' : 'convergence',
        relations: relations.map(relationName),
        ...(evidence.length > 0 ? { evidence } : {}),
      });
    } else if (model.notObservable) {
      judged.notJudged.push({ ...row, reason: 'not-observable', because: model.notObservable });
    } else if (model.modality !== 'required') judged.notJudged.push({ ...row, reason: 'not-found' });
    else {
      const wanted = wantedOf(model, typesOf);
      const ask = wanted ? { wanted } : {};
      // What answers an end in a wider sense (infrastructure that delivers) is no end of an element that is absent.
      if (!endsThere || absent.has(model.from) || absent.has(model.to))
        judged.notJudged.push({ ...row, reason: 'end-absent', ...ask });
      else judged.relations.push({ ...row, verdict: 'absence', relations: [], ...ask });
    }
  }
  return judged;
}

/** The first discovered relation that the model names as an answer; what only starts something is none. */
function wantedOf(
  model: ModelRelation,
  typesOf: ReadonlyMap<string, readonly ComponentType[]>,
): WantedRelation | undefined {
  const pattern = model.answeredBy?.find((p): p is RelationPattern => !('start' in p));
  const [from, to] = [pattern?.from ?? typesOf.get(model.from) ?? [], pattern?.to ?? typesOf.get(model.to) ?? []];
  const [type] = pattern?.type ?? model.types ?? [];
  return type && from.length > 0 && to.length > 0 ? { from: [...from], type, to: [...to] } : undefined;
}

interface Answers {
  relations: Relation[];
  starts: Control[];
  /** Components are in force at both ends of what the relation is in the first place. */
  endsThere: boolean;
}

function answersTo(
  model: ModelRelation,
  ofElement: ReadonlyMap<string, ReadonlySet<string>>,
  graph: ArchitectureGraph,
): Answers {
  const patterns = model.answeredBy ?? [];
  const [first] = patterns;
  const relationPatterns = patterns.filter((p): p is RelationPattern => !('start' in p));
  const startPatterns = patterns.filter((p): p is StartPattern => 'start' in p);
  const [from, to] = [model.from, model.to].map((id) => ofElement.get(id) ?? new Set<string>());
  const types = new Set(model.types);
  const between = (r: Relation): boolean =>
    r.status === 'defined' &&
    types.has(r.type) &&
    ((from?.has(r.from) && to?.has(r.to)) || (model.eitherWay && from?.has(r.to) && to?.has(r.from))) === true;
  const inForce = (ids: ReadonlySet<string> | undefined): boolean =>
    [...(ids ?? [])].some((id) => graph.component(id)?.status === 'defined');
  const has = (wanted: readonly ComponentType[]): boolean =>
    graph.components.some((c) => c.status === 'defined' && wanted.includes(c.type));
  return {
    relations: graph.relations.filter(
      (r) => between(r) || relationPatterns.some((pattern) => matchesRelation(pattern, r, graph)),
    ),
    starts: startPatterns.flatMap(({ start, of }) =>
      graph.controls.filter(
        (control) =>
          start.includes(control.kind) &&
          (control.components.some((id) => isOfType(id, of, graph)) ||
            control.relations.some((r) => isOfType(r.from, of, graph))),
      ),
    ),
    endsThere:
      (types.size > 0 && inForce(from) && inForce(to)) ||
      (first !== undefined && ('start' in first ? has(first.of) : has(first.from) && has(first.to))),
  };
}

function isOfType(id: string, types: readonly ComponentType[], graph: ArchitectureGraph): boolean {
  const component = graph.component(id);
  return component !== undefined && types.includes(component.type);
}
