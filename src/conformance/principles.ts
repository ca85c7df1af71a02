/** Principles and requirements, from what implements them: a component that is present is not yet a principle that is met. */
import type { PrincipleVerdict } from '../assessment/types.js';
import { evaluateCondition } from '../conditions/evaluate.js';
import type { Evidence } from '../graph/types.js';
import type { ArchitectureGraph } from '../graph/types.js';
import type { ModelPrinciple } from './types.js';

const MOST_EVIDENCE = 6;

export function principleVerdict(principle: ModelPrinciple, graph: ArchitectureGraph): PrincipleVerdict {
  const { id, name, description, lookedFor, notObservable, parts } = principle;
  if (parts) return ofParts({ ...principle, parts }, graph);
  const met = principle.met && evaluateCondition(principle.met, graph);
  if (met?.holds) return { id, name, status: 'met', summary: description, evidence: met.evidence };
  const partly = principle.partly && evaluateCondition(principle.partly, graph);
  if (partly?.holds)
    return {
      id,
      name,
      status: 'partly-met',
      summary: `Not complete; looked for ${lookedFor}.`,
      evidence: partly.evidence,
    };
  const summary = notObservable ?? `Not seen; looked for ${lookedFor}.`;
  return { id, name, status: 'not-observed', summary, evidence: [] };
}

function ofParts(
  { id, name, description, lookedFor, parts }: ModelPrinciple & Required<Pick<ModelPrinciple, 'parts'>>,
  graph: ArchitectureGraph,
): PrincipleVerdict {
  const outcomes = parts.map((part) => ({ name: part.name, ...evaluateCondition(part.met, graph) }));
  const seen = outcomes.filter((part) => part.holds);
  const names = (holds: boolean): string =>
    outcomes
      .filter((part) => part.holds === holds)
      .map((part) => part.name)
      .join(', ');
  if (seen.length === 0)
    return { id, name, status: 'not-observed', summary: `Not seen; looked for ${lookedFor}.`, evidence: [] };
  const whole = seen.length === outcomes.length;
  return {
    id,
    name,
    status: whole ? 'met' : 'partly-met',
    summary: whole ? description : `Seen: ${names(true)}. Not seen: ${names(false)}.`,
    evidence: firstOfEach(seen.map((part) => part.evidence)),
  };
}

/** Of every part the first place, then of every part the second. */
function firstOfEach(lists: readonly (readonly Evidence[])[]): Evidence[] {
  const places = new Map<string, Evidence>();
  for (let i = 0; i < MOST_EVIDENCE; i++)
    for (const list of lists) {
      const evidence = list[i];
      if (evidence && places.size < MOST_EVIDENCE)
        places.set(`${evidence.source}\n${evidence.file}\n${evidence.line}`, evidence);
    }
  return [...places.values()];
}
