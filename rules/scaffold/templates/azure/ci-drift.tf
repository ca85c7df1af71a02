resource "azurerm_role_assignment" "deploy_updates_drift" {
  scope                = azurerm_container_app_job.drift.id
  role_definition_name = "Container Apps Jobs Contributor"
  principal_id         = azurerm_user_assigned_identity.deploy.principal_id
  principal_type       = "ServicePrincipal"
}

# {{> azure/deploy-gives.tf THIS=drift}}
