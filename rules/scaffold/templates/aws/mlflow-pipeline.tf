resource "aws_iam_role_policy" "pipeline_mlflow" {
  name   = "mlflow"
  role   = aws_iam_role.pipeline.id
  policy = data.aws_iam_policy_document.mlflow_client.json
}
