/** What Bicep and ARM templates have in common: resources, modules, values, and how they refer to one another. */
import type { Catalogue } from '../../../catalogue/types.js';
import type { BicepExpression } from '../../../syntax/types.js';
import type { FactWriter } from '../writer.js';

export interface AzureResource {
  /** Symbolic name in Bicep; in ARM the symbolic name or the number of the resource. */
  id: string;
  /** Full type without version: `Microsoft.MachineLearningServices/workspaces/computes`. */
  type: string;
  body: BicepExpression | undefined;
  /** Only referred to: something else makes it. */
  existing: boolean;
  condition?: BicepExpression;
  loop?: BicepExpression;
  /** Id of the resource in which it stands. */
  parent?: string;
  offset: number;
  unit: string;
}

export interface AzureModule {
  id: string;
  /** File or registry address, as written. */
  source: string;
  /** Values of parameters, by name. */
  parameters: readonly { key: string; value: BicepExpression }[];
  condition?: BicepExpression;
  offset: number;
  unit: string;
}

export interface AzureTemplate {
  writer: FactWriter;
  /** Path of the file; its values are symbols of the space `azure:PATH`. */
  path: string;
  space: string;
  /** Parameters (with their default) and variables, by the name by which references begin. */
  values: ReadonlyMap<string, BicepExpression | undefined>;
  resources: ReadonlyMap<string, AzureResource>;
  /** Paths of local modules by symbolic name. */
  modules: ReadonlyMap<string, string>;
  /** Ids of the resources to which an expression refers. */
  referred(expression: BicepExpression | undefined): string[];
}

export const spaceOf = (path: string): string => `azure:${path}`;

/** Identifier value by which the resources of a template link to one another. */
export const identifierOf = (path: string, id: string): string => `azure:${path}#${id}`;

/** Name of a parameter among the symbols of its file; in ARM parameters and variables may share a name. */
export const parameterName = (path: string, name: string): string =>
  path.endsWith('.json') ? `parameters.${name}` : name;

/** `Microsoft.Storage/storageAccounts@2023-01-01` without the version. */
export const typeOf = (target: string): string => target.replace(/@.*$/s, '').trim();

const spellings = new WeakMap<Catalogue, Map<string, string>>();

/** A resource type as the catalogue spells it: the resource manager takes any case. */
export function spelling(type: string, catalogue: Catalogue): string {
  let known = spellings.get(catalogue);
  if (!known) {
    const signals = [...catalogue.technologies.values()].flatMap((technology) => technology.signals);
    const types = signals.filter(({ kind, pattern }) => kind === 'resource' && pattern.startsWith('Microsoft.'));
    known = new Map(types.map(({ pattern }) => [pattern.toLowerCase(), pattern]));
    spellings.set(catalogue, known);
  }
  return known.get(type.toLowerCase()) ?? type;
}

/** An expression and all inside it, at most so many. */
export function* inside(expression: BicepExpression | undefined, most = 5000): Generator<BicepExpression> {
  const pending = expression ? [expression] : [];
  for (let at = 0; at < pending.length && at < most; at++) {
    const next = pending[at];
    if (!next) continue;
    yield next;
    if (next.kind === 'list') pending.push(...next.items);
    else if (next.kind === 'object') pending.push(...next.entries.map(({ value }) => value));
    else if (next.kind === 'call') pending.push(...next.arguments);
    else if (next.kind === 'conditional') pending.push(next.condition, next.then, next.else);
  }
}

/** Entry of an object; names are compared without case, as the resource manager does. Loops and conditions are looked through. */
export function member(expression: BicepExpression | undefined, key: string): BicepExpression | undefined {
  let at = expression;
  for (let hops = 0; hops < 4 && at?.kind === 'call' && (at.name === 'for' || at.name === 'if'); hops++)
    at = at.arguments[1];
  if (at?.kind === 'list') return /^\d+$/.test(key) ? at.items[Number(key)] : undefined;
  if (at?.kind !== 'object') return undefined;
  const { entries } = at;
  return (entries.find((e) => e.key === key) ?? entries.find((e) => e.key.toLowerCase() === key.toLowerCase()))?.value;
}

/** The expression at a dotted path. */
export function memberAt(expression: BicepExpression | undefined, path: string): BicepExpression | undefined {
  return path.split('.').reduce(member, expression);
}
