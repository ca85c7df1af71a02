import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const MAIN = `import { App, TerraformStack, TerraformAsset, AssetType } from 'cdktf';
import { Construct } from 'constructs';
import { SagemakerEndpoint } from '@cdktf/provider-aws/lib/sagemaker-endpoint';
import { SagemakerModelPackageGroup } from '@cdktf/provider-aws/lib/sagemaker-model-package-group';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { S3Bucket } from './.gen/providers/aws/s3-bucket';
import * as path from 'path';

class MlStack extends TerraformStack {
  constructor(scope: Construct, name: string) {
    super(scope, name);
    const bucket = new S3Bucket(this, 'features', { bucket: 'acme-features' });
    const asset = new TerraformAsset(this, 'code', { path: path.resolve(__dirname, 'predict'), type: AssetType.ARCHIVE });
    new LambdaFunction(this, 'predict', {
      functionName: 'predict',
      handler: 'app.handler',
      runtime: 'python3.12',
      filename: asset.path,
      environment: { variables: { BUCKET: bucket.bucket } },
    });
    new SagemakerModelPackageGroup(this, 'group', { modelPackageGroupName: 'fraud' });
  }
}

class OldStack extends TerraformStack {
  constructor(scope: Construct, name: string) {
    super(scope, name);
    new SagemakerEndpoint(this, 'endpoint', { name: 'old', endpointConfigName: 'old' });
  }
}

const app = new App();
new MlStack(app, 'ml');
app.synth();
`;

const HANDLER = `import joblib

model = joblib.load("model.joblib")


def handler(event, context):
    return {"score": model.predict([event["features"]])[0]}
`;

const PYTHON = `from cdktf import App, TerraformStack
from cdktf_cdktf_provider_aws.sagemaker_endpoint import SagemakerEndpoint
from imports.aws.s3_bucket import S3Bucket


class MlStack(TerraformStack):
    def __init__(self, scope, ns):
        super().__init__(scope, ns)
        S3Bucket(self, "data", bucket="acme-data")
        SagemakerEndpoint(self, "endpoint", name="fraud", endpoint_config_name="fraud")


app = App()
MlStack(app, "ml")
app.synth()
`;

describe('CDK for Terraform', () => {
  it('is read in TypeScript as the blocks that it makes; a stack that nothing makes is only declared', async () => {
    const { components, relations, notUnderstood } = await auditFiles({ 'main.ts': MAIN, 'predict/app.py': HANDLER });
    expect(components).toEqual([
      'data-store amazon-s3 acme-features',
      'infrastructure aws-lambda predict',
      'infrastructure terraform',
      'model-registry sagemaker',
      'model-serving aws-lambda',
      'model-serving sagemaker old (declared: uncalled)',
    ]);
    expect(relations).toEqual([
      'infrastructure aws-lambda predict --reads-from-> data-store amazon-s3 acme-features',
      'model-serving aws-lambda --reads-from-> data-store amazon-s3 acme-features',
    ]);
    expect(notUnderstood).toEqual([]);
  });

  it('is read in Python', async () => {
    const { components, relations } = await auditFiles({ 'main.py': PYTHON });
    expect(components).toEqual([
      'data-store amazon-s3 acme-data',
      'infrastructure terraform',
      'model-serving sagemaker fraud',
    ]);
    expect(relations).toEqual([]);
  });
});
