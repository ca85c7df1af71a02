resource "aws_iam_role_policy" "serving_mlflow" {
  name   = "mlflow"
  role   = aws_iam_role.serving.id
  policy = data.aws_iam_policy_document.mlflow_client.json
}
