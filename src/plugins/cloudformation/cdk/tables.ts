/**
 * What constructs of the AWS CDK synthesize. Data only.
 * https://docs.aws.amazon.com/cdk/api/v2/docs/aws-construct-library.html
 */

/** Modules by the service in the names of CloudFormation types. */
const SERVICES = new Map(
  `apigateway ApiGateway, apigatewayv2 ApiGatewayV2, apprunner AppRunner, aps APS, athena Athena, batch Batch, bedrock Bedrock,
  bedrockagentcore BedrockAgentCore, cloudformation CloudFormation, cloudwatch CloudWatch, codeartifact CodeArtifact,
  codebuild CodeBuild, codecommit CodeCommit, codedeploy CodeDeploy, codepipeline CodePipeline, codestarconnections
  CodeStarConnections, databrew DataBrew, datasync DataSync, dms DMS, docdb DocDB, dynamodb DynamoDB, ec2 EC2, ecr ECR, ecs ECS,
  efs EFS, eks EKS, elasticache ElastiCache, elasticloadbalancingv2 ElasticLoadBalancingV2, emr EMR, emrcontainers
  EMRContainers, emrserverless EMRServerless, events Events, forecast Forecast, fsx FSx, glue Glue, grafana Grafana, iam IAM,
  kinesis Kinesis, kinesisanalyticsv2 KinesisAnalyticsV2, kinesisfirehose KinesisFirehose, kms KMS, lakeformation
  LakeFormation, lambda Lambda, logs Logs, msk MSK, mwaa MWAA, neptune Neptune, opensearchservice OpenSearchService,
  opensearchserverless OpenSearchServerless, personalize Personalize, pipes Pipes, rds RDS, redshift Redshift,
  redshiftserverless RedshiftServerless, s3 S3, sagemaker SageMaker, scheduler Scheduler, secretsmanager SecretsManager,
  servicecatalog ServiceCatalog, sns SNS, sqs SQS, ssm SSM, stepfunctions StepFunctions, synthetics Synthetics, timestream
  Timestream`
    .split(',')
    .map((pair) => pair.trim().split(/\s+/) as [string, string]),
);

/** Classes that are not called like the type that they synthesize, by `module.Class`; modules without `aws_`. */
const TYPES: Readonly<Record<string, string>> = {
  'lambda.DockerImageFunction': 'Lambda::Function',
  'lambda.SingletonFunction': 'Lambda::Function',
  'lambda_python.PythonFunction': 'Lambda::Function',
  'lambda_nodejs.NodejsFunction': 'Lambda::Function',
  'lambda_go.GoFunction': 'Lambda::Function',
  'codebuild.PipelineProject': 'CodeBuild::Project',
  'dynamodb.TableV2': 'DynamoDB::Table',
  'rds.DatabaseInstance': 'RDS::DBInstance',
  'rds.DatabaseCluster': 'RDS::DBCluster',
  'rds.ServerlessCluster': 'RDS::DBCluster',
  'ecs.FargateService': 'ECS::Service',
  'ecs.Ec2Service': 'ECS::Service',
  'ecs.FargateTaskDefinition': 'ECS::TaskDefinition',
  'ecs.Ec2TaskDefinition': 'ECS::TaskDefinition',
  'ecs_patterns.ApplicationLoadBalancedFargateService': 'ECS::Service',
  'ecs_patterns.ApplicationLoadBalancedEc2Service': 'ECS::Service',
  'ecs_patterns.NetworkLoadBalancedFargateService': 'ECS::Service',
  'ecs_patterns.NetworkLoadBalancedEc2Service': 'ECS::Service',
  'ecs_patterns.QueueProcessingFargateService': 'ECS::Service',
  'eks.FargateCluster': 'EKS::Cluster',
  'apigateway.LambdaRestApi': 'ApiGateway::RestApi',
  'apigateway.StepFunctionsRestApi': 'ApiGateway::RestApi',
  'apigateway.SpecRestApi': 'ApiGateway::RestApi',
  'apigatewayv2.HttpApi': 'ApiGatewayV2::Api',
  'apigatewayv2.WebSocketApi': 'ApiGatewayV2::Api',
  'batch.FargateComputeEnvironment': 'Batch::ComputeEnvironment',
  'batch.ManagedEc2EcsComputeEnvironment': 'Batch::ComputeEnvironment',
  'batch.EcsJobDefinition': 'Batch::JobDefinition',
  'glue.PySparkEtlJob': 'Glue::Job',
  'glue.PythonShellJob': 'Glue::Job',
  'glue.RayJob': 'Glue::Job',
  'glue.S3Table': 'Glue::Table',
  'cloudwatch.CompositeAlarm': 'CloudWatch::Alarm',
  'kinesisfirehose.DeliveryStream': 'KinesisFirehose::DeliveryStream',
  'pipelines.CodePipeline': 'CodePipeline::Pipeline',
  'opensearchservice.Domain': 'OpenSearchService::Domain',
};

/** Classes that are called like a resource and are something else. */
const NO_RESOURCE =
  /^(?:iam\.PolicyStatement|iam\.\w*Principal|\w+\.\w*(?:Props|Property|Options|Action|Target|Subscription))$/;

/**
 * CloudFormation type of a construct.
 * @param name as `constructName` gives it: `aws_cdk.aws_sagemaker.CfnEndpoint`
 * @returns undefined for what synthesizes no resource that is known here
 */
export function cloudformationType(name: string): string | undefined {
  const [, module, member] = /^aws_cdk\.(?:aws_)?(\w+?)(?:_alpha)?\.([A-Z]\w*)$/.exec(name) ?? [];
  if (module === undefined || member === undefined) return undefined;
  const key = `${module}.${member}`;
  if (Object.hasOwn(TYPES, key)) return `AWS::${TYPES[key] ?? ''}`;
  const service = SERVICES.get(module);
  if (service === undefined || NO_RESOURCE.test(key)) return undefined;
  const type = member.startsWith('Cfn')
    ? member.slice(3).replace(/V2$/, (v) => (member === 'CfnApiV2' ? '' : v))
    : member;
  return `AWS::${service}::${type}`;
}

/** Names of L2 properties that CloudFormation calls otherwise. */
export const RENAMED: Readonly<Record<string, string>> = {
  RuleName: 'Name',
  PipelineName: 'Name',
  ProjectName: 'Name',
  StreamName: 'Name',
  BuildSpec: 'BuildSpec',
  EventBus: 'EventBusName',
};
/** Types whose name property is called `…Name` in CloudFormation, too. */
export const KEEPS_NAME = /^AWS::SageMaker::/;

/** Services that the tasks of state machines call, by the beginning of the task's name. */
export const TASK_SERVICES: readonly (readonly [prefix: string, service: string])[] = [
  ['SageMaker', 'sagemaker'],
  ['GlueDataBrew', 'databrew'],
  ['Glue', 'glue'],
  ['Ecs', 'ecs'],
  ['Batch', 'batch'],
  ['EmrContainers', 'emr-containers'],
  ['EmrServerless', 'emr-serverless'],
  ['Emr', 'elasticmapreduce'],
  ['Athena', 'athena'],
  ['Dynamo', 'dynamodb'],
  ['Sns', 'sns'],
  ['Sqs', 'sqs'],
  ['EventBridge', 'events'],
  ['StepFunctions', 'states'],
  ['CodeBuild', 'codebuild'],
  ['BedrockInvokeModel', 'bedrock'],
  ['Eks', 'eks'],
  ['MediaConvert', 'mediaconvert'],
];
/** Actions whose names do not follow from the task's. */
export const TASK_ACTIONS: Readonly<Record<string, string>> = {
  GlueStartJobRun: 'startJobRun',
  EcsRunTask: 'runTask',
  EmrCreateCluster: 'runJobFlow',
  EmrAddStep: 'addJobFlowSteps',
  EmrTerminateCluster: 'terminateJobFlows',
  SnsPublish: 'publish',
  SqsSendMessage: 'sendMessage',
  EventBridgePutEvents: 'putEvents',
  StepFunctionsStartExecution: 'startExecution',
  BedrockInvokeModel: 'invokeModel',
};
