/**
 * Bicep files and parameter files.
 *
 * Parameters, variables, outputs and names of resources are symbols of the space `azure:PATH`; a resource is offered as
 * `{ kind: 'config', value: 'azure:PATH#NAME' }`. A file that only modules take into force is off when none of them is.
 */
import type { Fact } from '../../facts/types.js';
import type { BicepDeclaration, BicepDocument, BicepExpression } from '../../syntax/types.js';
import { declareResource, moduleFacts, modulePath, resourceFacts } from '../shared/azure/resources.js';
import {
  inside,
  member,
  parameterName,
  spaceOf,
  typeOf,
  type AzureResource,
  type AzureTemplate,
} from '../shared/azure/template.js';
import { valueSymbols } from '../shared/azure/values.js';
import { FactWriter } from '../shared/writer.js';
import type { ExtractContext, FileInfo, Plugin } from '../types.js';

const NAME = /(?<![\w.])[A-Za-z_]\w*/g;

const plugin: Plugin<'bicep'> = {
  id: 'bicep',
  title: 'Bicep',
  documentation: 'https://learn.microsoft.com/azure/azure-resource-manager/bicep/file',
  languages: ['bicep'],

  accepts({ logicalPath }: FileInfo): boolean {
    return /\.bicep(?:param)?$/.test(logicalPath);
  },

  extract(document: BicepDocument, context: ExtractContext): Fact[] {
    const writer = new FactWriter(document, context, 'resource');
    const template = templateOf(document, writer);
    if (context.file.logicalPath.endsWith('.bicepparam')) parameterFacts(document, template);
    else templateFacts(document, template);
    return writer.facts;
  },
};

export default plugin;

function templateOf({ declarations }: BicepDocument, writer: FactWriter): AzureTemplate {
  const { path } = writer.context.file;
  const values = new Map<string, BicepExpression | undefined>();
  const modules = new Map<string, string>();
  const names = new Set<string>();
  for (const { kind, name, target, value } of declarations) {
    if (kind === 'param' || kind === 'var') values.set(name, value);
    else if (kind === 'resource' || kind === 'module') names.add(name);
    const file = kind === 'module' && target !== undefined ? modulePath(target, { writer, path }) : undefined;
    if (file !== undefined) modules.set(name, file);
  }
  const resources = new Map<string, AzureResource>();
  const template: AzureTemplate = {
    writer,
    path,
    space: spaceOf(path),
    values,
    modules,
    resources,
    referred: (expression) => referredNames(expression, names),
  };
  for (const declaration of declarations) {
    const { kind, name, target } = declaration;
    if (kind !== 'resource' || target === undefined || resources.has(name)) continue;
    const type = fullType(declaration, resources);
    resources.set(name, declareResource({ ...fields(declaration), id: name, type }, template));
  }
  return template;
}

/** Children in the body of another resource write only the last part of their type. */
function fullType({ target = '', parent }: BicepDeclaration, resources: ReadonlyMap<string, AzureResource>): string {
  const type = typeOf(target);
  const above = parent === undefined || type.includes('.') ? undefined : resources.get(parent);
  return above ? `${above.type}/${type}` : type;
}

function fields({
  value,
  existing,
  condition,
  loop,
  parent,
  offset,
}: BicepDeclaration): Omit<AzureResource, 'id' | 'type' | 'unit'> {
  return {
    body: value,
    existing,
    offset,
    ...(condition ? { condition } : {}),
    ...(loop ? { loop } : {}),
    ...(parent ? { parent } : {}),
  };
}

function templateFacts({ declarations }: BicepDocument, template: AzureTemplate): void {
  const { space, writer } = template;
  for (const { kind, name, value, target, condition, offset } of declarations) {
    if (kind === 'param') valueSymbols(name, value, space, template, true);
    else if (kind === 'var') valueSymbols(name, value, space, template);
    else if (kind === 'output') valueSymbols(`output.${name}`, value, space, template);
    else if (kind === 'targetScope') writer.symbol(space, '__root__', 'true', offset);
    else if (kind === 'module' && target !== undefined) {
      const params = member(value, 'params');
      const parameters = params?.kind === 'object' ? params.entries : [];
      moduleFacts({ id: name, source: target, parameters, offset, ...(condition ? { condition } : {}) }, template);
    }
  }
  for (const resource of template.resources.values()) resourceFacts(resource, template);
}

/** `using './main.bicep'`: the values of a deployment. */
function parameterFacts({ declarations }: BicepDocument, template: AzureTemplate): void {
  const { writer } = template;
  const using = declarations.find(({ kind }) => kind === 'using');
  const target = using?.target === undefined ? undefined : modulePath(using.target, template);
  if (!using || target === undefined) return;
  writer.link('', 'includes', 'path', target, using.offset);
  for (const { kind, name, value } of declarations)
    if (kind === 'param') valueSymbols(parameterName(target, name), value, spaceOf(target), template);
}

/** Names of resources among the names of an expression; `dependsOn` only orders. */
function referredNames(expression: BicepExpression | undefined, names: ReadonlySet<string>): string[] {
  const found = new Set<string>();
  const add = (text: string): void => {
    for (const [name] of text.matchAll(NAME)) if (names.has(name)) found.add(name);
  };
  const body =
    expression?.kind === 'object'
      ? { ...expression, entries: expression.entries.filter(({ key }) => key !== 'dependsOn') }
      : expression;
  for (const each of inside(body)) {
    if (each.kind === 'reference') add(each.name);
    else if (each.kind === 'unknown') add(each.text);
    else if (each.kind === 'template') for (const part of each.parts) if (typeof part !== 'string') add(part.reference);
  }
  return [...found];
}
