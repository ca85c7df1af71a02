variable "ci_issuer" {
  type    = string
  default = "gitlab.com"
}

variable "ci_audience" {
  type    = string
  default = "sts.amazonaws.com"
}
