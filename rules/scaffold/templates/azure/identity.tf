resource "azurerm_user_assigned_identity" "THIS" {
  name                = "{{name}}-THIS"
  location            = azurerm_resource_group.this.location
  resource_group_name = azurerm_resource_group.this.name
}
