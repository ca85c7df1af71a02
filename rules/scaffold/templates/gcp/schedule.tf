resource "google_service_account" "schedule" {
  account_id   = "${local.short}-schedule"
  display_name = "Starts the jobs of ${local.name}"
}

resource "google_cloud_run_v2_job_iam_member" "schedule_starts_train" {
  name     = google_cloud_run_v2_job.train.name
  location = var.region
  role     = "roles/run.invoker"
  member   = google_service_account.schedule.member
}

# Every night, UTC.
resource "google_cloud_scheduler_job" "train" {
  name      = "{{name}}-train"
  region    = var.region
  schedule  = "0 3 * * *"
  time_zone = "Etc/UTC"
  http_target {
    http_method = "POST"
    uri         = "https://run.googleapis.com/v2/${google_cloud_run_v2_job.train.id}:run"
    oauth_token {
      service_account_email = google_service_account.schedule.email
    }
  }
}
