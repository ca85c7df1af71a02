resource "aws_iam_role_policy" "THIS_mlflow" {
  name   = "mlflow"
  role   = aws_iam_role.THIS.id
  policy = data.aws_iam_policy_document.mlflow_client.json
}
