# The forge signs in with a token of its own; there is no key.
# {{> azure/identity.tf THIS=deploy}}

variable "ci_subject" {
  description = "The claim `sub` of the jobs that may deploy; the README says what it is on your forge."
  type        = string
}

resource "azurerm_federated_identity_credential" "forge" {
  name                      = "forge"
  user_assigned_identity_id = azurerm_user_assigned_identity.deploy.id
  audience                  = ["api://AzureADTokenExchange"]
  issuer                    = local.ci_issuer
  subject                   = var.ci_subject
}

resource "azurerm_role_assignment" "deploy_pushes" {
  scope                = azurerm_container_registry.images.id
  role_definition_name = "AcrPush"
  principal_id         = azurerm_user_assigned_identity.deploy.principal_id
  principal_type       = "ServicePrincipal"
}

# A job is changed in its environment, which this role may only read and join.
resource "azurerm_role_assignment" "deploy_updates_train" {
  for_each             = { job = azurerm_container_app_job.train.id, environment = azurerm_container_app_environment.this.id }
  scope                = each.value
  role_definition_name = "Container Apps Jobs Contributor"
  principal_id         = azurerm_user_assigned_identity.deploy.principal_id
  principal_type       = "ServicePrincipal"
}

# {{> azure/deploy-gives.tf THIS=train}}

output "client" {
  value = azurerm_user_assigned_identity.deploy.client_id
}

output "tenant" {
  value = data.azurerm_client_config.current.tenant_id
}
