variable "image_tag" {
  description = "The image that jobs and the service run; `make` takes the last one that was pushed."
  type        = string
}

variable "instance_type" {
  description = "Machine of a training job. It is there, and costs, while the job runs."
  type        = string
  default     = "ml.m5.large"
}

locals {
  image = "${aws_ecr_repository.images.repository_url}:${var.image_tag}"
  job_environment = {
    AWS_DEFAULT_REGION  = var.region
    MLFLOW_TRACKING_URI = local.mlflow_tracking_uri
    DATA_PATH           = "s3://${aws_s3_bucket.data.id}/data/train.csv"
    PREDICTIONS_DIR     = "s3://${aws_s3_bucket.data.id}/predictions"
    RUNS_DIR = {
      "Std:Join" = { On = "/", Values = ["s3://${aws_s3_bucket.data.id}/runs", { Get = "Execution.PipelineExecutionId" }] }
    }
  }
  small_machine = {
    ClusterConfig = { InstanceType = "ml.t3.medium", InstanceCount = 1, VolumeSizeInGB = 20 }
  }
}

resource "aws_ecr_repository" "images" {
  name                 = "{{name}}"
  image_tag_mutability = "IMMUTABLE"
  image_scanning_configuration {
    scan_on_push = true
  }
}

resource "aws_ecr_lifecycle_policy" "images" {
  repository = aws_ecr_repository.images.name
  policy = jsonencode({
    rules = [{
      rulePriority = 1
      description  = "The last thirty are kept."
      selection    = { tagStatus = "any", countType = "imageCountMoreThan", countNumber = 30 }
      action       = { type = "expire" }
    }]
  })
}

# Checks the data, trains, and lets the gate decide: a step that fails ends the run, and nothing after it happens.
resource "aws_sagemaker_pipeline" "training" {
  pipeline_name         = "{{name}}-training"
  pipeline_display_name = "{{name}}-training"
  role_arn              = aws_iam_role.pipeline.arn
  pipeline_definition = jsonencode({
    Version = "2020-12-01"
    Steps = [
      # {{#if has.feature-store}}
      {
        Name = "Features"
        Type = "Processing"
        # {{> aws/job.tf SCRIPT=features}}
      },
      # {{/if}}
      {
        Name = "Validate"
        Type = "Processing"
        # {{> aws/job.tf SCRIPT=dataset}}
        # {{#if has.feature-store}}
        DependsOn = ["Features"]
        # {{/if}}
      },
      {
        Name      = "Train"
        Type      = "Training"
        DependsOn = ["Validate"]
        Arguments = {
          AlgorithmSpecification = {
            TrainingImage       = local.image
            TrainingInputMode   = "File"
            ContainerEntrypoint = ["python", "/app/train.py"]
          }
          Environment       = local.job_environment
          OutputDataConfig  = { S3OutputPath = "s3://${aws_s3_bucket.data.id}/training" }
          ResourceConfig    = { InstanceType = var.instance_type, InstanceCount = 1, VolumeSizeInGB = 30 }
          RoleArn           = aws_iam_role.pipeline.arn
          StoppingCondition = { MaxRuntimeInSeconds = 21600 }
        }
      },
      {
        Name      = "Promote"
        Type      = "Processing"
        DependsOn = ["Train"]
        # {{> aws/job.tf SCRIPT=promote}}
      },
    ]
  })
}

resource "aws_iam_role" "pipeline" {
  name               = "{{name}}-pipeline"
  assume_role_policy = data.aws_iam_policy_document.sagemaker.json
}

resource "aws_iam_role_policy" "pipeline" {
  name   = "jobs"
  role   = aws_iam_role.pipeline.id
  policy = data.aws_iam_policy_document.pipeline.json
}

data "aws_iam_policy_document" "pipeline" {
  statement {
    actions = [
      "sagemaker:AddTags",
      "sagemaker:CreateProcessingJob",
      "sagemaker:CreateTrainingJob",
      "sagemaker:DescribeProcessingJob",
      "sagemaker:DescribeTrainingJob",
      "sagemaker:StopProcessingJob",
      "sagemaker:StopTrainingJob",
    ]
    resources = [
      "arn:aws:sagemaker:${var.region}:${data.aws_caller_identity.current.account_id}:processing-job/pipelines-*",
      "arn:aws:sagemaker:${var.region}:${data.aws_caller_identity.current.account_id}:training-job/pipelines-*",
    ]
  }
  # {{> aws/passes-role.tf}}
  statement {
    actions   = ["s3:ListBucket"]
    resources = [aws_s3_bucket.data.arn]
  }
  statement {
    actions   = ["s3:GetObject", "s3:PutObject"]
    resources = ["${aws_s3_bucket.data.arn}/*"]
  }
  statement {
    actions   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
    resources = [aws_ecr_repository.images.arn]
  }
  statement {
    actions   = ["ecr:GetAuthorizationToken"]
    resources = ["*"]
  }
  statement {
    actions   = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
    resources = ["arn:aws:logs:${var.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/sagemaker/*"]
  }
  statement {
    actions   = ["cloudwatch:PutMetricData"]
    resources = ["*"]
    condition {
      test     = "StringLike"
      variable = "cloudwatch:namespace"
      values   = ["{{name}}", "/aws/sagemaker/*"]
    }
  }
}

output "repository" {
  value = aws_ecr_repository.images.repository_url
}
