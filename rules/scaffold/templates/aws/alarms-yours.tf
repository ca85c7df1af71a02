# The namespace and the metric under which your service counts what it could not answer.
variable "errors_namespace" {
  type = string
}

variable "errors_metric" {
  type = string
}

resource "aws_cloudwatch_metric_alarm" "serving_errors" {
  alarm_name          = "{{name}}-serving-errors"
  alarm_description   = "The service fails."
  namespace           = var.errors_namespace
  metric_name         = var.errors_metric
  # {{> aws/any-error.tf}}
}
