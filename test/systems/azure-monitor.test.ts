import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const MONITOR = {
  'main.tf': `resource "azurerm_application_insights" "ml" {
  name             = "appi-churn"
  application_type = "web"
}

resource "azurerm_monitor_metric_alert" "latency" {
  name   = "endpoint-latency"
  scopes = [azurerm_application_insights.ml.id]
  criteria {
    metric_namespace = "Microsoft.MachineLearningServices/workspaces/onlineEndpoints"
    metric_name      = "RequestLatency"
    aggregation      = "Average"
    operator         = "GreaterThan"
    threshold        = 500
  }
}
`,
};

const MONCODE = {
  'app.py': `import joblib
from azure.monitor.opentelemetry import configure_azure_monitor
from fastapi import FastAPI

configure_azure_monitor(connection_string="InstrumentationKey=0")
app = FastAPI()
model = joblib.load("model.pkl")


@app.post("/predict")
def predict(x: list):
    return model.predict(x).tolist()
`,
  'logs.py': `import logging

from opencensus.ext.azure.log_exporter import AzureLogHandler

logger = logging.getLogger(__name__)
logger.addHandler(AzureLogHandler(connection_string="InstrumentationKey=0"))
`,
};

describe('Azure Monitor', () => {
  it('is what infrastructure code defines', async () => {
    const { components, relations } = await auditFiles(MONITOR);
    expect(components).toEqual(['monitoring azure-application-insights', 'monitoring azure-monitor']);
    expect(relations).toEqual([]);
  });

  it('is logged to by services', async () => {
    const { components, relations } = await auditFiles(MONCODE);
    expect(components).toEqual(['model-serving fastapi', 'monitoring azure-application-insights']);
    expect(relations).toEqual(['model-serving fastapi --logs-to-> monitoring azure-application-insights']);
  });
});
