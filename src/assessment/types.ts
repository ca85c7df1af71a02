/**
 * The assessment: one JSON document with a published schema (`schemas/assessment.schema.json`). Every report, diagram and
 * scaffold is a function of it. Names of fields are relied on by others.
 */
import type { Component, Evidence, NotUnderstood, Relation } from '../graph/types.js';
import type { ComponentType, Confidence, RelationType, Severity } from '../vocabulary/index.js';
import type { Attestation, Notice, RuleSetting, SourceSummary } from '../workspace/types.js';

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
  /** Layer, column or zone of the model. */
  in?: string;
  /** The element of which this is one of several instances, or a part. */
  instanceOf?: string;
  /** Drawn in the source without a number of its own. */
  secondary?: boolean;
  /** Ids of the principles that it implements. */
  principles?: string[];
  /** Why definitions cannot show it, where they cannot. */
  because?: string;
  /** Of what is absent: component types that would map to it, what it is in the first place first. */
  types?: ComponentType[];
}
/** What would answer to a modelled relation in the first place: a relation from a component of one type to one of another. */
export interface WantedRelation {
  from: ComponentType[];
  type: RelationType;
  to: ComponentType[];
}
export interface RelationConformance {
  /** In the source's own list of relations. */
  id?: string;
  from: string;
  to: string;
  /** What flows. */
  flow?: string;
  modality: Modality;
  verdict: RelationVerdict;
  /** `from type to` of the discovered relations that answer to it. */
  relations: string[];
  /** Of what is against the architecture, at both ends; of what answers to it without being a relation. */
  evidence?: Evidence[];
  /** Where it is absent. */
  wanted?: WantedRelation;
}
/** A modelled relation of which the definitions allow no verdict, or of which none is wanted. */
export interface RelationNotJudged {
  id: string;
  from: string;
  to: string;
  flow?: string;
  modality: Modality;
  /** `end-absent`: the absence of an element says it; `not-found`: it is allowed, or forbidden, and not there. */
  reason: 'end-absent' | 'not-found' | 'not-observable';
  because?: string;
  /** Where it is required. */
  wanted?: WantedRelation;
}
/** `nothing-selected`: the definitions hold no relation of which the rule speaks. `stated`: it says something that is not looked for. */
export type LayerRuleStatus = 'holds' | 'broken' | 'nothing-selected' | 'not-observable' | 'stated' | 'off';
export interface LayerRuleVerdict {
  id: string;
  statement: string;
  enforcement: 'rule' | 'advisory' | 'off';
  status: LayerRuleStatus;
  /** How many relations the rule speaks of. */
  selected: number;
  /** Each with evidence of both ends. */
  violations: { relation: string; evidence: Evidence[] }[];
}
export interface PrincipleVerdict {
  id: string;
  name: string;
  status: CriterionStatus;
  /** One sentence: what was found and what is missing. */
  summary: string;
  evidence: Evidence[];
}
/** How much people are involved in a stage of the workflow, as far as definitions say. */
export type Involvement = 'automated' | 'gated' | 'manual' | 'not-observed';
export interface StageVerdict {
  id: string;
  name: string;
  involvement: Involvement;
  summary: string;
  evidence: Evidence[];
  /** Deployment environments it passes, whose platform may ask for an approval that no definition shows. */
  environments?: string[];
}
export interface IntegrationVerdict {
  id: string;
  /** Ids of components that are there at either end. */
  between: string[];
  and: string[];
  /** `gap`: both are there, and no definition relates them. */
  verdict: 'integrated' | 'gap' | 'end-absent';
  evidence: Evidence[];
}
export interface ConformanceVerdict {
  model: string;
  name: string;
  /** An organisation wrote the model; it did not come with refarch. */
  own?: true;
  /** Id of the model that comes with refarch and that this one extends. */
  basedOn?: string;
  /** How much of the source is in the model. */
  status?: 'complete' | 'partial' | 'not-transcribed';
  /** What of the source is not in the model, and why. */
  notTranscribed?: string[];
  /** What the source counts. */
  counts?: { what: string; count: number }[];
  /** Layers, columns and zones, in the order of the model. */
  layers?: { id: string; name: string; kind: 'layer' | 'column' | 'zone'; open?: boolean }[];
  elements: ElementVerdict[];
  relations: RelationConformance[];
  notJudged?: RelationNotJudged[];
  layerRules?: LayerRuleVerdict[];
  principles: PrincipleVerdict[];
  requirements?: PrincipleVerdict[];
  involvement?: StageVerdict[];
  integration?: IntegrationVerdict[];
  /** Components that the model does not speak of. */
  unmapped: string[];
  /** `from type to` of relations in force that the model does not speak of. */
  unmappedRelations?: string[];
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

/** Why a finding does not count. It is shown in every report all the same. */
export interface Suppression {
  /**
   * Known since before (`baseline`), accepted in the configuration (`waiver`) or by a comment beside the definition (`in-file`),
   * or of a rule that is switched off for its source (`off`).
   */
  kind: 'baseline' | 'waiver' | 'in-file' | 'off';
  reason?: string;
  owner?: string;
  /** Last day on which it holds. */
  expires?: string;
  /** Where it is written. */
  file: string;
  line?: number;
}

export interface Finding {
  ruleId: string;
  severity: Severity;
  confidence: Confidence;
  /** The title with the components that it is about. */
  message: string;
  /** What the rule says is wrong, without naming components. */
  title?: string;
  /** Ids of the components that it is about. */
  components?: string[];
  /** It is about the source as a whole, however many components show it: one finding to freeze, to waive and to count. */
  scope?: 'source';
  /** What of a reference architecture, and which relation, it is about; its components are then the two ends. */
  relation?: string;
  evidence: Evidence[];
  /** Of rule and components: it does not change when code moves. */
  fingerprint: string;
  remediation: string;
  suppression?: Suppression;
}
/** What became of a rule. */
export interface CheckVerdict {
  id: string;
  /** How many components it speaks of; 0 when it selected nothing. */
  selected: number;
  findings: number;
  /** Rule whose finding says the same and more. */
  saidBy?: string;
  /** Why the configuration switches it off; it was not evaluated. */
  off?: string;
}

/** What an audit was held against: the findings of an earlier day. */
export interface BaselineVerdict {
  /** Path as given. */
  file: string;
  /** Entries of the file, and those of them that findings still answer to. */
  entries: number;
  matched: number;
  /** Entries to which no finding answers any more; they are to be pruned. */
  fixed: BaselineEntry[];
  /** Entries whose component has another id now: the same finding at a renamed place. */
  moved: { entry: BaselineEntry; component: string }[];
}
export interface BaselineEntry {
  rule: string;
  /** None where the finding is about the sources as a whole. */
  component?: string;
  /** Instead of a component, where the finding is about a relation. */
  relation?: string;
  /** Where an audit has several sources. */
  source?: string;
  /** Of the file. */
  line?: number;
}

export type { Attestation, Notice, RuleSetting, SourceSummary };

export interface Assessment {
  schemaVersion: '1';
  tool: { name: 'refarch'; version: string };
  sources: SourceSummary[];
  components: Component[];
  relations: Relation[];
  conformance: ConformanceVerdict[];
  maturity: MaturityVerdict[];
  findings: Finding[];
  checks?: CheckVerdict[];
  baseline?: BaselineVerdict;
  roadmap?: RoadmapStep[];
  notUnderstood: NotUnderstood[];
  notices: Notice[];
}
