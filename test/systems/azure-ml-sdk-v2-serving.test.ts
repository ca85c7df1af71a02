import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const V2DEPLOY = {
  'deploy.py': `from azure.ai.ml import MLClient
from azure.ai.ml.entities import CodeConfiguration, Environment, ManagedOnlineDeployment, ManagedOnlineEndpoint
from azure.identity import DefaultAzureCredential

ml_client = MLClient.from_config(DefaultAzureCredential())
endpoint = ManagedOnlineEndpoint(name="churn-endpoint", auth_mode="key")
ml_client.online_endpoints.begin_create_or_update(endpoint).result()
green = ManagedOnlineDeployment(
    name="green",
    endpoint_name="churn-endpoint",
    model="azureml:churn@latest",
    environment="azureml:score-env@latest",
    code_configuration=CodeConfiguration(code="./src", scoring_script="score.py"),
    instance_type="Standard_DS3_v2",
    instance_count=1,
    app_insights_enabled=True,
)
ml_client.online_deployments.begin_create_or_update(green).result()
endpoint.traffic = {"blue": 90, "green": 10}
ml_client.online_endpoints.begin_create_or_update(endpoint).result()
`,
  'monitor.py': `from azure.ai.ml import MLClient
from azure.ai.ml.entities import AlertNotification, CronTrigger, MonitorDefinition, MonitoringTarget, MonitorSchedule, ServerlessSparkCompute
from azure.identity import DefaultAzureCredential

ml_client = MLClient.from_config(DefaultAzureCredential())
definition = MonitorDefinition(
    compute=ServerlessSparkCompute(instance_type="standard_e4s_v3", runtime_version="3.3"),
    monitoring_target=MonitoringTarget(endpoint_deployment_id="azureml:churn-endpoint:green"),
    alert_notification=AlertNotification(emails=["ml@example.com"]),
)
schedule = MonitorSchedule(name="churn-monitor", trigger=CronTrigger(expression="0 6 * * *"), create_monitor=definition)
ml_client.schedules.begin_create_or_update(schedule)
`,
  'src/score.py': `import json
import os

import joblib


def init():
    global model
    model = joblib.load(os.path.join(os.getenv("AZUREML_MODEL_DIR"), "model.pkl"))


def run(raw_data):
    return model.predict(json.loads(raw_data)["data"]).tolist()
`,
};

describe('Azure ML SDK v2, serving', () => {
  it('serves a registered model with a part of the traffic, and monitors it', async () => {
    const { components, relations } = await auditFiles(V2DEPLOY);
    expect(components).toEqual([
      'model-registry azure-ml',
      'model-serving azure-ml',
      'model-training-infrastructure azure-ml (declared: import-only)',
      'monitoring azure-application-insights',
      'monitoring azure-ml',
    ]);
    expect(relations).toEqual([
      'model-serving azure-ml --loads-from-> model-registry azure-ml',
      'model-serving azure-ml --logs-to-> monitoring azure-application-insights',
      'monitoring azure-ml --monitors-> model-serving azure-ml',
    ]);
  });
});
