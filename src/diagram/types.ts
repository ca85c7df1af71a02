/** What a picture shows, before any format is thought of: nodes in lanes, and edges that say what happens between them. */
import type { Relation } from '../graph/types.js';
import type { ComponentType, RelationType } from '../vocabulary/index.js';
import type { RelationKind } from './relation-kinds.js';

/** `declared`: only listed, switched off or unused. `absent`: a reference architecture asks for it, and it was not found. */
export type NodeStatus = 'present' | 'declared' | 'absent';

export interface DiagramNode {
  /** Unique in the diagram: the id of a component, or of what else it stands for. */
  id: string;
  /** `n1`, `n2` … in the order of the nodes: what formats call it whose identifiers are not free. */
  key: string;
  type: ComponentType;
  /** '' when it stands for components of several technologies. */
  technology: string;
  /** Name of the technology, of the type or of the missing element, and the number of components if it stands for several. */
  title: string;
  /** '' when the title alone names it. */
  name: string;
  /** The type in words; '' when the title says it. */
  kind: string;
  /** Ids of the sources that define it. */
  sources: string[];
  status: NodeStatus;
  /** Ids of the components that it stands for; none for what is missing. */
  members: string[];
  /** Of what is missing: the element of the model that asks for it. */
  element?: { model: string; id: string };
  /** What the picture is about. */
  focus?: true;
}

export interface DiagramEdge {
  /** Ids of nodes. */
  from: string;
  to: string;
  types: RelationType[];
  kind: RelationKind;
  status: NodeStatus;
  /** The relations that it stands for; none for what is missing. */
  relations: Pick<Relation, 'from' | 'type' | 'to'>[];
}

export interface Diagram {
  title: string;
  nodes: DiagramNode[];
  edges: DiagramEdge[];
  /** Of the assessment; where there are several, nodes say from which one they come. */
  sourceIds: string[];
}
