# The forge signs in with a token of its own; there is no key.
resource "google_iam_workload_identity_pool" "forge" {
  workload_identity_pool_id = "${local.short}-forge"
}

resource "google_service_account" "deploy" {
  account_id   = "${local.short}-deploy"
  display_name = "Delivery of ${local.name}"
}

resource "google_service_account_iam_member" "forge_is_deploy" {
  service_account_id = google_service_account.deploy.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "principalSet://iam.googleapis.com/${google_iam_workload_identity_pool.forge.name}/*"
}

resource "google_artifact_registry_repository_iam_member" "deploy_pushes" {
  repository = google_artifact_registry_repository.images.name
  location   = var.region
  role       = "roles/artifactregistry.writer"
  member     = google_service_account.deploy.member
}

# {{> gcp/deploys.tf KIND=job THIS=train}}

output "provider" {
  value = google_iam_workload_identity_pool_provider.forge.name
}

output "account" {
  value = google_service_account.deploy.email
}
