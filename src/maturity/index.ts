/**
 * Maturity model × graph → criteria, level, ceiling and what blocks the next level. Absence of evidence is `not-observed`;
 * a criterion is `not-met` only where a definition that would show it was read and shows its absence.
 */
import type { CriterionStatus, CriterionVerdict, MaturityVerdict } from '../assessment/types.js';
import { evaluateCondition } from '../conditions/evaluate.js';
import type { ArchitectureGraph, Evidence } from '../graph/types.js';
import type { ComponentType } from '../vocabulary/index.js';
import type { MaturityCriterion, MaturityModel } from './types.js';

/** Components without which there is no machine learning to be mature about. */
const MACHINE_LEARNING: ReadonlySet<ComponentType> = new Set<ComponentType>([
  'workflow-orchestration',
  'feature-store',
  'model-training-infrastructure',
  'training-pipeline',
  'model-validation',
  'model-registry',
  'ml-metadata-store',
  'model-serving',
]);

export function evaluateMaturity(model: MaturityModel, graph: ArchitectureGraph): MaturityVerdict {
  const criteria = model.criteria.map((criterion) => criterionVerdict(criterion, graph));
  const levels = model.levels.map((l) => l.level).sort((a, b) => a - b);
  const core = (level: number): CriterionVerdict[] => criteria.filter((c) => c.core && c.level === level);
  const level = highest(levels, (at) => core(at).every((c) => c.status === 'met'));
  const next = levels.find((at) => at > level);
  return {
    model: model.id,
    name: model.name,
    assessable: graph.components.some((c) => MACHINE_LEARNING.has(c.type)),
    level,
    confirmed: highest(levels, (at) => core(at).every((c) => c.status === 'met' || c.status === 'attested')),
    ceiling: highest(levels, (at) => core(at).every((c) => c.status !== 'not-met')),
    criteria,
    blockers:
      next === undefined
        ? []
        : core(next)
            .filter((c) => c.status !== 'met')
            .map((c) => c.id),
  };
}

/** The highest level that holds together with all below it. */
function highest(levels: readonly number[], holds: (level: number) => boolean): number {
  let reached = levels[0] ?? 0;
  for (const level of levels) {
    if (!holds(level)) break;
    reached = level;
  }
  return reached;
}

function criterionVerdict(criterion: MaturityCriterion, graph: ArchitectureGraph): CriterionVerdict {
  const verdict = (status: CriterionStatus, summary: string, evidence: Evidence[] = []): CriterionVerdict => ({
    id: criterion.id,
    name: criterion.name,
    level: criterion.level,
    status,
    core: criterion.core,
    summary,
    evidence,
  });
  if (criterion.detectability === 'attestation' || !criterion.met)
    return verdict('not-observed', `Only people can answer: ${criterion.lookedFor}.`);
  const met = evaluateCondition(criterion.met, graph);
  if (met.holds) return verdict('met', `Found: ${criterion.lookedFor}.`, met.evidence);
  const partly = criterion.partly && evaluateCondition(criterion.partly, graph);
  if (partly?.holds) return verdict('partly-met', `Found in part; looked for ${criterion.lookedFor}.`, partly.evidence);
  const notMet = criterion.notMet && evaluateCondition(criterion.notMet, graph);
  if (notMet?.holds)
    return verdict(
      'not-met',
      `The definitions that would show it were read and do not: looked for ${criterion.lookedFor}.`,
      notMet.evidence,
    );
  return verdict('not-observed', `Not seen; looked for ${criterion.lookedFor}.`);
}
