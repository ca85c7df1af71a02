# The table is there once a job has run; until then the query cannot be checked.
resource "azurerm_monitor_scheduled_query_rules_alert_v2" "jobs" {
  name                  = "{{name}}-jobs"
  description           = "The gate stopped a model, or a job broke off."
  location              = azurerm_resource_group.this.location
  resource_group_name   = azurerm_resource_group.this.name
  scopes                = [azurerm_log_analytics_workspace.logs.id]
  severity              = 2
  evaluation_frequency  = "PT15M"
  window_duration       = "PT15M"
  skip_query_validation = true
  criteria {
    query                   = "ContainerAppSystemLogs_CL | where isnotempty(ExecutionName_s) | where Reason_s in ('BackoffLimitExceeded', 'DeadlineExceeded') or toint(extract('exit code[^0-9]*([0-9]+)', 1, Log_s)) > 0"
    time_aggregation_method = "Count"
    operator                = "GreaterThan"
    threshold               = 0
  }
  action {
    action_groups = [azurerm_monitor_action_group.people.id]
  }
}
