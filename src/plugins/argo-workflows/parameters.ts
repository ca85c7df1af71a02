/** Parameters of workflows and templates, as far as the file gives their values. */
import { get, items } from '../../syntax/data/tree.js';
import type { DataNode } from '../../syntax/types.js';
import { reference } from '../../facts/value.js';
import type { Read } from '../shared/containers.js';

/** Values by the name that stands between the braces: `workflow.parameters.x`, `inputs.parameters.x`. */
export type Values = ReadonlyMap<string, string>;

const MOST_PARAMETERS = 200;
/** Bounds what parameters can make of a text. */
const LONGEST_VALUE = 500;
const LONGEST_EXPANDED = 50_000;
const PARAMETER = /\{\{ ?((?:workflow|inputs)\.parameters\.[\w.-]+) ?\}\}/g;

/** Reads scalars with known parameters put in; what is not known stays as it is. */
export function withValues(read: Read, values: Values): Read {
  return (node) => {
    const text = read(node);
    if (text === undefined || text.length > LONGEST_EXPANDED || !text.includes('{{')) return text;
    return text.replace(PARAMETER, (whole, name: string) => values.get(name) ?? whole);
  };
}

/**
 * Values of a list of parameters.
 * @param prefix how they are referred to
 * @param node list of `name` with `value` or `default`
 */
export function valuesOf(prefix: string, node: DataNode | undefined, read: Read): [string, string][] {
  const found: [string, string][] = [];
  for (const parameter of items(node).slice(0, MOST_PARAMETERS)) {
    const name = read(get(parameter, 'name'));
    const value = read(get(parameter, 'value')) ?? read(get(parameter, 'default'));
    if (name && value !== undefined && value.length <= LONGEST_VALUE) found.push([`${prefix}.${name}`, value]);
  }
  return found;
}

/**
 * Symbol space of what other files hand to a template: `templateRef: { name, template }`.
 * @param workflow name of the WorkflowTemplate
 */
export const spaceOf = (workflow: string, template: string): string => `argo:${workflow}/${template}`;

/** Inputs of a template that only those who refer to it give a value. */
export function openInputs(space: string, template: DataNode, read: Read): [string, string][] {
  return items(get(template, 'inputs', 'parameters'))
    .slice(0, MOST_PARAMETERS)
    .flatMap((parameter): [string, string][] => {
      const name = read(get(parameter, 'name'));
      const isOpen = get(parameter, 'value') === undefined && get(parameter, 'default') === undefined;
      return name && isOpen ? [[`inputs.parameters.${name}`, reference(space, name)]] : [];
    });
}
