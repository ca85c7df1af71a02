resource "google_service_account" "schedule" {
  account_id   = "${local.short}-schedule"
  display_name = "Starts the jobs of ${local.name}"
}

# {{> gcp/may-start.tf THIS=train}}

# Every night, UTC.
resource "google_cloud_scheduler_job" "train" {
  name      = "{{name}}-train"
  region    = var.region
  schedule  = "0 3 * * *"
  time_zone = "Etc/UTC"
  # {{> gcp/starts.tf THIS=train}}
}
