statistic           = "Sum"
period              = 300
evaluation_periods  = 1
threshold           = 1
comparison_operator = "GreaterThanOrEqualToThreshold"
treat_missing_data  = "notBreaching"
alarm_actions       = [aws_sns_topic.people.arn]
