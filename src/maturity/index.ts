/**
 * Maturity model × graph × attestations → criteria, level, ceiling and what blocks the next level. Absence of evidence is
 * `not-observed`; a criterion is `not-met` only where a definition that would show it was read and shows its absence, or
 * where people attest that it does not hold.
 */
import type {
  CriterionAttestation,
  CriterionStatus,
  CriterionVerdict,
  LevelVerdict,
  MaturityVerdict,
} from '../assessment/types.js';
import type { ArchitectureGraph } from '../graph/types.js';
import type { ComponentType } from '../vocabulary/index.js';
import { criterionVerdict } from './criteria.js';
import { questionnaireVerdict } from './questionnaire.js';
import { criteriaOf, isQuestionnaire, type LevelModel, type MaturityModel } from './types.js';

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

export interface MaturityOptions {
  /** Edition of the model; its first when left out. */
  edition?: string;
  /** What people state, by id of the criterion. */
  attestations?: ReadonlyMap<string, CriterionAttestation>;
}

export function evaluateMaturity(
  model: MaturityModel,
  graph: ArchitectureGraph,
  { edition = model.editions?.[0]?.id, attestations }: MaturityOptions = {},
): MaturityVerdict {
  const criteria = criteriaOf(model, edition).map((criterion) =>
    criterionVerdict(criterion, graph, attestations?.get(criterion.id)),
  );
  const base = {
    model: model.id,
    name: model.name,
    ...(edition === undefined ? {} : { edition }),
    assessable: graph.components.some((c) => MACHINE_LEARNING.has(c.type)),
  };
  return isQuestionnaire(model)
    ? { ...base, ...questionnaireVerdict(model, criteria) }
    : { ...base, ...levelsOf(model, criteria) };
}

/** What definitions alone say of a criterion. */
export const shown = (c: CriterionVerdict): CriterionStatus => c.definitions ?? c.status;

const SUPPORTS: ReadonlySet<CriterionStatus> = new Set<CriterionStatus>(['met', 'not-applicable']);

type Numbers = Omit<LevelVerdict, 'model' | 'name' | 'edition' | 'assessable'>;

function levelsOf(model: LevelModel, criteria: CriterionVerdict[]): Numbers {
  const levels = model.levels.map((l) => l.level).sort((a, b) => a - b);
  const core = (level: number): CriterionVerdict[] => criteria.filter((c) => c.core && c.level === level);
  const supported = (c: CriterionVerdict): boolean =>
    c.forPeople ? c.status !== 'not-met' : c.status !== 'not-met' && SUPPORTS.has(shown(c));
  const attested = (c: CriterionVerdict): boolean => !c.forPeople || c.status === 'attested';
  const possible = (c: CriterionVerdict): boolean => c.status !== 'not-met';
  const level = highest(levels, (at) => core(at).every(supported));
  const ceiling = highest(levels, (at) => core(at).every(possible));
  const openAt = (at: number | undefined, holds: (c: CriterionVerdict) => boolean): string[] =>
    at === undefined ? [] : core(at).flatMap((c) => (holds(c) ? [] : [c.id]));
  return {
    level,
    confirmed: highest(levels, (at) => core(at).every((c) => supported(c) && attested(c))),
    ceiling,
    criteria,
    blockers: openAt(
      levels.find((at) => at > level),
      supported,
    ),
    toAttest: levels.filter((at) => at <= level).flatMap((at) => openAt(at, attested)),
    contradicted: openAt(
      levels.find((at) => at > ceiling),
      possible,
    ),
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
