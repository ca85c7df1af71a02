/** A maturity model as data: `architecture-models/*.yaml`, validated by `schemas/maturity-model.schema.json`. */
import type { CriterionStatus } from '../assessment/types.js';
import type { Condition } from '../conditions/types.js';
import type { ModelSource, Provenance } from '../conformance/types.js';

/** Whether definitions can show a criterion: decidable, partly (the mechanism, not its use), or by people only. */
export type Detectability = 'decidable' | 'partly' | 'attestation';

/** How a criterion reads on some of the levels, where a model asks for more of the same thing on every level. */
export interface CriterionReading {
  levels: number[];
  says: string;
  /** When definitions show this reading; without it the reading is text only. */
  met?: Condition;
}

/** A sentence that a reader of the verdict would miss: a gate that only reports, a release that a person starts. */
export interface VerdictRemark {
  on: CriterionStatus[];
  when: Condition;
  says: string;
}

export interface MaturityCriterion {
  id: string;
  /** The lowest level that asks for it; for descriptors the highest that it describes. None in a questionnaire. */
  level?: number;
  /** The section of a questionnaire. */
  section?: string;
  /** Editions of the model that hold it; all when left out. */
  editions?: string[];
  name: string;
  detectability: Detectability;
  /** Decides the level; the reasoning is in `coreBecause`. */
  core: boolean;
  coreBecause?: string;
  /** Why it does not decide, where the model's `decides` does not say so. */
  notCoreBecause?: string;
  readings?: CriterionReading[];
  /** Where this does not hold and the criterion is not met either, it does not apply (a batch service has no API). */
  appliesWhen?: Condition;
  /** Why it does not apply where `appliesWhen` does not hold, as a sentence. */
  otherwise?: string;
  /** What has to be said of a verdict besides, with the place, where a condition holds. */
  remarks?: VerdictRemark[];
  met?: Condition;
  partly?: Condition;
  /** A definition that would show the criterion was read and shows its absence. */
  notMet?: Condition;
  /** True for what describes a level and is nothing to strive for. */
  descriptor?: boolean;
  lookedFor: string;
  /** The smallest change that would meet it. */
  change?: string;
  source: string;
  provenance: Provenance;
}

export interface MaturityLevel {
  level: number;
  name: string;
  description: string;
}

export interface ModelEdition {
  id: string;
  name: string;
}

interface ModelBase {
  id: string;
  kind: 'maturity-model';
  name: string;
  source: ModelSource;
  /** How it was chosen what decides; models hardly ever say. */
  decides: string;
  /** The first is the default. */
  editions?: ModelEdition[];
  criteria: MaturityCriterion[];
}

export interface LevelModel extends ModelBase {
  levels: MaturityLevel[];
}

export interface QuestionnaireSection {
  id: string;
  name: string;
  /** Whether the model asks for every statement of it. */
  basic: boolean;
}

/** A model of statements in sections, without levels. */
export interface Questionnaire extends ModelBase {
  sections: QuestionnaireSection[];
  /** Present where statements earn points and the lowest section is the score. */
  scoring?: {
    /** What one earns by hand with a documented result. */
    manual: number;
    automated: number;
    bands: { above: number; says: string }[];
  };
}

export type MaturityModel = LevelModel | Questionnaire;

export const isQuestionnaire = (model: MaturityModel): model is Questionnaire => 'sections' in model;

/** Only people can answer: by its nature, or because nothing is looked for in definitions. */
export const isForPeople = ({ detectability, met }: Pick<MaturityCriterion, 'detectability' | 'met'>): boolean =>
  detectability === 'attestation' || met === undefined;

/** The criteria of an edition, the default one when none is named. */
export function criteriaOf(model: MaturityModel, edition = model.editions?.[0]?.id): MaturityCriterion[] {
  return model.criteria.filter((c) => !c.editions || (edition !== undefined && c.editions.includes(edition)));
}

/** `microsoft-mlops@current` → id and edition. */
export function splitEdition(text: string): [id: string, edition: string | undefined] {
  const at = text.indexOf('@');
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
