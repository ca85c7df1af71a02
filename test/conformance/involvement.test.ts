/** How far people are involved, and what is integrated: from definitions as their users write them. */
import { describe, expect, it } from 'vitest';
import { auditFiles, type Files } from '../systems/support.js';

const TRAIN = `import mlflow
from sklearn.linear_model import LogisticRegression


def main():
    model = LogisticRegression().fit([[0], [1]], [0, 1])
    mlflow.sklearn.log_model(model, "model", registered_model_name="churn")


if __name__ == "__main__":
    main()
`;

async function stages(files: Files): Promise<Record<string, string>> {
  const { assessment } = await auditFiles(files);
  const verdict = assessment.conformance.find((c) => c.model === 'najafabadi-2024');
  expect(verdict).toMatchObject({ status: 'not-transcribed', elements: [], relations: [], unmapped: [] });
  return Object.fromEntries(
    (verdict?.involvement ?? [])
      .filter((stage) => stage.involvement !== 'not-observed' || stage.evidence.length > 0)
      .map((s) => [s.id, `${s.involvement} ${s.evidence[0]?.file ?? ''}:${s.evidence[0]?.line ?? ''}`]),
  );
}

const github = (on: string, steps: string): string => `name: train
on: ${on}
jobs:
  train:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
${steps}`;

describe('human involvement', () => {
  it('is automated where a schedule or a push starts the stage', async () => {
    const files = { 'train.py': TRAIN, '.github/workflows/a.yml': github('[push]', '      - run: python train.py\n') };
    expect(await stages(files)).toEqual({
      training: 'automated .github/workflows/a.yml:2',
      registration: 'automated .github/workflows/a.yml:2',
    });
  });

  it('is manual where only a person starts it', async () => {
    const files = {
      'train.py': TRAIN,
      '.github/workflows/a.yml': github('workflow_dispatch', '      - run: python train.py\n'),
    };
    expect(await stages(files)).toEqual({
      training: 'manual .github/workflows/a.yml:2',
      registration: 'manual .github/workflows/a.yml:2',
    });
  });

  it('is not observed where nothing says what starts it, and tests start nothing', async () => {
    const files = {
      'train.py': TRAIN,
      'tests/test_train.py': 'from train import main\n\n\ndef test_main():\n    main()\n',
      '.github/workflows/a.yml': github('[push]', '      - run: pytest tests\n'),
    };
    expect(await stages(files)).toEqual({
      training: 'not-observed train.py:6',
      registration: 'not-observed train.py:7',
      delivery: 'automated .github/workflows/a.yml:2',
    });
  });

  it('is gated by a job that waits for a person, and only that', async () => {
    const files = {
      'train.py': TRAIN,
      '.gitlab-ci.yml': `train:
  script:
    - python train.py

roll-out:
  when: manual
  script:
    - kubectl apply -f serving.yaml
`,
      'serving.yaml': `apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata:
  name: churn
spec:
  predictor:
    sklearn:
      storageUri: s3://models/churn
`,
    };
    expect(await stages(files)).toEqual({
      training: 'automated .gitlab-ci.yml:1',
      registration: 'automated .gitlab-ci.yml:1',
      deployment: 'gated .gitlab-ci.yml:6',
    });
  });

  it('is gated by an approval that stands before it in the workflow', async () => {
    const files = {
      'train.py': TRAIN,
      '.circleci/config.yml': `version: 2.1
jobs:
  train:
    docker:
      - image: cimg/python:3.12
    steps:
      - checkout
      - run: python train.py
workflows:
  main:
    jobs:
      - hold:
          type: approval
      - train:
          requires: [hold]
`,
    };
    expect((await stages(files)).training).toBe('gated .circleci/config.yml:13');
  });
});

/** What is said of one stage, without its evidence. */
async function said(id: string, files: Files): Promise<string> {
  const { assessment } = await auditFiles(files);
  const stage = assessment.conformance
    .find((c) => c.model === 'najafabadi-2024')
    ?.involvement?.find((s) => s.id === id);
  return `${stage?.involvement ?? ''}: ${stage?.summary ?? ''}${(stage?.environments ?? []).map((e) => ` [${e}]`).join('')}`;
}

const INFERENCE_SERVICE = `apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata:
  name: churn
spec:
  predictor:
    sklearn:
      storageUri: s3://models/churn
`;

describe('an approval that the platform keeps', () => {
  const deploy = (environment: string): Files => ({
    'serving.yaml': INFERENCE_SERVICE,
    '.github/workflows/deploy.yml': `on: push
jobs:
  deploy:
    runs-on: ubuntu-latest
${environment}    steps:
      - uses: actions/checkout@v4
      - run: kubectl apply -f serving.yaml
`,
  });

  it.each([
    ['', 'automated: Started by a change of code.'],
    [
      '    environment: production\n',
      'automated: Started by a change of code; whether the environment production asks for an approval no definition shows. [production]',
    ],
    [
      '    environment:\n      name: ${{ inputs.environment }}\n',
      'automated: Started by a change of code; whether the environment asks for an approval no definition shows. [${{ inputs.environment }}]',
    ],
  ])('is said to be out of sight: %j', async (environment, expected) => {
    expect(await said('deployment', deploy(environment))).toBe(expected);
  });

  it('is said of GitLab, Azure Pipelines and Bitbucket alike', async () => {
    const gitlab = 'deploy:\n  environment: live\n  script:\n    - kubectl apply -f serving.yaml\n';
    const azure = `trigger: [main]
jobs:
  - deployment: roll_out
    environment: live
    strategy:
      runOnce:
        deploy:
          steps:
            - script: kubectl apply -f serving.yaml
`;
    const bitbucket = `pipelines:
  default:
    - step:
        deployment: live
        script:
          - kubectl apply -f serving.yaml
`;
    for (const [path, text] of Object.entries({
      '.gitlab-ci.yml': gitlab,
      'azure-pipelines.yml': azure,
      'bitbucket-pipelines.yml': bitbucket,
    }))
      expect(await said('deployment', { 'serving.yaml': INFERENCE_SERVICE, [path]: text })).toMatch(
        /^automated: Started by a change of code; whether the environment live asks .* \[live\]$/,
      );
  });
});

describe('a pending approval of a model', () => {
  const register = (text: string): Files => ({
    'register.py': text,
    '.github/workflows/a.yml': github('[push]', '      - run: python register.py\n      - run: sh deploy.sh\n'),
    'deploy.sh': 'aws sagemaker create-endpoint --endpoint-name churn --endpoint-config-name churn\n',
  });
  const GATED = 'gated: New versions of the model wait for a manual approval, started by a change of code.';
  const boto = (status: string): string => `import boto3

boto3.client("sagemaker").create_model_package(ModelPackageGroupName="churn", ModelApprovalStatus=${status})
`;

  it.each([
    ['SageMaker', boto('"PendingManualApproval"'), GATED],
    ['SageMaker, approved at once', boto('"Approved"'), 'automated: Started by a change of code.'],
    [
      'a parameter of a SageMaker pipeline',
      `from sagemaker.workflow.parameters import ParameterString
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.step_collections import RegisterModel

status = ParameterString(name="Status", default_value="PendingManualApproval")
step = RegisterModel(name="register", model_package_group_name="churn", approval_status=status)
Pipeline(name="churn", parameters=[status], steps=[step]).upsert(role_arn="r")
`,
      GATED,
    ],
    [
      'a request of Databricks',
      `from databricks.sdk import WorkspaceClient
from databricks.sdk.service.ml import Stage

WorkspaceClient().model_registry.create_transition_request("churn", "3", Stage.PRODUCTION, False)
`,
      GATED,
    ],
  ])('gates the deployment: %s', async (_, text, expected) => {
    expect(await said('deployment', register(text))).toBe(expected);
  });

  it('gates it in a template too', async () => {
    const template = `AWSTemplateFormatVersion: '2010-09-09'
Resources:
  Package:
    Type: AWS::SageMaker::ModelPackage
    Properties:
      ModelPackageGroupName: churn
      ModelApprovalStatus: PendingManualApproval
`;
    expect(await said('deployment', { ...register('print(1)\n'), 'model.template.yaml': template })).toBe(GATED);
  });
});

describe('integration', () => {
  it('names what is there at both ends and related by no definition', async () => {
    const { assessment } = await auditFiles({
      'train.py': TRAIN,
      'serve.py': `import joblib
from fastapi import FastAPI

app = FastAPI()
model = joblib.load("model.joblib")


@app.post("/predict")
def predict(row: list):
    return model.predict([row])
`,
    });
    const pairs = assessment.conformance.find((c) => c.model === 'najafabadi-2024')?.integration ?? [];
    const brief = pairs.flatMap((p) => (p.verdict === 'end-absent' ? [] : `${p.id} ${p.verdict}`));
    expect(brief).toEqual(['training-metadata integrated', 'training-registry integrated', 'registry-serving gap']);
  });
});
