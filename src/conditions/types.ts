/**
 * Conditions over the component graph, as data. Principles, criteria and checks are all written with them, so that a
 * model or rule is a YAML file that says what has to be there.
 */
import type { Component, Evidence } from '../graph/types.js';
import type { ComponentType, RelationType, Status } from '../vocabulary/index.js';

export interface ComponentPattern {
  type: ComponentType[];
  /** Technology ids; any when left out. */
  technology?: string[];
  /** With `role: tool`, what components do their work by is looked at instead of the components. */
  attributes?: Record<string, string | boolean>;
  /** Attributes of which it has none. */
  withoutAttributes?: Record<string, string | boolean>;
  /** `defined` when left out. */
  status?: Status;
  /** Why it is only declared. */
  reason?: NonNullable<Component['reason']>[];
  /** All its evidence lies in files whose paths end with one of these. */
  fileEnds?: string[];
  /** Relations that it has, each of them. */
  with?: EndPattern[];
  /** Relations that it has not, none of them. */
  without?: EndPattern[];
}

/** A relation in force as one of its ends sees it. */
export type EndPattern =
  { outgoing: RelationType[]; to: ComponentType[] } | { incoming: RelationType[]; from: ComponentType[] };

/** So many different technologies of one role; in one source, because several organisations' choices are no contradiction. */
export interface CountPattern {
  technologies: ComponentPattern;
  atLeast: number;
}

export interface RelationPattern {
  from: ComponentType[];
  type: RelationType[];
  to: ComponentType[];
  /** Attributes of the component at the start. */
  fromAttributes?: Record<string, string | boolean>;
  /** Attributes of which the component at the start must have none. */
  fromWithout?: Record<string, string | boolean>;
  /** A relation that the component at the start must also have to a component of one of these types. */
  fromRelated?: { type: RelationType[]; to: ComponentType[] };
  /** Attributes of which the component at the end must have none. */
  toWithout?: Record<string, string | boolean>;
  /** A relation that a component of one of these types must also have to the component at the end. */
  toRelated?: { from: ComponentType[]; type: RelationType[] };
  /** Whether nothing but a person is seen to start it. What no definition is seen to start is not started by hand. */
  started?: 'by-hand' | 'not-by-hand';
}

/** A document of people speaks of one of these topics of `rules/documents/`. */
export interface DocumentPattern {
  about: string[];
}

export type Condition =
  | { component: ComponentPattern }
  | { relation: RelationPattern }
  | { count: CountPattern }
  | { document: DocumentPattern }
  | { all: Condition[] }
  | { any: Condition[] }
  /** The first that holds, which alone gives the evidence. */
  | { first: Condition[] }
  | { not: Condition };

export interface Outcome {
  holds: boolean;
  /** What was seen that makes the condition hold; empty for what holds by absence. */
  evidence: Evidence[];
  /** Ids of components that were seen. */
  components: string[];
}
