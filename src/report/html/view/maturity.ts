/** The maturity models: criterion by level, with the evidence or the attestation that it rests on. */
import type {
  CriterionVerdict,
  LevelVerdict,
  MaturityVerdict,
  QuestionnaireVerdict,
} from '../../../assessment/types.js';
import { criterionAnchor, modelAnchor } from '../../../diagram/anchors.js';
import { told } from '../../../diagram/status.js';
import { explainCommand } from '../../commands.js';
import { webAddress } from '../../evidence-links.js';
import { attestationSentence, blockers, criteriaById, inOrder, levelSentence } from '../../verdict.js';
import type { Kit } from '../kit.js';

export function maturityView(kit: Kit) {
  return inOrder(kit.assessment.maturity)
    .filter((m) => m.assessable)
    .map((model) => ({
      anchor: modelAnchor(model.model),
      name: model.name + (model.edition === undefined ? '' : `, edition ${model.edition}`),
      sentence: levelSentence(model),
      ...(model.kind === 'questionnaire' ? questionnaire(kit, model) : levels(kit, model)),
    }));
}

function levels(kit: Kit, model: LevelVerdict) {
  const all = [
    ...new Set(model.criteria.flatMap((c) => [c.level ?? 0, ...(c.readings ?? []).flatMap((r) => r.levels)])),
  ];
  const columns = all.sort((a, b) => a - b);
  return {
    levels: columns.map((level) => ({
      level,
      word: level <= model.level ? 'supported' : level <= model.ceiling ? 'open' : 'contradicted',
      now: level === model.level,
    })),
    next: model.level + 1,
    blockers: blockers(model).map((c) => ({
      ...criterionView(kit, model, c),
      command: explainCommand(c.id),
    })),
    toAttest: criteriaById(model, model.toAttest ?? []).map(({ id, name }) => ({
      id,
      name,
      href: `#${criterionAnchor(model.model, id)}`,
    })),
    sections: [
      {
        name: '',
        score: '',
        criteria: kit
          .most(model.criteria, kit.limits.rows, 'criterion')
          .map((c) => criterionView(kit, model, c, columns)),
      },
    ],
  };
}

function questionnaire(kit: Kit, model: QuestionnaireVerdict) {
  return {
    levels: undefined,
    next: 0,
    blockers: [],
    toAttest: [],
    sections: model.sections.map((section) => ({
      name: section.name,
      score: `${section.supported} of ${section.of} shown${section.confirmed > section.supported ? `, ${section.confirmed} confirmed` : ''}`,
      criteria: kit
        .most(
          model.criteria.filter((c) => c.section === section.id),
          kit.limits.rows,
          'criterion',
        )
        .map((c) => criterionView(kit, model, c)),
    })),
  };
}

function criterionView(kit: Kit, model: MaturityVerdict, criterion: CriterionVerdict, columns: readonly number[] = []) {
  const { id, name, status, core, descriptor, forPeople, summary, change, attestation, readings, level } = criterion;
  const says = kit.context.explain?.(id, model.model) ?? [];
  const marks = (column: number) => {
    const reading = readings?.find((r) => r.levels.includes(column));
    if (reading) return { status: told(reading.status ?? status), name: reading.says };
    return !readings?.length && column === level ? { status: told(status), name: '' } : undefined;
  };
  const found = criterion.evidence.length > 0;
  return {
    anchor: criterionAnchor(model.model, id),
    id,
    name,
    status: told(status),
    core: core && !descriptor,
    descriptor: descriptor ?? false,
    forPeople: forPeople ?? false,
    summary,
    change: status === 'met' || status === 'attested' ? '' : (change ?? ''),
    source: kit.standsAt(says, model.model),
    attestation: attestation
      ? { words: attestationSentence(criterion), href: webAddress(attestation.link ?? '') }
      : undefined,
    cells: columns.map((column) => ({ level: column, mark: marks(column) })),
    looked: !found && (criterion.lookedAt?.length ?? 0) > 0,
    ...kit.places(found ? criterion.evidence : (criterion.lookedAt ?? []), kit.few(2)),
  };
}
