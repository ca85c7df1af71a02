/**
 * The assessment: one JSON document with a published schema (`schemas/assessment.schema.json`). Every report, diagram and
 * scaffold is a function of it. Names of fields are relied on by others.
 */
import type { Component, Evidence, NotUnderstood, Relation } from '../graph/types.js';
import type { Confidence, Severity } from '../vocabulary/index.js';
import type { Attestation, Notice, SourceSummary } from '../workspace/types.js';

export type ElementStatus = 'present' | 'declared' | 'absent' | 'not-observable';
export type RelationVerdict = 'convergence' | 'divergence' | 'absence';
export type Modality = 'required' | 'allowed' | 'forbidden';
export type CriterionStatus = 'met' | 'partly-met' | 'not-met' | 'not-observed' | 'attested' | 'not-applicable';

export interface ElementVerdict {
  id: string;
  name: string;
  status: ElementStatus;
  /** Ids of components: those that decide the status, in force first, then those that support them. */
  components: string[];
  /** Those of `components`, if any, that decide nothing: tools of the others, and what the model names as their support. */
  supporting?: string[];
}
export interface RelationConformance {
  from: string;
  to: string;
  modality: Modality;
  verdict: RelationVerdict;
  /** `from type to` of the discovered relations that answer to it. */
  relations: string[];
}
export interface PrincipleVerdict {
  id: string;
  name: string;
  status: CriterionStatus;
  /** One sentence: what was found and what is missing. */
  summary: string;
  evidence: Evidence[];
}
export interface ConformanceVerdict {
  model: string;
  name: string;
  elements: ElementVerdict[];
  relations: RelationConformance[];
  principles: PrincipleVerdict[];
  /** Components that the model does not speak of. */
  unmapped: string[];
}

/** What people state about a criterion, as the configuration holds it, and whether it counts on the day of the audit. */
export interface CriterionAttestation extends Omit<Attestation, 'criterion' | 'model' | 'column'> {
  state: 'in-force' | 'expired' | 'not-yet';
  /** The definitions show the opposite; they decide. */
  contradicts?: true;
}

export interface CriterionVerdict {
  id: string;
  name: string;
  /** None in a questionnaire. */
  level?: number;
  /** Section of a questionnaire. */
  section?: string;
  status: CriterionStatus;
  /** What definitions alone say, where an attestation makes the status another one. */
  definitions?: CriterionStatus;
  /** Whether it decides the level. */
  core: boolean;
  /** Only people can answer it. */
  forPeople?: true;
  /** It describes a level and is nothing to strive for. */
  descriptor?: true;
  /** One sentence: what was found, or what was looked for. */
  summary: string;
  evidence: Evidence[];
  /** Definitions in which it was looked for, where it was not found. */
  lookedAt?: Evidence[];
  /** The smallest change that would meet it, where it is not met. */
  change?: string;
  /** How it reads on each level, where a model asks for more of the same on every level. */
  readings?: { levels: number[]; says: string; status?: CriterionStatus }[];
  attestation?: CriterionAttestation;
}

interface MaturityBase {
  model: string;
  name: string;
  /** Edition of the model, where it has several. */
  edition?: string;
  /** False when no definition of machine learning was found: then the numbers say nothing. */
  assessable: boolean;
  criteria: CriterionVerdict[];
}
export interface LevelVerdict extends MaturityBase {
  kind?: 'levels';
  /** Highest level whose core criteria that definitions can show are met, with all below it. */
  level: number;
  /** The same with the core criteria that only people can answer attested too. */
  confirmed: number;
  /** Highest level that nothing contradicts. */
  ceiling: number;
  /** Ids of the core criteria that keep the next level from being reached. */
  blockers: string[];
  /** Ids of the core criteria of the level and below that people have to attest to confirm it. */
  toAttest?: string[];
  /** Ids of the core criteria above the ceiling that are not met. */
  contradicted?: string[];
}
/** `of` statements apply; `supported` counts by definitions alone, `confirmed` with attestations (points where there are points). */
export interface SectionVerdict {
  id: string;
  name: string;
  basic: boolean;
  of: number;
  supported: number;
  confirmed: number;
}
export interface QuestionnaireVerdict extends MaturityBase {
  kind: 'questionnaire';
  sections: SectionVerdict[];
  /** Whether all statements that the model asks for are confirmed. */
  complete?: boolean;
  /** The lowest of the sections, and what the model says of such a score. */
  score?: { supported: number; confirmed: number; band: string };
}
export type MaturityVerdict = LevelVerdict | QuestionnaireVerdict;

export type Horizon = 'now' | 'next' | 'later';

/** What to do, in the order of the list, and what that closes. */
export interface RoadmapStep {
  id: string;
  title: string;
  /** The smallest change that does it. */
  change: string;
  horizon: Horizon;
  /** Ids of the steps of the list that have to come first. */
  after: string[];
  closes: { kind: 'element' | 'principle' | 'criterion'; model: string; id: string }[];
  /** Ids of the checks whose findings it closes. */
  checks: string[];
}

export interface Finding {
  ruleId: string;
  severity: Severity;
  confidence: Confidence;
  message: string;
  evidence: Evidence[];
  fingerprint: string;
  remediation: string;
}

export type { Attestation, Notice, SourceSummary };

export interface Assessment {
  schemaVersion: '1';
  tool: { name: 'refarch'; version: string };
  sources: SourceSummary[];
  components: Component[];
  relations: Relation[];
  conformance: ConformanceVerdict[];
  maturity: MaturityVerdict[];
  findings: Finding[];
  roadmap?: RoadmapStep[];
  notUnderstood: NotUnderstood[];
  notices: Notice[];
}
