http_target {
  http_method = "POST"
  uri         = "https://run.googleapis.com/v2/${google_cloud_run_v2_job.THIS.id}:run"
  oauth_token {
    service_account_email = google_service_account.schedule.email
  }
}
