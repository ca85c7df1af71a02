resource "aws_cloudwatch_metric_alarm" "serving_errors" {
  alarm_name          = "{{name}}-serving-errors"
  alarm_description   = "The service fails or has no model."
  namespace           = "AWS/Lambda"
  metric_name         = "Url5xxCount"
  dimensions          = { FunctionName = aws_lambda_function.serving.function_name }
  # {{> aws/any-error.tf}}
}

resource "aws_cloudwatch_metric_alarm" "serving_latency" {
  alarm_name          = "{{name}}-serving-latency"
  alarm_description   = "One request in twenty waits longer than three seconds."
  namespace           = "AWS/Lambda"
  metric_name         = "UrlRequestLatency"
  dimensions          = { FunctionName = aws_lambda_function.serving.function_name }
  extended_statistic  = "p95"
  period              = 300
  evaluation_periods  = 3
  threshold           = 3000
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.people.arn]
}
