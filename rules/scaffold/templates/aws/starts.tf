flexible_time_window {
  mode = "OFF"
}
target {
  arn      = aws_sagemaker_pipeline.THIS.arn
  role_arn = aws_iam_role.scheduler.arn
}
