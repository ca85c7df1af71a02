import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const MACHINE = `{
  "Comment": "train",
  "StartAt": "Train",
  "States": {
    "Train": {
      "Type": "Task",
      "Resource": "arn:aws:states:::sagemaker:createTrainingJob.sync",
      "Parameters": {
        "TrainingJobName.$": "$.name",
        "AlgorithmSpecification": {
          "TrainingImage": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/churn-train:1",
          "TrainingInputMode": "File"
        },
        "RoleArn": "arn:aws:iam::123456789012:role/r",
        "ResourceConfig": {
          "InstanceCount": 1,
          "InstanceType": "ml.m5.large",
          "VolumeSizeInGB": 10
        }
      },
      "Next": "Good"
    },
    "Good": {
      "Type": "Choice",
      "Choices": [
        {
          "Variable": "$.auc",
          "NumericGreaterThan": 0.8,
          "Next": "Deploy"
        }
      ],
      "Default": "Stop"
    },
    "Deploy": {
      "Type": "Task",
      "Resource": "arn:aws:states:::sagemaker:createEndpoint",
      "Parameters": {
        "EndpointName": "churn",
        "EndpointConfigName": "c"
      },
      "End": true
    },
    "Stop": {
      "Type": "Fail"
    }
  }
}`;

describe('AWS Step Functions', () => {
  it('train, judge and deploy by a definition in JSON', async () => {
    const { components, relations, criteria } = await auditFiles({
      'main.tf': `resource "aws_sfn_state_machine" "train" {
  name       = "churn-train"
  role_arn   = aws_iam_role.sfn.arn
  definition = templatefile("\${path.module}/train.asl.json", {})
}
resource "aws_cloudwatch_event_rule" "weekly" {
  name                = "weekly"
  schedule_expression = "rate(7 days)"
}
resource "aws_cloudwatch_event_target" "train" {
  rule     = aws_cloudwatch_event_rule.weekly.name
  arn      = aws_sfn_state_machine.train.arn
  role_arn = aws_iam_role.events.arn
}
`,
      'train.asl.json': MACHINE,
    });
    expect(components).toEqual([
      'model-serving sagemaker',
      'model-training-infrastructure sagemaker',
      'model-validation custom-code',
      'scheduler amazon-eventbridge weekly',
      'training-pipeline sagemaker train.asl.json',
      'workflow-orchestration aws-step-functions churn-train',
    ]);
    expect(relations).toEqual([
      'model-validation custom-code --validates-> training-pipeline sagemaker train.asl.json',
      'scheduler amazon-eventbridge weekly --triggers-> workflow-orchestration aws-step-functions churn-train',
      'training-pipeline sagemaker train.asl.json --runs-on-> model-training-infrastructure sagemaker',
      'workflow-orchestration aws-step-functions churn-train --deploys-> model-serving sagemaker',
      'workflow-orchestration aws-step-functions churn-train --orchestrates-> model-validation custom-code',
      'workflow-orchestration aws-step-functions churn-train --orchestrates-> training-pipeline sagemaker train.asl.json',
      'workflow-orchestration aws-step-functions churn-train --runs-on-> model-training-infrastructure sagemaker',
    ]);
    expect(criteria).toEqual(expect.arrayContaining(['G1.1', 'G1.5', 'G1.8', 'G1.12']));
  });

  it('are not claimed for other states of other things', async () => {
    const { components, relations } = await auditFiles({
      'states.json': '{"StartAt": "Monday", "States": {"Bavaria": {"capital": "Munich"}}}',
    });
    expect(components).toEqual([]);
    expect(relations).toEqual([]);
  });
});

describe('Amazon EventBridge', () => {
  it('starts a state machine when data arrive', async () => {
    const { components, relations, criteria } = await auditFiles({
      'main.tf': `resource "aws_s3_bucket" "raw" { bucket = "churn-raw" }
resource "aws_s3_bucket_notification" "raw" {
  bucket      = aws_s3_bucket.raw.id
  eventbridge = true
}
resource "aws_cloudwatch_event_rule" "arrived" {
  name          = "arrived"
  event_pattern = jsonencode({ source = ["aws.s3"], "detail-type" = ["Object Created"], detail = { bucket = { name = [aws_s3_bucket.raw.bucket] } } })
}
resource "aws_cloudwatch_event_target" "train" {
  rule = aws_cloudwatch_event_rule.arrived.name
  arn  = aws_sfn_state_machine.train.arn
}
resource "aws_sfn_state_machine" "train" {
  name       = "churn-train"
  definition = file("train.asl.json")
}
`,
      'train.asl.json': MACHINE,
    });
    expect(components).toEqual([
      'data-store amazon-s3 churn-raw',
      'event-bus amazon-eventbridge arrived',
      'model-serving sagemaker',
      'model-training-infrastructure sagemaker',
      'model-validation custom-code',
      'training-pipeline sagemaker train.asl.json',
      'workflow-orchestration aws-step-functions churn-train',
    ]);
    expect(relations).toEqual([
      'event-bus amazon-eventbridge arrived --triggers-> workflow-orchestration aws-step-functions churn-train',
      'model-validation custom-code --validates-> training-pipeline sagemaker train.asl.json',
      'training-pipeline sagemaker train.asl.json --runs-on-> model-training-infrastructure sagemaker',
      'workflow-orchestration aws-step-functions churn-train --deploys-> model-serving sagemaker',
      'workflow-orchestration aws-step-functions churn-train --orchestrates-> model-validation custom-code',
      'workflow-orchestration aws-step-functions churn-train --orchestrates-> training-pipeline sagemaker train.asl.json',
      'workflow-orchestration aws-step-functions churn-train --runs-on-> model-training-infrastructure sagemaker',
    ]);
    expect(criteria).toEqual(expect.arrayContaining(['G1.12']));
  });

  it('starts nothing by a rule that is disabled', async () => {
    const { components, relations } = await auditFiles({
      'main.tf': `resource "aws_cloudwatch_event_rule" "weekly" {
  name                = "weekly"
  schedule_expression = "rate(7 days)"
  state               = "DISABLED"
}
resource "aws_cloudwatch_event_target" "train" {
  rule = aws_cloudwatch_event_rule.weekly.name
  arn  = "arn:aws:states:eu-west-1:123456789012:stateMachine:churn"
}
`,
    });
    expect(components).toEqual(['scheduler amazon-eventbridge weekly (declared: disabled)']);
    expect(relations).toEqual([]);
  });
});
