import type { Condition, RelationPattern } from '../conditions/types.js';

/** A condition as a sentence part. */
export function conditionText(condition: Condition): string {
  if ('component' in condition) {
    const { type, technology, attributes, status } = condition.component;
    const extra = [
      ...(technology ? [`by ${technology.join(' or ')}`] : []),
      ...Object.entries(attributes ?? {}).map(([k, v]) => `${k} ${v}`),
    ];
    return `a ${status ?? 'defined'} ${type.join(' or ')}${extra.length > 0 ? ` (${extra.join(', ')})` : ''}`;
  }
  if ('relation' in condition) return relationText(condition.relation);
  if ('not' in condition) return `not (${conditionText(condition.not)})`;
  const parts = 'all' in condition ? condition.all : condition.any;
  return parts.map(conditionText).join('all' in condition ? '; and ' : '; or ');
}

/** A discovered relation as a sentence part. */
export function relationText({ from, type, to }: RelationPattern): string {
  return `${from.join('/')} ${type.join('/')} ${to.join('/')}`;
}
