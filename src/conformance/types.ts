/** A reference architecture as data: `architecture-models/*.yaml`, validated by `schemas/reference-architecture.schema.json`. */
import type { Condition } from '../conditions/types.js';
import type { ComponentType, RelationType } from '../vocabulary/index.js';

/** How a statement of a model is known: read in the source, reconstructed from it, or our own reading. */
export type Provenance = 'sourced' | 'reconstructed' | 'ours';

export interface ModelSource {
  title: string;
  authors?: string;
  year?: number;
  url: string;
}

/** Components of these types to which the element's components have one of the relations, or that have it to them. */
export interface ElementSupport {
  relation: RelationType[];
  to?: ComponentType[];
  from?: ComponentType[];
}

export interface ModelElement {
  id: string;
  name: string;
  /** Component types that map to the element. */
  types: ComponentType[];
  /** What supports the element's components without deciding whether the element is there. */
  supportedBy?: ElementSupport[];
  /** Ids of the principles that the element implements. */
  principles: string[];
  /** Why definitions cannot show the element, if they cannot. */
  notObservable?: string;
  /** Section or figure. */
  source: string;
  provenance: Provenance;
  /** What the element does, in our words. */
  description: string;
}

export interface ModelRelation {
  /** Id in the source's own list, where it has one. */
  id: string;
  from: string;
  to: string;
  /** Discovered relation types that answer to it, in either direction where `eitherWay`. */
  types: RelationType[];
  eitherWay?: boolean;
  modality: 'required' | 'allowed' | 'forbidden';
  source: string;
  provenance: Provenance;
}

export interface ModelPrinciple {
  id: string;
  name: string;
  description: string;
  met: Condition;
  partly?: Condition;
  /** Shown when nothing was found. */
  lookedFor: string;
  source: string;
  provenance: Provenance;
}

export interface ReferenceArchitecture {
  id: string;
  kind: 'reference-architecture';
  name: string;
  source: ModelSource;
  elements: ModelElement[];
  relations: ModelRelation[];
  principles: ModelPrinciple[];
}
