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
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.people.arn]
}
