resource "google_cloud_run_v2_job_iam_member" "deploy_updates_drift" {
  name     = google_cloud_run_v2_job.drift.name
  location = var.region
  role     = "roles/run.developer"
  member   = google_service_account.deploy.member
}

resource "google_service_account_iam_member" "deploy_gives_drift" {
  service_account_id = google_service_account.drift.name
  role               = "roles/iam.serviceAccountUser"
  member             = google_service_account.deploy.member
}
