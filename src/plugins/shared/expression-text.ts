/** The text of an expression of Terraform, Bicep or ARM, as far as the definitions tell it. */
import { reference } from '../../facts/value.js';
import type { HclExpression } from '../../syntax/types.js';

const LONGEST_UNKNOWN = 100;
const MAX_DEPTH = 40;

export type ExpressionCall = Extract<HclExpression, { kind: 'call' }>;

/** What the language adds: what names stand for, what functions give, which conditions hold for certain. */
export interface ExpressionLanguage {
  /** Space of the symbols of the file. */
  space: string;
  refer(name: string): string;
  call(call: ExpressionCall, depth: number): string | undefined;
  truth(condition: HclExpression): boolean | undefined;
}

/**
 * Text of an expression; what only another file or the deployment knows stands as a symbol reference. Lists are joined by commas.
 * @returns undefined for null and for what has no text (an object)
 */
export function expressionText(
  expression: HclExpression | undefined,
  language: ExpressionLanguage,
  depth = 0,
): string | undefined {
  if (!expression || depth > MAX_DEPTH) return undefined;
  const text = (part: HclExpression): string | undefined => expressionText(part, language, depth + 1);
  switch (expression.kind) {
    case 'string':
      return expression.value;
    case 'number':
    case 'boolean':
      return String(expression.value);
    case 'template':
      return expression.parts
        .map((part) => (typeof part === 'string' ? part : language.refer(part.reference)))
        .join('');
    case 'reference':
      return language.refer(expression.name);
    case 'list': {
      const texts = expression.items.map(text);
      return texts.length > 0 && texts.every((one) => one !== undefined) ? texts.join(',') : undefined;
    }
    case 'conditional': {
      const holds = language.truth(expression.condition);
      const [likely, other] = holds === false ? [expression.else, expression.then] : [expression.then, expression.else];
      return text(likely) ?? (holds === undefined ? text(other) : undefined);
    }
    case 'call':
      return language.call(expression, depth + 1);
    case 'unknown':
      return unknownText(expression.text, language.space);
    case 'null':
    case 'object':
      return undefined;
  }
}

/** Text that no symbol will ever give: it stays visible as `${text}`. */
export function unknownText(text: string, space: string): string {
  return reference(space, text.replace(/\s+/g, ' ').slice(0, LONGEST_UNKNOWN));
}
