/**
 * Azure Resource Manager templates and their parameter files.
 *
 * Parameters and variables are symbols `parameters.NAME` and `variables.NAME` of the space `azure:PATH`; resources are known
 * as those of Bicep are. Format: https://learn.microsoft.com/azure/azure-resource-manager/templates/syntax
 */
import { posix } from 'node:path';
import type { Fact } from '../../facts/types.js';
import { entries, get, isMap, isSequence, string } from '../../syntax/data/tree.js';
import type { BicepExpression, DataDocument, DataNode } from '../../syntax/types.js';
import { declareResource, moduleFacts, resourceFacts } from '../shared/azure/resources.js';
import { inside, member, memberAt, spaceOf, type AzureResource, type AzureTemplate } from '../shared/azure/template.js';
import { textOf, valueSymbols } from '../shared/azure/values.js';
import { FactWriter } from '../shared/writer.js';
import type { ExtractContext, FileInfo, Plugin } from '../types.js';
import { expressionOf } from './expressions.js';

const MOST_RESOURCES = 1000;
const TEMPLATE = /\/[\w-]*deploymentTemplate\.json/i;
const PARAMETERS = /\/[\w-]*deploymentParameters\.json/i;

const plugin: Plugin<'json'> = {
  id: 'arm',
  title: 'Azure Resource Manager templates',
  documentation: 'https://learn.microsoft.com/azure/azure-resource-manager/templates/syntax',
  languages: ['json'],

  accepts({ logicalPath }: FileInfo, text: string): boolean {
    return /\.jsonc?$/.test(logicalPath) && /deployment(?:Template|Parameters)\.json/i.test(text.slice(0, 4000));
  },

  extract(document: DataDocument, context: ExtractContext): Fact[] {
    const writer = new FactWriter(document, context, 'resource');
    for (const root of document.roots) {
      const schema = string(root, '$schema') ?? '';
      if (TEMPLATE.test(schema) && string(root, 'metadata', '_generator', 'name') === 'bicep')
        compiledFacts(root, writer);
      else if (TEMPLATE.test(schema)) templateFacts(root, writer);
      else if (PARAMETERS.test(schema)) parameterFacts(root, writer);
    }
    return writer.facts;
  },
};

export default plugin;

/** A template compiled from Bicep says again what its source beside it says: who deploys it deploys that. */
function compiledFacts(root: DataNode, writer: FactWriter): void {
  const source = writer.context.file.path.replace(/\.jsonc?$/, '.bicep');
  writer.link('', 'includes', 'path', source, root.offset);
}

function templateFacts(root: DataNode, writer: FactWriter): void {
  const { path } = writer.context.file;
  const values = new Map<string, BicepExpression | undefined>();
  const resources = new Map<string, AzureResource>();
  const template: AzureTemplate = {
    writer,
    path,
    space: spaceOf(path),
    values,
    resources,
    modules: new Map(),
    referred: (expression) => referredResources(expression, template),
  };
  for (const { key, value } of entries(get(root, 'parameters'))) {
    const fallback = get(value, 'defaultValue');
    values.set(`parameters.${key}`, fallback && expressionOf(fallback));
  }
  for (const { key, value } of entries(get(root, 'variables'))) values.set(`variables.${key}`, expressionOf(value));
  for (const [name, value] of values)
    valueSymbols(name, value, template.space, template, name.startsWith('parameters.'));
  for (const { key, value } of entries(get(root, 'outputs'))) {
    const output = get(value, 'value');
    if (output) valueSymbols(`output.${key}`, expressionOf(output), template.space, template);
  }
  for (const resource of resourcesOf(root)) {
    const declared = declareResource(resource, template);
    resources.set(resource.id, declared);
  }
  for (const resource of resources.values()) {
    resourceFacts(resource, template);
    if (/^microsoft\.resources\/deployments$/i.test(resource.type)) linkedTemplate(resource, template);
  }
}

/** All resources: of the list (or, with symbolic names, the map), inside other resources, and inside nested templates. */
function resourcesOf(root: DataNode): Omit<AzureResource, 'unit'>[] {
  const found: Omit<AzureResource, 'unit'>[] = [];
  const pending: { node: DataNode; id?: string; above?: Omit<AzureResource, 'unit'> }[] = [];
  const push = (list: DataNode | undefined, above?: Omit<AzureResource, 'unit'>): void => {
    const more = above ? { above } : {};
    if (isSequence(list)) for (const node of list.items) pending.push({ node, ...more });
    else for (const { key, value } of entries(list)) pending.push({ node: value, id: key, ...more });
  };
  push(get(root, 'resources'));
  for (let at = 0; at < pending.length && found.length < MOST_RESOURCES; at++) {
    const next = pending[at];
    const written = string(next?.node, 'type');
    if (!next || !written || !isMap(next.node)) continue;
    const { node, above } = next;
    const type = above && !written.includes('.') ? `${above.type}/${written}` : written;
    const condition = get(node, 'condition');
    const resource: Omit<AzureResource, 'unit'> = {
      id: next.id ?? `${written.slice(written.lastIndexOf('/') + 1)}${found.length + 1}`,
      type,
      body: expressionOf({ ...node, entries: node.entries.filter(({ key }) => key !== 'resources') }),
      existing: get(node, 'existing') !== undefined && string(node, 'existing') === 'true',
      offset: node.offset,
      ...(condition ? { condition: expressionOf(condition) } : {}),
      ...(above ? { parent: above.id } : {}),
    };
    found.push(resource);
    push(get(node, 'resources'), resource);
    push(get(node, 'properties', 'template', 'resources'));
  }
  return found;
}

/** Resources that an expression means by `resourceId(type, name)`, or by symbolic name. */
function referredResources(expression: BicepExpression | undefined, template: AzureTemplate): string[] {
  const found = new Set<string>();
  const body =
    expression?.kind === 'object'
      ? { ...expression, entries: expression.entries.filter(({ key }) => key !== 'dependsOn') }
      : expression;
  for (const each of inside(body)) {
    if (each.kind !== 'call' || !/resourceId$|^reference$/i.test(each.name)) continue;
    const [first] = each.arguments;
    if (first?.kind === 'string' && template.resources.has(first.value)) found.add(first.value);
    const at = each.arguments.findIndex((one) => one.kind === 'string' && /^[\w.]+\/[\w/]+$/.test(one.value));
    const type = each.arguments[at];
    if (type?.kind !== 'string') continue;
    const names = each.arguments.slice(at + 1).map((name) => textOf(name, template));
    for (const id of resourcesNamed(type.value, names, template)) found.add(id);
  }
  return [...found];
}

/** Of several resources of a type the one of that name. A part that no resource is (a function of a site) means the whole. */
function resourcesNamed(type: string, names: readonly (string | undefined)[], template: AzureTemplate): string[] {
  const segments = type.toLowerCase().split('/');
  for (let length = segments.length; length >= 2; length--) {
    const wanted = segments.slice(0, length).join('/');
    const same = [...template.resources.values()].filter((resource) => resource.type.toLowerCase() === wanted);
    if (same.length === 0) continue;
    const last = names[length - 2];
    const exact = same.filter(({ body }) => {
      const name = textOf(member(body, 'name'), template);
      return name !== undefined && last !== undefined && (name === last || name.endsWith(`/${last}`));
    });
    return (exact.length > 0 || same.length > 1 ? exact : same).map(({ id }) => id);
  }
  return [];
}

/** `templateLink` to a file beside this one; of an address put together from parts the literal path counts. */
function linkedTemplate(resource: AzureResource, template: AzureTemplate): void {
  const link = memberAt(resource.body, 'properties.templateLink');
  const value = member(link, 'relativePath') ?? member(link, 'uri');
  if (!value) return;
  const paths = [...inside(value)].flatMap((each) =>
    each.kind === 'string' && /\.json$/.test(each.value) ? [each.value.replace(/^\/+/, '')] : [],
  );
  const [source] = paths;
  if (source === undefined) return;
  const parameters = memberAt(resource.body, 'properties.parameters');
  moduleFacts(
    {
      id: resource.id,
      source,
      parameters: (parameters?.kind === 'object' ? parameters.entries : []).flatMap(({ key, value: given }) => {
        const inner = member(given, 'value');
        return inner ? [{ key, value: inner }] : [];
      }),
      offset: resource.offset,
      ...(resource.condition ? { condition: resource.condition } : {}),
    },
    template,
  );
}

/** `main.parameters.json` and `main.parameters.dev.json` hold the values of `main.json` or `main.bicep`. */
function parameterFacts(root: DataNode, writer: FactWriter): void {
  const { path } = writer.context.file;
  const base = posix.basename(path);
  const name = /^(.+?)[.-](?:parameters?|params?)(?:[.-][\w-]+)*\.jsonc?$/i.exec(base)?.[1];
  if (name === undefined) return;
  const directory = posix.dirname(path);
  const at = (ending: string): string => posix.join(directory, `${name}.${ending}`);
  const template = { writer, path, space: spaceOf(path), values: new Map<string, undefined>() };
  const scope: AzureTemplate = { ...template, resources: new Map(), modules: new Map(), referred: () => [] };
  for (const { key, value } of entries(get(root, 'parameters'))) {
    const given = get(value, 'value');
    if (!given) continue;
    valueSymbols(`parameters.${key}`, expressionOf(given), spaceOf(at('json')), scope);
    valueSymbols(key, expressionOf(given), spaceOf(at('bicep')), scope);
  }
}
