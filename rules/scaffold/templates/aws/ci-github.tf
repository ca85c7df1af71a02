variable "ci_issuer" {
  type    = string
  default = "token.actions.githubusercontent.com"
}

variable "ci_audience" {
  type    = string
  default = "sts.amazonaws.com"
}
