locals {
  service = azurerm_container_app.serving.id
}
