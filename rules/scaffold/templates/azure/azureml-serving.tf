resource "azurerm_role_assignment" "serving_reads_models" {
  scope                = azurerm_machine_learning_workspace.runs.id
  role_definition_name = "Reader"
  principal_id         = azurerm_user_assigned_identity.serving.principal_id
  principal_type       = "ServicePrincipal"
}
