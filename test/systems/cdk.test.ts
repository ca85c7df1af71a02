import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const APP = `#!/usr/bin/env node
import * as cdk from 'aws-cdk-lib';
import { TrainingStack } from '../lib/training-stack';
import { ServingStack } from '../lib/serving-stack';

const app = new cdk.App();
new TrainingStack(app, 'Training');
new ServingStack(app, 'Serving', { modelName: 'fraud' });
`;

const TRAINING = `import { Stack, StackProps, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import * as tasks from 'aws-cdk-lib/aws-stepfunctions-tasks';
import * as path from 'path';

export class TrainingStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const evaluate = new lambda.Function(this, 'Evaluate', {
      runtime: lambda.Runtime.PYTHON_3_12,
      functionName: 'evaluate',
      handler: 'evaluate.handler',
      code: lambda.Code.fromAsset(path.join(__dirname, '..', 'lambda')),
    });
    const train = new tasks.SageMakerCreateTrainingJob(this, 'Train', { trainingJobName: 'fraud' });
    const score = new tasks.LambdaInvoke(this, 'Score', { lambdaFunction: evaluate });
    const done = new sfn.Succeed(this, 'Done');
    const publish = new tasks.SageMakerCreateEndpoint(this, 'Publish', { endpointName: 'fraud' });
    const definition = train
      .next(score)
      .next(
        new sfn.Choice(this, 'Good enough?')
          .when(sfn.Condition.numberGreaterThan('$.accuracy', 0.9), publish)
          .otherwise(done),
      );
    const machine = new sfn.StateMachine(this, 'Machine', {
      stateMachineName: 'retrain',
      definitionBody: sfn.DefinitionBody.fromChainable(definition),
    });
    new events.Rule(this, 'Nightly', {
      ruleName: 'nightly',
      schedule: events.Schedule.rate(Duration.days(1)),
      targets: [new targets.SfnStateMachine(machine)],
    });
  }
}
`;

const SERVING = `import * as cdk from 'aws-cdk-lib';
import { aws_sagemaker as sagemaker } from 'aws-cdk-lib';

const ENDPOINT = 'fraud-live';

export class ServingStack extends cdk.Stack {
  constructor(scope: cdk.App, id: string, props: { modelName: string }) {
    super(scope, id);
    const model = new sagemaker.CfnModel(this, 'Model', {
      executionRoleArn: 'arn:aws:iam::1:role/x',
      primaryContainer: { image: 'acme/fraud', modelDataUrl: 's3://acme-models/fraud.tar.gz' },
    });
    const config = new sagemaker.CfnEndpointConfig(this, 'Config', {
      productionVariants: [{ modelName: model.attrModelName, variantName: 'a' }],
    });
    new sagemaker.CfnEndpoint(this, 'Endpoint', { endpointName: ENDPOINT, endpointConfigName: config.attrEndpointConfigName });
  }
}
`;

const EVALUATE = `import boto3

def handler(event, context):
    return boto3.client("sagemaker").describe_training_job(TrainingJobName=event["job"])
`;

const FILES = {
  'cdk.json': '{ "app": "npx ts-node bin/app.ts" }\n',
  'bin/app.ts': APP,
  'lib/training-stack.ts': TRAINING,
  'lib/serving-stack.ts': SERVING,
  'lambda/evaluate.py': EVALUATE,
};

describe('AWS CDK in TypeScript', () => {
  it('is read as the template that it synthesizes', async () => {
    const { components, relations, notUnderstood, criteria } = await auditFiles(FILES);
    expect(components).toEqual([
      'infrastructure aws-cdk',
      'infrastructure aws-lambda evaluate',
      'model-serving sagemaker fraud-live',
      'model-training-infrastructure sagemaker',
      'model-validation custom-code',
      'scheduler amazon-eventbridge nightly',
      'training-pipeline sagemaker lib/training-stack.ts',
      'workflow-orchestration aws-step-functions retrain',
    ]);
    expect(relations).toEqual([
      'model-validation custom-code --validates-> training-pipeline sagemaker lib/training-stack.ts',
      'scheduler amazon-eventbridge nightly --triggers-> workflow-orchestration aws-step-functions retrain',
      'training-pipeline sagemaker lib/training-stack.ts --runs-on-> model-training-infrastructure sagemaker',
      'workflow-orchestration aws-step-functions retrain --deploys-> model-serving sagemaker fraud-live',
      'workflow-orchestration aws-step-functions retrain --orchestrates-> model-validation custom-code',
      'workflow-orchestration aws-step-functions retrain --orchestrates-> training-pipeline sagemaker lib/training-stack.ts',
      'workflow-orchestration aws-step-functions retrain --runs-on-> model-training-infrastructure sagemaker',
    ]);
    expect(criteria).toEqual(expect.arrayContaining(['G1.1', 'G1.5', 'G1.8', 'G1.12']));
    expect(notUnderstood).toEqual([]);
  });

  it('declares only what the application does not make', async () => {
    const { components } = await auditFiles({
      'bin/app.ts': APP.replace(/new ServingStack.*/, ''),
      'lib/training-stack.ts':
        'import * as cdk from "aws-cdk-lib";\nexport class TrainingStack extends cdk.Stack {\n' +
        '  constructor(scope: cdk.App, id: string) { super(scope, id); new cdk.aws_s3.Bucket(this, "Data"); }\n}\n',
      'lib/serving-stack.ts': SERVING,
    });
    expect(components).toEqual([
      'data-store amazon-s3',
      'infrastructure aws-cdk',
      'model-serving sagemaker fraud-live (declared: uncalled)',
    ]);
  });

  it('is not seen in other programs', async () => {
    const { components } = await auditFiles({
      'src/index.ts': "import { CfnEndpoint } from './mine';\nnew CfnEndpoint(this, 'aws-cdk-lib', {});\n",
      'notes.ts':
        "// import * as sagemaker from 'aws-cdk-lib/aws-sagemaker'\nexport const experimentalDecorators = true;\n",
    });
    expect(components).toEqual([]);
  });
});

describe('AWS CDK in Python', () => {
  it('is read as the template that it synthesizes', async () => {
    const { components, relations } = await auditFiles({
      'cdk.json': '{ "app": "python3 app.py" }\n',
      'app.py':
        'import aws_cdk as cdk\nfrom infra.stack import MlStack\n\napp = cdk.App()\nMlStack(app, "Ml")\napp.synth()\n',
      'infra/stack.py': PYTHON,
      'lambda/start.py': START,
    });
    expect(components).toEqual([
      'data-store amazon-s3 acme-data',
      'infrastructure aws-cdk',
      'infrastructure aws-lambda start-training',
      'model-registry sagemaker',
      'model-training-infrastructure sagemaker',
    ]);
    expect(relations).toEqual([
      'data-store amazon-s3 acme-data --triggers-> infrastructure aws-lambda start-training',
      'infrastructure aws-lambda start-training --reads-from-> data-store amazon-s3 acme-data',
      'infrastructure aws-lambda start-training --runs-on-> model-training-infrastructure sagemaker',
    ]);
  });
});

const PYTHON = `from aws_cdk import Stack, Duration, aws_events as events, aws_events_targets as targets, aws_s3 as s3
from aws_cdk import aws_lambda as _lambda, aws_sagemaker as sagemaker
from aws_cdk.aws_lambda_event_sources import S3EventSource
from constructs import Construct


class MlStack(Stack):
    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)
        self.data = s3.Bucket(self, "Data", bucket_name="acme-data")
        self.start = self._function()
        self.data.grant_read(self.start)
        self.start.add_event_source(S3EventSource(bucket=self.data, events=[s3.EventType.OBJECT_CREATED]))
        sagemaker.CfnModelPackageGroup(self, "Group", model_package_group_name="fraud")

    def _function(self):
        return _lambda.Function(
            self,
            "Start",
            function_name="start-training",
            runtime=_lambda.Runtime.PYTHON_3_11,
            handler="start.lambda_handler",
            code=_lambda.Code.asset("lambda"),
        )
`;

const START = `import boto3

client = boto3.client("sagemaker")

def lambda_handler(event, context):
    client.create_training_job(TrainingJobName="fraud")
`;

const PIPELINE = `import * as cdk from 'aws-cdk-lib';
import { aws_codebuild as codebuild, aws_codepipeline as codepipeline, aws_s3 as s3 } from 'aws-cdk-lib';
import { CodeBuildAction, S3SourceAction } from 'aws-cdk-lib/aws-codepipeline-actions';

const app = new cdk.App();
const stack = new cdk.Stack(app, 'Pipeline');
const data = new s3.Bucket(stack, 'Data', { bucketName: 'acme-data' });
const train = new codebuild.PipelineProject(stack, 'Train', {
  projectName: 'train',
  buildSpec: codebuild.BuildSpec.fromObject({ version: '0.2', phases: { build: { commands: ['python train.py'] } } }),
});
const arrived = new codepipeline.Artifact();
const pipeline = new codepipeline.Pipeline(stack, 'Retrain', { pipelineName: 'retrain' });
pipeline.addStage({
  stageName: 'Source',
  actions: [new S3SourceAction({ actionName: 'Data', bucket: data, bucketKey: 'train.csv', output: arrived })],
});
pipeline.addStage({ stageName: 'Train', actions: [new CodeBuildAction({ actionName: 'Train', project: train, input: arrived })] });
`;

describe('Pipelines in AWS CDK', () => {
  it('are started by data and run build projects with their commands', async () => {
    const { components, relations } = await auditFiles({
      'bin/pipeline.ts': PIPELINE,
      'train.py': 'import boto3\n\nboto3.client("sagemaker").create_training_job(TrainingJobName="fraud")\n',
    });
    expect(components).toEqual([
      'ci-cd aws-codebuild',
      'ci-cd aws-codepipeline',
      'data-store amazon-s3 acme-data',
      'infrastructure aws-cdk',
      'model-training-infrastructure sagemaker',
    ]);
    expect(relations).toEqual([
      'ci-cd aws-codebuild --triggers-> model-training-infrastructure sagemaker',
      'ci-cd aws-codepipeline --triggers-> ci-cd aws-codebuild',
      'data-store amazon-s3 acme-data --triggers-> ci-cd aws-codepipeline',
    ]);
  });
});
