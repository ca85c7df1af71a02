variable "repository" {
  description = "The one project that may deliver, as group/name."
  type        = string
}

variable "gitlab" {
  description = "Address of GitLab."
  type        = string
  default     = "https://gitlab.com"
}

resource "google_iam_workload_identity_pool_provider" "forge" {
  workload_identity_pool_id          = google_iam_workload_identity_pool.forge.workload_identity_pool_id
  workload_identity_pool_provider_id = "gitlab"
  attribute_mapping                  = { "google.subject" = "assertion.sub" }
  attribute_condition                = "assertion.project_path == '${var.repository}' && assertion.ref_type == 'branch' && assertion.ref == '{{branch}}'"
  oidc {
    issuer_uri        = var.gitlab
    allowed_audiences = [var.gitlab]
  }
}
