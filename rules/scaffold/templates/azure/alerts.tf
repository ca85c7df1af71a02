# A service without a model answers 503.
resource "azurerm_monitor_metric_alert" "errors" {
  name                = "{{name}}-errors"
  description         = "Predictions fail: more than thirty errors within five minutes."
  resource_group_name = azurerm_resource_group.this.name
  scopes              = [local.service]
  severity            = 1
  window_size         = "PT5M"
  criteria {
    metric_namespace = "Microsoft.App/containerapps"
    metric_name      = "Requests"
    aggregation      = "Total"
    operator         = "GreaterThan"
    threshold        = 30
    dimension {
      name     = "statusCodeCategory"
      operator = "Include"
      values   = ["5xx"]
    }
  }
  action {
    action_group_id = azurerm_monitor_action_group.people.id
  }
}

resource "azurerm_monitor_metric_alert" "latency" {
  name                = "{{name}}-latency"
  description         = "Predictions are slow: two seconds on average, for fifteen minutes."
  resource_group_name = azurerm_resource_group.this.name
  scopes              = [local.service]
  severity            = 2
  frequency           = "PT5M"
  window_size         = "PT15M"
  criteria {
    metric_namespace = "Microsoft.App/containerapps"
    metric_name      = "ResponseTime"
    aggregation      = "Average"
    operator         = "GreaterThan"
    threshold        = 2000
  }
  action {
    action_group_id = azurerm_monitor_action_group.people.id
  }
}
