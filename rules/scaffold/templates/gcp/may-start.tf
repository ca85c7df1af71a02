resource "google_cloud_run_v2_job_iam_member" "schedule_starts_THIS" {
  name     = google_cloud_run_v2_job.THIS.name
  location = var.region
  role     = "roles/run.invoker"
  member   = google_service_account.schedule.member
}
