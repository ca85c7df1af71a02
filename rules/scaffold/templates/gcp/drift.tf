# Every hour a job gives a metric. Its alert is a message, and the message starts training.
locals {
  # Names of metrics have no hyphens.
  metrics = "custom.googleapis.com/${replace(local.name, "-", "_")}"
}

resource "google_service_account" "drift" {
  account_id   = "${local.short}-drift"
  display_name = "Drift of ${local.name}"
}

resource "google_storage_bucket_iam_member" "drift_reads" {
  for_each = { data = google_storage_bucket.data.name, requests = google_storage_bucket.requests.name }
  bucket   = each.value
  role     = "roles/storage.objectViewer"
  member   = google_service_account.drift.member
}

resource "google_project_iam_member" "drift_gives_metrics" {
  project = var.project
  role    = "roles/monitoring.metricWriter"
  member  = google_service_account.drift.member
}

resource "google_cloud_run_v2_job" "drift" {
  name                = "{{name}}-drift"
  location            = var.region
  deletion_protection = false
  template {
    template {
      service_account = google_service_account.drift.email
      max_retries     = 1
      timeout         = "900s"
      containers {
        image   = "${local.images}/trainer:${var.image_tag}"
        command = ["python", "drift.py"]
        env {
          name  = "GOOGLE_CLOUD_PROJECT"
          value = var.project
        }
        env {
          name  = "DATA_PATH"
          value = "gs://${google_storage_bucket.data.name}/train.csv"
        }
        env {
          name  = "METRICS_PREFIX"
          value = local.metrics
        }
        env {
          name  = "PREDICTIONS_DIR"
          value = "gs://${google_storage_bucket.requests.name}"
        }
        resources {
          limits = {
            cpu    = "1"
            memory = "2Gi"
          }
        }
      }
    }
  }
  lifecycle {
    ignore_changes = [template[0].template[0].containers[0].image, client, client_version]
  }
}

# {{> gcp/may-start.tf THIS=drift}}

resource "google_cloud_scheduler_job" "drift" {
  name      = "{{name}}-drift"
  region    = var.region
  schedule  = "15 * * * *"
  time_zone = "Etc/UTC"
  # {{> gcp/starts.tf THIS=drift}}
}

# An alert needs metrics that are there before the first value comes.
resource "google_monitoring_metric_descriptor" "drift" {
  type         = "${local.metrics}/model_feature_drift"
  display_name = "Population stability index of a feature"
  description  = "Below 0.1 nothing moved, above 0.25 the distribution is another one."
  metric_kind  = "GAUGE"
  value_type   = "DOUBLE"
  labels {
    key = "feature"
  }
}

resource "google_monitoring_metric_descriptor" "rows" {
  type         = "${local.metrics}/drift_rows"
  display_name = "Requests that were compared"
  description  = "Given at every look, also when there are too few."
  metric_kind  = "GAUGE"
  value_type   = "DOUBLE"
}

resource "google_pubsub_topic" "drift" {
  name = "{{name}}-drift"
}

resource "google_monitoring_notification_channel" "retrain" {
  display_name = "Retraining of ${local.name}"
  type         = "pubsub"
  labels = {
    topic = google_pubsub_topic.drift.id
  }
}

data "google_project" "this" {}

# This account of Cloud Monitoring comes into being with the first channel of the kind.
resource "google_pubsub_topic_iam_member" "monitoring_publishes" {
  topic      = google_pubsub_topic.drift.name
  role       = "roles/pubsub.publisher"
  member     = "serviceAccount:service-${data.google_project.this.number}@gcp-sa-monitoring-notification.iam.gserviceaccount.com"
  depends_on = [google_monitoring_notification_channel.retrain]
}

resource "google_monitoring_alert_policy" "drift" {
  display_name          = "{{name}}: requests are no longer distributed as in training"
  combiner              = "OR"
  notification_channels = [google_monitoring_notification_channel.people.id, google_monitoring_notification_channel.retrain.id]
  conditions {
    display_name = "A feature drifts"
    condition_threshold {
      filter          = "metric.type=\"${google_monitoring_metric_descriptor.drift.type}\" AND resource.type=\"global\""
      comparison      = "COMPARISON_GT"
      threshold_value = 0.25
      duration        = "0s"
      aggregations {
        alignment_period   = "3600s"
        per_series_aligner = "ALIGN_MAX"
      }
    }
  }
  alert_strategy {
    # While it lasts nobody is told again; the schedule goes on.
    auto_close           = "86400s"
    notification_prompts = ["OPENED"]
  }
}

resource "google_monitoring_alert_policy" "drift_not_looked_for" {
  display_name          = "{{name}}: nobody looks for drift"
  combiner              = "OR"
  notification_channels = [google_monitoring_notification_channel.people.id]
  conditions {
    display_name = "No value for six hours"
    condition_absent {
      filter   = "metric.type=\"${google_monitoring_metric_descriptor.rows.type}\" AND resource.type=\"global\""
      duration = "21600s"
      aggregations {
        alignment_period   = "3600s"
        per_series_aligner = "ALIGN_MAX"
      }
    }
  }
}

resource "google_project_iam_member" "schedule_takes_messages" {
  for_each = toset(["roles/eventarc.eventReceiver", "roles/workflows.invoker"])
  project  = var.project
  role     = each.value
  member   = google_service_account.schedule.member
}

resource "google_eventarc_trigger" "drift" {
  name            = "{{name}}-drift"
  location        = var.region
  service_account = google_service_account.schedule.email
  matching_criteria {
    attribute = "type"
    value     = "google.cloud.pubsub.topic.v1.messagePublished"
  }
  transport {
    pubsub {
      topic = google_pubsub_topic.drift.id
    }
  }
  destination {
    workflow = google_workflows_workflow.retrain.id
  }
}

# A message starts no job by itself.
resource "google_workflows_workflow" "retrain" {
  name                = "{{name}}-retrain"
  region              = var.region
  service_account     = google_service_account.schedule.id
  deletion_protection = false
  source_contents     = <<-EOT
    main:
      params: [event]
      steps:
        - train:
            call: googleapis.run.v2.projects.locations.jobs.run
            args:
              name: ${google_cloud_run_v2_job.train.id}
              connector_params:
                skip_polling: true
  EOT
}
