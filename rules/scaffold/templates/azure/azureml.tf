# Azure Machine Learning keeps runs, metrics, models and their versions, and is spoken to as MLflow.
resource "azurerm_machine_learning_workspace" "runs" {
  name                    = "${substr(local.name, 0, 28)}-runs"
  location                = azurerm_resource_group.this.location
  resource_group_name     = azurerm_resource_group.this.name
  application_insights_id = azurerm_application_insights.metrics.id
  key_vault_id            = azurerm_key_vault.runs.id
  storage_account_id      = azurerm_storage_account.runs.id
  identity {
    type = "SystemAssigned"
  }
}

# The workspace asks for a vault and for an account of its own; nobody else puts anything into them.
resource "azurerm_key_vault" "runs" {
  name                       = "${local.short}-${local.unique}"
  location                   = azurerm_resource_group.this.location
  resource_group_name        = azurerm_resource_group.this.name
  tenant_id                  = data.azurerm_client_config.current.tenant_id
  sku_name                   = "standard"
  rbac_authorization_enabled = true
}

resource "azurerm_storage_account" "runs" {
  name                            = "${local.short}${local.unique}runs"
  location                        = azurerm_resource_group.this.location
  resource_group_name             = azurerm_resource_group.this.name
  account_tier                    = "Standard"
  account_replication_type        = "LRS"
  allow_nested_items_to_be_public = false
}

resource "azurerm_role_assignment" "train_registers" {
  scope                = azurerm_machine_learning_workspace.runs.id
  role_definition_name = "AzureML Data Scientist"
  principal_id         = azurerm_user_assigned_identity.train.principal_id
  principal_type       = "ServicePrincipal"
}

locals {
  mlflow_tracking_uri = "azureml://${var.region}.api.azureml.ms/mlflow/v1.0${azurerm_machine_learning_workspace.runs.id}"
}
