resource "azurerm_role_assignment" "deploy_gives_THIS" {
  scope                = azurerm_user_assigned_identity.THIS.id
  role_definition_name = "Managed Identity Operator"
  principal_id         = azurerm_user_assigned_identity.deploy.principal_id
  principal_type       = "ServicePrincipal"
}
