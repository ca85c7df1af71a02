variable "mlflow_tracking_uri" {
  description = "Address of your MLflow."
  type        = string
}

locals {
  train_environment   = { MLFLOW_TRACKING_URI = var.mlflow_tracking_uri }
  serving_environment = { MLFLOW_TRACKING_URI = var.mlflow_tracking_uri }
}
