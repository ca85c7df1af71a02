/**
 * The component graph: what all facts together say. Immutable once built; conformance, maturity and checks are functions of it.
 */
import type { Reason, NotUnderstoodReason } from '../facts/types.js';
import type { ComponentType, Confidence, RelationType, Status } from '../vocabulary/index.js';

export interface Evidence {
  /** Source id. */
  source: string;
  /** Path relative to the source's root. */
  file: string;
  line: number;
  column: number;
  /** Kind of signal: call, resource, manifest, command … */
  kind: string;
  excerpt: string;
}

export interface Component {
  /** Stable: derived from type, technology, name and, where identity needs it, source. */
  id: string;
  type: ComponentType;
  technology: string;
  name: string;
  status: Status;
  confidence: Confidence;
  /** Why it is only declared. */
  reason?: Reason;
  /** What definitions say beside existence: `gate`, `schedule`, `canary`, `approval`, `stage` … */
  attributes: Record<string, string | boolean>;
  /** Where attributes are said that `evidence` does not show first: the line that names an unpinned image, a step that tests. */
  attributeEvidence?: Record<string, Evidence[]>;
  /** Strongest first. */
  evidence: Evidence[];
}

export interface Relation {
  from: string;
  to: string;
  type: RelationType;
  status: Status;
  confidence: Confidence;
  evidence: Evidence[];
}

export interface NotUnderstood {
  source: string;
  file: string;
  line: number;
  reason: NotUnderstoodReason;
  detail: string;
}

/**
 * What starts what is done, or holds it up until a person lets it go on. Whether an `environment` does so the platform keeps
 * to itself.
 */
export type ControlKind = 'push' | 'schedule' | 'event' | 'demand' | 'approval' | 'environment';

export interface Control {
  kind: ControlKind;
  /** Cron line, event name, what is approved. */
  detail?: string;
  /** Relations that are done under it. */
  relations: readonly Relation[];
  /** Ids of components that are executed under it. */
  components: readonly string[];
  evidence: Evidence;
}

/** Where a document speaks of a topic of `rules/documents/`. */
export interface DocumentMention {
  topic: string;
  evidence: Evidence;
}

export interface ArchitectureGraph {
  components: readonly Component[];
  /** By what components do their work (`tools.ts`): of a component's type, marked `role: tool`, without relations. */
  tools: readonly Component[];
  relations: readonly Relation[];
  controls: readonly Control[];
  /** Notebooks that no definition runs, as `source`, line feed and path: people try things out there. */
  triedOut?: ReadonlySet<string>;
  notUnderstood: readonly NotUnderstood[];
  /** Documents nearest to the root first. */
  documents: readonly DocumentMention[];
  component(id: string): Component | undefined;
  outgoing(id: string): readonly Relation[];
  incoming(id: string): readonly Relation[];
}
