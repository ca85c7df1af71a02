env {
  name  = "AZURE_CLIENT_ID"
  value = azurerm_user_assigned_identity.THIS.client_id
}
env {
  name  = "AZURE_STORAGE_ACCOUNT_NAME"
  value = azurerm_storage_account.data.name
}
