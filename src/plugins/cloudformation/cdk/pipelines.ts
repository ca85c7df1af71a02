/**
 * Pipelines of CodePipeline as programs write them: stages with actions.
 * https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_codepipeline_actions-readme.html
 */
import type { DataNode, PythonCall, PythonExpression } from '../../../syntax/types.js';
import { methodOf } from '../../shared/constructs/names.js';
import { property, type Construct } from '../../shared/constructs/program.js';
import { map, scalar, sequence } from '../nodes.js';
import type { Values } from './values.js';

/** Category and provider by the action's class. */
const ACTIONS: Readonly<Record<string, readonly [category: string, provider: string]>> = {
  CodeBuildAction: ['Build', 'CodeBuild'],
  JenkinsAction: ['Build', 'Jenkins'],
  LambdaInvokeAction: ['Invoke', 'Lambda'],
  StepFunctionInvokeAction: ['Invoke', 'StepFunctions'],
  ManualApprovalAction: ['Approval', 'Manual'],
  CodeCommitSourceAction: ['Source', 'CodeCommit'],
  CodeStarConnectionsSourceAction: ['Source', 'CodeStarSourceConnection'],
  GitHubSourceAction: ['Source', 'GitHub'],
  BitBucketSourceAction: ['Source', 'Bitbucket'],
  EcrSourceAction: ['Source', 'ECR'],
  S3SourceAction: ['Source', 'S3'],
  S3DeployAction: ['Deploy', 'S3'],
  EcsDeployAction: ['Deploy', 'ECS'],
  ServiceCatalogDeployActionBeta1: ['Deploy', 'ServiceCatalog'],
  CloudFormationCreateUpdateStackAction: ['Deploy', 'CloudFormation'],
  CloudFormationCreateReplaceChangeSetAction: ['Deploy', 'CloudFormation'],
  CloudFormationExecuteChangeSetAction: ['Deploy', 'CloudFormation'],
  CloudFormationDeployStackSetAction: ['Deploy', 'CloudFormation'],
};

/** The stages of a list. */
export function stagesNode(
  stages: PythonExpression | undefined,
  { call }: Construct,
  values: Values,
): DataNode | undefined {
  const list = stages && values.program.valueOf(stages, call.scope);
  if (list?.kind !== 'list') return undefined;
  return sequence(
    list.offset,
    list.items.slice(0, 100).map((stage) => stageNode(stage, call.scope, values)),
  );
}

/** One stage: an object, or the arguments of `addStage`. */
export function stageNode(stage: PythonExpression, scope: string, values: Values): DataNode | undefined {
  const value = values.program.valueOf(stage, scope);
  const members = membersOf(value, values);
  const listed = property(members, 'actions');
  const actions = listed && values.program.valueOf(listed, scope);
  const offset = value.offset;
  return map(offset, {
    Name: values.text(property(members, 'stageName'), scope),
    Actions: sequence(
      offset,
      (actions?.kind === 'list' ? actions.items : []).slice(0, 100).map((action) => actionNode(action, scope, values)),
    ),
  });
}

function membersOf(value: PythonExpression, values: Values): Construct['properties'] {
  if (value.kind === 'call') return values.program.properties(value.call, 0);
  if (value.kind !== 'dict') return new Map();
  return new Map(
    value.entries.flatMap(({ key, value: v }) => (key.kind === 'string' ? [[key.value, v] as const] : [])),
  );
}

/** An action, also through the variable that holds it. What a function of the project makes is one of an unknown kind. */
export function actionNode(action: PythonExpression, scope: string, values: Values): DataNode {
  const value = values.program.valueOf(action, scope);
  const unread = map(value.offset, {});
  if (value.kind !== 'call') return unread;
  const { call } = value;
  const [category, provider] = ACTIONS[methodOf(call.callee)] ?? [];
  if (category === undefined || provider === undefined) return unread;
  const properties = values.program.properties(call, 0);
  return map(call.offset, {
    Name: values.text(property(properties, 'actionName'), call.scope),
    ActionTypeId: map(call.offset, {
      Category: scalar(category, call.offset),
      Provider: scalar(provider, call.offset),
    }),
    Configuration: configuration(call, properties, values),
  });
}

function configuration(call: PythonCall, properties: Construct['properties'], values: Values): DataNode {
  const node = (name: string): DataNode | undefined => values.node(property(properties, name), call.scope);
  const template = property(properties, 'templatePath');
  return map(call.offset, {
    ProjectName: node('project'),
    FunctionName: node('lambda'),
    StateMachineArn: node('stateMachine'),
    S3Bucket: node('bucket'),
    S3ObjectKey: node('bucketKey'),
    RepositoryName: node('repository'),
    TemplatePath: template?.kind === 'call' ? values.text(template.call.arguments[0]?.value, call.scope) : undefined,
  });
}
