resource "azurerm_role_assignment" "deploy_updates_serving" {
  for_each             = { service = azurerm_container_app.serving.id, environment = azurerm_container_app_environment.this.id }
  scope                = each.value
  role_definition_name = "Container Apps Contributor"
  principal_id         = azurerm_user_assigned_identity.deploy.principal_id
  principal_type       = "ServicePrincipal"
}

# {{> azure/deploy-gives.tf THIS=serving}}
