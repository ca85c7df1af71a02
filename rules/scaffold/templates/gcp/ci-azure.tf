variable "organisation" {
  description = "Id of your organisation of Azure DevOps."
  type        = string
}

variable "connection" {
  description = "The one service connection that may deliver, as sc://organisation/project/mlops."
  type        = string
}

resource "google_iam_workload_identity_pool_provider" "forge" {
  workload_identity_pool_id          = google_iam_workload_identity_pool.forge.workload_identity_pool_id
  workload_identity_pool_provider_id = "azure-devops"
  attribute_mapping                  = { "google.subject" = "assertion.sub" }
  attribute_condition                = "assertion.sub == '${var.connection}'"
  oidc {
    issuer_uri        = "https://vstoken.dev.azure.com/${var.organisation}"
    allowed_audiences = ["api://AzureADTokenExchange"]
  }
}
