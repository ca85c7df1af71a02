/** `${{ … }}` in workflows and actions: constants put in, inputs of callable workflows left to the graph. */
import { reference } from '../../facts/value.js';
import { entries, scalar, string, text } from '../../syntax/data/tree.js';
import type { DataNode } from '../../syntax/types.js';
import { replaceKnown, replaceShellVariables } from '../shared/ci/variables.js';
import type { Lookup, Variables } from '../shared/ci/variables.js';

/** The contexts whose values definitions can show: variables, inputs, what earlier steps and jobs hand over. */
const EXPRESSION =
  /\$\{\{\s*((?:env|inputs|github\.event\.inputs|matrix)\.[\w-]+|(?:steps|needs)\.[\w-]+\.outputs\.[\w-]+)\s*\}\}/g;

/** Name of the symbol space of a workflow or action file. */
export function spaceOf(path: string): string {
  return `ci:${path}`;
}

export interface Values {
  env: Variables;
  /** Value of `inputs.NAME`: a constant, or a reference that callers fill. */
  input: Lookup;
  /** Values of `steps.ID.outputs.NAME` and `needs.JOB.outputs.NAME`. */
  outputs?: ReadonlyMap<string, string>;
}

/** Text of a definition with what is known put in. */
export function expand(value: string, { env, input, outputs }: Values): string {
  if (!value.includes('${{')) return value;
  return replaceKnown(value, EXPRESSION, (name) => {
    if (/^(?:steps|needs)\./.test(name)) return outputs?.get(name);
    const key = name.slice(name.lastIndexOf('.') + 1);
    if (name.startsWith('env.')) return env.get(key);
    return name.startsWith('matrix.') ? undefined : input(key);
  });
}

/** A script with expressions and environment variables put in. */
export function expandScript(value: string, values: Values): string {
  return replaceShellVariables(expand(value, values), (name) => values.env.get(name));
}

/** Variables of an `env` map whose values are known. */
export function environmentOf(node: DataNode | undefined, values: Values): [string, string][] {
  return entries(node).flatMap(({ key, value }): [string, string][] => {
    const written = text(value);
    if (written === undefined) return [];
    // `${{ github.repository_owner }}/risk-api` says enough: the rest is the own repository, of which others know the name.
    const expanded = expand(written, values).replace(OWN_REPOSITORY, compact);
    return expanded.includes('${{') ? [] : [[key, expanded]];
  });
}

const OWN_REPOSITORY = /\$\{\{\s*github\.(?:repository(?:_owner)?|event\.repository\.name)\s*\}\}/g;

/** Inputs of a called workflow or action are references; those of a manual start count with their default. */
export function inputLookup(definitions: DataNode | undefined, callable: boolean, path: string): Lookup {
  const names = new Map(entries(definitions).map(({ key, value }) => [key, string(value, 'default')]));
  const safePath = /^[\w./-]+$/.test(path);
  return (name) => {
    if (!names.has(name)) return undefined;
    return callable && safePath ? reference(spaceOf(path), `inputs.${name}`) : names.get(name);
  };
}

/** `if: false` and `if: ${{ false }}`. */
export function isNever(node: DataNode | undefined): boolean {
  return scalar(node, 'if') === false || /^(?:\$\{\{)?\s*false\s*(?:\}\})?$/.test(string(node, 'if') ?? '');
}

/** Expressions that stay, without the spaces that would divide a value: `${{ github.sha }}` is `${github.sha}`. */
export function compact(value: string): string {
  return value.replace(/\$\{\{([^{}]*)\}\}/g, (_, expression: string) => `\${${expression.replace(/\s+/g, '')}}`);
}
