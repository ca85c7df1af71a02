import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const TYPESCRIPT = `import * as pulumi from '@pulumi/pulumi';
import * as aws from '@pulumi/aws';
import * as docker from '@pulumi/docker';
import * as k8s from '@pulumi/kubernetes';

const config = new pulumi.Config();
const artifacts = new aws.s3.Bucket('artifacts', { bucket: 'acme-artifacts' });
const repository = new aws.ecr.Repository('scorer', { name: 'scorer' });
const image = new docker.Image('scorer-image', {
  build: { context: './scorer' },
  imageName: pulumi.interpolate\`\${repository.repositoryUrl}:v1\`,
});

const mlflow = new k8s.helm.v3.Chart('tracking', {
  chart: 'mlflow',
  fetchOpts: { repo: 'https://community-charts.github.io/helm-charts' },
  values: { artifactRoot: { s3: { bucket: artifacts.bucket } } },
});

new k8s.apps.v1.Deployment('scorer', {
  metadata: { name: 'scorer' },
  spec: {
    template: {
      spec: {
        containers: [{ name: 'scorer', image: image.imageName, env: [{ name: 'MLFLOW_TRACKING_URI', value: 'http://mlflow' }] }],
      },
    },
  },
});

const model = new aws.sagemaker.Model('fraud', { executionRoleArn: 'arn', primaryContainer: { image: image.imageName } });
const settings = new aws.sagemaker.EndpointConfiguration('fraud', {
  productionVariants: [{ modelName: model.name, variantName: 'a', initialInstanceCount: 1 }],
});
export const endpoint = new aws.sagemaker.Endpoint('fraud', { name: 'fraud', endpointConfigName: settings.name });
`;

const SCORER = `import joblib
from flask import Flask, request

app = Flask(__name__)
model = joblib.load("model.joblib")


@app.route("/predict", methods=["POST"])
def predict():
    return {"score": model.predict([request.json["features"]])[0]}


if __name__ == "__main__":
    app.run()
`;

const PYTHON = `import json
import pulumi
import pulumi_aws as aws
import pulumi_gcp as gcp
import pulumi_azure_native as azure

data = aws.s3.Bucket("data", bucket="acme-data")
start = aws.lambda_.Function(
    "start",
    name="start-training",
    runtime="python3.12",
    handler="start.handler",
    code=pulumi.AssetArchive({".": pulumi.FileArchive("./functions")}),
    environment=aws.lambda_.FunctionEnvironmentArgs(variables={"BUCKET": data.bucket}),
)
nightly = aws.cloudwatch.EventRule("nightly", name="nightly", schedule_expression="rate(1 day)")
aws.cloudwatch.EventTarget("nightly", rule=nightly.name, arn=start.arn)
gcp.vertex.AiEndpoint("fraud", display_name="fraud", location="europe-west1")
azure.machinelearningservices.Workspace("ws", workspace_name="ml")
`;

const START = `import boto3


def handler(event, context):
    boto3.client("sagemaker").create_training_job(TrainingJobName="fraud")
`;

describe('Pulumi', () => {
  it('is read in TypeScript: providers of clouds, charts, manifests and images', async () => {
    const { components, relations, notUnderstood } = await auditFiles({
      'Pulumi.yaml': 'name: ml-platform\nruntime: nodejs\n',
      'index.ts': TYPESCRIPT,
      'scorer/Dockerfile': 'FROM python:3.12-slim\nCOPY app.py .\nCMD ["python", "app.py"]\n',
      'scorer/app.py': SCORER,
    });
    expect(components).toEqual([
      'artifact-registry amazon-ecr scorer',
      'data-store amazon-s3 acme-artifacts',
      'infrastructure helm',
      'infrastructure kubernetes',
      'infrastructure pulumi',
      'ml-metadata-store mlflow',
      'model-serving flask',
      'model-serving sagemaker fraud',
    ]);
    expect(relations).toEqual([
      'infrastructure helm --writes-to-> data-store amazon-s3 acme-artifacts',
      'infrastructure kubernetes --logs-to-> ml-metadata-store mlflow',
      'ml-metadata-store mlflow --writes-to-> data-store amazon-s3 acme-artifacts',
      'model-serving flask --logs-to-> ml-metadata-store mlflow',
      'model-serving flask --runs-on-> infrastructure kubernetes',
      'model-serving sagemaker fraud --reads-from-> artifact-registry amazon-ecr scorer',
    ]);
    expect(notUnderstood).toEqual([]);
  });

  it('is read in Python: code of functions, schedules, other clouds', async () => {
    const { components, relations } = await auditFiles({
      'Pulumi.yaml': 'name: training\nruntime: python\n',
      '__main__.py': PYTHON,
      'functions/start.py': START,
    });
    expect(components).toEqual([
      'data-store amazon-s3 acme-data',
      'infrastructure aws-lambda',
      'infrastructure azure-ml',
      'infrastructure pulumi',
      'model-serving vertex-ai fraud',
      'model-training-infrastructure sagemaker',
      'scheduler amazon-eventbridge nightly',
    ]);
    expect(relations).toEqual([
      'infrastructure aws-lambda --reads-from-> data-store amazon-s3 acme-data',
      'infrastructure aws-lambda --runs-on-> model-training-infrastructure sagemaker',
      'scheduler amazon-eventbridge nightly --triggers-> infrastructure aws-lambda',
    ]);
  });

  it('is not a resource when only arguments or lookups are made', async () => {
    const { components } = await auditFiles({
      '__main__.py':
        'import pulumi_aws as aws\n\nargs = aws.sagemaker.EndpointConfigurationProductionVariantArgs(model_name="a")\n' +
        'found = aws.s3.get_bucket(bucket="theirs")\n# aws.sagemaker.Endpoint("x")\n',
    });
    expect(components).toEqual([]);
  });
});
