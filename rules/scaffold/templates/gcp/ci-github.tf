variable "repository" {
  description = "The one repository that may deliver, as owner/name."
  type        = string
}

resource "google_iam_workload_identity_pool_provider" "forge" {
  workload_identity_pool_id          = google_iam_workload_identity_pool.forge.workload_identity_pool_id
  workload_identity_pool_provider_id = "github"
  attribute_mapping                  = { "google.subject" = "assertion.sub" }
  attribute_condition                = "assertion.repository == '${var.repository}' && assertion.ref == 'refs/heads/{{branch}}'"
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}
