/**
 * Values of ARM templates as expressions: `[concat(parameters('prefix'), '-ws')]` in a JSON string.
 * Syntax: https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions
 */
import { parseArmExpression } from '../../syntax/bicep/index.js';
import type { BicepExpression, DataNode } from '../../syntax/types.js';
import { expressionOfJson } from '../shared/json-expressions.js';

const LONGEST_EXPRESSION = 20_000;

/** The value of a JSON node, whose texts may be expressions. */
export const expressionOf = (node: DataNode): BicepExpression => expressionOfJson(node, textExpression);

function textExpression(value: string, offset: number): BicepExpression {
  // `[[` stands for a bracket.
  const isExpression = value.startsWith('[') && value.endsWith(']') && !value.startsWith('[[');
  if (!isExpression || value.length > LONGEST_EXPRESSION) return { kind: 'string', value, offset };
  return named(parseArmExpression(value.slice(1, -1), offset));
}

/** `parameters('a')` and `variables('a')` as the references `parameters.a` and `variables.a`. */
function named(expression: BicepExpression): BicepExpression {
  if (expression.kind === 'conditional') {
    const { condition, then, else: otherwise } = expression;
    return { ...expression, condition: named(condition), then: named(then), else: named(otherwise) };
  }
  if (expression.kind !== 'call') return expression;
  const args = expression.arguments.map(named);
  const [first, second] = args;
  const { name, offset } = expression;
  if (/^(?:parameters|variables)$/i.test(name) && first?.kind === 'string')
    return { kind: 'reference', name: `${name.toLowerCase()}.${first.value}`, offset };
  // `parameters('settings').size`
  if (name === 'member' && first?.kind === 'reference' && second?.kind === 'string')
    return { kind: 'reference', name: first.name + second.value, offset };
  return { ...expression, arguments: args };
}
