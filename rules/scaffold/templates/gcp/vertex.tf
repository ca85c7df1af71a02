# Vertex AI keeps runs, metrics, models and their versions. It has no role for single ones.
resource "google_project_iam_member" "train_registers" {
  project = var.project
  role    = "roles/aiplatform.user"
  member  = google_service_account.train.member
}

resource "google_storage_bucket" "models" {
  name                        = "${var.project}-${local.short}-models"
  # {{> gcp/private.tf}}
  versioning {
    enabled = true
  }
}

resource "google_storage_bucket_iam_member" "train_writes_models" {
  bucket = google_storage_bucket.models.name
  role   = "roles/storage.objectCreator"
  member = google_service_account.train.member
}

locals {
  train_environment = {
    GOOGLE_CLOUD_PROJECT  = var.project
    GOOGLE_CLOUD_LOCATION = var.region
    MODELS_DIR            = "gs://${google_storage_bucket.models.name}"
    SERVING_IMAGE         = "${local.images}/serving:${var.image_tag}"
  }
}
