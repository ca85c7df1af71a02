/** A maturity model as data: `architecture-models/*.yaml`, validated by `schemas/maturity-model.schema.json`. */
import type { Condition } from '../conditions/types.js';
import type { ModelSource, Provenance } from '../conformance/types.js';

/** Whether definitions can show a criterion: decidable, partly (the mechanism, not its use), or by people only. */
export type Detectability = 'decidable' | 'partly' | 'attestation';

export interface MaturityCriterion {
  id: string;
  level: number;
  name: string;
  detectability: Detectability;
  /** Decides the level; the reasoning is in `coreBecause`. */
  core: boolean;
  coreBecause?: string;
  met?: Condition;
  partly?: Condition;
  /** A definition that would show the criterion was read and shows its absence. */
  notMet?: Condition;
  /** True for descriptors of the lowest level, which say what is *not* there. */
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

export interface MaturityModel {
  id: string;
  kind: 'maturity-model';
  name: string;
  source: ModelSource;
  levels: MaturityLevel[];
  criteria: MaturityCriterion[];
}
