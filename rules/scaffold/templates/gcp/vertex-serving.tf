resource "google_project_iam_member" "serving_asks_the_registry" {
  project = var.project
  role    = "roles/aiplatform.viewer"
  member  = google_service_account.serving.member
}

resource "google_storage_bucket_iam_member" "serving_reads_models" {
  bucket = google_storage_bucket.models.name
  role   = "roles/storage.objectViewer"
  member = google_service_account.serving.member
}

locals {
  serving_environment = {
    GOOGLE_CLOUD_PROJECT  = var.project
    GOOGLE_CLOUD_LOCATION = var.region
  }
}
