statement {
  actions   = ["iam:PassRole"]
  resources = [aws_iam_role.pipeline.arn]
  condition {
    test     = "StringEquals"
    variable = "iam:PassedToService"
    values   = ["sagemaker.amazonaws.com"]
  }
}
