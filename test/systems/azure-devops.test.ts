import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const ADO = {
  Dockerfile: `FROM python:3.10
COPY churn churn
COPY model model
CMD ["uvicorn", "churn.api:app"]
`,
  'azure-pipelines.yml': `trigger:
  branches:
    include: [main]
schedules:
  - cron: '0 3 * * 1'
    displayName: weekly retraining
    branches:
      include: [main]
    always: true
variables:
  - group: mlops-vg
  - name: TRAIN_MODULE
    value: churn.train
  - name: IMAGE
    value: churn-api
pool:
  vmImage: ubuntu-latest
stages:
  - stage: CI
    jobs:
      - job: test
        steps:
          - task: UsePythonVersion@0
            inputs: { versionSpec: '3.10' }
          - template: pipelines/templates/install.yml
          - script: pytest tests --junitxml=results.xml
            displayName: Unit tests
          - task: PublishTestResults@2
            inputs: { testResultsFiles: results.xml }
  - stage: Train
    dependsOn: CI
    jobs:
      - job: train
        steps:
          - task: AzureCLI@2
            inputs:
              azureSubscription: mlops
              scriptType: bash
              scriptLocation: inlineScript
              inlineScript: |
                python -m $(TRAIN_MODULE)
          - task: PublishPipelineArtifact@1
            inputs: { targetPath: model, artifact: model }
      - job: legacy
        condition: false
        steps:
          - script: python -m churn.deploy_old
  - stage: Build
    jobs:
      - job: image
        steps:
          - task: Docker@2
            inputs:
              containerRegistry: acr
              repository: $(IMAGE)
              command: buildAndPush
              Dockerfile: Dockerfile
  - stage: Deploy
    jobs:
      - deployment: web
        environment: production
        strategy:
          runOnce:
            deploy:
              steps:
                - task: AzureWebAppContainer@1
                  inputs:
                    appName: churn
                    containers: myacr.azurecr.io/$(IMAGE):$(Build.BuildId)
                - task: AzureCLI@2
                  inputs:
                    azureSubscription: mlops
                    scriptType: bash
                    scriptPath: scripts/smoke.sh
`,
  'churn/api.py': `import joblib
from fastapi import FastAPI

app = FastAPI()
model = joblib.load("model/model.pkl")


@app.post("/predict")
def predict(x: list):
    return model.predict(x).tolist()
`,
  'churn/deploy_old.py': `import mlflow

mlflow.register_model("runs:/1/model", "old")
`,
  'churn/train.py': `import joblib
import mlflow
from sklearn.linear_model import LogisticRegression

mlflow.log_metric("auc", 0.9)
joblib.dump(LogisticRegression().fit([[0], [1]], [0, 1]), "model/model.pkl")
`,
  'pipelines/templates/install.yml': `parameters:
  - name: requirements
    default: requirements.txt
steps:
  - script: pip install -r \${{ parameters.requirements }}
`,
  'requirements.txt': `mlflow
`,
  'scripts/smoke.sh': `curl -f https://churn.azurewebsites.net/health
`,
  'tests/test_train.py': `from churn import train


def test_train():
    assert train
`,
};

describe('Azure DevOps', () => {
  it('tests, trains, builds and deploys in stages', async () => {
    const { components, relations } = await auditFiles(ADO);
    expect(components).toEqual([
      'artifact-registry docker',
      'ci-cd azure-pipelines',
      'infrastructure azure-app-service',
      'ml-metadata-store mlflow',
      'model-registry mlflow (declared: not-production)',
      'model-serving fastapi',
      'scheduler azure-pipelines',
      'training-pipeline scikit-learn churn/train.py',
    ]);
    expect(relations).toEqual([
      'ci-cd azure-pipelines --builds-> model-serving fastapi',
      'ci-cd azure-pipelines --deploys-> infrastructure azure-app-service',
      'ci-cd azure-pipelines --deploys-> model-serving fastapi',
      'ci-cd azure-pipelines --logs-to-> ml-metadata-store mlflow',
      'ci-cd azure-pipelines --publishes-to-> artifact-registry docker',
      'ci-cd azure-pipelines --triggers-> training-pipeline scikit-learn churn/train.py',
      'ci-cd azure-pipelines --validates-> training-pipeline scikit-learn churn/train.py',
      'scheduler azure-pipelines --triggers-> ci-cd azure-pipelines',
      'scheduler azure-pipelines --triggers-> training-pipeline scikit-learn churn/train.py',
      'training-pipeline scikit-learn churn/train.py --logs-to-> ml-metadata-store mlflow',
    ]);
  });
});
