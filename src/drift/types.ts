/** What changed from one assessment to another. */
import type { Evidence } from '../graph/types.js';
import type { ComponentType, Severity, Status } from '../vocabulary/index.js';

export interface ComponentChange {
  id: string;
  type: ComponentType;
  technology: string;
  name: string;
  status: Status;
  /** Where it is, or was. */
  evidence: Evidence[];
}
export interface RelationChange {
  from: string;
  type: string;
  to: string;
  evidence: Evidence[];
}
/** `element`, `relation` and `principle` of a reference architecture, `criterion` of a maturity model. */
export interface VerdictChange {
  model: string;
  kind: 'element' | 'relation' | 'principle' | 'criterion';
  id: string;
  name: string;
  before: string;
  after: string;
  evidence: Evidence[];
}
export interface LevelChange {
  model: string;
  name: string;
  number: 'level' | 'confirmed' | 'ceiling';
  before: number;
  after: number;
}
export interface FindingChange {
  rule: string;
  severity: Severity;
  message: string;
  component?: string;
  evidence: Evidence[];
}

/** All lists are sorted. */
export interface Drift {
  schemaVersion: '1';
  components: {
    gained: ComponentChange[];
    lost: ComponentChange[];
    /** The same one under another id: its file has another name. */
    moved: { before: string; after: string; evidence: Evidence[] }[];
    /** In force before and only declared now, or the other way round. */
    changed: { id: string; before: Status; after: Status; evidence: Evidence[] }[];
  };
  relations: { gained: RelationChange[]; lost: RelationChange[] };
  verdicts: VerdictChange[];
  levels: LevelChange[];
  findings: { new: FindingChange[]; fixed: FindingChange[] };
}

export const DRIFT_KINDS = ['lost-component', 'level-drop', 'new-divergence', 'new-finding'] as const;
export type DriftKind = (typeof DRIFT_KINDS)[number];
