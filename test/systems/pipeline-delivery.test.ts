/** What CI does for a pipeline: builds the images of its steps, tests what it is made of, trains when an event comes. */
import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const BUILD = `on: push
jobs:
  image:
    runs-on: ubuntu-latest
    steps:
      - uses: docker/build-push-action@v6
        with: { context: steps, push: true, tags: "registry.example/churn-steps:1" }
`;
const PIPELINE = `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: { name: churn }
spec:
  entrypoint: main
  templates:
    - name: main
      dag: { tasks: [{ name: prepare, template: prepare }] }
    - name: prepare
      container: { image: "registry.example/churn-steps:1", command: [python, prepare.py] }
`;

describe('CI that builds the image of a step', () => {
  it.each([
    ['registry.example/churn-steps:1', true],
    ['registry.example/other:1', false],
  ])('%s', async (image, builds) => {
    const { relations } = await auditFiles({
      '.github/workflows/ci.yml': BUILD,
      'wf.yaml': PIPELINE.replace('registry.example/churn-steps:1', image),
      'steps/Dockerfile': 'FROM python:3.12\nCOPY . .\n',
      'steps/prepare.py': 'print(1)\n',
    });
    expect(relations.includes('ci-cd github-actions --builds-> workflow-orchestration argo-workflows churn')).toBe(
      builds,
    );
  });
});

describe('CI that tests a module of the training', () => {
  const TEST = 'on: push\njobs:\n  t:\n    runs-on: ubuntu-latest\n    steps: [{ run: pytest }]\n';
  it.each([
    [
      'which the training imports',
      'from churn import features\nfrom sklearn.svm import SVC\nSVC().fit(features.x(), y)\n',
      true,
    ],
    ['which it does not import', 'from sklearn.svm import SVC\nSVC().fit(x, y)\n', false],
  ])('%s', async (_, train, validates) => {
    const { criteria } = await auditFiles({
      '.github/workflows/ci.yml': TEST,
      'churn/__init__.py': '',
      'churn/features.py': 'def x():\n    return 1\n',
      'churn/train.py': train,
      'tests/test_features.py': 'from churn.features import x\ndef test_x():\n    assert x() == 1\n',
    });
    expect(criteria.includes('G2.s2')).toBe(validates);
  });
});

describe('CI that trains when an event comes', () => {
  const template = (pattern: string): string => `Resources:
  Delivery:
    Type: AWS::CodePipeline::Pipeline
    Properties:
      Name: churn
      RoleArn: role
      Stages:
        - Name: Build
          Actions:
            - { Name: Train, ActionTypeId: { Category: Build, Owner: AWS, Provider: CodeBuild, Version: "1" }, Configuration: { ProjectName: !Ref Build } }
  Build:
    Type: AWS::CodeBuild::Project
    Properties: { Name: train, Source: { Type: CODEPIPELINE, BuildSpec: buildspec.yml } }
  Rule:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: ${pattern}
      Targets: [{ Arn: !Sub "arn:aws:codepipeline:eu-west-1:1:\${Delivery}", Id: one }]
`;
  it.each([
    ['new data', '{ source: [aws.s3], detail-type: [Object Created] }', true],
    ['an alarm', '{ source: [aws.cloudwatch], detail-type: [CloudWatch Alarm State Change] }', true],
    ['a push', '{ source: [aws.codecommit], detail-type: [CodeCommit Repository State Change] }', false],
  ])('%s', async (_, pattern, triggers) => {
    const { criteria } = await auditFiles({
      'infra/template.yaml': template(pattern),
      'buildspec.yml':
        'version: 0.2\nphases:\n  build:\n    commands:\n      - aws sagemaker create-training-job --training-job-name churn --role-arn role\n',
    });
    expect(criteria.includes('G1.1')).toBe(true);
    expect(criteria.includes('G1.12')).toBe(triggers);
  });
});

describe('an endpoint of Databricks', () => {
  it('serves what is registered', async () => {
    const { relations } = await auditFiles({
      'serve.py': `from databricks.sdk import WorkspaceClient
from databricks.sdk.service.serving import ServedEntityInput
WorkspaceClient().serving_endpoints.update_config_and_wait(
    name="churn", served_entities=[ServedEntityInput(entity_name="ml.churn", entity_version=version)]
)
`,
      'train.py': 'import mlflow\nmlflow.register_model(uri, "ml.churn")\n',
    });
    expect(relations).toEqual(['model-serving databricks --loads-from-> model-registry mlflow']);
  });
});

describe('CI that compiles and submits a pipeline', () => {
  it('does not do by itself what the steps do', async () => {
    const { relations } = await auditFiles({
      'cloudbuild.yaml':
        "steps:\n  - name: python:3.12\n    entrypoint: bash\n    args: ['-c', 'python compile.py && python submit.py']\n",
      'compile.py':
        'from kfp import compiler\nfrom steps import churn\ncompiler.Compiler().compile(pipeline_func=churn, package_path="churn.json")\n',
      'submit.py':
        'from google.cloud import aiplatform\naiplatform.PipelineJob(display_name="churn", template_path="churn.json").submit()\n',
      'steps.py':
        'from kfp import dsl\n\n@dsl.component\ndef register():\n    from google.cloud import aiplatform\n    aiplatform.Model.upload(display_name="churn")\n\n@dsl.pipeline(name="churn")\ndef churn():\n    register()\n',
    });
    expect(relations.filter((line) => line.includes('kubeflow-pipelines') || line.startsWith('ci-cd'))).toEqual([
      'ci-cd google-cloud-build --builds-> workflow-orchestration kubeflow-pipelines churn',
      'ci-cd google-cloud-build --triggers-> workflow-orchestration kubeflow-pipelines churn',
      'ci-cd google-cloud-build --triggers-> workflow-orchestration vertex-ai',
      'workflow-orchestration kubeflow-pipelines churn --registers-in-> model-registry vertex-ai',
    ]);
  });
});
