variable "service" {
  description = "Name of your service on Cloud Run."
  type        = string
}

locals {
  service = "resource.type=\"cloud_run_revision\" AND resource.labels.service_name=\"${var.service}\""
}
