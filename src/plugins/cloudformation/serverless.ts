/**
 * `serverless.yml` says what a SAM template says, in other words: it is turned into one, with places in the file.
 * https://www.serverless.com/framework/docs/providers/aws/guide/serverless.yml
 */
import { entries, get, isMap, isScalar, items, list, string, text } from '../../syntax/data/tree.js';
import type { DataEntry, DataMap, DataNode } from '../../syntax/types.js';
import { map, scalar } from './nodes.js';

const MOST_FUNCTIONS = 300;
/** SAM types of events that are called otherwise. */
const EVENTS: Readonly<Record<string, string>> = {
  http: 'Api',
  httpApi: 'HttpApi',
  websocket: 'HttpApi',
  alb: 'HttpApi',
  schedule: 'Schedule',
  s3: 'S3',
  sns: 'SNS',
  sqs: 'SQS',
  stream: 'Kinesis',
  kafka: 'MSK',
  eventBridge: 'EventBridgeRule',
  cloudwatchEvent: 'EventBridgeRule',
};

/** The template; undefined for another document. */
export function serverlessTemplate(root: DataNode): DataMap | undefined {
  const provider = get(root, 'provider');
  const functions = members(get(root, 'functions'));
  const machines = members(get(root, 'stepFunctions', 'stateMachines'));
  const isServerless = get(root, 'service') !== undefined && provider !== undefined;
  if (!isServerless || functions.length + machines.length === 0) return undefined;
  const resources: DataEntry[] = [
    ...functions.map((one) => ({ ...one, value: functionNode(one, provider) })),
    ...machines.map((one) => ({ ...one, value: machineNode(one) })),
    ...list(get(root, 'resources')).flatMap((part) => entries(get(part, 'Resources'))),
  ];
  const { offset } = root;
  return map(offset, {
    AWSTemplateFormatVersion: scalar('2010-09-09', offset),
    Resources: { kind: 'map', entries: resources, offset },
  });
}

/** Functions stand in one map, or in a list of maps. */
const members = (node: DataNode | undefined): DataEntry[] =>
  list(node)
    .flatMap((part) => [...entries(part)])
    .filter(({ value }) => isMap(value))
    .slice(0, MOST_FUNCTIONS);

function functionNode({ value, offset }: DataEntry, provider: DataNode): DataMap {
  const image = get(value, 'image');
  const name = text(image) ?? string(image, 'name');
  const built = name === undefined ? undefined : get(provider, 'ecr', 'images', name);
  const context = isScalar(built) ? built : get(built, 'path');
  const variables = [...entries(get(provider, 'environment')), ...entries(get(value, 'environment'))];
  return map(offset, {
    Type: scalar('AWS::Serverless::Function', offset),
    Properties: map(offset, {
      FunctionName: get(value, 'name'),
      Handler: get(value, 'handler'),
      Runtime: get(value, 'runtime') ?? get(provider, 'runtime'),
      Code: image ? undefined : scalar('.', offset),
      ImageUri: get(image, 'uri') ?? (built ? undefined : isScalar(image) ? image : undefined),
      Environment:
        variables.length > 0 ? map(offset, { Variables: { kind: 'map', entries: variables, offset } }) : undefined,
      Events: eventsNode(get(value, 'events')),
      FunctionUrlConfig: get(value, 'url'),
    }),
    Metadata: context && map(context.offset, { DockerContext: context, Dockerfile: get(built, 'file') }),
  });
}

function machineNode({ value, offset }: DataEntry): DataMap {
  return map(offset, {
    Type: scalar('AWS::Serverless::StateMachine', offset),
    Properties: map(offset, {
      StateMachineName: get(value, 'name'),
      Definition: get(value, 'definition'),
      Events: eventsNode(get(value, 'events')),
    }),
  });
}

function eventsNode(node: DataNode | undefined): DataNode | undefined {
  const found = items(node).flatMap((event, index) =>
    entries(event).map(({ key, value, offset }): DataEntry => {
      const isTime = key === 'schedule' || (key === 'eventBridge' && get(value, 'schedule') !== undefined);
      const when = isScalar(value) ? value : (get(value, 'schedule') ?? list(get(value, 'rate'))[0]);
      const type = isTime ? 'Schedule' : Object.hasOwn(EVENTS, key) ? (EVENTS[key] ?? key) : key;
      const settings = map(offset, { Schedule: isTime ? when : undefined, Enabled: get(value, 'enabled') });
      return {
        key: `${key}${index}`,
        offset,
        value: map(offset, { Type: scalar(type, offset), Properties: settings }),
      };
    }),
  );
  return node && { kind: 'map', entries: found, offset: node.offset };
}
