import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const TRAIN =
  'from sklearn.svm import SVC\nimport joblib\njoblib.dump(SVC().fit([[0], [1]], [0, 1]), "/opt/ml/model/m.joblib")\n';
const TERRAFORM = `locals {
  image = "123.dkr.ecr.eu-west-1.amazonaws.com/churn:1"
}
resource "aws_sagemaker_pipeline" "training" {
  pipeline_name         = "churn"
  pipeline_display_name = "churn"
  pipeline_definition = jsonencode({
    Version = "2020-12-01"
    Steps = [
      {
        Name = "Train"
        Type = "Training"
        Arguments = {
          AlgorithmSpecification = { TrainingImage = local.image, ContainerEntrypoint = ["python", "/app/train.py"] }
          Environment            = { MLFLOW_TRACKING_URI = "http://mlflow:5000" }
        }
      },
      {
        Name = "Evaluate"
        Type = "Processing"
        DependsOn = ["Train"]
        Arguments = { AppSpecification = { ImageUri = local.image, ContainerEntrypoint = ["python", "/app/evaluate.py"] } }
      },
      {
        Name = "GoodEnough"
        Type = "Condition"
        Arguments = {
          Conditions = [{
            Type = "GreaterThanOrEqualTo"
            LeftValue = { "Std:JsonGet" = { PropertyFile = { Get = "Steps.Evaluate.PropertyFiles.Report" }, Path = "accuracy.value" } }
            RightValue = 0.8
          }]
          IfSteps = [{ Name = "Register", Type = "RegisterModel", Arguments = { ModelPackageGroupName = "churn" } }]
          ElseSteps = []
        }
      },
    ]
  })
}
resource "aws_scheduler_schedule" "nightly" {
  name = "nightly"
  schedule_expression = "cron(0 3 * * ? *)"
  flexible_time_window { mode = "OFF" }
  target {
    arn = aws_sagemaker_pipeline.training.arn
    role_arn = "r"
  }
}
resource "aws_cloudwatch_metric_alarm" "drift" {
  alarm_name = "drift"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods = 1
}
resource "aws_cloudwatch_event_rule" "drift" {
  name = "drift"
  event_pattern = jsonencode({
    source = ["aws.cloudwatch"]
    "detail-type" = ["CloudWatch Alarm State Change"]
    resources = [aws_cloudwatch_metric_alarm.drift.arn]
  })
}
resource "aws_cloudwatch_event_target" "retrain" {
  rule = aws_cloudwatch_event_rule.drift.name
  arn = aws_sagemaker_pipeline.training.arn
}
`;

describe('A pipeline definition of Amazon SageMaker', () => {
  it('is read inside Terraform, with what starts it', async () => {
    const { components, relations, notUnderstood } = await auditFiles({
      'main.tf': TERRAFORM,
      'train.py': TRAIN,
    });
    expect({ components, relations, notUnderstood }).toMatchInlineSnapshot(`
      {
        "components": [
          "event-bus amazon-eventbridge drift",
          "ml-metadata-store mlflow",
          "model-registry sagemaker",
          "model-training-infrastructure sagemaker",
          "model-validation custom-code",
          "monitoring amazon-cloudwatch",
          "scheduler amazon-eventbridge nightly",
          "training-pipeline scikit-learn train.py",
          "workflow-orchestration sagemaker churn",
        ],
        "notUnderstood": [],
        "relations": [
          "event-bus amazon-eventbridge drift --reads-from-> monitoring amazon-cloudwatch",
          "model-validation custom-code --validates-> training-pipeline scikit-learn train.py",
          "monitoring amazon-cloudwatch --triggers-> workflow-orchestration sagemaker churn",
          "scheduler amazon-eventbridge nightly --triggers-> training-pipeline scikit-learn train.py",
          "scheduler amazon-eventbridge nightly --triggers-> workflow-orchestration sagemaker churn",
          "workflow-orchestration sagemaker churn --logs-to-> ml-metadata-store mlflow",
          "workflow-orchestration sagemaker churn --orchestrates-> model-validation custom-code",
          "workflow-orchestration sagemaker churn --orchestrates-> training-pipeline scikit-learn train.py",
          "workflow-orchestration sagemaker churn --registers-in-> model-registry sagemaker",
          "workflow-orchestration sagemaker churn --runs-on-> model-training-infrastructure sagemaker",
        ],
      }
    `);
  });

  it('is read from a file of its own', async () => {
    const step = (Name: string, Type: string, Arguments: object, more = {}): object => ({
      Name,
      Type,
      Arguments,
      ...more,
    });
    const { components, relations } = await auditFiles({
      'pipeline.json': JSON.stringify({
        Version: '2020-12-01',
        Steps: [
          step('Check', 'QualityCheck', {}, { CheckType: 'DATA_QUALITY' }),
          step('Train', 'Training', {
            AlgorithmSpecification: { TrainingImage: '123.dkr.ecr.eu-west-1.amazonaws.com/churn:1' },
          }),
          step('Score', 'Transform', {}),
        ],
      }),
    });
    expect({ components, relations }).toMatchInlineSnapshot(`
      {
        "components": [
          "data-validation custom-code",
          "model-serving sagemaker",
          "model-training-infrastructure sagemaker",
          "training-pipeline sagemaker pipeline.json",
          "workflow-orchestration sagemaker",
        ],
        "relations": [
          "training-pipeline sagemaker pipeline.json --runs-on-> model-training-infrastructure sagemaker",
          "workflow-orchestration sagemaker --orchestrates-> data-validation custom-code",
          "workflow-orchestration sagemaker --orchestrates-> model-serving sagemaker",
          "workflow-orchestration sagemaker --orchestrates-> training-pipeline sagemaker pipeline.json",
          "workflow-orchestration sagemaker --runs-on-> model-training-infrastructure sagemaker",
        ],
      }
    `);
  });

  it.each([
    ['no steps', { Version: '2020-12-01', Steps: [] }],
    ['steps of something else', { Version: '1', Steps: [{ name: 'Train', type: 'Training' }] }],
    ['steps of another shape', { Version: '1', Steps: { Train: { Type: 'Training' } } }],
    ['numbers for names', { Version: 1, Steps: [{ Name: 1, Type: 2, Arguments: {} }] }],
  ])('is not %s', async (_what, definition) => {
    expect((await auditFiles({ 'pipeline.json': JSON.stringify({ ...definition, Arguments: 1 }) })).components).toEqual(
      [],
    );
  });

  const STEPS = {
    Version: '2020-12-01',
    Steps: [
      { Name: 'Fit', Type: 'Training', Arguments: { AlgorithmSpecification: { TrainingImage: 'fit' } } },
      { Name: 'Keep', Type: 'RegisterModel', Arguments: { ModelPackageGroupName: 'churn' } },
    ],
  };
  const PROGRAM = (body: string): string => `import { App, Stack } from 'aws-cdk-lib';
import { CfnPipeline } from 'aws-cdk-lib/aws-sagemaker';

class Training extends Stack {
  constructor(scope: App, id: string) {
    super(scope, id);
    const definition = ${JSON.stringify(STEPS)};
    const text = JSON.stringify(definition);
    new CfnPipeline(this, 'Pipeline', {
      pipelineName: 'churn',
      pipelineDefinition: ${body},
      roleArn: 'role',
    });
  }
}
const app = new App();
new Training(app, 'Training');
`;
  const WHOLE = [
    'training-pipeline',
    'workflow-orchestration sagemaker churn --orchestrates->',
    'workflow-orchestration sagemaker churn --registers-in->',
    'workflow-orchestration sagemaker churn --runs-on->',
  ];
  it.each<[string, Record<string, string>, string[]]>([
    [
      'is the object that a program of the CDK makes text of',
      { 'app.ts': PROGRAM('{ PipelineDefinitionBody: text }') },
      WHOLE,
    ],
    [
      'is text in a template',
      {
        'template.json': JSON.stringify({
          AWSTemplateFormatVersion: '2010-09-09',
          Resources: {
            Pipeline: {
              Type: 'AWS::SageMaker::Pipeline',
              Properties: {
                PipelineName: 'churn',
                PipelineDefinition: { PipelineDefinitionBody: JSON.stringify(STEPS) },
                RoleArn: 'role',
              },
            },
          },
        }),
      },
      WHOLE,
    ],
    [
      'is not known where it lies in a bucket',
      { 'app.ts': PROGRAM("{ PipelineDefinitionS3Location: { Bucket: 'code', Key: 'pipeline.json' } }") },
      [],
    ],
  ])('%s', async (_, files, expected) => {
    const { relations } = await auditFiles(files);
    expect(relations.map((one) => expected.find((start) => one.startsWith(start)) ?? one)).toEqual(expected);
  });

  it('registers a model that another module makes, by the name of its group', async () => {
    const code = (call: string): string => `from sagemaker.workflow.model_step import ModelStep
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.steps import TrainingStep
from models import make

fit = TrainingStep(name="Fit", estimator=None)
keep = ModelStep(name="Keep", step_args=make().${call})
Pipeline(name="churn", steps=[fit, keep]).upsert(role_arn="role")
`;
    const found = async (call: string): Promise<boolean> => {
      const { components } = await auditFiles({ 'pipeline.py': code(call) });
      return components.includes('model-registry sagemaker');
    };
    expect(await found('register(model_package_group_name="churn")')).toBe(true);
    expect(await found('register(name="churn")')).toBe(false);
  });

  it('shows lines of the file where text stands in text', async () => {
    const { assessment } = await auditFiles({
      'ci.tf': `resource "aws_codebuild_project" "train" {
  name = "train"
  source {
    type = "CODEPIPELINE"
    buildspec = <<-EOT
      version: 0.2
      phases:
        build:
          commands:
            - |
              aws sagemaker create-training-job \\
                --training-job-name churn
    EOT
  }
}
`,
    });
    const compute = assessment.components.find(({ type }) => type === 'model-training-infrastructure');
    expect(compute?.evidence).toMatchObject([{ file: 'ci.tf', line: 11 }]);
  });
});
