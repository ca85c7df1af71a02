/**
 * CloudFormation and SAM templates, and state machines in the Amazon States Language.
 *
 * Parameters and resources are symbols of the space `cloudformation:PATH`; `!Ref`, `!GetAtt` and `!Sub` refer to them. A resource is
 * offered as `{ kind: 'config', value: 'cfn:PATH#LOGICAL_NAME' }`. Conditions are not evaluated: a resource with one counts.
 */
import { at, get, isScalar, string, entries } from '../../syntax/data/tree.js';
import type { DataDocument, DataNode, PythonDocument, TypescriptDocument } from '../../syntax/types.js';
import type { Fact } from '../../facts/types.js';
import { definesInfrastructure } from '../shared/constructs/names.js';
import { FactWriter } from '../shared/writer.js';
import type { ExtractContext, FileInfo, Plugin } from '../types.js';
import { programFacts, type TemplatePlace } from './cdk/facts.js';
import { SETTINGS, writeSettings } from './cdk/settings.js';
import { textOf } from './intrinsics.js';
import { resourceFacts } from './resources.js';
import { serverlessTemplate } from './serverless.js';
import { isStateMachine, stateMachineFacts } from './state-machine.js';
import { resourceIdentifier, resourcesOf, symbolFacts, type Resource, type Template } from './template.js';
import { triggerFacts } from './triggers.js';

const plugin: Plugin<'yaml' | 'json' | 'python' | 'typescript'> = {
  id: 'cloudformation',
  title: 'AWS CloudFormation, SAM, CDK and the Serverless Framework',
  documentation: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/introduction.html',
  reads:
    'Templates of CloudFormation and SAM: resources, references between them, triggers, pipelines; state machines and what their states start.',
  technologies: ['aws-cloudformation', 'aws-sam', 'aws-step-functions', 'aws-codepipeline', 'sagemaker'],
  languages: ['yaml', 'json', 'python', 'typescript'],

  accepts(file: FileInfo, text: string): boolean {
    if (PROGRAM.test(file.logicalPath)) return /aws[-_]cdk/.test(text) && definesInfrastructure(file.logicalPath, text);
    if (!/\.(?:ya?ml|json|template)$/i.test(file.logicalPath)) return false;
    if (SERVERLESS.test(file.logicalPath) && text.includes('provider')) return true;
    if (SETTINGS.test(file.logicalPath)) return true;
    return (text.includes('Resources') && text.includes('::')) || (text.includes('StartAt') && text.includes('States'));
  },

  extract(document: DataDocument | PythonDocument | TypescriptDocument, context: ExtractContext): Fact[] {
    if (document.language === 'python' || document.language === 'typescript')
      return programFacts(document, context, templateFacts);
    const writer = new FactWriter(document, context, 'resource');
    if (SETTINGS.test(context.file.logicalPath)) {
      writeSettings(document.roots[0], writer);
      return writer.facts;
    }
    const isServerless = SERVERLESS.test(context.file.logicalPath);
    for (const root of document.roots) {
      if (isStateMachine(root)) definitionFacts(writer, root);
      else serviceFacts(writer, root, isServerless);
    }
    return writer.facts;
  },
};

/** A template, or a service that is turned into one. */
function serviceFacts(writer: FactWriter, root: DataNode, isServerless: boolean): void {
  const template = isServerless ? serverlessTemplate(root) : undefined;
  if (template) {
    // The service is beside its functions: what they do is not what the framework does.
    const unit = writer.unit('resource:service', 'resource', root.offset);
    writer.component(unit, root.offset, { type: 'infrastructure', technology: 'serverless-framework' });
  }
  templateFacts(writer, template ?? root);
}

const SERVERLESS = /(?:^|\/)serverless[^/]*\.(?:ya?ml|json)$/i;
const PROGRAM = /\.(?:py|ipynb|[cm]?[jt]s)$/i;

/** A definition in a file of its own, or inside another definition that has a unit for the machine. */
function definitionFacts(writer: FactWriter, root: DataNode): void {
  const { unit } = writer.context;
  if (unit === '') writer.signal('cloudformation', 'AWS::StepFunctions::StateMachine', unit, root.offset);
  stateMachineFacts(writer, unit, root);
}

/** Under which name others find what a resource makes: `Name`, or its type before that (`FunctionName`, `RepositoryName`). */
function nameFacts({ writer, read }: Template, { type, properties, unit }: Resource): void {
  for (const { key, value } of entries(properties)) {
    const what = /^([A-Z][A-Za-z]*)?Name$/.exec(key);
    if (what && type.endsWith(what[1] ?? '')) writer.offer(unit, 'name', read(value), value.offset);
  }
}

/**
 * @param place of a template that a program synthesizes
 * @returns the template; undefined when the document is none
 */
function templateFacts(writer: FactWriter, root: DataNode, place?: TemplatePlace): Template | undefined {
  const found = resourcesOf(root);
  const isTemplate =
    get(root, 'AWSTemplateFormatVersion') !== undefined ||
    found.some(({ type }) => /^(?:AWS|Custom|Alexa)::/.test(type));
  if (!isTemplate) return undefined;
  const { path } = writer.context.file;
  const space = `cloudformation:${path}`;
  const resources = new Map(
    found.map((resource) => [resource.id, declare(writer, resource, place?.parent(resource.id))]),
  );
  const template: Template = {
    writer,
    directory: place?.directory ?? (path.split('/').slice(0, -1).join('/') || '.'),
    resources,
    functionDefaults: get(root, 'Globals', 'Function'),
    read: (node) => textOf(node, space),
  };
  symbolFacts(writer, root, found, space);
  for (const resource of resources.values()) {
    writer.offer(resource.unit, 'config', resourceIdentifier(path, resource.id), resource.offset);
    nameFacts(template, resource);
    writer.signal('cloudformation', resource.type, resource.unit, resource.offset, ({ key }) => {
      // Constructs of the CDK call `SecretName` what their resource calls `Name`.
      const long = key === 'Name' ? `${resource.type.slice(resource.type.lastIndexOf(':') + 1)}Name` : (key ?? '');
      const node = key === undefined ? undefined : (at(resource.properties, key) ?? get(resource.properties, long));
      // A list or a map is present, though it has no text.
      return node && !isScalar(node) ? (textOf(node, space) ?? '') : textOf(node, space);
    });
    resourceFacts(template, resource);
    triggerFacts(template, resource);
  }
  return template;
}

function declare(writer: FactWriter, resource: Resource, parent?: string): Resource {
  const disabled = string(resource.properties, 'State') === 'DISABLED';
  const kind = resource.type.endsWith('::StateMachine') ? 'dag' : 'resource';
  const unit = writer.unit(`resource:${resource.id}`, kind, resource.offset, {
    name: resource.id,
    ...(parent ? { parent } : {}),
    ...(disabled ? { off: 'disabled' as const } : {}),
  });
  return { ...resource, unit };
}

export default plugin;
