resource "google_cloud_run_v2_service_iam_member" "deploy_updates_serving" {
  name     = google_cloud_run_v2_service.serving.name
  location = var.region
  role     = "roles/run.developer"
  member   = google_service_account.deploy.member
}

resource "google_service_account_iam_member" "deploy_gives_serving" {
  service_account_id = google_service_account.serving.name
  role               = "roles/iam.serviceAccountUser"
  member             = google_service_account.deploy.member
}
