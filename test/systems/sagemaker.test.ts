import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const JOB = `import os
import boto3
from botocore.config import Config

class Launcher:
    def __init__(self, region):
        session = boto3.Session(region_name=region)
        self.client = session.client("sagemaker", config=Config(retries={"max_attempts": 3}))
        self.runtime = session.client("sagemaker-runtime")

    def train(self, name):
        self.client.create_training_job(TrainingJobName=name, AlgorithmSpecification={"TrainingImage": "123.dkr.ecr.eu-west-1.amazonaws.com/churn-train:latest"})
        self.client.get_waiter("training_job_completed_or_stopped").wait(TrainingJobName=name)

    def register(self):
        groups = self.client.list_model_package_groups()
        self.client.create_model_package(ModelPackageGroupName="churn", ModelApprovalStatus="PendingManualApproval")

    def deploy(self):
        self.client.create_model(ModelName="m")
        self.client.create_endpoint_config(EndpointConfigName="c")
        try:
            self.client.describe_endpoint(EndpointName="churn")
            self.client.update_endpoint(EndpointName="churn", EndpointConfigName="c")
        except Exception:
            self.client.create_endpoint(EndpointName="churn", EndpointConfigName="c")

    def ask(self):
        self.runtime.invoke_endpoint(EndpointName="churn", Body=b"")

if __name__ == "__main__":
    launcher = Launcher("eu-west-1")
    launcher.train("a")
    launcher.register()
    launcher.deploy()
`;
const MONITOR = `from sagemaker.model_monitor import CronExpressionGenerator, DefaultModelMonitor, DataCaptureConfig
from sagemaker.predictor import Predictor

monitor = DefaultModelMonitor(role=role, instance_count=1, instance_type="ml.m5.xlarge")
monitor.suggest_baseline(baseline_dataset="s3://b/x.csv")
monitor.create_monitoring_schedule(monitor_schedule_name="churn", endpoint_input="churn", schedule_cron_expression=CronExpressionGenerator.hourly())
`;
const INFRASTRUCTURE = `resource "aws_cloudwatch_metric_alarm" "latency" {
  alarm_name = "churn-latency"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods = 1
  namespace = "AWS/SageMaker"
  metric_name = "ModelLatency"
  dimensions = { EndpointName = "churn" }
}
resource "aws_sagemaker_model_package_group" "g" { model_package_group_name = "churn" }
resource "aws_cloudwatch_event_rule" "approved" {
  name = "approved"
  event_pattern = jsonencode({
    source = ["aws.sagemaker"]
    "detail-type" = ["SageMaker Model Package State Change"]
    detail = { ModelPackageGroupName = ["churn"], ModelApprovalStatus = ["Approved"] }
  })
}
resource "aws_cloudwatch_event_target" "deploy" {
  rule = aws_cloudwatch_event_rule.approved.name
  arn = aws_lambda_function.deploy.arn
}
resource "aws_lambda_function" "deploy" {
  function_name = "deploy"
  handler = "deploy.handler"
  runtime = "python3.12"
  filename = data.archive_file.z.output_path
  role = "r"
}
data "archive_file" "z" {
  type = "zip"
  source_file = "\${path.module}/../lambda/deploy.py"
  output_path = "d.zip"
}
`;
const DEPLOY = `import boto3
sm = boto3.client("sagemaker")
def handler(event, context):
    arn = event["detail"]["ModelPackageArn"]
    sm.create_model(ModelName="x", Containers=[{"ModelPackageName": arn}])
    sm.create_endpoint_config(EndpointConfigName="x")
    sm.update_endpoint(EndpointName="churn", EndpointConfigName="x")
`;
const WORKFLOW = `on:
  schedule:
    - cron: "0 3 * * 1"
jobs:
  train:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: aws-actions/configure-aws-credentials@v4
        with: {aws-region: eu-west-1}
      - run: |
          docker build -t 123.dkr.ecr.eu-west-1.amazonaws.com/churn-train:latest .
          docker push 123.dkr.ecr.eu-west-1.amazonaws.com/churn-train:latest
      - run: python train_job.py
  monitor:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: python monitor.py
`;

describe('Amazon SageMaker', () => {
  it('is read from boto3 clients that a class keeps, from Terraform, and from the functions that events start', async () => {
    const { components, relations } = await auditFiles({
      'train_job.py': JOB,
      'monitor.py': MONITOR,
      'tf/main.tf': INFRASTRUCTURE,
      'lambda/deploy.py': DEPLOY,
      '.github/workflows/train.yml': WORKFLOW,
      Dockerfile:
        'FROM python:3.12\nCOPY train.py /opt/ml/code/train.py\nENTRYPOINT ["python", "/opt/ml/code/train.py"]\n',
      'train.py':
        'from sklearn.svm import SVC\nimport joblib\njoblib.dump(SVC().fit([[0], [1]], [0, 1]), "/opt/ml/model/m")\n',
    });
    expect(components).toEqual([
      'artifact-registry amazon-ecr',
      'ci-cd github-actions',
      'event-bus amazon-eventbridge approved',
      'infrastructure aws-lambda deploy',
      'model-registry sagemaker',
      'model-serving sagemaker',
      'model-training-infrastructure sagemaker',
      'monitoring amazon-cloudwatch',
      'monitoring sagemaker',
      'scheduler github-actions',
      'source-repository github',
      'training-pipeline scikit-learn train.py',
    ]);
    expect(relations).toEqual([
      'ci-cd github-actions --builds-> training-pipeline scikit-learn train.py',
      'ci-cd github-actions --deploys-> model-serving sagemaker',
      'ci-cd github-actions --deploys-> monitoring sagemaker',
      'ci-cd github-actions --publishes-to-> artifact-registry amazon-ecr',
      'ci-cd github-actions --registers-in-> model-registry sagemaker',
      'ci-cd github-actions --triggers-> model-training-infrastructure sagemaker',
      'ci-cd github-actions --triggers-> training-pipeline scikit-learn train.py',
      'event-bus amazon-eventbridge approved --reads-from-> model-registry sagemaker',
      'infrastructure aws-lambda deploy --deploys-> model-serving sagemaker',
      'infrastructure aws-lambda deploy --loads-from-> model-registry sagemaker',
      'model-registry sagemaker --triggers-> infrastructure aws-lambda deploy',
      'model-serving sagemaker --loads-from-> model-registry sagemaker',
      'monitoring amazon-cloudwatch --monitors-> model-serving sagemaker',
      'monitoring sagemaker --monitors-> model-serving sagemaker',
      'scheduler github-actions --triggers-> ci-cd github-actions',
      'scheduler github-actions --triggers-> training-pipeline scikit-learn train.py',
    ]);
  });
});
