/** A model of statements in sections: how many hold in each, by definitions alone and with what people attest. */
import type { CriterionVerdict, QuestionnaireVerdict, SectionVerdict } from '../assessment/types.js';
import type { Questionnaire } from './types.js';

/** @returns what a questionnaire says beside what every maturity verdict holds */
export function questionnaireVerdict(
  model: Questionnaire,
  criteria: CriterionVerdict[],
): Omit<QuestionnaireVerdict, 'model' | 'name' | 'edition' | 'assessable'> {
  const points = model.scoring ?? { manual: 0, automated: 1, bands: [] };
  const byDefinitions = (c: CriterionVerdict): number => ((c.definitions ?? c.status) === 'met' ? points.automated : 0);
  const byAll = (c: CriterionVerdict): number => {
    if (c.status === 'met') return points.automated;
    if (c.status !== 'attested') return 0;
    return c.attestation?.value === 0.5 ? points.manual : points.automated;
  };
  const sections = model.sections.map(({ id, name, basic }): SectionVerdict => {
    // The ML Test Score gives what does not apply no point, so no statement of it is ever left out.
    const own = criteria.filter((c) => c.section === id && c.status !== 'not-applicable');
    const sum = (of: (c: CriterionVerdict) => number): number => own.reduce((total, c) => total + of(c), 0);
    return { id, name, basic, of: own.length, supported: sum(byDefinitions), confirmed: sum(byAll) };
  });
  const lowest = (of: (s: SectionVerdict) => number): number => Math.min(...sections.map(of));
  if (!model.scoring)
    return {
      kind: 'questionnaire',
      criteria,
      sections,
      complete: sections.every((s) => !s.basic || s.confirmed === s.of),
    };
  const confirmed = lowest((s) => s.confirmed);
  const band = model.scoring.bands.filter((b) => b.above < confirmed).at(-1);
  return {
    kind: 'questionnaire',
    criteria,
    sections,
    score: { supported: lowest((s) => s.supported), confirmed, band: band?.says ?? model.scoring.bands[0]?.says ?? '' },
  };
}
