/** From Bicep and ARM expressions to text with symbol references. */
import { reference } from '../../../facts/value.js';
import type { BicepExpression } from '../../../syntax/types.js';
import { expressionText, unknownText, type ExpressionCall } from '../expression-text.js';
import { spaceOf, type AzureTemplate } from './template.js';

const LONGEST_REFERENCE = 300;
/** Functions that leave a name as it is, or nearly so. */
const TRANSPARENT = new Set([
  'tolower',
  'toupper',
  'string',
  'trim',
  'any',
  'replace',
  'take',
  'substring',
  'uri',
  'base64',
]);
/** Functions that give the id of a resource, whose last argument is its name. */
const IDENTIFIERS = new Set([
  'resourceid',
  'subscriptionresourceid',
  'extensionresourceid',
  'tenantresourceid',
  'managementgroupresourceid',
  'reference',
  'listkeys',
]);

/**
 * Text of an expression; what only another file or the deployment knows stands as a symbol reference.
 * @returns undefined for null and for what has no text (an object)
 */
export function textOf(
  expression: BicepExpression | undefined,
  template: AzureTemplate,
  depth = 0,
): string | undefined {
  const { space } = template;
  const refer = (name: string): string => referred(name, template);
  const call = (made: ExpressionCall, at: number): string | undefined => callText(made, template, at);
  return expressionText(expression, { space, refer, call, truth }, depth);
}

function callText(call: ExpressionCall, template: AzureTemplate, depth: number): string | undefined {
  const name = call.name.toLowerCase();
  const { arguments: values } = call;
  const text = (value: BicepExpression | undefined): string | undefined => textOf(value, template, depth);
  if (TRANSPARENT.has(name)) return text(values[0]);
  if (IDENTIFIERS.has(name)) return text(values.at(name === 'reference' || name === 'listkeys' ? 0 : -1));
  if (name === 'concat') return values.map((value) => text(value) ?? '').join('');
  if (name === 'coalesce') return values.map(text).find((value) => value);
  if (name === 'if') return text(truth(values[0]) === false ? values[2] : values[1]);
  if (name === 'format')
    return text(values[0])?.replace(/\{(\d+)[^}]*\}/g, (_, index: string) => text(values[Number(index) + 1]) ?? '');
  // What is asked of a resource, beside its name, only the deployment knows.
  if (name === 'member') {
    const [made] = values;
    return unknownText(made?.kind === 'call' ? `${made.name}(…)` : '…', template.space);
  }
  return unknownText(`${call.name}(…)`, template.space);
}

/** What a name such as `storage.name`, `params.tags.owner` or `network.outputs.id` stands for. */
function referred(written: string, template: AzureTemplate): string {
  if (written.length > LONGEST_REFERENCE || !/^[\w.[\]*-]+$/.test(written)) return unknownText(written, template.space);
  const name = written.replace(/\[[^\]]*\]/g, '');
  const [root = '', ...rest] = name.split('.');
  const module = template.modules.get(root);
  if (module !== undefined && rest[0] === 'outputs')
    return reference(spaceOf(module), ['output', ...rest.slice(1)].join('.'));
  // The id of a resource ends with its name.
  if (template.resources.has(root) && rest[0] === 'id') return reference(template.space, `${root}.name`);
  return reference(template.space, name);
}

/** Whether a condition holds for certain; what parameters and variables decide is left to the graph. */
export function truth(condition: BicepExpression | undefined): boolean | undefined {
  const known = condition?.kind === 'call' && condition.name === 'bool' ? condition.arguments[0] : condition;
  if (known?.kind === 'boolean') return known.value;
  return known?.kind === 'string' && /^(?:true|false)$/i.test(known.value)
    ? known.value.toLowerCase() === 'true'
    : undefined;
}

/** A value under its name; entries of objects as `name.key`. */
export function valueSymbols(
  name: string,
  value: BicepExpression | undefined,
  space: string,
  template: AzureTemplate,
  weak = false,
): void {
  if (!value || value.kind === 'unknown' || (value.kind === 'list' && value.items.length !== 1)) return;
  if (value.kind === 'object') {
    for (const entry of value.entries.slice(0, 100))
      if (entry.value.kind !== 'object') valueSymbols(`${name}.${entry.key}`, entry.value, space, template, weak);
    return;
  }
  const text = textOf(value, template);
  if (text === undefined || text === '') return;
  template.writer.symbol(space, name, text, value.offset, weak);
}
