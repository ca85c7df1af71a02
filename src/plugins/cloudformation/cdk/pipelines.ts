/**
 * Pipelines of CodePipeline as programs write them: stages with actions.
 * https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_codepipeline_actions-readme.html
 */
import type { DataNode, PythonCall, PythonExpression } from '../../../syntax/types.js';
import { followed } from '../../shared/constructs/followed.js';
import { constructName, methodOf } from '../../shared/constructs/names.js';
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
  CodeDeployServerDeployAction: ['Deploy', 'CodeDeploy'],
  CodeDeployEcsDeployAction: ['Deploy', 'CodeDeployToECS'],
  ElasticBeanstalkDeployAction: ['Deploy', 'ElasticBeanstalk'],
  CloudFormationDeployStackInstancesAction: ['Deploy', 'CloudFormation'],
  ServiceCatalogDeployActionBeta1: ['Deploy', 'ServiceCatalog'],
  CloudFormationCreateUpdateStackAction: ['Deploy', 'CloudFormation'],
  CloudFormationCreateReplaceChangeSetAction: ['Deploy', 'CloudFormation'],
  CloudFormationExecuteChangeSetAction: ['Deploy', 'CloudFormation'],
  CloudFormationDeployStackSetAction: ['Deploy', 'CloudFormation'],
};

const LIBRARY = /^aws_cdk\.aws_codepipeline_actions\.(\w+)$/;

/** Category and provider of what a call makes; undefined for what is no action. */
function kindOf({ callee }: PythonCall): readonly [category: string, provider: string] | undefined {
  const name = methodOf(callee);
  return Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
}

/** True for a call that makes an action of the library. */
export const isAction = (call: PythonCall): boolean =>
  LIBRARY.test(constructName(call.callee)) && kindOf(call) !== undefined;

/** The stages of a list. */
export function stagesNode(
  stages: PythonExpression | undefined,
  { call }: Construct,
  values: Values,
): DataNode | undefined {
  const list = stages && followed(stages, call.scope, values.program);
  if (list?.value.kind !== 'list') return undefined;
  return sequence(
    list.value.offset,
    list.value.items.slice(0, 100).map((stage) => stageNode(stage, list.scope, values)),
  );
}

/** One stage: an object, or the arguments of `addStage`. */
export function stageNode(stage: PythonExpression, scope: string, values: Values): DataNode {
  const { value, scope: within } = followed(stage, scope, values.program);
  const { offset } = value;
  const members = membersOf(value, values);
  const listed = property(members, 'actions');
  const actions = listed && followed(listed, within, values.program);
  const items = actions?.value.kind === 'list' ? actions.value.items : listed ? [listed] : [];
  // What makes the whole stage may stand in another file.
  const isUnread =
    !listed && value.kind === 'call' && methodOf(value.call.callee) !== 'addStage' && values.isOwn(value.call);
  return map(offset, {
    Name: values.text(property(members, 'stageName'), within),
    Actions: sequence(
      offset,
      (isUnread ? [value] : items).slice(0, 100).map((one) => actionNode(one, actions?.scope ?? within, values)),
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

/** An action, however it comes there. What a function of another file makes is read there; here its kind is unknown. */
export function actionNode(action: PythonExpression, scope: string, values: Values): DataNode {
  const { value } = followed(action, scope, values.program);
  const unread = map(value.offset, {});
  if (value.kind !== 'call') return unread;
  const { call } = value;
  const kind = kindOf(call);
  if (!kind) {
    if (values.isOwn(call)) values.makeElsewhere(call);
    return unread;
  }
  values.actions.add(call.offset);
  const properties = values.program.properties(call, 0);
  return map(call.offset, {
    Name: values.text(property(properties, 'actionName'), call.scope),
    ActionTypeId: map(call.offset, { Category: scalar(kind[0], call.offset), Provider: scalar(kind[1], call.offset) }),
    Configuration: configuration(call, properties, values),
  });
}

/** An action that no pipeline of this file holds, as a stage of its own. */
export function looseStage(call: PythonCall, values: Values): DataNode {
  const { offset } = call;
  return map(offset, { Actions: sequence(offset, [actionNode({ kind: 'call', call, offset }, call.scope, values)]) });
}

function configuration(call: PythonCall, properties: Construct['properties'], values: Values): DataNode {
  const node = (name: string): DataNode | undefined => values.node(property(properties, name), call.scope);
  const template = property(properties, 'templatePath');
  return map(call.offset, {
    ProjectName: node('project'),
    FunctionName: node('lambda') ?? node('lambda_'),
    StateMachineArn: node('stateMachine'),
    S3Bucket: node('bucket'),
    S3ObjectKey: node('bucketKey'),
    RepositoryName: node('repository'),
    TemplatePath: template?.kind === 'call' ? values.text(template.call.arguments[0]?.value, call.scope) : undefined,
  });
}
