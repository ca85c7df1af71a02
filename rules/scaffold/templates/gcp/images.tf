variable "image_tag" {
  description = "Tag of the images with which jobs and the service are made. Newer ones come from CI."
  type        = string
}

locals {
  images = "${var.region}-docker.pkg.dev/${var.project}/${google_artifact_registry_repository.images.repository_id}"
}

# A tag is never used twice; images older than a month go, except the last twenty.
resource "google_artifact_registry_repository" "images" {
  repository_id = "{{name}}"
  location      = var.region
  format        = "DOCKER"
  docker_config {
    immutable_tags = true
  }
  cleanup_policies {
    id     = "keep-recent"
    action = "KEEP"
    most_recent_versions {
      keep_count = 20
    }
  }
  cleanup_policies {
    id     = "delete-old"
    action = "DELETE"
    condition {
      older_than = "2592000s"
    }
  }
}
