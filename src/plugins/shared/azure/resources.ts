/** Facts of the resources and modules of a template. Resource types: https://learn.microsoft.com/azure/templates/ */
import { captured } from '../../../catalogue/value.js';
import { reference } from '../../../facts/value.js';
import type { BicepExpression } from '../../../syntax/types.js';
import { isRemote } from '../remote.js';
import { activityFacts } from './activities.js';
import { containerFacts } from './containers.js';
import {
  identifierOf,
  inside,
  member,
  memberAt,
  parameterName,
  spaceOf,
  spelling,
  type AzureModule,
  type AzureResource,
  type AzureTemplate,
} from './template.js';
import { triggerFacts } from './triggers.js';
import { textOf, truth, valueSymbols } from './values.js';

/** Providers whose resources, where they refer to one another, are parts of one thing: endpoint, deployment, environment. */
const SERVICE =
  /^microsoft\.(?:machinelearningservices|app|containerinstance|containerservice|databricks|synapse|datafactory)\//i;

/** Declares the unit of a resource: off where it is only referred to, or switched off for certain. */
export function declareResource(resource: Omit<AzureResource, 'unit'>, template: AzureTemplate): AzureResource {
  const off = resource.condition !== undefined && truth(resource.condition) === false;
  const state = textOf(memberAt(resource.body, 'properties.state'), template);
  const isDisabled = off || /^(?:Disabled|Suspended)$/.test(state ?? '');
  const unit = template.writer.unit(`resource:${resource.id}`, 'resource', resource.offset, {
    name: resource.id,
    ...(isDisabled ? { off: 'disabled' as const } : {}),
  });
  return { ...resource, unit };
}

export function resourceFacts(resource: AzureResource, template: AzureTemplate): void {
  const { writer, path, space } = template;
  const { id, type, body, unit, offset } = resource;
  writer.offer(unit, 'config', identifierOf(path, id), offset);
  const name = nameOf(resource, template);
  writer.symbol(space, `${id}.name`, name ?? id, offset);
  if (resource.existing) return;
  switchFacts(resource, template);
  writer.signal(
    'resource',
    spelling(type, writer.context.catalogue),
    unit,
    offset,
    ({ key }) => {
      if (key === undefined) return undefined;
      if (key === 'name') return name;
      const value = memberAt(body, key);
      return value && (value.kind === 'null' ? undefined : (textOf(value, template) ?? ''));
    },
    undefined,
    ({ key }) => (key === undefined ? undefined : memberAt(body, key)?.offset),
  );
  partFacts(resource, template);
  containerFacts(unit, body, template);
  scriptFacts(resource, template);
  triggerFacts(resource, template);
  activityFacts(resource, template);
}

/** Last part of the name: children write the names of what they stand in before it. */
function nameOf({ body, type }: AzureResource, template: AzureTemplate): string | undefined {
  const text = textOf(member(body, 'name'), template);
  return text !== undefined && type.split('/').length > 2 ? captured(text, '([^/]+)$') : text;
}

/** A condition that is one parameter decides in whatever file sets that. */
function switchFacts({ condition, unit, offset }: AzureResource | AzureModule, { writer, space }: AzureTemplate): void {
  if (condition?.kind === 'reference')
    writer.link(unit, 'includes', 'config', `azure:${reference(space, condition.name)}`, offset);
}

function partFacts(resource: AzureResource, template: AzureTemplate): void {
  const service = SERVICE.exec(resource.type)?.[0].toLowerCase();
  if (service === undefined) return;
  const parts = new Set([...(resource.parent ? [resource.parent] : []), ...template.referred(resource.body)]);
  for (const id of parts) {
    const other = template.resources.get(id);
    if (other && id !== resource.id && other.type.toLowerCase().startsWith(service))
      template.writer.link(resource.unit, 'includes', 'config', identifierOf(template.path, id), resource.offset);
  }
}

/** Deployment scripts, and files that a value takes in. */
function scriptFacts({ body, type, unit }: AzureResource, template: AzureTemplate): void {
  const { writer } = template;
  for (const each of inside(body)) {
    if (each.kind !== 'call' || !/^load(?:Text|Json|Yaml|FileAsBase64)/.test(each.name)) continue;
    const [file] = each.arguments;
    if (file?.kind === 'string') writer.link(unit, 'includes', 'path', localPath(file.value, template), each.offset);
  }
  if (!/^microsoft\.resources\/deploymentscripts$/i.test(type)) return;
  const kind = textOf(member(body, 'kind'), template);
  const script = memberAt(body, 'properties.scriptContent');
  if (script?.kind === 'string' && kind !== 'AzurePowerShell')
    writer.embed(unit, 'shell', script.value, { offset: script.offset });
}

function localPath(written: string, { writer, path }: AzureTemplate): string | undefined {
  return writer.context.resolvePath(written, path.split('/').slice(0, -1).join('/') || '.');
}

/** Path of the file that a module is; undefined for what lies in a registry. */
export function modulePath(source: string, template: Pick<AzureTemplate, 'writer' | 'path'>): string | undefined {
  return /^(?:br|ts|oci)[:/]/.test(source) || isRemote(source)
    ? undefined
    : localPath(source, template as AzureTemplate);
}

/** A module takes a file into force and sets its parameters; of one in a registry the catalogue may know the name. */
export function moduleFacts(module: Omit<AzureModule, 'unit'>, template: AzureTemplate): void {
  const { writer } = template;
  const { id, source, offset, parameters, condition } = module;
  const off = condition !== undefined && truth(condition) === false;
  const unit = writer.unit(`module:${id}`, 'module', offset, {
    name: id,
    ...(off ? { off: 'disabled' as const } : {}),
  });
  switchFacts({ ...module, unit }, template);
  const path = modulePath(source, template);
  if (path !== undefined) {
    writer.link(unit, 'includes', 'path', path, offset);
    for (const { key, value } of parameters) valueSymbols(parameterName(path, key), value, spaceOf(path), template);
    return;
  }
  // `br/public:avm/res/app/container-app:0.4.0`, `br:name.azurecr.io/bicep/modules/storage:v1`
  const name = /^(?:br|ts|oci)[^:]*:(?:[\w.-]+\.azurecr\.io\/|mcr\.microsoft\.com\/bicep\/)?(.*?)(?::[^:/]*)?$/.exec(
    source,
  )?.[1];
  const body: BicepExpression = { kind: 'object', entries: [...parameters], offset };
  if (name) {
    writer.signal('resource', name, unit, offset, ({ key }) =>
      key === undefined ? undefined : textOf(memberAt(body, key), template),
    );
    containerFacts(unit, body, template);
  }
  writer.notUnderstood(unit, 'remote-reference', source, offset);
}
