# One account for each thing that runs, and each may do only what it does.
resource "google_service_account" "train" {
  account_id   = "${local.short}-train"
  display_name = "Training of ${local.name}"
}

resource "google_storage_bucket" "data" {
  name                        = "${var.project}-${local.short}-data"
  # {{> gcp/private.tf}}
  versioning {
    enabled = true
  }
}

resource "google_storage_bucket_iam_member" "train_reads_data" {
  bucket = google_storage_bucket.data.name
  role   = "roles/storage.objectViewer"
  member = google_service_account.train.member
}

# {{#if has.feature-store}}
# The training data is made of features and labels: it alone may be written.
resource "google_storage_bucket_iam_member" "train_writes_data" {
  bucket = google_storage_bucket.data.name
  role   = "roles/storage.objectUser"
  member = google_service_account.train.member
  condition {
    title      = "train.csv"
    expression = "resource.name == 'projects/_/buckets/${google_storage_bucket.data.name}/objects/train.csv'"
  }
}

# {{/if}}
# What the image does by itself: check the data, train, and let the gate decide. A step that fails ends the run.
resource "google_cloud_run_v2_job" "train" {
  name                = "{{name}}-train"
  location            = var.region
  deletion_protection = false
  template {
    template {
      service_account = google_service_account.train.email
      max_retries     = 0
      timeout         = "3600s"
      containers {
        image = "${local.images}/trainer:${var.image_tag}"
        env {
          name  = "DATA_PATH"
          value = "gs://${google_storage_bucket.data.name}/train.csv"
        }
        dynamic "env" {
          for_each = local.train_environment
          content {
            name  = env.key
            value = env.value
          }
        }
        resources {
          limits = {
            cpu    = "2"
            memory = "4Gi"
          }
        }
      }
    }
  }
  lifecycle {
    # CI brings newer images.
    ignore_changes = [template[0].template[0].containers[0].image, client, client_version]
  }
}

output "data" {
  value = google_storage_bucket.data.name
}
