resource "aws_sns_topic" "people" {
  name = "{{name}}-people"
}

# The address gets a mail that asks for its consent.
resource "aws_sns_topic_subscription" "people" {
  topic_arn = aws_sns_topic.people.arn
  protocol  = "email"
  endpoint  = var.email
}
