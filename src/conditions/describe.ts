/** Conditions in words, for people. */
import type { ComponentPattern, Condition, EndPattern, RelationPattern } from './types.js';

/** A condition as a part of a sentence. */
export function conditionText(condition: Condition): string {
  if ('component' in condition) return componentText(condition.component);
  if ('relation' in condition) return `a relation ${relationText(condition.relation)}`;
  if ('count' in condition)
    return `${condition.count.atLeast} or more technologies in one source for ${componentText(condition.count.technologies)}`;
  if ('document' in condition) return `a document about ${either(condition.document.about.map(words))}`;
  if ('not' in condition) return `no ${withoutArticle(conditionText(condition.not))}`;
  const [parts, joint] =
    'all' in condition ? [condition.all, '; and '] : ['first' in condition ? condition.first : condition.any, '; or '];
  return parts
    .map((part) =>
      'all' in part || 'any' in part || 'first' in part ? `(${conditionText(part)})` : conditionText(part),
    )
    .join(joint);
}

function componentText(pattern: ComponentPattern): string {
  const { type, technology, attributes, withoutAttributes, status, reason, fileEnds, ...ends } = pattern;
  const extra = [
    ...(technology ? [`by ${either(technology)}`] : []),
    ...attributesText(attributes),
    ...attributesText(withoutAttributes).map((text) => `without ${text}`),
    ...(reason ? [`because ${either(reason.map(words))}`] : []),
    ...(fileEnds ? [`in files *${either(fileEnds)}`] : []),
    ...(ends.with ?? []).map((end) => endText(end)),
    ...(ends.without ?? []).map((end) => `not ${endText(end)}`),
  ];
  return `a ${status ?? 'defined'} ${either(type)}${extra.length > 0 ? ` (${extra.join(', ')})` : ''}`;
}

function endText(end: EndPattern): string {
  return 'outgoing' in end
    ? `${either(end.outgoing)} → ${either(end.to)}`
    : `${either(end.from)} → ${either(end.incoming)} → it`;
}

/** A pattern of relations as a part of a sentence. */
export function relationText({
  from,
  type,
  to,
  fromAttributes,
  fromWithout,
  fromRelated,
  toWithout,
  toRelated,
  started,
}: RelationPattern): string {
  const start = [
    ...attributesText(fromAttributes),
    ...attributesText(fromWithout).map((text) => `without ${text}`),
    ...(fromRelated ? [endText({ outgoing: fromRelated.type, to: fromRelated.to })] : []),
  ];
  const end = [
    ...attributesText(toWithout).map((text) => `without ${text}`),
    ...(toRelated ? [endText({ incoming: toRelated.type, from: toRelated.from })] : []),
  ];
  const inBrackets = (texts: readonly string[]): string => (texts.length > 0 ? ` (${texts.join(', ')})` : '');
  const how = started ? `, ${STARTED[started]}` : '';
  return `${either(from)}${inBrackets(start)} → ${either(type)} → ${either(to)}${inBrackets(end)}${how}`;
}

const STARTED: Record<NonNullable<RelationPattern['started']>, string> = {
  'by-hand': 'started by nothing but a person',
  'not-by-hand': 'not started by a person alone',
};
const attributesText = (attributes: ComponentPattern['attributes']): string[] =>
  Object.entries(attributes ?? {}).map(([key, value]) => `${key}: ${String(value)}`);
const either = (parts: readonly string[]): string =>
  parts.length <= 1 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} or ${parts.at(-1) ?? ''}`;
const words = (id: string): string => id.replaceAll('-', ' ');
const withoutArticle = (text: string): string => text.replace(/^a /, '');
