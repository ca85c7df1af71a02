import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('Amazon CloudWatch', () => {
  it('alerts by a topic', async () => {
    const { components, relations } = await auditFiles({
      'template.yaml': `AWSTemplateFormatVersion: '2010-09-09'
Resources:
  Latency:
    Type: AWS::CloudWatch::Alarm
    Properties:
      AlarmName: churn-latency
      Namespace: AWS/SageMaker
      MetricName: ModelLatency
      Dimensions: [{ Name: EndpointName, Value: churn }]
      AlarmActions: [!Ref Alarms]
      ComparisonOperator: GreaterThanThreshold
      EvaluationPeriods: 1
  Board: { Type: AWS::CloudWatch::Dashboard, Properties: { DashboardBody: '{}' } }
  Alarms: { Type: AWS::SNS::Topic, Properties: { TopicName: ml-alarms } }
`,
    });
    expect(components).toEqual(['event-bus amazon-sns ml-alarms', 'monitoring amazon-cloudwatch']);
    expect(relations).toEqual(['monitoring amazon-cloudwatch --alerts-> event-bus amazon-sns ml-alarms']);
  });

  it('alerts whom starts a function', async () => {
    const { components, relations } = await auditFiles({
      'main.tf': `resource "aws_cloudwatch_metric_alarm" "drift" {
  alarm_name          = "churn-drift"
  namespace           = "aws/sagemaker/Endpoints/data-metrics"
  metric_name         = "feature_baseline_drift_age"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 1
  alarm_actions       = [aws_sns_topic.drift.arn]
}
resource "aws_sns_topic" "drift" { name = "drift" }
resource "aws_sns_topic_subscription" "retrain" {
  topic_arn = aws_sns_topic.drift.arn
  protocol  = "lambda"
  endpoint  = aws_lambda_function.retrain.arn
}
resource "aws_lambda_function" "retrain" {
  function_name = "retrain"
  filename      = "retrain.zip"
  handler       = "retrain.handler"
}
`,
      'retrain.py': `import boto3

def handler(event, context):
    boto3.client("sagemaker").start_pipeline_execution(PipelineName="churn")
`,
    });
    expect(components).toEqual([
      'event-bus amazon-sns drift',
      'infrastructure aws-lambda retrain',
      'monitoring amazon-cloudwatch',
      'workflow-orchestration sagemaker',
    ]);
    expect(relations).toEqual([
      'event-bus amazon-sns drift --triggers-> workflow-orchestration sagemaker',
      'infrastructure aws-lambda retrain --triggers-> workflow-orchestration sagemaker',
      'monitoring amazon-cloudwatch --alerts-> event-bus amazon-sns drift',
      'monitoring amazon-cloudwatch --feeds-back-to-> workflow-orchestration sagemaker',
    ]);
  });

  it('is not monitoring where it only keeps logs', async () => {
    const { components, relations } = await auditFiles({
      'main.tf': `resource "aws_cloudwatch_log_group" "api" {
  name              = "/churn/api"
  retention_in_days = 30
}
resource "aws_cloudwatch_metric_alarm" "off" {
  count      = 0
  alarm_name = "off"
}
`,
    });
    expect(components).toEqual(['monitoring amazon-cloudwatch (declared: disabled)']);
    expect(relations).toEqual([]);
  });
});
