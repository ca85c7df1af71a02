# Answers requests with the champion; it costs while it answers. Only those who may call it in IAM are answered.
resource "aws_lambda_function" "serving" {
  function_name = "{{name}}"
  role          = aws_iam_role.serving.arn
  package_type  = "Image"
  image_uri     = local.image
  memory_size   = 2048
  timeout       = 60
  environment {
    variables = {
      MLFLOW_TRACKING_URI = local.mlflow_tracking_uri
      PREDICTIONS_DIR     = "s3://${aws_s3_bucket.data.id}/predictions"
      # {{#if has.feature-store}}
      DATA_PATH           = local.job_environment.DATA_PATH
      # {{/if}}
    }
  }
  depends_on = [aws_cloudwatch_log_group.serving, aws_ecr_repository_policy.serving]
}

resource "aws_lambda_function_url" "serving" {
  function_name      = aws_lambda_function.serving.function_name
  authorization_type = "AWS_IAM"
}

resource "aws_cloudwatch_log_group" "serving" {
  name              = "/aws/lambda/{{name}}"
  retention_in_days = 30
}

resource "aws_ecr_repository_policy" "serving" {
  repository = aws_ecr_repository.images.name
  policy     = data.aws_iam_policy_document.serving_image.json
}

data "aws_iam_policy_document" "serving_image" {
  statement {
    actions = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = ["arn:aws:lambda:${var.region}:${data.aws_caller_identity.current.account_id}:function:{{name}}"]
    }
  }
}

resource "aws_iam_role" "serving" {
  name               = "{{name}}-serving"
  assume_role_policy = data.aws_iam_policy_document.serving_trust.json
}

resource "aws_iam_role_policy" "serving" {
  name   = "serving"
  role   = aws_iam_role.serving.id
  policy = data.aws_iam_policy_document.serving.json
}

data "aws_iam_policy_document" "serving_trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "serving" {
  statement {
    actions   = ["s3:ListBucket"]
    resources = [aws_s3_bucket.data.arn]
  }
  statement {
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.data.arn}/mlflow/*"]
  }
  # {{#if has.feature-store}}
  statement {
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.data.arn}/data/features.csv"]
  }
  # {{/if}}
  statement {
    actions   = ["s3:PutObject"]
    resources = ["${aws_s3_bucket.data.arn}/predictions/*"]
  }
  statement {
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.serving.arn}:*"]
  }
}

output "url" {
  value = aws_lambda_function_url.serving.function_url
}
