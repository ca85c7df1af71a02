import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const SERVICE = `service: fraud
provider:
  name: aws
  runtime: python3.12
  environment:
    MODEL_BUCKET: acme-models
functions:
  predict:
    name: fraud-predict
    handler: src/predict.handler
    events:
      - httpApi: 'POST /predict'
  retrain:
    name: fraud-retrain
    handler: src/retrain.handler
    events:
      - schedule: rate(7 days)
  batch:
    name: fraud-batch
    image: scorer
    events:
      - schedule: { rate: rate(1 day), enabled: false }
resources:
  Resources:
    Models:
      Type: AWS::S3::Bucket
      Properties: { BucketName: acme-models }
`;

const PREDICT = `import joblib

model = joblib.load("/opt/model.joblib")


def handler(event, context):
    return {"statusCode": 200, "body": str(model.predict([event["features"]])[0])}
`;

const RETRAIN = `import boto3


def handler(event, context):
    boto3.client("sagemaker").create_training_job(TrainingJobName="fraud")
`;

describe('Serverless Framework', () => {
  it('has functions with code, events and resources', async () => {
    const { components, relations } = await auditFiles({
      'serverless.yml': SERVICE,
      'src/predict.py': PREDICT,
      'src/retrain.py': RETRAIN,
    });
    expect(components).toEqual([
      'data-store amazon-s3 acme-models',
      'infrastructure aws-lambda fraud-batch',
      'infrastructure aws-lambda fraud-predict',
      'infrastructure aws-lambda fraud-retrain',
      'infrastructure serverless-framework',
      'model-serving aws-lambda',
      'model-training-infrastructure sagemaker',
    ]);
    expect(relations).toEqual([
      'infrastructure aws-lambda fraud-batch --reads-from-> data-store amazon-s3 acme-models',
      'infrastructure aws-lambda fraud-predict --reads-from-> data-store amazon-s3 acme-models',
      'infrastructure aws-lambda fraud-retrain --reads-from-> data-store amazon-s3 acme-models',
      'infrastructure aws-lambda fraud-retrain --runs-on-> model-training-infrastructure sagemaker',
      'model-serving aws-lambda --reads-from-> data-store amazon-s3 acme-models',
    ]);
  });

  it('is not seen in a file that is only called so', async () => {
    const { components } = await auditFiles({
      'serverless.yml': 'provider: none\nnotes: functions that load a model\n',
    });
    expect(components).toEqual([]);
  });

  it('stands in front of an endpoint that its function asks', async () => {
    const files = {
      'serverless.yml': `service: churn
provider: { name: aws, runtime: python3.12 }
functions:
  predict:
    handler: handler.predict
    events:
      - http: { path: predict, method: post }
`,
      'handler.py': `import boto3

runtime = boto3.client("sagemaker-runtime")

def predict(event, context):
    return runtime.invoke_endpoint(EndpointName="churn", Body=event["body"])
`,
      'deploy.py': `import boto3

boto3.client("sagemaker").create_endpoint(EndpointName="churn", EndpointConfigName="churn")
`,
    };
    expect((await auditFiles(files)).tools).toEqual(['model-serving aws-lambda', 'model-serving serverless-framework']);
    const other = { ...files, 'handler.py': 'def predict(event, context):\n    return {"statusCode": 200}\n' };
    expect((await auditFiles(other)).tools).toEqual([]);
  });
});
