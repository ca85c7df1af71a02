import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const CLI = {
  '.github/workflows/deploy.yml': `name: deploy
on:
  push:
    branches: [main]
jobs:
  train:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: azure/login@v2
        with:
          creds: \${{ secrets.AZURE_CREDENTIALS }}
      - run: az extension add -n ml -y
      - run: az ml compute create -f compute.yml
      - run: az ml job create -f pipeline.yml --stream --resource-group rg --workspace-name ws
      - run: az ml schedule create -f schedule.yml
      - uses: azure/CLI@v2
        with:
          inlineScript: |
            az ml online-endpoint create -f endpoint.yml
            az ml online-deployment create -f deployment.yml
            az ml schedule create --file monitor.yml
`,
  'components/evaluate.yml': `$schema: https://azuremlschemas.azureedge.net/latest/commandComponent.schema.json
name: evaluate
version: 1
type: command
code: ../src
environment: azureml:train-env@latest
command: >-
  python evaluate.py
`,
  'components/train.yml': `$schema: https://azuremlschemas.azureedge.net/latest/commandComponent.schema.json
name: train
version: 1
type: command
code: ../src
environment: azureml:train-env@latest
command: >-
  python train.py
`,
  'compute.yml': `$schema: https://azuremlschemas.azureedge.net/latest/amlCompute.schema.json
name: cpu-cluster
type: amlcompute
size: STANDARD_DS3_V2
`,
  'deployment.yml': `$schema: https://azuremlschemas.azureedge.net/latest/managedOnlineDeployment.schema.json
name: green
endpoint_name: churn-endpoint
model: azureml:churn@latest
code_configuration:
  code: ./src
  scoring_script: score.py
environment: azureml:score-env@latest
instance_type: Standard_DS3_v2
instance_count: 1
app_insights_enabled: true
data_collector:
  collections:
    model_inputs:
      enabled: 'True'
`,
  'endpoint.yml': `$schema: https://azuremlschemas.azureedge.net/latest/managedOnlineEndpoint.schema.json
name: churn-endpoint
auth_mode: key
traffic:
  blue: 90
  green: 10
`,
  'monitor.yml': `$schema: https://azuremlschemas.azureedge.net/latest/monitorSchedule.schema.json
name: churn-monitor
trigger:
  type: cron
  expression: 0 6 * * *
create_monitor:
  compute:
    instance_type: standard_e4s_v3
    runtime_version: "3.3"
  monitoring_target:
    ml_task: classification
    endpoint_deployment_id: azureml:churn-endpoint:green
  alert_notification:
    emails: [ml@example.com]
`,
  'pipeline.yml': `$schema: https://azuremlschemas.azureedge.net/latest/pipelineJob.schema.json
type: pipeline
display_name: churn-training
experiment_name: churn
settings:
  default_compute: azureml:cpu-cluster
jobs:
  train:
    type: command
    component: components/train.yml
    inputs:
      data:
        type: uri_folder
        path: azureml:churn-data@latest
  evaluate:
    type: command
    component: file:components/evaluate.yml
    inputs:
      model: \${{parent.jobs.train.outputs.model}}
  register:
    type: command
    code: src
    command: python register.py --model \${{inputs.model}}
    environment: azureml:train-env@latest
    inputs:
      model: \${{parent.jobs.train.outputs.model}}
`,
  'schedule.yml': `$schema: https://azuremlschemas.azureedge.net/latest/schedule.schema.json
name: nightly
trigger:
  type: recurrence
  frequency: day
  interval: 1
create_job: ./pipeline.yml
`,
  'src/evaluate.py': `import sys

import mlflow
from sklearn.metrics import accuracy_score

model = mlflow.sklearn.load_model("model")
accuracy = accuracy_score([0, 1], model.predict([[0], [1]]))
mlflow.log_metric("accuracy", accuracy)
if accuracy < 0.8:
    sys.exit(1)
`,
  'src/register.py': `import mlflow

mlflow.register_model("file:model", "churn")
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
  'src/train.py': `import mlflow
from sklearn.linear_model import LogisticRegression


def main():
    mlflow.start_run()
    mlflow.sklearn.autolog()
    model = LogisticRegression().fit([[0], [1]], [0, 1])
    mlflow.sklearn.log_model(model, "model")


if __name__ == "__main__":
    main()
`,
};

describe('Azure ML CLI', () => {
  it('is run, deployed and scheduled by commands of a workflow', async () => {
    const { components, relations } = await auditFiles(CLI);
    expect(components).toEqual([
      'ci-cd github-actions',
      'ml-metadata-store mlflow',
      'model-registry azure-ml',
      'model-registry mlflow',
      'model-serving azure-ml churn-endpoint',
      'model-training-infrastructure azure-ml cpu-cluster',
      'model-validation custom-code',
      'monitoring azure-application-insights',
      'monitoring azure-ml',
      'scheduler azure-ml nightly',
      'source-repository github',
      'training-pipeline scikit-learn src/train.py',
      'workflow-orchestration azure-ml churn-training',
    ]);
    expect(relations).toEqual([
      'ci-cd github-actions --deploys-> model-serving azure-ml churn-endpoint',
      'ci-cd github-actions --deploys-> model-training-infrastructure azure-ml cpu-cluster',
      'ci-cd github-actions --deploys-> monitoring azure-ml',
      'ci-cd github-actions --deploys-> scheduler azure-ml nightly',
      'ci-cd github-actions --triggers-> model-training-infrastructure azure-ml cpu-cluster',
      'ci-cd github-actions --triggers-> workflow-orchestration azure-ml churn-training',
      'model-serving azure-ml churn-endpoint --loads-from-> model-registry azure-ml',
      'model-serving azure-ml churn-endpoint --loads-from-> model-registry mlflow',
      'model-serving azure-ml churn-endpoint --logs-to-> monitoring azure-application-insights',
      'model-serving azure-ml churn-endpoint --logs-to-> monitoring azure-ml',
      'model-training-infrastructure azure-ml cpu-cluster --logs-to-> ml-metadata-store mlflow',
      'model-validation custom-code --validates-> training-pipeline scikit-learn src/train.py',
      'monitoring azure-ml --monitors-> model-serving azure-ml churn-endpoint',
      'scheduler azure-ml nightly --triggers-> workflow-orchestration azure-ml churn-training',
      'training-pipeline scikit-learn src/train.py --logs-to-> ml-metadata-store mlflow',
      'workflow-orchestration azure-ml churn-training --logs-to-> ml-metadata-store mlflow',
      'workflow-orchestration azure-ml churn-training --orchestrates-> model-validation custom-code',
      'workflow-orchestration azure-ml churn-training --orchestrates-> training-pipeline scikit-learn src/train.py',
      'workflow-orchestration azure-ml churn-training --registers-in-> model-registry mlflow',
      'workflow-orchestration azure-ml churn-training --runs-on-> model-training-infrastructure azure-ml cpu-cluster',
    ]);
  });
});
