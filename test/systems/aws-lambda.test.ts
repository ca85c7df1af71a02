/** Functions of AWS Lambda: what starts them by name, and what they do for it. */
import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const TRAIN = `import boto3

def lambda_handler(event, context):
    boto3.client("sagemaker").create_training_job(TrainingJobName="churn")
`;
const DEPLOY = `import boto3

def lambda_handler(event, context):
    boto3.client("sagemaker").create_endpoint(EndpointName="churn", EndpointConfigName="churn")
`;
const flow = (train: string, deploy: string): string => `from stepfunctions import steps
from stepfunctions.workflow import Workflow

project = settings["project"]
first = steps.compute.LambdaStep("First", parameters={"FunctionName": ${train}})
last = steps.compute.LambdaStep("Last", parameters={"FunctionName": ${deploy}})
Workflow("churn", steps.Chain([first, last]), "role").create()
`;
const created = (names: readonly [string, string]): string => `import boto3

project = read_settings()["project"]


def create_lambda(function_name, source):
    boto3.client("lambda").create_function(FunctionName=function_name, Handler="index.handler", Code={"ZipFile": pack(source)})


create_lambda(function_name=${names[0]}, source="./functions/start_training.py")
create_lambda(function_name=${names[1]}, source="./functions/release.py")
`;

describe('functions of one archive', () => {
  const archive =
    'data "archive_file" "code" {\n  type = "zip"\n  source_dir = "${path.module}/../src"\n  output_path = "code.zip"\n}\n';
  const lambda = (code: string): string =>
    `resource "aws_lambda_function" "start" {\n  function_name = "start"\n  runtime = "python3.12"\n  handler = "jobs.start.handler"\n  ${code}\n}\n`;
  const FILES = {
    'src/jobs/start.py': TRAIN.replace('lambda_handler', 'handler'),
    'src/jobs/release.py': `${DEPLOY}\nlambda_handler(None, None)\n`,
  };
  const STARTS = 'infrastructure aws-lambda start --runs-on-> model-training-infrastructure sagemaker';

  it.each<[string, string]>([
    ['a file', 'filename = data.archive_file.code.output_path'],
    [
      'an object of a bucket',
      's3_bucket = aws_s3_object.code.bucket\n  s3_key = aws_s3_object.code.key\n}\nresource "aws_s3_object" "code" {\n  bucket = "acme-code"\n  key = "code.zip"\n  source = data.archive_file.code.output_path',
    ],
  ])('run what the handler says of %s', async (_, code) => {
    const { relations } = await auditFiles({ ...FILES, 'infra/main.tf': archive + lambda(code) });
    expect(relations.filter((one) => one.includes('aws-lambda start'))).toEqual([STARTS]);
  });
});

describe('functions that states of a workflow run', () => {
  const ENDS = ['project + "-start-training-job"', 'project + "-release-model-job"'] as const;
  it.each<[string, readonly [string, string], boolean]>([
    ['are known by the end of a name that begins with what a run knows', ENDS, true],
    ['are known by their names', ['"churn-train"', '"churn-deploy"'] as const, true],
    ['are not known by an end that says little', ['project + "-train"', 'project + "-x"'] as const, false],
  ])('%s', async (_, names, known) => {
    const { relations } = await auditFiles({
      'flow.py': flow(...names),
      'setup.py': created(names),
      'functions/start_training.py': TRAIN,
      'functions/release.py': DEPLOY,
    });
    expect(relations.filter((one) => one.startsWith('workflow'))).toEqual(
      known
        ? [
            'workflow-orchestration aws-step-functions churn --deploys-> model-serving sagemaker',
            'workflow-orchestration aws-step-functions churn --orchestrates-> training-pipeline sagemaker functions/start_training.py',
            'workflow-orchestration aws-step-functions churn --runs-on-> model-training-infrastructure sagemaker',
          ]
        : [],
    );
  });

  it('are those of a template, in the language of states too', async () => {
    const { relations, criteria } = await auditFiles({
      'template.yaml': `AWSTemplateFormatVersion: '2010-09-09'
Resources:
  Train:
    Type: AWS::Lambda::Function
    Properties: { FunctionName: churn-train, Runtime: python3.12, Handler: train.lambda_handler, Code: functions/ }
`,
      'machine.asl.json': JSON.stringify({
        StartAt: 'Train',
        States: {
          Train: {
            Type: 'Task',
            Resource: 'arn:aws:states:::lambda:invoke',
            Parameters: { FunctionName: 'arn:aws:lambda:eu-west-1:1:function:churn-train:live' },
            End: true,
          },
        },
      }),
      'functions/train.py': TRAIN,
    });
    expect(relations).toContain(
      'workflow-orchestration aws-step-functions --orchestrates-> training-pipeline sagemaker functions/train.py',
    );
    expect(criteria).toContain('G1.1');
  });
});

describe('a function that a bucket notifies', () => {
  const stack = (handler: string): Record<string, string> => ({
    'app.py': `import aws_cdk as cdk
from aws_cdk import aws_lambda as _lambda, aws_s3 as s3, aws_s3_notifications as notifications


class Start(cdk.Stack):
    def __init__(self, scope, id):
        super().__init__(scope, id)
        data = s3.Bucket(self, "Data")
        queue_name = "rows"
        start = _lambda.Function(self, "Start", handler="index.lambda_handler",
            code=_lambda.Code.from_asset("functions"), runtime=_lambda.Runtime.PYTHON_3_11,
            environment={"queue": queue_name})
        data.add_event_notification(s3.EventType.OBJECT_CREATED, notifications.LambdaDestination(start),
            s3.NotificationKeyFilter(suffix=".csv"))


app = cdk.App()
Start(app, "Start")
app.synth()
`,
    'functions/index.py': handler,
    'pipeline.py': `from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.steps import TrainingStep

Pipeline(name="churn", steps=[TrainingStep(name="Train", estimator=None)]).upsert(role_arn="r")
`,
  });
  it.each([
    [
      'starts the pipeline with new data',
      'import boto3\n\ndef lambda_handler(event, context):\n    key = event["Records"][0]["s3"]["object"]["key"]\n    boto3.client("sagemaker").start_pipeline_execution(PipelineName="churn", PipelineParameters=[key])\n',
      true,
    ],
    ['does something else', 'def lambda_handler(event, context):\n    print(event["Records"])\n', false],
  ])('%s', async (_, handler, starts) => {
    const { components, criteria, relations } = await auditFiles(stack(handler));
    expect(criteria.includes('G1.12')).toBe(starts);
    expect(components.includes('event-bus aws-lambda')).toBe(starts);
    expect(relations).toContain('data-store amazon-s3 --triggers-> infrastructure aws-lambda');
  });

  it('looks models up and serves none', async () => {
    const { components } = await auditFiles(
      stack(
        'import boto3\n\nclient = boto3.client("sagemaker")\n\ndef lambda_handler(event, context):\n    found = client.list_model_packages(ModelPackageGroupName="churn")\n    client.start_pipeline_execution(PipelineName="churn", PipelineParameters=[found])\n',
      ),
    );
    expect(components.filter((one) => one.startsWith('model-serving'))).toEqual([]);
  });
});
