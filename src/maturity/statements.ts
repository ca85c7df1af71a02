/** What only people can answer, in the order in which an answer matters. */
import type { CriterionVerdict, MaturityVerdict } from '../assessment/types.js';
import { isQuestionnaire, type MaturityCriterion, type MaturityModel } from './types.js';

export interface Statement {
  model: MaturityModel;
  criterion: MaturityCriterion;
  /** Why it is asked where it stands. */
  because: string;
}

/**
 * The statements that nobody attests yet: first what confirms the level that the definitions support, then what the levels above
 * it need, then what is shown only, then what questionnaires ask of everyone, then the rest.
 */
export function openStatements(models: readonly MaturityModel[], verdicts: readonly MaturityVerdict[]): Statement[] {
  const ranked = verdicts.flatMap((verdict) => {
    const model = models.find((m) => m.id === verdict.model);
    if (!model) return [];
    return verdict.criteria.filter(isOpen).flatMap((c) => {
      const criterion = model.criteria.find((x) => x.id === c.id);
      return criterion ? [{ ...placeOf(c, verdict, model), statement: { model, criterion } }] : [];
    });
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ because, statement }) => ({ ...statement, because }));
}

const isOpen = (c: CriterionVerdict): boolean => c.forPeople === true && c.status === 'not-observed' && !c.descriptor;

function placeOf(
  c: CriterionVerdict,
  verdict: MaturityVerdict,
  model: MaturityModel,
): { rank: number; because: string } {
  if (verdict.kind === 'questionnaire') {
    const section = isQuestionnaire(model) ? model.sections.find((s) => s.id === c.section) : undefined;
    const because = `section ${section?.name ?? ''}`;
    return { rank: section?.basic ? 200 : 300, because };
  }
  const level = c.level ?? 0;
  if (!c.core) return { rank: 100 + level, because: `level ${level}, does not decide it` };
  return { rank: level, because: level <= verdict.level ? `confirms level ${level}` : `needed for level ${level}` };
}
