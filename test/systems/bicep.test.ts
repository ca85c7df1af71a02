import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const MAIN = `targetScope = 'resourceGroup'
param prefix string
param deployGpu bool = false
var workspaceName = '\${prefix}-mlw'

resource logs 'Microsoft.OperationalInsights/workspaces@2022-10-01' existing = {
  name: 'shared-logs'
}

resource registry 'Microsoft.ContainerRegistry/registries@2023-01-01-preview' existing = {
  name: 'sharedregistry'
}

resource workspace 'microsoft.machinelearningservices/workspaces@2023-10-01' = {
  name: workspaceName
  properties: {
    containerRegistry: registry.id
  }

  resource cpu 'computes' = {
    name: 'cpu-cluster'
    properties: { computeType: 'AmlCompute', properties: { vmSize: 'Standard_D4s_v3' } }
  }

  resource gpu 'computes' = if (deployGpu) {
    name: 'gpu-cluster'
    properties: { computeType: 'AmlCompute', properties: { vmSize: 'Standard_NC6s_v3' } }
  }
}

module serving 'modules/serving.bicep' = {
  name: 'serving'
  params: { workspaceName: workspace.name, endpointName: 'fraud' }
}
`;
const SERVING = `param workspaceName string
param endpointName string
resource endpoint 'Microsoft.MachineLearningServices/workspaces/onlineEndpoints@2023-10-01' = {
  name: '\${workspaceName}/\${endpointName}'
  properties: { authMode: 'Key' }
}
resource blue 'Microsoft.MachineLearningServices/workspaces/onlineEndpoints/deployments@2023-10-01' = {
  parent: endpoint
  name: 'blue'
  properties: { endpointComputeType: 'Managed', model: 'azureml:fraud:3' }
}
`;
const WORKFLOW = `on: { push: { branches: [main] } }
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: az deployment group create -g ml --template-file infra/main.bicep --parameters prefix=acme
`;

describe('Bicep', () => {
  it('is read with its modules, children and conditions', async () => {
    const { components, relations } = await auditFiles({
      'infra/main.bicep': MAIN,
      'infra/modules/serving.bicep': SERVING,
      '.github/workflows/infra.yml': WORKFLOW,
    });
    expect(components).toEqual([
      'ci-cd github-actions',
      'infrastructure azure-ml',
      'infrastructure azure-resource-manager',
      'model-serving azure-ml fraud',
      'model-training-infrastructure azure-ml cpu-cluster',
      'model-training-infrastructure azure-ml gpu-cluster (declared: disabled)',
      'source-repository github',
    ]);
    expect(relations).toContain('ci-cd github-actions --deploys-> model-serving azure-ml fraud');
    expect(relations).toContain('ci-cd github-actions --deploys-> model-training-infrastructure azure-ml cpu-cluster');
  });

  it('takes the values of a parameter file', async () => {
    const { components } = await auditFiles({
      'infra/main.bicep': MAIN,
      'infra/prod.bicepparam': "using './main.bicep'\nparam prefix = 'acme'\nparam deployGpu = true\n",
    });
    expect(components).toContain('model-training-infrastructure azure-ml gpu-cluster');
  });

  it('leaves out modules that nothing calls, and what only refers to something', async () => {
    const { components } = await auditFiles({
      'infra/main.bicep':
        "resource ws 'Microsoft.MachineLearningServices/workspaces@2023-10-01' existing = { name: 'a' }\n",
      'infra/modules/serving.bicep': SERVING,
    });
    expect(components).toEqual(['model-serving azure-ml (declared: not-included)']);
  });

  it('gives containers their images and settings', async () => {
    const { components, relations } = await auditFiles({
      'main.bicep': `param image string = 'acme.azurecr.io/fraud-api:1'
resource insights 'Microsoft.Insights/components@2020-02-02' = { name: 'ai', kind: 'web' }
resource app 'Microsoft.App/containerApps@2023-05-01' = {
  name: 'fraud-api'
  properties: {
    template: {
      containers: [
        {
          name: 'api'
          image: image
          env: [{ name: 'APPLICATIONINSIGHTS_CONNECTION_STRING', value: insights.properties.ConnectionString }]
        }
      ]
    }
  }
}
`,
      Dockerfile: 'FROM python:3.11\nCOPY app.py .\nCMD ["uvicorn", "app:app"]\n',
      '.github/workflows/build.yml': `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: docker build -t acme.azurecr.io/fraud-api:1 . && docker push acme.azurecr.io/fraud-api:1
`,
      'app.py': `import joblib
from fastapi import FastAPI
app = FastAPI()
model = joblib.load("model.pkl")
@app.post("/score")
def score(x: float):
    return model.predict([[x]])
`,
    });
    expect(components).toContain('model-serving fastapi');
    expect(relations).toEqual([
      'ci-cd github-actions --builds-> model-serving fastapi',
      'ci-cd github-actions --publishes-to-> artifact-registry azure-container-registry',
      'infrastructure azure-container-apps fraud-api --logs-to-> monitoring azure-application-insights',
      'model-serving fastapi --runs-on-> infrastructure azure-container-apps fraud-api',
    ]);
  });
});
