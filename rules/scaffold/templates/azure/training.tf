# One identity for each thing that runs, and each may do only what it does.
# {{> azure/identity.tf THIS=train}}

# {{> azure/pulls.tf THIS=train}}

resource "azurerm_storage_account" "data" {
  name                            = "${local.short}${local.unique}data"
  location                        = azurerm_resource_group.this.location
  resource_group_name             = azurerm_resource_group.this.name
  account_tier                    = "Standard"
  account_replication_type        = "LRS"
  shared_access_key_enabled       = false
  allow_nested_items_to_be_public = false
  blob_properties {
    versioning_enabled = true
    delete_retention_policy {
      days = 30
    }
  }
}

resource "azurerm_storage_container" "data" {
  name                  = "data"
  storage_account_id    = azurerm_storage_account.data.id
  container_access_type = "private"
}

resource "azurerm_role_assignment" "train_reads_data" {
  scope                = azurerm_storage_container.data.id
  role_definition_name = "Storage Blob Data Reader"
  principal_id         = azurerm_user_assigned_identity.train.principal_id
  principal_type       = "ServicePrincipal"
}

# {{#if has.feature-store}}
# The training data is made of features and labels.
resource "azurerm_role_assignment" "train_writes_data" {
  scope                = azurerm_storage_container.data.id
  role_definition_name = "Storage Blob Data Contributor"
  principal_id         = azurerm_user_assigned_identity.train.principal_id
  principal_type       = "ServicePrincipal"
}

# {{/if}}
# Who applies this brings the data.
resource "azurerm_role_assignment" "people_bring_data" {
  scope                = azurerm_storage_container.data.id
  role_definition_name = "Storage Blob Data Contributor"
  principal_id         = data.azurerm_client_config.current.object_id
}

# What the image does by itself: check the data, train, and let the gate decide. A step that fails ends the run.
resource "azurerm_container_app_job" "train" {
  name                         = "train"
  location                     = azurerm_resource_group.this.location
  resource_group_name          = azurerm_resource_group.this.name
  container_app_environment_id = azurerm_container_app_environment.this.id
  workload_profile_name        = "Consumption"
  replica_timeout_in_seconds   = 3600
  replica_retry_limit          = 0
  manual_trigger_config {
    parallelism              = 1
    replica_completion_count = 1
  }
  # {{> azure/runs-as.tf THIS=train}}
  template {
    container {
      name   = "train"
      image  = "${azurerm_container_registry.images.login_server}/trainer:${var.image_tag}"
      cpu    = 2
      memory = "4Gi"
      # {{> azure/signs-in.tf THIS=train}}
      env {
        name  = "DATA_PATH"
        value = "az://${azurerm_storage_container.data.name}/train.csv"
      }
      env {
        name  = "MLFLOW_TRACKING_URI"
        value = local.mlflow_tracking_uri
      }
    }
  }
  lifecycle {
    # CI brings newer images.
    ignore_changes = [template[0].container[0].image]
  }
  depends_on = [azurerm_role_assignment.train_pulls]
}

output "account" {
  value = azurerm_storage_account.data.name
}

output "registry" {
  value = azurerm_container_registry.images.name
}
