variable "ci_issuer" {
  description = "vstoken.dev.azure.com/ and the id of your organisation."
  type        = string
}

variable "ci_audience" {
  type    = string
  default = "api://AzureADTokenExchange"
}
