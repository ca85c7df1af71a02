/**
 * Reference architecture × graph → reflexion model (Murphy, Notkin and Sullivan, FSE 1995): elements found or missing,
 * modelled relations as convergence, absence or divergence, layer rules, principles from what implements them.
 */
import type { ConformanceVerdict } from '../assessment/types.js';
import { relationName } from '../graph/ends.js';
import type { ArchitectureGraph } from '../graph/types.js';
import { deciding, elementVerdict } from './elements.js';
import { integrationVerdict, stageVerdict } from './involvement.js';
import { judgeLayers } from './layers.js';
import { principleVerdict } from './principles.js';
import { judgeRelations } from './relations.js';
import type { ReferenceArchitecture } from './types.js';

/** Pure. What a model does not transcribe of its source it says in every verdict. */
export function evaluateConformance(model: ReferenceArchitecture, graph: ArchitectureGraph): ConformanceVerdict {
  const elements = model.elements.map((element) => elementVerdict(element, graph));
  const mapped = new Set(elements.flatMap(deciding));
  const { relations, notJudged, spokenOf, drawn } = judgeRelations(model, elements, graph);
  // Of a model without elements it cannot be said of what it does not speak.
  const speaks = model.elements.length > 0;
  const unmapped = speaks ? graph.components.filter((c) => !mapped.has(c.id)) : [];
  const unmappedRelations = speaks
    ? graph.relations.filter((r) => r.status === 'defined' && !spokenOf.has(r)).map(relationName)
    : [];
  return {
    model: model.id,
    name: model.name,
    ...(model.own ? { own: true as const } : {}),
    ...(model.basedOn === undefined ? {} : { basedOn: model.basedOn }),
    status: model.status,
    notTranscribed: model.notTranscribed,
    counts: model.counts.map(({ what, count }) => ({ what, count })),
    layers: model.layers.map(({ id, name, kind, open }) => ({ id, name, kind, ...(open ? { open } : {}) })),
    elements,
    relations,
    notJudged,
    layerRules: judgeLayers(model, elements, drawn, graph),
    principles: model.principles.map((principle) => principleVerdict(principle, graph)),
    requirements: model.requirements.map((requirement) => principleVerdict(requirement, graph)),
    involvement: model.stages.map((stage) => stageVerdict(stage, graph)),
    integration: model.neighbours.map((pair) => integrationVerdict(pair, graph)),
    unmapped: unmapped.map((c) => c.id),
    unmappedRelations,
  };
}
