resource "azurerm_role_assignment" "THIS_pulls" {
  scope                = azurerm_container_registry.images.id
  role_definition_name = "AcrPull"
  principal_id         = azurerm_user_assigned_identity.THIS.principal_id
  principal_type       = "ServicePrincipal"
}
