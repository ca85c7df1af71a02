# {{> azure/identity.tf THIS=serving}}

# {{> azure/pulls.tf THIS=serving}}

# What was asked and answered, for a month.
resource "azurerm_storage_container" "requests" {
  name                  = "requests"
  storage_account_id    = azurerm_storage_account.data.id
  container_access_type = "private"
}

resource "azurerm_storage_management_policy" "requests" {
  storage_account_id = azurerm_storage_account.data.id
  rule {
    name    = "requests"
    enabled = true
    filters {
      blob_types   = ["blockBlob"]
      prefix_match = ["${azurerm_storage_container.requests.name}/"]
    }
    actions {
      base_blob {
        delete_after_days_since_creation_greater_than = 30
      }
      version {
        delete_after_days_since_creation = 30
      }
    }
  }
}

resource "azurerm_role_assignment" "serving_writes_requests" {
  scope                = azurerm_storage_container.requests.id
  role_definition_name = "Storage Blob Data Contributor"
  principal_id         = azurerm_user_assigned_identity.serving.principal_id
  principal_type       = "ServicePrincipal"
}

# {{#if has.feature-store}}
resource "azurerm_role_assignment" "serving_reads_features" {
  scope                = azurerm_storage_container.data.id
  role_definition_name = "Storage Blob Data Reader"
  principal_id         = azurerm_user_assigned_identity.serving.principal_id
  principal_type       = "ServicePrincipal"
}

# {{/if}}
variable "callers" {
  description = "From where predictions may be asked for, as { office = \"203.0.113.0/24\" }. Without any only from within the environment."
  type        = map(string)
  default     = {}
  validation {
    condition     = alltrue([for range in values(var.callers) : can(cidrhost(range, 0)) && !endswith(range, "/0")])
    error_message = "Name ranges of addresses; everyone is none."
  }
}

# Starts without a model and says so; takes a new champion by itself. It costs while it answers.
resource "azurerm_container_app" "serving" {
  name                         = "serving"
  resource_group_name          = azurerm_resource_group.this.name
  container_app_environment_id = azurerm_container_app_environment.this.id
  workload_profile_name        = "Consumption"
  revision_mode                = "Single"
  # {{> azure/runs-as.tf THIS=serving}}
  ingress {
    external_enabled           = length(var.callers) > 0
    target_port                = 8000
    transport                  = "http"
    allow_insecure_connections = false
    dynamic "ip_security_restriction" {
      for_each = var.callers
      content {
        name             = ip_security_restriction.key
        action           = "Allow"
        ip_address_range = ip_security_restriction.value
      }
    }
    traffic_weight {
      latest_revision = true
      percentage      = 100
    }
  }
  template {
    min_replicas = 0
    max_replicas = 3
    container {
      name   = "serving"
      image  = "${azurerm_container_registry.images.login_server}/serving:${var.image_tag}"
      cpu    = 1
      memory = "2Gi"
      # {{> azure/signs-in.tf THIS=serving}}
      env {
        name  = "PREDICTIONS_DIR"
        value = "az://${azurerm_storage_container.requests.name}"
      }
      # {{#if has.feature-store}}
      env {
        name  = "DATA_PATH"
        value = "az://${azurerm_storage_container.data.name}/train.csv"
      }
      # {{/if}}
      env {
        name  = "MLFLOW_TRACKING_URI"
        value = local.mlflow_tracking_uri
      }
      startup_probe {
        transport               = "HTTP"
        port                    = 8000
        path                    = "/healthz"
        failure_count_threshold = 30
      }
      liveness_probe {
        transport = "HTTP"
        port      = 8000
        path      = "/healthz"
      }
    }
  }
  lifecycle {
    ignore_changes = [template[0].container[0].image]
  }
  depends_on = [azurerm_role_assignment.serving_pulls]
}

output "url" {
  value = "https://${azurerm_container_app.serving.ingress[0].fqdn}"
}
