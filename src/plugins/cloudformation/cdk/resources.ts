/** Resources of the template that a CDK program synthesizes. */
import type { DataEntry, DataMap, DataNode, PythonExpression } from '../../../syntax/types.js';
import { methodOf, pascalCase } from '../../shared/constructs/names.js';
import { property, type Construct } from '../../shared/constructs/program.js';
import { assetPath, programText } from '../../shared/constructs/text.js';
import { argument } from '../../shared/python/view.js';
import { stagesNode } from './pipelines.js';
import { KEEPS_NAME, RENAMED } from './tables.js';
import { map, scalar, sequence } from '../nodes.js';
import type { Values } from './values.js';

/** A construct with the type that it synthesizes. */
export interface Typed {
  construct: Construct;
  type: string;
}

/** The resource of a construct. What its methods add comes later. */
export function resourceNode({ construct, type }: Typed, values: Values): DataMap {
  const { call, name } = construct;
  values.owner = construct;
  const isPlain = methodOf(name).startsWith('Cfn');
  const properties = isPlain ? plainProperties(construct, values) : richProperties(construct, type, values);
  return map(call.offset, { Type: scalar(type, call.offset), Properties: properties });
}

function plainProperties({ call, properties }: Construct, values: Values): DataMap {
  return { kind: 'map', entries: entriesOf(properties, call.scope, values, (name) => name), offset: call.offset };
}

function entriesOf(
  properties: Construct['properties'],
  scope: string,
  values: Values,
  rename: (name: string) => string,
): DataEntry[] {
  return [...properties].flatMap(([name, value]) => {
    const key = rename(pascalCase(name));
    const node = values.node(value, scope, /^(?:environment|tags)$/.test(name) && value.kind === 'dict');
    return node ? [{ key, value: node, offset: value.offset }] : [];
  });
}

/** Properties of a construct of the second level, in the words of CloudFormation. */
function richProperties(construct: Construct, type: string, values: Values): DataMap {
  const { call, properties } = construct;
  const rename = (name: string): string =>
    !KEEPS_NAME.test(type) && Object.hasOwn(RENAMED, name) ? (RENAMED[name] ?? name) : name;
  const special = SPECIAL[type]?.(construct, values) ?? {};
  const entries = entriesOf(properties, call.scope, values, rename).filter(({ key }) => !(key in special));
  return { kind: 'map', entries: [...entries, ...map(call.offset, special).entries], offset: call.offset };
}

type Members = Readonly<Record<string, DataNode | undefined>>;

/** Properties that the second level writes in its own way, by the type of the resource. */
const SPECIAL: Readonly<Record<string, (construct: Construct, values: Values) => Members>> = {
  'AWS::Lambda::Function': functionProperties,
  'AWS::Events::Rule': ruleProperties,
  'AWS::Scheduler::Schedule': (construct, values) => ({
    ScheduleExpression: given(construct, values, 'schedule'),
    Target: map(construct.call.offset, { Arn: targetOf(property(construct.properties, 'target'), construct, values) }),
  }),
  'AWS::CodeBuild::Project': (construct, values) => ({
    Source: map(construct.call.offset, { BuildSpec: given(construct, values, 'buildSpec') }),
    BuildSpec: undefined,
  }),
  'AWS::CodePipeline::Pipeline': (construct, values) => ({
    Stages: stagesNode(property(construct.properties, 'stages'), construct, values),
  }),
  'AWS::ECS::Service': (construct, values) => ({
    ContainerDefinitions: containerOf(property(construct.properties, 'taskImageOptions'), construct, values),
    TaskImageOptions: undefined,
  }),
};

const given = ({ properties, call }: Construct, values: Values, name: string): DataNode | undefined =>
  values.node(property(properties, name), call.scope);

function functionProperties(construct: Construct, values: Values): Members {
  const { call, properties, name } = construct;
  const { view } = values.program;
  const runtime = property(properties, 'runtime');
  const [, version] = runtime?.kind === 'name' ? (/Runtime\.(\w+)$/.exec(runtime.name) ?? []) : [];
  const variables = values.node(property(properties, 'environment'), call.scope, true);
  const members = {
    Environment: variables && map(call.offset, { Variables: variables }),
    Runtime: scalar(methodOf(name) === 'NodejsFunction' ? 'nodejs' : (version ?? '').toLowerCase(), call.offset),
  };
  const text = (key: string, fallback: string): string =>
    programText(property(properties, key), view, call.scope) ?? fallback;
  const entry = property(properties, 'entry');
  const path = assetPath(entry, view, call.scope);
  // https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_lambda_nodejs.NodejsFunction.html
  const [, directory = '.', module] = /^(?:(.*)\/)?([^/]+)\.[cm]?[jt]s$/.exec(path ?? '') ?? [];
  if (methodOf(name) === 'NodejsFunction' && entry && module !== undefined)
    return {
      ...members,
      Code: scalar(directory, entry.offset),
      Handler: scalar(`${module}.${text('handler', 'handler')}`, call.offset),
    };
  // https://docs.aws.amazon.com/cdk/api/v2/docs/@aws-cdk_aws-lambda-python-alpha.PythonFunction.html
  if (methodOf(name) !== 'PythonFunction') return members;
  return {
    ...members,
    Code: path === undefined ? undefined : scalar(path, entry?.offset ?? call.offset),
    Handler: scalar(`${text('index', 'index.py').replace(/\.py$/, '')}.${text('handler', 'handler')}`, call.offset),
    Runtime: scalar('python', call.offset),
  };
}

function ruleProperties(construct: Construct, values: Values): Members {
  const { call, properties } = construct;
  const enabled = property(properties, 'enabled');
  const pattern = property(properties, 'eventPattern');
  const targets = property(properties, 'targets');
  const listed = targets && values.program.valueOf(targets, call.scope);
  return {
    ScheduleExpression: given(construct, values, 'schedule'),
    Schedule: undefined,
    State: enabled?.kind === 'boolean' && !enabled.value ? scalar('DISABLED', call.offset) : undefined,
    EventPattern: pattern && eventPattern(pattern, construct, values),
    Targets: sequence(
      call.offset,
      (listed?.kind === 'list' ? listed.items : []).map((target) => targetNode(target, construct, values)),
    ),
  };
}

/** Also `EventPattern(source=[…], detail_type=[…])` of Python. */
export function eventPattern(pattern: PythonExpression, { call }: Construct, values: Values): DataNode | undefined {
  const value = values.program.valueOf(pattern, call.scope);
  const members =
    value.kind === 'dict'
      ? new Map(
          value.entries.flatMap((one) => (one.key.kind === 'string' ? [[one.key.value, one.value] as const] : [])),
        )
      : value.kind === 'call'
        ? values.program.properties(value.call, 0)
        : new Map<string, PythonExpression>();
  const node = (name: string): DataNode | undefined => values.node(property(members, name), call.scope, true);
  return map(pattern.offset, {
    source: node('source'),
    'detail-type': node('detailType'),
    detail: node('detail'),
    resources: node('resources'),
  });
}

/** A target: `new targets.LambdaFunction(fn)`, `new targets.SfnStateMachine(machine)`. */
export function targetNode(target: PythonExpression, construct: Construct, values: Values): DataNode | undefined {
  const arn = targetOf(target, construct, values);
  return arn && map(target.offset, { Arn: arn });
}

function targetOf(target: PythonExpression | undefined, { call }: Construct, values: Values): DataNode | undefined {
  const value = target && values.program.valueOf(target, call.scope);
  if (value?.kind !== 'call') return values.node(target, call.scope);
  const first = argument(
    value.call,
    ['handler', 'machine', 'project', 'pipeline', 'queue', 'topic', 'taskDefinition'],
    0,
  );
  const found = first && values.program.valueOf(first, value.call.scope);
  // `EcsTask({ cluster, taskDefinition })`
  if (found?.kind === 'dict')
    return values.node(property(values.program.properties(value.call, 0), 'taskDefinition'), value.call.scope);
  return values.node(first ?? property(values.program.properties(value.call, 0), 'taskDefinition'), value.call.scope);
}

/** The container that a pattern of a service, or `addContainer`, describes. */
export function containerOf(
  options: PythonExpression | undefined,
  { call }: Construct,
  values: Values,
): DataNode | undefined {
  const node = values.node(options, call.scope);
  if (node?.kind !== 'map') return undefined;
  const name = { key: 'Name', value: scalar('container', node.offset), offset: node.offset };
  return sequence(node.offset, [{ ...node, entries: [name, ...node.entries] }]);
}
