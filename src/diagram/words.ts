/** Ids of the vocabulary as people write them. */
import type { ComponentType, RelationType } from '../vocabulary/index.js';

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
