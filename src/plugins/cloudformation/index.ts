/**
 * CloudFormation and SAM templates, and state machines in the Amazon States Language.
 *
 * Parameters and resources are symbols of the space `cloudformation:PATH`; `!Ref`, `!GetAtt` and `!Sub` refer to them. A resource is
 * offered as `{ kind: 'config', value: 'cfn:PATH#LOGICAL_NAME' }`. Conditions are not evaluated: a resource with one counts.
 */
import { at, get, isScalar, string } from '../../syntax/data/tree.js';
import type { DataDocument, DataNode } from '../../syntax/types.js';
import type { Fact } from '../../facts/types.js';
import { FactWriter } from '../shared/writer.js';
import type { ExtractContext, FileInfo, Plugin } from '../types.js';
import { textOf } from './intrinsics.js';
import { resourceFacts } from './resources.js';
import { isStateMachine, stateMachineFacts } from './state-machine.js';
import { resourceIdentifier, resourcesOf, symbolFacts, type Resource, type Template } from './template.js';
import { triggerFacts } from './triggers.js';

const plugin: Plugin<'yaml' | 'json'> = {
  id: 'cloudformation',
  title: 'AWS CloudFormation and SAM',
  documentation: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/introduction.html',
  languages: ['yaml', 'json'],

  accepts(file: FileInfo, text: string): boolean {
    if (!/\.(?:ya?ml|json|template)$/i.test(file.logicalPath)) return false;
    return (text.includes('Resources') && text.includes('::')) || (text.includes('StartAt') && text.includes('States'));
  },

  extract(document: DataDocument, context: ExtractContext): Fact[] {
    const writer = new FactWriter(document, context, 'resource');
    for (const root of document.roots) {
      if (isStateMachine(root)) definitionFacts(writer, root);
      else templateFacts(writer, root);
    }
    return writer.facts;
  },
};

/** A definition in a file of its own, or inside another definition that has a unit for the machine. */
function definitionFacts(writer: FactWriter, root: DataNode): void {
  const { unit } = writer.context;
  if (unit === '') writer.signal('cloudformation', 'AWS::StepFunctions::StateMachine', unit, root.offset);
  stateMachineFacts(writer, unit, root);
}

function templateFacts(writer: FactWriter, root: DataNode): void {
  const found = resourcesOf(root);
  const isTemplate =
    get(root, 'AWSTemplateFormatVersion') !== undefined ||
    found.some(({ type }) => /^(?:AWS|Custom|Alexa)::/.test(type));
  if (!isTemplate) return;
  const { path } = writer.context.file;
  const space = `cloudformation:${path}`;
  const resources = new Map(found.map((resource) => [resource.id, declare(writer, resource)]));
  const template: Template = {
    writer,
    directory: path.split('/').slice(0, -1).join('/') || '.',
    resources,
    functionDefaults: get(root, 'Globals', 'Function'),
    read: (node) => textOf(node, space),
  };
  symbolFacts(writer, root, found, space);
  for (const resource of resources.values()) {
    writer.offer(resource.unit, 'config', resourceIdentifier(path, resource.id), resource.offset);
    writer.signal('cloudformation', resource.type, resource.unit, resource.offset, ({ key }) => {
      const node = key === undefined ? undefined : at(resource.properties, key);
      // A list or a map is present, though it has no text.
      return node && !isScalar(node) ? (textOf(node, space) ?? '') : textOf(node, space);
    });
    resourceFacts(template, resource);
    triggerFacts(template, resource);
  }
}

function declare(writer: FactWriter, resource: Resource): Resource {
  const disabled = string(resource.properties, 'State') === 'DISABLED';
  const kind = resource.type.endsWith('::StateMachine') ? 'dag' : 'resource';
  const unit = writer.unit(`resource:${resource.id}`, kind, resource.offset, {
    name: resource.id,
    ...(disabled ? { off: 'disabled' as const } : {}),
  });
  return { ...resource, unit };
}

export default plugin;
