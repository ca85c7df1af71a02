/** What a maturity model, a section of a questionnaire and a criterion stand for. */
import type { Assessment } from '../assessment/types.js';
import { conditionText } from '../conditions/describe.js';
import { isQuestionnaire, type MaturityCriterion, type MaturityModel } from '../maturity/types.js';
import { attestationSentence, levelSentence, listing, plural } from '../report/verdict.js';
import { said, type Explanation } from './explanation.js';

/** @returns what the model, its sections and its criteria of that id are */
export function explainMaturity(id: string, model: MaturityModel): Explanation[] {
  return [...(model.id === id ? [ofModel(model)] : []), ...ofSection(id, model), ...ofCriterion(id, model)];
}

function ofCriterion(id: string, model: MaturityModel): Explanation[] {
  return model.criteria
    .filter((c) => c.id === id)
    .map((c) => ({
      title: `${c.id} ${c.name}`,
      kind: `${kindOf(c, model)}${c.core ? ', decides the level' : ''}`,
      paragraphs: [
        ['Looked for', c.lookedFor],
        ...said('Met when', c.met && conditionText(c.met)),
        ...said('Partly met when', c.partly && conditionText(c.partly)),
        ...said('Applies where', c.appliesWhen && conditionText(c.appliesWhen)),
        ...said('By level', c.readings?.map((r) => `${r.levels.join(', ')} ${r.says}`).join('; ')),
        ...said('Why it decides', c.coreBecause),
        ...said(
          'Why it does not decide',
          c.core || isQuestionnaire(model) ? undefined : (c.notCoreBecause ?? model.decides),
        ),
        ...said('To meet it', c.change),
        [
          'How it is known',
          c.met || c.partly || c.detectability === 'attestation'
            ? KNOWN[c.detectability]
            : 'it is not looked for; people attest it',
        ],
        ...said('Editions', c.editions && `${listing(c.editions)} only`),
        ['Source', `${model.source.title}, ${c.source} (${c.provenance})`],
      ],
      found: (a: Assessment) => {
        const criterion = a.maturity.find((m) => m.model === model.id)?.criteria.find((x) => x.id === id);
        const attested = criterion?.attestation ? `; ${attestationSentence(criterion)}` : '';
        if (!criterion) return { status: 'not evaluated', evidence: [] };
        const why = criterion.status === 'met' ? '' : `. ${criterion.summary.replace(/\.$/, '')}`;
        return { status: `${criterion.status.replaceAll('-', ' ')}${why}${attested}`, evidence: criterion.evidence };
      },
    }));
}

const KNOWN = {
  decidable: 'definitions can decide it',
  partly: 'definitions can show the mechanism, not its use',
  attestation: 'only people can answer',
};

function kindOf({ level, section }: MaturityCriterion, model: MaturityModel): string {
  if (!isQuestionnaire(model)) return `criterion of ${model.name}, level ${level ?? 0}`;
  return `statement of ${model.name}, ${model.sections.find((s) => s.id === section)?.name ?? ''}`;
}

function ofModel(model: MaturityModel): Explanation {
  const { title, authors, year, url } = model.source;
  const parts = isQuestionnaire(model)
    ? `${plural(model.criteria.length, 'statement')} in ${plural(model.sections.length, 'section')}`
    : `${plural(model.criteria.length, 'criterion', 'criteria')} on levels ${model.levels.map((l) => `${l.level} ${l.name}`).join(', ')}`;
  return {
    title: model.name,
    kind: 'maturity model',
    paragraphs: [
      ['Source', [title, authors, year, url].filter((part) => part !== undefined && part !== '').join(', ')],
      ['Holds', parts],
      ...said('Editions', model.editions?.map((e) => e.id).join(', ')),
    ],
    found: (a: Assessment) => {
      const verdict = a.maturity.find((m) => m.model === model.id);
      return { status: verdict ? levelSentence(verdict) : 'not evaluated', evidence: [] };
    },
  };
}

function ofSection(id: string, model: MaturityModel): Explanation[] {
  const section = isQuestionnaire(model) ? model.sections.find((s) => s.id === id) : undefined;
  if (!section) return [];
  const statements = model.criteria.filter((c) => c.section === id);
  return [
    {
      title: `${section.id} ${section.name}`,
      kind: `section of ${model.name}`,
      paragraphs: statements.map((c): [string, string] => [c.id, c.name]),
      found: (a: Assessment) => {
        const verdict = a.maturity.find((m) => m.model === model.id);
        const found = verdict?.kind === 'questionnaire' ? verdict.sections.find((s) => s.id === id) : undefined;
        return { status: found ? `${found.confirmed} of ${found.of}` : 'not evaluated', evidence: [] };
      },
    },
  ];
}
