resource "google_service_account" "serving" {
  account_id   = "${local.short}-serving"
  display_name = "Predictions of ${local.name}"
}

# What was asked and answered, for a month.
resource "google_storage_bucket" "requests" {
  name                        = "${var.project}-${local.short}-requests"
  # {{> gcp/private.tf}}
  lifecycle_rule {
    action {
      type = "Delete"
    }
    condition {
      age = 30
    }
  }
}

resource "google_storage_bucket_iam_member" "serving_writes_requests" {
  bucket = google_storage_bucket.requests.name
  role   = "roles/storage.objectCreator"
  member = google_service_account.serving.member
}

# {{#if has.feature-store}}
resource "google_storage_bucket_iam_member" "serving_reads_features" {
  bucket = google_storage_bucket.data.name
  role   = "roles/storage.objectViewer"
  member = google_service_account.serving.member
}

# {{/if}}
# Starts without a model and says so; takes a new champion by itself. It costs while it answers.
resource "google_cloud_run_v2_service" "serving" {
  name                = "{{name}}-serving"
  location            = var.region
  deletion_protection = false
  template {
    service_account = google_service_account.serving.email
    timeout         = "30s"
    scaling {
      min_instance_count = 0
      max_instance_count = 3
    }
    containers {
      image = "${local.images}/serving:${var.image_tag}"
      ports {
        container_port = 8000
      }
      env {
        name  = "PREDICTIONS_DIR"
        value = "gs://${google_storage_bucket.requests.name}"
      }
      # {{#if has.feature-store}}
      env {
        name  = "DATA_PATH"
        value = "gs://${google_storage_bucket.data.name}/train.csv"
      }
      # {{/if}}
      dynamic "env" {
        for_each = local.serving_environment
        content {
          name  = env.key
          value = env.value
        }
      }
      resources {
        limits = {
          cpu    = "1"
          memory = "2Gi"
        }
        startup_cpu_boost = true
      }
      startup_probe {
        failure_threshold = 12
        http_get {
          path = "/healthz"
        }
      }
      liveness_probe {
        http_get {
          path = "/healthz"
        }
      }
    }
  }
  lifecycle {
    ignore_changes = [template[0].containers[0].image, client, client_version]
  }
}

variable "callers" {
  description = "Who may ask for predictions, as user:someone@example.org. Nobody else can."
  type        = set(string)
  default     = []
}

resource "google_cloud_run_v2_service_iam_member" "callers" {
  for_each = var.callers
  name     = google_cloud_run_v2_service.serving.name
  location = var.region
  role     = "roles/run.invoker"
  member   = each.value
}

output "url" {
  value = google_cloud_run_v2_service.serving.uri
}
