# The forge says who asks with a token that it signs; there is no key.
resource "aws_iam_openid_connect_provider" "forge" {
  url            = "https://${var.ci_issuer}"
  client_id_list = [var.ci_audience]
}

variable "ci_subject" {
  description = "The claim `sub` of the jobs that may deploy; the README says what it is on your forge."
  type        = string
  validation {
    condition     = length(var.ci_subject) > 5 && !can(regex("[*?]", var.ci_subject))
    error_message = "Name one subject: a pattern would let others deploy."
  }
}

resource "aws_iam_role" "ci" {
  name                 = "{{name}}-ci"
  assume_role_policy   = data.aws_iam_policy_document.ci_trust.json
  max_session_duration = 3600
}

data "aws_iam_policy_document" "ci_trust" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]
    principals {
      type        = "Federated"
      identifiers = [aws_iam_openid_connect_provider.forge.arn]
    }
    condition {
      test     = "StringEquals"
      variable = "${var.ci_issuer}:sub"
      values   = [var.ci_subject]
    }
    condition {
      test     = "StringEquals"
      variable = "${var.ci_issuer}:aud"
      values   = [var.ci_audience]
    }
  }
}

resource "aws_iam_role_policy" "ci" {
  name   = "deploy"
  role   = aws_iam_role.ci.id
  policy = data.aws_iam_policy_document.ci.json
}

# Pushes images, and puts them into what is there: it makes nothing, and changes no role.
data "aws_iam_policy_document" "ci" {
  statement {
    actions   = ["ecr:GetAuthorizationToken"]
    resources = ["*"]
  }
  statement {
    actions = [
      "ecr:BatchCheckLayerAvailability",
      "ecr:BatchGetImage",
      "ecr:CompleteLayerUpload",
      "ecr:DescribeRepositories",
      "ecr:GetDownloadUrlForLayer",
      "ecr:InitiateLayerUpload",
      "ecr:PutImage",
      "ecr:UploadLayerPart",
    ]
    resources = [aws_ecr_repository.images.arn]
  }
  statement {
    actions   = ["sagemaker:DescribePipeline", "sagemaker:UpdatePipeline"]
    resources = ["arn:aws:sagemaker:${var.region}:${data.aws_caller_identity.current.account_id}:pipeline/{{name}}-*"]
  }
  # {{> aws/passes-role.tf}}
}

output "ci_role" {
  value = aws_iam_role.ci.arn
}
