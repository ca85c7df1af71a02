import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('AWS Lambda', () => {
  it('serves the model that its handler loads', async () => {
    const { components, relations } = await auditFiles({
      'template.yaml': `AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Resources:
  Score:
    Type: AWS::Serverless::Function
    Properties:
      PackageType: Image
      Events:
        Api: { Type: Api, Properties: { Path: /predict, Method: post } }
    Metadata:
      Dockerfile: Dockerfile
      DockerContext: ./score
`,
      'score/Dockerfile': `FROM public.ecr.aws/lambda/python:3.12
COPY app.py model.joblib ./
CMD ["app.handler"]
`,
      'score/app.py': `import json
import boto3
import joblib

boto3.client("s3").download_file("churn-models", "model.joblib", "/tmp/model.joblib")
model = joblib.load("/tmp/model.joblib")

def handler(event, context):
    rows = json.loads(event["body"])
    return {"statusCode": 200, "body": json.dumps(model.predict(rows).tolist())}
`,
    });
    expect(components).toEqual(['data-store amazon-s3', 'infrastructure aws-lambda', 'model-serving aws-lambda']);
    expect(relations).toEqual([
      'infrastructure aws-lambda --reads-from-> data-store amazon-s3',
      'model-serving aws-lambda --reads-from-> data-store amazon-s3',
      'model-serving aws-lambda --runs-on-> infrastructure aws-lambda',
    ]);
  });

  it('serves no model when it loads none', async () => {
    const { components, relations } = await auditFiles({
      'main.tf': `resource "aws_lambda_function" "hello" {
  function_name = "hello"
  filename      = "hello.zip"
  handler       = "hello.handler"
  runtime       = "python3.12"
}
`,
      'hello.py': `def handler(event, context):
    return {"statusCode": 200, "body": "model"}
`,
    });
    expect(components).toEqual(['infrastructure aws-lambda hello']);
    expect(relations).toEqual([]);
  });
});

describe('Google Cloud Run', () => {
  it('serves the model of the source that is deployed', async () => {
    const { components, relations, criteria } = await auditFiles({
      '.github/workflows/deploy.yml': `on: { push: { branches: [main] } }
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: google-github-actions/auth@v2
        with: { workload_identity_provider: p }
      - run: gcloud run deploy churn --source api --region europe-west1
`,
      'api/Dockerfile': `FROM python:3.12
COPY main.py .
CMD ["uvicorn", "main:app", "--port", "8080"]
`,
      'api/main.py': `import pickle
from fastapi import FastAPI
from google.cloud import storage

app = FastAPI()
storage.Client().bucket("churn-models").blob("model.pkl").download_to_filename("/tmp/model.pkl")
with open("/tmp/model.pkl", "rb") as file:
    model = pickle.load(file)

@app.post("/predict")
def predict(rows: list):
    return model.predict(rows).tolist()
`,
    });
    expect(components).toEqual([
      'ci-cd github-actions',
      'data-store google-cloud-storage',
      'infrastructure google-cloud-run',
      'model-serving fastapi',
      'source-repository github',
    ]);
    expect(relations).toEqual([
      'ci-cd github-actions --deploys-> infrastructure google-cloud-run',
      'ci-cd github-actions --deploys-> model-serving fastapi',
      'model-serving fastapi --reads-from-> data-store google-cloud-storage',
    ]);
    expect(criteria).toEqual(expect.arrayContaining(['G1.5']));
  });
});

describe('Google Cloud Functions', () => {
  it('serve the model that the function loads', async () => {
    const { components, relations } = await auditFiles({
      'main.py': `import functions_framework
import joblib
from google.cloud import storage

model = None

def load():
    global model
    if model is None:
        storage.Client().bucket("churn-models").blob("model.joblib").download_to_filename("/tmp/model.joblib")
        model = joblib.load("/tmp/model.joblib")
    return model

@functions_framework.http
def predict(request):
    return {"churn": load().predict(request.get_json()["rows"]).tolist()}
`,
      'deploy.sh': `gcloud functions deploy predict --gen2 --runtime=python312 --trigger-http --entry-point=predict --source=.
`,
    });
    expect(components).toEqual([
      'data-store google-cloud-storage',
      'infrastructure google-cloud-functions',
      'model-serving google-cloud-functions',
    ]);
    expect(relations).toEqual([
      'infrastructure google-cloud-functions --reads-from-> data-store google-cloud-storage',
      'model-serving google-cloud-functions --reads-from-> data-store google-cloud-storage',
    ]);
  });

  it('start a pipeline', async () => {
    const { components, relations } = await auditFiles({
      'main.py': `import functions_framework
from google.cloud import aiplatform

@functions_framework.cloud_event
def arrived(event):
    aiplatform.init(project="p", location="europe-west1")
    aiplatform.PipelineJob(display_name="churn", template_path="gs://churn-pipelines/churn.json").submit()
`,
      'main.tf': `resource "google_cloudfunctions2_function" "arrived" {
  name     = "arrived"
  location = "europe-west1"
  build_config {
    runtime     = "python312"
    entry_point = "arrived"
  }
  event_trigger {
    event_type = "google.cloud.storage.object.v1.finalized"
    event_filters {
      attribute = "bucket"
      value     = "churn-raw"
    }
  }
}
`,
    });
    expect(components).toEqual([
      'event-bus google-cloud-functions',
      'infrastructure google-cloud-functions arrived',
      'model-training-infrastructure vertex-ai (declared: import-only)',
      'workflow-orchestration vertex-ai',
    ]);
    expect(relations).toEqual([
      'event-bus google-cloud-functions --triggers-> workflow-orchestration vertex-ai',
      'infrastructure google-cloud-functions arrived --triggers-> workflow-orchestration vertex-ai',
    ]);
  });
});

describe('Azure Functions', () => {
  it('serve the model that the module loads', async () => {
    const { components, relations } = await auditFiles({
      'function_app.py': `import azure.functions as func
import joblib

app = func.FunctionApp()
model = joblib.load("model.joblib")

@app.route(route="predict", auth_level=func.AuthLevel.FUNCTION)
def predict(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(str(model.predict(req.get_json()["rows"])[0]))
`,
      'host.json': '{"version": "2.0"}',
    });
    expect(components).toEqual(['infrastructure azure-functions', 'model-serving azure-functions']);
    expect(relations).toEqual([]);
  });
});

describe('Azure Container Apps', () => {
  it('run the service that their image holds', async () => {
    const { components, relations } = await auditFiles({
      'main.tf': `resource "azurerm_container_app" "api" {
  name                         = "churn"
  container_app_environment_id = azurerm_container_app_environment.env.id
  revision_mode                = "Single"
  template {
    container {
      name   = "api"
      image  = "churn.azurecr.io/churn-api:1"
      cpu    = 0.5
      memory = "1Gi"
    }
  }
}
`,
      'build.sh': `docker build -t churn.azurecr.io/churn-api:1 api
docker push churn.azurecr.io/churn-api:1
`,
      'api/Dockerfile': `FROM python:3.12
COPY main.py .
CMD ["uvicorn", "main:app"]
`,
      'api/main.py': `import joblib
from fastapi import FastAPI

app = FastAPI()
model = joblib.load("m.joblib")

@app.post("/predict")
def predict(rows: list):
    return model.predict(rows).tolist()
`,
    });
    expect(components).toEqual([
      'artifact-registry azure-container-registry',
      'infrastructure azure-container-apps churn',
      'model-serving fastapi',
    ]);
    expect(relations).toEqual(['model-serving fastapi --runs-on-> infrastructure azure-container-apps churn']);
  });
});
