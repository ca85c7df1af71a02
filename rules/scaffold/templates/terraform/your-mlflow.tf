variable "mlflow_tracking_uri" {
  description = "Address of your MLflow."
  type        = string
}

locals {
  mlflow_tracking_uri = var.mlflow_tracking_uri
}
