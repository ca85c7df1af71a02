variable "gitlab" {
  description = "Address of GitLab."
  type        = string
  default     = "https://gitlab.com"
}

locals {
  ci_issuer = var.gitlab
}
