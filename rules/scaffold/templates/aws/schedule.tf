# Every night, in UTC.
resource "aws_scheduler_schedule" "training" {
  name                = "{{name}}-training"
  schedule_expression = "cron(0 3 * * ? *)"
  # {{> aws/starts.tf THIS=training}}
}

# May start the pipelines, and nothing else.
resource "aws_iam_role" "scheduler" {
  name               = "{{name}}-scheduler"
  assume_role_policy = data.aws_iam_policy_document.scheduler_trust.json
}

resource "aws_iam_role_policy" "scheduler" {
  name   = "start"
  role   = aws_iam_role.scheduler.id
  policy = data.aws_iam_policy_document.scheduler.json
}

data "aws_iam_policy_document" "scheduler_trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["scheduler.amazonaws.com", "events.amazonaws.com"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }
}

data "aws_iam_policy_document" "scheduler" {
  statement {
    actions   = ["sagemaker:StartPipelineExecution"]
    resources = ["arn:aws:sagemaker:${var.region}:${data.aws_caller_identity.current.account_id}:pipeline/{{name}}-*"]
  }
}
