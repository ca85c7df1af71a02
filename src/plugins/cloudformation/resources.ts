/** What single types of resources say beside what the catalogue knows of them. */
import { entries, get, isMap, isScalar, items, plain, text, walk } from '../../syntax/data/tree.js';
import type { DataMap, DataNode } from '../../syntax/types.js';
import { addressesIn } from '../../facts/addresses.js';
import { isRemote } from '../shared/remote.js';
import type { Word } from '../shared/words.js';
import { eventFacts, functionFacts } from './functions.js';
import { intrinsicOf } from './intrinsics.js';
import { pipelineFacts } from './pipeline.js';
import { isStateMachine, stateMachineFacts } from './state-machine.js';
import { referredResources, resourceIdentifier, type Resource, type Template } from './template.js';

const MOST_VISITS = 20_000;
/** Services whose resources only refer to one another for networks and permissions. */
const NO_PARTS = /^AWS::(?:EC2|IAM|Events|Scheduler|Lambda|CloudFormation|SNS)::/;

export function resourceFacts(template: Template, resource: Resource): void {
  switch (resource.type) {
    case 'AWS::Lambda::Function':
    case 'AWS::Serverless::Function':
      functionFacts(template, resource);
      break;
    case 'AWS::StepFunctions::StateMachine':
    case 'AWS::Serverless::StateMachine':
      machineFacts(template, resource);
      break;
    case 'AWS::SageMaker::Pipeline':
      definitionFacts(template, resource);
      break;
    case 'AWS::CodeBuild::Project':
      buildFacts(template, resource);
      break;
    case 'AWS::CodePipeline::Pipeline':
      pipelineFacts(template, resource);
      break;
    case 'AWS::CloudFormation::Stack':
      nested(template, resource, 'TemplateURL');
      break;
    case 'AWS::Serverless::Application':
      nested(template, resource, 'Location');
      break;
  }
  containers(template, resource);
  parts(template, resource);
}

function machineFacts(template: Template, resource: Resource): void {
  const { writer, read, resources } = template;
  const { properties, unit, id } = resource;
  writer.offer(unit, 'pipeline', read(get(properties, 'StateMachineName')) ?? id, resource.offset);
  eventFacts(template, resource);
  nested(template, resource, 'DefinitionUri');
  const definition = get(properties, 'Definition');
  if (definition && isStateMachine(definition)) stateMachineFacts(writer, unit, definition, new Set(resources.keys()));
  const written = get(properties, 'DefinitionString');
  if (!written) return;
  const source = intrinsicOf(written)?.argument ?? written;
  const scalar = isScalar(source) ? source : items(source)[0];
  // The placeholders of `!Sub` stay in the text; there they name resources of this template.
  if (isScalar(scalar)) writer.embed(unit, 'json', scalar.value, scalar);
  else writer.embed(unit, 'json', read(written) ?? '', { offset: written.offset });
}

/** The definition of a pipeline of SageMaker: JSON as text, or, from a program that makes the text, what it says. */
function definitionFacts({ writer, read }: Template, { properties, unit }: Resource): void {
  const body = get(properties, 'PipelineDefinition', 'PipelineDefinitionBody') ?? get(properties, 'PipelineDefinition');
  if (!body) return;
  const source = intrinsicOf(body)?.argument ?? body;
  const written = isScalar(source) ? source : items(source)[0];
  if (isScalar(written)) writer.embed(unit, 'json', written.value, written);
  else if (get(body, 'Steps')) writer.embed(unit, 'json', JSON.stringify(plain(body)), { offset: body.offset });
  else writer.embed(unit, 'json', read(body) ?? '', { offset: body.offset });
}

/** A build specification is a path in the repository, or stands in the template. */
function buildFacts({ writer, read }: Template, { properties, unit }: Resource): void {
  const specification = get(properties, 'Source', 'BuildSpec');
  const value = read(specification);
  if (!specification || !value) return;
  const source = isScalar(specification) ? specification : intrinsicOf(specification)?.argument;
  if (value.includes('\n'))
    writer.embed(
      unit,
      'yaml',
      isScalar(source) ? source.value : value,
      isScalar(source) ? source : { offset: specification.offset },
    );
  else if (!isRemote(value))
    writer.link(unit, 'runs', 'path', writer.context.resolvePath(value, '.'), specification.offset);
}

function nested({ writer, read, directory }: Template, { properties, unit }: Resource, key: string): void {
  const node = get(properties, key);
  const path = read(node);
  if (node && path && !isRemote(path))
    writer.link(unit, 'includes', 'path', writer.context.resolvePath(path, directory), node.offset);
}

/** Containers of ECS, Batch and SageMaker: maps with an `Image` and something else that only containers have. */
function containers({ writer, read }: Template, { properties, unit }: Resource): void {
  walk(
    properties,
    (node, { entry }) => {
      if (entry?.key === 'ModelDataUrl')
        for (const { kind, value } of addressesIn(read(node) ?? ''))
          writer.link(unit, 'loads-from', kind, value, node.offset);
      if (entry?.key === 'Type' && text(node) === 'GPU') writer.trait(unit, 'requests-accelerator', node.offset, 'GPU');
      if (isMap(node) && isContainer(node)) container(writer, unit, node, read);
    },
    MOST_VISITS,
  );
}

const isContainer = (node: DataMap): boolean =>
  get(node, 'Image') !== undefined &&
  ['Name', 'Command', 'Environment', 'ModelDataUrl', 'Memory', 'Vcpus'].some((key) => get(node, key) !== undefined);

function container(writer: Template['writer'], unit: string, node: DataMap, read: Template['read']): void {
  const image = get(node, 'Image');
  if (image) writer.image(unit, read(image), image.offset);
  const words: Word[] = ['EntryPoint', 'Command'].flatMap((key) =>
    items(get(node, key)).flatMap((item) => {
      const word = read(item);
      return word === undefined ? [] : [{ text: word, place: isScalar(item) ? item : { offset: item.offset } }];
    }),
  );
  writer.command(unit, words);
  const environment = get(node, 'Environment');
  for (const variable of items(environment)) {
    const name = read(get(variable, 'Name'));
    if (name) writer.environment(unit, name, read(get(variable, 'Value')), variable.offset);
  }
  for (const { key, value, offset } of entries(environment)) writer.environment(unit, key, read(value), offset);
}

/** Resources of one service that refer to one another are parts of one thing: endpoint, configuration, model. */
function parts(template: Template, { id, type, properties, unit, offset }: Resource): void {
  if (NO_PARTS.test(type)) return;
  const service = type.slice(0, type.lastIndexOf('::'));
  for (const part of referredResources(template, properties as DataNode | undefined))
    if (part.id !== id && part.type.startsWith(`${service}::`))
      template.writer.link(
        unit,
        'includes',
        'config',
        resourceIdentifier(template.writer.context.file.path, part.id),
        offset,
      );
}
