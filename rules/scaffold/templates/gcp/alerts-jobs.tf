resource "google_monitoring_alert_policy" "jobs" {
  display_name          = "{{name}}: a job failed"
  combiner              = "OR"
  notification_channels = [google_monitoring_notification_channel.people.id]
  conditions {
    display_name = "The gate stopped a model, or a job broke off"
    condition_threshold {
      filter          = "metric.type=\"run.googleapis.com/job/completed_execution_count\" AND metric.labels.result=\"failed\" AND resource.type=\"cloud_run_job\" AND resource.labels.job_name=starts_with(\"{{name}}-\")"
      comparison      = "COMPARISON_GT"
      threshold_value = 0
      duration        = "0s"
      aggregations {
        alignment_period   = "300s"
        per_series_aligner = "ALIGN_SUM"
      }
    }
  }
}
