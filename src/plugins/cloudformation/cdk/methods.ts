/** What methods of constructs add to the template: targets, notifications, subscriptions, containers, stages. */
import type { DataMap, DataNode, PythonCall } from '../../../syntax/types.js';
import { methodOf } from '../../shared/constructs/names.js';
import type { Construct } from '../../shared/constructs/program.js';
import { argument } from '../../shared/python/view.js';
import { stageNode } from './pipelines.js';
import { containerOf, eventPattern, targetNode, type Typed } from './resources.js';
import { map, scalar, sequence } from '../nodes.js';
import { reference, type Values } from './values.js';

/** Resources of the template by their construct; methods add to them. */
export type Resources = ReadonlyMap<Construct, { typed: Typed; node: DataMap }>;
/** A resource that a method makes. */
export type AddResource = (id: string, node: DataMap) => void;

/** Adds what a call on a construct adds. */
export function applyMethod(call: PythonCall, values: Values, resources: Resources, add: AddResource): void {
  const { program } = values;
  const method = methodOf(call.callee);
  if (method === 'LambdaIntegration' || /^Http\w*LambdaIntegration$|^HttpLambdaIntegration$/.test(method)) {
    integration(call, values, add);
    return;
  }
  if (!METHODS.has(method)) return;
  const receiver =
    program.findName(program.view.written(call), call.scope) ??
    program.find({ kind: 'call', call, offset: call.offset }, call.scope);
  const target = receiver && resources.get(receiver);
  if (!receiver || !target) return;
  const first = argument(call, [], 0);
  const second = argument(call, [], 1);
  const { offset } = call;
  switch (method) {
    case 'addTarget': {
      const aimed = argument(call, 'target', 0);
      append(target.node, 'Targets', aimed && targetNode(aimed, receiver, values));
      break;
    }
    case 'addEventPattern': {
      const node = first ? eventPattern(first, receiver, values) : undefined;
      if (node) put(target.node, 'EventPattern', node);
      break;
    }
    case 'addEventNotification':
    case 'addObjectCreatedNotification':
      append(
        target.node,
        'NotificationConfiguration',
        values.node(method === 'addEventNotification' ? second : first, call.scope),
      );
      break;
    case 'addEventSource':
      eventSource(receiver, first, call, values, resources, add);
      break;
    case 'addSubscription':
      append(target.node, 'Subscription', map(offset, { Endpoint: values.node(first, call.scope) }));
      break;
    case 'addFunctionUrl':
      add(
        `${receiver.id}Url`,
        resource('AWS::Lambda::Url', offset, { TargetFunctionArn: reference(receiver, offset) }),
      );
      break;
    case 'addContainer': {
      values.owner = receiver;
      const members = [...program.properties(call, 1)].map(([key, value]) => ({
        key: { kind: 'string' as const, value: key, offset: value.offset },
        value,
      }));
      const containers = containerOf({ kind: 'dict', entries: members, offset }, receiver, values);
      for (const one of containers?.kind === 'sequence' ? containers.items : [])
        append(target.node, 'ContainerDefinitions', one);
      break;
    }
    case 'addStage': {
      values.owner = receiver;
      // Stages of CDK Pipelines are applications.
      const isProps =
        first && call.arguments[0]?.keyword === undefined && !/pipelines\.CodePipeline$/.test(receiver.name);
      append(target.node, 'Stages', stageNode(isProps ? first : { kind: 'call', call, offset }, call.scope, values));
      break;
    }
    case 'addEnvironment': {
      const name = values.text(first, call.scope)?.value;
      const value = values.node(second, call.scope);
      if (name && value) variable(target.node, name, value);
      break;
    }
  }
}

const METHODS = new Set(
  `addTarget addEventPattern addEventNotification addObjectCreatedNotification addEventSource addSubscription addFunctionUrl
  addContainer addStage addEnvironment`.split(/\s+/),
);

/** Names of the arguments by which event sources take what they listen to. */
const SOURCES = ['bucket', 'queue', 'stream', 'table', 'topic'];

/** `fn.addEventSource(new SqsEventSource(queue))`; a bucket notifies, all others are polled. */
function eventSource(
  receiver: Construct,
  source: ReturnType<typeof argument>,
  call: PythonCall,
  values: Values,
  resources: Resources,
  add: AddResource,
): void {
  const value = source && values.program.valueOf(source, call.scope);
  const from = value?.kind === 'call' ? argument(value.call, SOURCES, 0) : undefined;
  const found = from && values.program.find(from, call.scope);
  const { offset } = call;
  const held = found && resources.get(found);
  if (held?.typed.type === 'AWS::S3::Bucket')
    append(held.node, 'NotificationConfiguration', reference(receiver, offset));
  else
    add(
      `${receiver.id}Source`,
      resource('AWS::Lambda::EventSourceMapping', offset, {
        FunctionName: reference(receiver, offset),
        EventSourceArn: from && values.node(from, call.scope),
      }),
    );
}

/** `new apigateway.LambdaIntegration(fn)`, `new HttpLambdaIntegration('Predict', fn)`. */
function integration(call: PythonCall, values: Values, add: AddResource): void {
  const found = call.arguments.map(({ value }) => values.program.find(value, call.scope)).find((one) => one);
  if (!found) return;
  const uri = reference(found, call.offset);
  add(
    `${found.id}Integration`,
    resource('AWS::ApiGateway::Method', call.offset, { Integration: map(call.offset, { Uri: uri }) }),
  );
}

/** Node of a resource. */
export function resource(
  type: string,
  offset: number,
  properties: Readonly<Record<string, DataNode | undefined>>,
): DataMap {
  return map(offset, { Type: scalar(type, offset), Properties: map(offset, properties) });
}

function propertiesOf(node: DataMap): DataMap {
  const found = node.entries.find(({ key }) => key === 'Properties')?.value;
  if (found?.kind === 'map') return found;
  const made: DataMap = { kind: 'map', entries: [], offset: node.offset };
  node.entries.push({ key: 'Properties', value: made, offset: node.offset });
  return made;
}

/** Sets a property. */
export function put(node: DataMap, key: string, value: DataNode): void {
  const properties = propertiesOf(node);
  properties.entries = [...properties.entries.filter((one) => one.key !== key), { key, value, offset: value.offset }];
}

function append(node: DataMap, key: string, item: DataNode | undefined): void {
  if (!item) return;
  const held = propertiesOf(node).entries.find((one) => one.key === key)?.value;
  put(node, key, sequence(item.offset, [...(held?.kind === 'sequence' ? held.items : []), item]));
}

function variable(node: DataMap, name: string, value: DataNode): void {
  const properties = propertiesOf(node);
  const environment = properties.entries.find(({ key }) => key === 'Environment')?.value;
  const variables =
    environment?.kind === 'map' ? environment.entries.find(({ key }) => key === 'Variables')?.value : undefined;
  const entries = [...(variables?.kind === 'map' ? variables.entries : []), { key: name, value, offset: value.offset }];
  put(node, 'Environment', map(value.offset, { Variables: { kind: 'map', entries, offset: value.offset } }));
}
