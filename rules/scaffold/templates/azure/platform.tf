variable "image_tag" {
  description = "Tag of the images with which jobs and the service are made. Newer ones come from CI."
  type        = string
}

resource "azurerm_container_registry" "images" {
  name                = "${local.short}${local.unique}"
  location            = azurerm_resource_group.this.location
  resource_group_name = azurerm_resource_group.this.name
  sku                 = "Basic"
  admin_enabled       = false
}

resource "azurerm_log_analytics_workspace" "logs" {
  name                = "{{name}}-logs"
  location            = azurerm_resource_group.this.location
  resource_group_name = azurerm_resource_group.this.name
  sku                 = "PerGB2018"
  retention_in_days   = 30
  daily_quota_gb      = 1
}

# Takes metrics from identities that may give them, not from everyone who knows its connection string.
resource "azurerm_application_insights" "metrics" {
  name                         = "{{name}}-metrics"
  location                     = azurerm_resource_group.this.location
  resource_group_name          = azurerm_resource_group.this.name
  workspace_id                 = azurerm_log_analytics_workspace.logs.id
  application_type             = "other"
  local_authentication_enabled = false
}

# Jobs and the service run here. It costs while they work.
resource "azurerm_container_app_environment" "this" {
  name                       = "{{name}}"
  location                   = azurerm_resource_group.this.location
  resource_group_name        = azurerm_resource_group.this.name
  logs_destination           = "log-analytics"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.logs.id
  workload_profile {
    name                  = "Consumption"
    workload_profile_type = "Consumption"
  }
}
