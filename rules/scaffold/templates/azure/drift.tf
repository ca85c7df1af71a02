# Every hour a job gives a metric. Its alert asks the workflow that starts the training.
# {{> azure/identity.tf THIS=drift}}

resource "azurerm_role_assignment" "drift" {
  for_each = {
    AcrPull                        = azurerm_container_registry.images.id
    "Monitoring Metrics Publisher" = azurerm_application_insights.metrics.id
  }
  scope                = each.value
  role_definition_name = each.key
  principal_id         = azurerm_user_assigned_identity.drift.principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "drift_reads" {
  for_each             = { data = azurerm_storage_container.data.id, requests = azurerm_storage_container.requests.id }
  scope                = each.value
  role_definition_name = "Storage Blob Data Reader"
  principal_id         = azurerm_user_assigned_identity.drift.principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_container_app_job" "drift" {
  name                         = "drift"
  location                     = azurerm_resource_group.this.location
  resource_group_name          = azurerm_resource_group.this.name
  container_app_environment_id = azurerm_container_app_environment.this.id
  workload_profile_name        = "Consumption"
  replica_timeout_in_seconds   = 900
  replica_retry_limit          = 1
  schedule_trigger_config {
    cron_expression          = "15 * * * *"
    parallelism              = 1
    replica_completion_count = 1
  }
  # {{> azure/runs-as.tf THIS=drift}}
  template {
    container {
      name    = "drift"
      image   = "${azurerm_container_registry.images.login_server}/trainer:${var.image_tag}"
      command = ["python", "drift.py"]
      cpu     = 1
      memory  = "2Gi"
      # {{> azure/signs-in.tf THIS=drift}}
      env {
        name  = "DATA_PATH"
        value = "az://${azurerm_storage_container.data.name}/train.csv"
      }
      env {
        name  = "PREDICTIONS_DIR"
        value = "az://${azurerm_storage_container.requests.name}"
      }
      env {
        name  = "APPLICATIONINSIGHTS_CONNECTION_STRING"
        value = azurerm_application_insights.metrics.connection_string
      }
    }
  }
  lifecycle {
    ignore_changes = [template[0].container[0].image]
  }
  depends_on = [azurerm_role_assignment.drift]
}

resource "azurerm_logic_app_trigger_http_request" "alert" {
  name         = "alert"
  logic_app_id = azurerm_logic_app_workflow.train.id
  schema       = jsonencode({ type = "object" })
}

resource "azurerm_monitor_action_group" "retrain" {
  name                = "{{name}}-retrain"
  resource_group_name = azurerm_resource_group.this.name
  short_name          = "retrain"
  logic_app_receiver {
    name                    = "train"
    resource_id             = azurerm_logic_app_workflow.train.id
    callback_url            = azurerm_logic_app_trigger_http_request.alert.callback_url
    use_common_alert_schema = true
  }
}

# While it lasts it asks once a day. It is never said to be over: that would start the training too.
resource "azurerm_monitor_scheduled_query_rules_alert_v2" "drift" {
  name                              = "{{name}}-drift"
  description                       = "Requests are no longer distributed as in training: the population stability index of a feature is above 0.25."
  location                          = azurerm_resource_group.this.location
  resource_group_name               = azurerm_resource_group.this.name
  scopes                            = [azurerm_log_analytics_workspace.logs.id]
  severity                          = 2
  evaluation_frequency              = "PT1H"
  window_duration                   = "PT1H"
  auto_mitigation_enabled           = false
  mute_actions_after_alert_duration = "P1D"
  criteria {
    query                   = "AppMetrics | where Name == 'model_feature_drift' | project TimeGenerated, psi = Sum / ItemCount"
    metric_measure_column   = "psi"
    time_aggregation_method = "Maximum"
    operator                = "GreaterThan"
    threshold               = 0.25
  }
  action {
    action_groups = [azurerm_monitor_action_group.people.id, azurerm_monitor_action_group.retrain.id]
  }
}

resource "azurerm_monitor_scheduled_query_rules_alert_v2" "drift_not_looked_for" {
  name                 = "{{name}}-drift-not-looked-for"
  description          = "Nobody looks for drift: no value for six hours."
  location             = azurerm_resource_group.this.location
  resource_group_name  = azurerm_resource_group.this.name
  scopes               = [azurerm_log_analytics_workspace.logs.id]
  severity             = 3
  evaluation_frequency = "PT1H"
  window_duration      = "PT6H"
  criteria {
    query                   = "AppMetrics | where Name == 'drift_rows'"
    time_aggregation_method = "Count"
    operator                = "LessThan"
    threshold               = 1
  }
  action {
    action_groups = [azurerm_monitor_action_group.people.id]
  }
}
