resource "google_cloud_run_v2_KIND_iam_member" "deploy_updates_THIS" {
  name     = google_cloud_run_v2_KIND.THIS.name
  location = var.region
  role     = "roles/run.developer"
  member   = google_service_account.deploy.member
}

resource "google_service_account_iam_member" "deploy_gives_THIS" {
  service_account_id = google_service_account.THIS.name
  role               = "roles/iam.serviceAccountUser"
  member             = google_service_account.deploy.member
}
