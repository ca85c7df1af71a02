variable "ci_issuer" {
  description = "The issuer that the service connection names."
  type        = string
}

locals {
  ci_issuer = var.ci_issuer
}
