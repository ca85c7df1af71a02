/** A reference architecture as data: `architecture-models/*.yaml`, validated by `schemas/reference-architecture.schema.json`. */
import type { ComponentPattern, Condition, RelationPattern } from '../conditions/types.js';
import type { ControlKind } from '../graph/types.js';
import type { ComponentType, RelationType } from '../vocabulary/index.js';

/** How a statement of a model is known: read in the source, reconstructed from it, or our own reading. */
export type Provenance = 'sourced' | 'reconstructed' | 'ours';

export interface ModelSource {
  title: string;
  authors?: string;
  year?: number;
  url: string;
}

/** Where a statement stands in the source, and how it is known. */
export interface Sourced {
  /** Section or figure. */
  source: string;
  provenance: Provenance;
}

/** A layer of a stack, a column beside it, or a zone of a process. */
export interface ModelLayer extends Sourced {
  id: string;
  name: string;
  kind: 'layer' | 'column' | 'zone';
  /** Place in the stack: 1 is the lowest. */
  rank?: number;
  /** Ids of the roles that own it. */
  roles: string[];
  /** The source says that its list of elements is not closed. */
  open?: boolean;
}

export interface ModelRole extends Sourced {
  id: string;
  name: string;
  similar: string[];
}

/** A numbered task of a process. */
export interface ModelTask extends Sourced {
  id: string;
  /** What is done, in our words. */
  name: string;
  /** Zone. */
  in: string;
  /** Ids of the roles that do it; none when it is automated. */
  roles: string[];
  /** Element that does it. */
  by?: string;
}

/** Components of these types to which the element's components have one of the relations, or that have it to them. */
export interface ElementSupport {
  relation: RelationType[];
  to?: ComponentType[];
  from?: ComponentType[];
}

export interface ModelElement extends Sourced {
  id: string;
  name: string;
  kind: 'component' | 'store' | 'pipeline' | 'actor' | 'artifact' | 'trigger';
  /** Layer, column or zone. */
  in?: string;
  /** The element of which this is one of several instances, or a part. */
  instanceOf?: string;
  /** Drawn in the source without a number of its own: listed after the others. */
  secondary?: boolean;
  /** Component types that map to the element. */
  types: ComponentType[];
  /** Only components of these technologies, by id or glob. */
  technologies?: string[];
  /** Only components of these names, by glob. */
  names?: string[];
  /** Only components with these attributes; true means any value. */
  attributes?: Record<string, string | boolean>;
  /** Only components that stand at an end of one of these relations. */
  where?: RelationPattern[];
  /** Only where this holds besides. */
  when?: Condition;
  /** What supports the element's components without deciding whether the element is there. */
  supportedBy?: ElementSupport[];
  /** Ids of the principles that the element implements. */
  principles: string[];
  /** Why definitions cannot show the element, if they cannot. */
  notObservable?: string;
  /** What the element does, in our words. */
  description: string;
}

/** `push`, `schedule` …: what starts components of these types answers to the relation. */
export interface StartPattern {
  start: ControlKind[];
  of: ComponentType[];
}

export interface ModelRelation extends Sourced {
  /** Id in the source's own list, where it has one. */
  id: string;
  /** Element, task, layer, or `external`. */
  from: string;
  /** Tasks of a chain, between the ends. */
  through?: string[];
  to: string;
  /** Further ends to which it is drawn. */
  alsoTo?: string[];
  /** What flows, in the words of the source where it has them. */
  flow?: string;
  modality: 'required' | 'allowed' | 'forbidden';
  /** Discovered relation types that answer to it between components of the two elements, in either direction where `eitherWay`. */
  types?: RelationType[];
  eitherWay?: boolean;
  /**
   * Discovered relations that answer to it, whatever elements their ends map to. The first one is what it is in the first
   * place: only where both ends of that are there is its absence said.
   */
  answeredBy?: (RelationPattern | StartPattern)[];
  /** Why definitions cannot show it. */
  notObservable?: string;
  note?: string;
}

/** What layers may and may not use. */
export interface LayerRule extends Sourced {
  id: string;
  statement: string;
  /** `structure`: only said, there is nothing to look for. */
  kind: 'allowed' | 'forbidden' | 'structure';
  /** Layers, or elements that stand in none. */
  uses: { from: string[]; to: string[] }[];
  /** `advisory`: what breaks it is shown, and is no divergence. `off`: not looked at. */
  enforcement: 'rule' | 'advisory' | 'off';
  notObservable?: string;
}

/** Something that is met, partly met or not observed: by a condition, or by several that are told apart. */
export interface ModelPrinciple extends Sourced {
  id: string;
  name: string;
  description: string;
  met?: Condition;
  partly?: Condition;
  /** All are met: met; some: partly met. */
  parts?: { name: string; met: Condition }[];
  /** Shown when nothing was found. */
  lookedFor: string;
  /** Why definitions cannot show it. */
  notObservable?: string;
}

export interface ModelRequirement extends ModelPrinciple {
  /** Layer of which the source asks it. */
  in?: string;
}

export interface ModelCount extends Sourced {
  what: string;
  count: number;
}

/** A stage of the workflow of which is asked how much people are involved. */
export interface ModelStage extends Sourced {
  id: string;
  name: string;
  shownBy: (RelationPattern | ComponentPattern)[];
  /** What says by itself that a person must approve: a registry whose versions wait for that. */
  gatedBy?: ComponentPattern[];
  lookedFor: string;
}

/** Components that stand beside each other in the workflow, of which is asked whether they are integrated. */
export interface ModelNeighbours extends Sourced {
  id: string;
  between: ComponentType[];
  and: ComponentType[];
  /** Related by way of one component of these types, they are integrated too. */
  through?: ComponentType[];
}

export type ModelStatus = 'complete' | 'partial' | 'not-transcribed';

export interface ReferenceArchitecture {
  id: string;
  kind: 'reference-architecture';
  name: string;
  source: ModelSource;
  status: ModelStatus;
  /** What of the source is not in the model, and why. */
  notTranscribed: string[];
  /** How the source was read where that matters to every item. */
  notes: string[];
  /** Model that it was made from. */
  extends?: string;
  /** An organisation wrote it; it did not come with refarch. */
  own?: true;
  /** Id of the model that comes with refarch and that it was made from, perhaps by way of others. */
  basedOn?: string;
  counts: ModelCount[];
  layers: ModelLayer[];
  roles: ModelRole[];
  tasks: ModelTask[];
  elements: ModelElement[];
  relations: ModelRelation[];
  layerRules: LayerRule[];
  principles: ModelPrinciple[];
  requirements: ModelRequirement[];
  stages: ModelStage[];
  neighbours: ModelNeighbours[];
}
