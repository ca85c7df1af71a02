# A service without a model answers 503.
resource "google_monitoring_alert_policy" "errors" {
  display_name          = "{{name}}: predictions fail"
  combiner              = "OR"
  notification_channels = [google_monitoring_notification_channel.people.id]
  conditions {
    display_name = "More than six errors a minute, for five minutes"
    condition_threshold {
      filter          = "metric.type=\"run.googleapis.com/request_count\" AND metric.labels.response_code_class=\"5xx\" AND ${local.service}"
      comparison      = "COMPARISON_GT"
      threshold_value = 0.1
      duration        = "300s"
      aggregations {
        alignment_period     = "60s"
        per_series_aligner   = "ALIGN_RATE"
        cross_series_reducer = "REDUCE_SUM"
      }
    }
  }
}

resource "google_monitoring_alert_policy" "latency" {
  display_name          = "{{name}}: predictions are slow"
  combiner              = "OR"
  notification_channels = [google_monitoring_notification_channel.people.id]
  conditions {
    display_name = "One answer in twenty takes longer than two seconds"
    condition_threshold {
      filter          = "metric.type=\"run.googleapis.com/request_latencies\" AND ${local.service}"
      comparison      = "COMPARISON_GT"
      threshold_value = 2000
      duration        = "600s"
      aggregations {
        alignment_period     = "60s"
        per_series_aligner   = "ALIGN_PERCENTILE_95"
        cross_series_reducer = "REDUCE_MAX"
      }
    }
  }
}
