# Once a day the requests are compared with the training data; the result is a metric.
resource "aws_sagemaker_pipeline" "drift" {
  pipeline_name         = "{{name}}-drift"
  pipeline_display_name = "{{name}}-drift"
  role_arn              = aws_iam_role.pipeline.arn
  pipeline_definition = jsonencode({
    Version = "2020-12-01"
    Steps = [{
      Name = "Drift"
      Type = "Processing"
      # {{> aws/job.tf SCRIPT=drift}}
    }]
  })
}

resource "aws_scheduler_schedule" "drift" {
  name                = "{{name}}-drift"
  schedule_expression = "cron(15 2 * * ? *)"
  # {{> aws/starts.tf THIS=drift}}
}

resource "aws_cloudwatch_metric_alarm" "drift" {
  alarm_name          = "{{name}}-drift"
  alarm_description   = "Requests are no longer like the training data: the population stability index of a feature is above 0.25."
  namespace           = "{{name}}"
  metric_name         = "FeatureDrift"
  dimensions          = { Model = "{{model}}" }
  statistic           = "Maximum"
  period              = 86400
  evaluation_periods  = 1
  threshold           = 0.25
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.people.arn]
}

# The alarm starts the training: its gate decides whether the new model goes into service.
resource "aws_cloudwatch_event_rule" "drift" {
  name = "{{name}}-drift"
  event_pattern = jsonencode({
    source        = ["aws.cloudwatch"]
    "detail-type" = ["CloudWatch Alarm State Change"]
    resources     = [aws_cloudwatch_metric_alarm.drift.arn]
    detail        = { state = { value = ["ALARM"] } }
  })
}

resource "aws_cloudwatch_event_target" "retrain" {
  rule     = aws_cloudwatch_event_rule.drift.name
  arn      = aws_sagemaker_pipeline.training.arn
  role_arn = aws_iam_role.scheduler.arn
}
