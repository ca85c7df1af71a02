/** A template: its resources and how they are named. */
import { entries, get, isMap, string } from '../../syntax/data/tree.js';
import type { DataNode } from '../../syntax/types.js';
import type { FactWriter } from '../shared/writer.js';
import { EXPORTS, referredNames, textOf } from './intrinsics.js';

export interface Resource {
  /** Logical name. */
  id: string;
  type: string;
  node: DataNode;
  properties: DataNode | undefined;
  offset: number;
  unit: string;
}

export interface Template {
  writer: FactWriter;
  /** Directory of the file, from which local paths count. */
  directory: string;
  resources: ReadonlyMap<string, Resource>;
  /** Defaults that SAM gives to all functions. */
  functionDefaults: DataNode | undefined;
  /** Text of a value with symbol references. */
  read(node: DataNode | undefined): string | undefined;
}

const MOST_RESOURCES = 1000;

/** Resources of a template; units are not yet declared. */
export function resourcesOf(root: DataNode): Resource[] {
  // The Serverless Framework puts a template below `resources`.
  const declared = get(root, 'Resources') ?? get(root, 'resources', 'Resources');
  const found: Resource[] = [];
  for (const { key, value, offset } of entries(declared).slice(0, MOST_RESOURCES)) {
    const type = string(value, 'Type');
    if (!type || !/^[A-Za-z0-9]+(?:::[A-Za-z0-9]+){1,3}$/.test(type) || !isMap(value)) continue;
    found.push({ id: key, type, node: value, properties: get(value, 'Properties'), offset, unit: '' });
  }
  return found;
}

/** Identifier value by which resources of a template link to one another. */
export function resourceIdentifier(path: string, id: string): string {
  return `cfn:${path}#${id}`;
}

/** Symbols: parameters by their default, resources by their name property or logical name, exports by their value. */
export function symbolFacts(writer: FactWriter, root: DataNode, resources: readonly Resource[], space: string): void {
  for (const { key, value } of entries(get(root, 'Parameters'))) {
    const fallback = get(value, 'Default');
    const literal = textOf(fallback, space);
    // The default of a parameter of this type is a path in the parameter store.
    if (fallback && literal !== undefined && !string(value, 'Type')?.startsWith('AWS::SSM::'))
      writer.symbol(space, key, literal, fallback.offset);
  }
  for (const { id, type, properties, offset } of resources) {
    const last = type.slice(type.lastIndexOf(':') + 1);
    const name = textOf(get(properties, `${last}Name`) ?? get(properties, 'Name'), space);
    writer.symbol(space, id, name ?? id, offset);
  }
  for (const { value } of entries(get(root, 'Outputs'))) {
    const name = textOf(get(value, 'Export', 'Name'), space);
    const exported = textOf(get(value, 'Value'), space);
    if (name && exported) writer.symbol(EXPORTS, name, exported, value.offset);
  }
}

/** Resources of the template that a value refers to. */
export function referredResources(template: Template, node: DataNode | undefined): Resource[] {
  return referredNames(node).flatMap((name) => template.resources.get(name) ?? []);
}
