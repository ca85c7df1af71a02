/**
 * The assessment: one JSON document with a published schema (`schemas/assessment.schema.json`). Every report, diagram and
 * scaffold is a function of it. Names of fields are relied on by others.
 */
import type { Component, Evidence, NotUnderstood, Relation } from '../graph/types.js';
import type { Confidence, Severity } from '../vocabulary/index.js';
import type { Notice, SourceSummary } from '../workspace/types.js';

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

export interface CriterionVerdict {
  id: string;
  name: string;
  level: number;
  status: CriterionStatus;
  /** Whether it decides the level. */
  core: boolean;
  /** One sentence: what was found, or what was looked for. */
  summary: string;
  evidence: Evidence[];
}
export interface MaturityVerdict {
  model: string;
  name: string;
  /** False when no definition of machine learning was found: then the numbers say nothing. */
  assessable: boolean;
  /** Highest level whose core criteria that definitions can show are met, with all below it. */
  level: number;
  /** The same with the core criteria that only people can answer attested too. */
  confirmed: number;
  /** Highest level that nothing contradicts. */
  ceiling: number;
  criteria: CriterionVerdict[];
  /** Ids of the core criteria that keep the next level from being reached. */
  blockers: string[];
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

export type { Notice, SourceSummary };

export interface Assessment {
  schemaVersion: '1';
  tool: { name: 'refarch'; version: string };
  sources: SourceSummary[];
  components: Component[];
  relations: Relation[];
  conformance: ConformanceVerdict[];
  maturity: MaturityVerdict[];
  findings: Finding[];
  notUnderstood: NotUnderstood[];
  notices: Notice[];
}
