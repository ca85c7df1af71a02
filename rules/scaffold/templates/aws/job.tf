Arguments = {
  AppSpecification    = { ImageUri = local.image, ContainerEntrypoint = ["python", "/app/SCRIPT.py"] }
  Environment         = local.job_environment
  ProcessingResources = local.small_machine
  RoleArn             = aws_iam_role.pipeline.arn
  StoppingCondition   = { MaxRuntimeInSeconds = 3600 }
}
