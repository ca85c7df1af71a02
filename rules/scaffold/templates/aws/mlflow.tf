# MLflow of SageMaker without a server of one's own: runs, models and their versions.
resource "aws_sagemaker_mlflow_app" "runs" {
  name               = "{{name}}"
  role_arn           = aws_iam_role.mlflow.arn
  artifact_store_uri = "s3://${aws_s3_bucket.data.id}/mlflow"
  depends_on         = [aws_iam_role_policy.mlflow]
}

resource "aws_iam_role" "mlflow" {
  name               = "{{name}}-mlflow"
  assume_role_policy = data.aws_iam_policy_document.sagemaker.json
}

resource "aws_iam_role_policy" "mlflow" {
  name   = "artifacts"
  role   = aws_iam_role.mlflow.id
  policy = data.aws_iam_policy_document.mlflow.json
}

data "aws_iam_policy_document" "mlflow" {
  statement {
    actions   = ["s3:GetBucketLocation", "s3:ListBucket"]
    resources = [aws_s3_bucket.data.arn]
  }
  statement {
    actions   = ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:PutObject"]
    resources = ["${aws_s3_bucket.data.arn}/mlflow/*"]
  }
}

# What its clients may do; it stores artifacts in the bucket, to which they have access of their own.
data "aws_iam_policy_document" "mlflow_client" {
  statement {
    actions   = ["sagemaker:CallMlflowAppApi", "sagemaker-mlflow:*"]
    resources = [aws_sagemaker_mlflow_app.runs.arn]
  }
}

locals {
  mlflow_tracking_uri = aws_sagemaker_mlflow_app.runs.arn
}

output "mlflow_tracking_uri" {
  value = local.mlflow_tracking_uri
}
