variable "service" {
  description = "Id of your service on Container Apps, as `az containerapp show --query id` has it."
  type        = string
}

locals {
  service = var.service
}
