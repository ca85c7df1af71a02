/** Values of JSON that is another way to write a language of expressions: ARM templates, Terraform's `*.tf.json`. */
import type { DataNode, HclExpression } from '../../syntax/types.js';

/**
 * The value of a JSON node. Depth is bounded by the JSON adapter.
 * @param ofText what the language makes of a text, which may hold an expression
 */
export function expressionOfJson(
  node: DataNode,
  ofText: (text: string, offset: number) => HclExpression,
): HclExpression {
  const { offset } = node;
  if (node.kind === 'sequence')
    return { kind: 'list', items: node.items.map((item) => expressionOfJson(item, ofText)), offset };
  if (node.kind === 'map')
    return {
      kind: 'object',
      entries: node.entries.map(({ key, value }) => ({ key, value: expressionOfJson(value, ofText) })),
      offset,
    };
  const { resolved, value } = node;
  if (resolved === null) return { kind: 'null', offset };
  if (typeof resolved === 'number') return { kind: 'number', value: resolved, offset };
  if (typeof resolved === 'boolean') return { kind: 'boolean', value: resolved, offset };
  return ofText(value, offset);
}
