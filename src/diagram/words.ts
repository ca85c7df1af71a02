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

/** Status in pictures is never colour alone: an icon, a word and a line style. */
export const STATUS_WORDS: Readonly<Record<NodeStatus, { icon: string; word: string; says: string; line: string }>> = {
  present: { icon: '●', word: 'present', says: 'in force', line: 'solid' },
  declared: { icon: '◐', word: 'declared only', says: 'only listed, switched off or unused', line: 'dashed' },
  absent: { icon: '○', word: 'absent', says: 'asked for by the reference architecture and not found', line: 'dotted' },
};
