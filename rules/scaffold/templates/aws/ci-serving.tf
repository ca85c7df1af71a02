resource "aws_iam_role_policy" "ci_serving" {
  name   = "serving"
  role   = aws_iam_role.ci.id
  policy = data.aws_iam_policy_document.ci_serving.json
}

data "aws_iam_policy_document" "ci_serving" {
  statement {
    actions   = ["lambda:GetFunction", "lambda:GetFunctionConfiguration", "lambda:UpdateFunctionCode"]
    resources = [aws_lambda_function.serving.arn]
  }
}
