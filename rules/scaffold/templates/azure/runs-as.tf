identity {
  type         = "UserAssigned"
  identity_ids = [azurerm_user_assigned_identity.THIS.id]
}
registry {
  server   = azurerm_container_registry.images.login_server
  identity = azurerm_user_assigned_identity.THIS.id
}
