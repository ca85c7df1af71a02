# A workflow of one step: it starts the training, by schedule and when it is asked to.
resource "azurerm_logic_app_workflow" "train" {
  name                = "{{name}}-train"
  location            = azurerm_resource_group.this.location
  resource_group_name = azurerm_resource_group.this.name
  identity {
    type = "SystemAssigned"
  }
}

# Every night, UTC.
resource "azurerm_logic_app_trigger_recurrence" "nightly" {
  name         = "nightly"
  logic_app_id = azurerm_logic_app_workflow.train.id
  frequency    = "Day"
  interval     = 1
  time_zone    = "UTC"
  schedule {
    at_these_hours   = [3]
    at_these_minutes = [0]
  }
}

resource "azurerm_logic_app_action_custom" "start" {
  name         = "start"
  logic_app_id = azurerm_logic_app_workflow.train.id
  body = jsonencode({
    type     = "Http"
    runAfter = {}
    inputs = {
      method         = "POST"
      uri            = "https://management.azure.com${azurerm_container_app_job.train.id}/start?api-version=2024-03-01"
      authentication = { type = "ManagedServiceIdentity", audience = "https://management.azure.com/" }
    }
  })
}

resource "azurerm_role_assignment" "schedule_starts_train" {
  scope                = azurerm_container_app_job.train.id
  role_definition_name = "Container Apps Jobs Operator"
  principal_id         = azurerm_logic_app_workflow.train.identity[0].principal_id
  principal_type       = "ServicePrincipal"
}
