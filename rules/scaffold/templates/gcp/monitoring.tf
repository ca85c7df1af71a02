variable "email" {
  description = "Whom alerts tell."
  type        = string
}

resource "google_monitoring_notification_channel" "people" {
  display_name = "People of ${local.name}"
  type         = "email"
  labels = {
    email_address = var.email
  }
}
