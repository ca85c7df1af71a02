resource "aws_cloudwatch_event_rule" "pipeline_failed" {
  name        = "{{name}}-pipeline-failed"
  description = "A run was stopped: by its data, by the gate, or by a fault."
  event_pattern = jsonencode({
    source        = ["aws.sagemaker"]
    "detail-type" = ["SageMaker Model Building Pipeline Execution Status Change"]
    detail = {
      pipelineArn                    = [aws_sagemaker_pipeline.training.arn]
      currentPipelineExecutionStatus = ["Failed"]
    }
  })
}

resource "aws_cloudwatch_event_target" "pipeline_failed" {
  rule = aws_cloudwatch_event_rule.pipeline_failed.name
  arn  = aws_sns_topic.people.arn
}

resource "aws_sns_topic_policy" "people" {
  arn    = aws_sns_topic.people.arn
  policy = data.aws_iam_policy_document.people.json
}

data "aws_iam_policy_document" "people" {
  statement {
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.people.arn]
    principals {
      type        = "Service"
      identifiers = ["cloudwatch.amazonaws.com", "events.amazonaws.com"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }
}
