/** Components, what is missing beside them, and the relations between both, in one form. */
import type { Component, Relation } from '../../graph/types.js';
import type { ComponentType, RelationType } from '../../vocabulary/index.js';
import type { NodeStatus } from '../types.js';

export interface Item {
  id: string;
  type: ComponentType;
  technology: string;
  name: string;
  sources: string[];
  status: NodeStatus;
  /** Of what is missing. */
  element?: { model: string; id: string };
}

export interface Link {
  from: string;
  to: string;
  type: RelationType;
  status: NodeStatus;
}

const statusOf = ({ status }: Component | Relation): NodeStatus => (status === 'defined' ? 'present' : 'declared');

export function itemOf(component: Component): Item {
  const { id, type, technology, name, evidence } = component;
  return {
    id,
    type,
    technology,
    name,
    sources: [...new Set(evidence.map((e) => e.source))].sort(),
    status: statusOf(component),
  };
}

export function linkOf(relation: Relation): Link {
  const { from, to, type } = relation;
  return { from, to, type, status: statusOf(relation) };
}
