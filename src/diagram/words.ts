/** Ids of the vocabulary as people write them. */
import type { ComponentType, RelationType } from '../vocabulary/index.js';
import type { NodeStatus } from './types.js';

const TYPE_NAMES: Partial<Record<ComponentType, string>> = {
  'ci-cd': 'CI/CD',
  'ml-metadata-store': 'ML metadata store',
};

export function typeName(type: ComponentType): string {
  return TYPE_NAMES[type] ?? type.replaceAll('-', ' ');
}

export function relationName(type: RelationType): string {
  return type.replaceAll('-', ' ');
}

/** What formats that draw with text make of a status: a sign, and a kind of line. */
export const STATUS_SIGNS: Readonly<Record<NodeStatus, { icon: string; line: string }>> = {
  present: { icon: '●', line: 'solid' },
  declared: { icon: '◐', line: 'dashed' },
  absent: { icon: '○', line: 'dotted' },
};
