variable "email" {
  description = "Whom alerts tell."
  type        = string
}

resource "azurerm_monitor_action_group" "people" {
  name                = "{{name}}-people"
  resource_group_name = azurerm_resource_group.this.name
  short_name          = "people"
  email_receiver {
    name                    = "people"
    email_address           = var.email
    use_common_alert_schema = true
  }
}
