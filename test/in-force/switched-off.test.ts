import { describe, expect, it } from 'vitest';
import type { Files } from '../systems/support.js';
import { statesIn } from './support.js';

const TRAIN = `import mlflow
from sklearn.linear_model import LogisticRegression

model = LogisticRegression().fit([[0], [1]], [0, 1])
mlflow.log_metric("accuracy", 0.9)
mlflow.sklearn.log_model(model, "model", registered_model_name="fraud")
`;
const commented = (text: string): string => text.replace(/^/gm, '# ');
const WORKFLOW = `name: train
on: push
jobs:
  train:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: pytest
`;
const SERVICE = `apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata:
  name: fraud
spec:
  predictor:
    sklearn:
      storageUri: s3://models/fraud
`;
const BUCKET = 'resource "aws_sagemaker_endpoint" "fraud" {\n  name = "fraud"\n  endpoint_config_name = "fraud"\n';

describe('what is switched off defines nothing', () => {
  it.each<[string, Files]>([
    ['commented Python', { 'train.py': commented(TRAIN) }],
    ['a Python docstring', { 'train.py': `"""\n${TRAIN.replaceAll('"', "'")}"""\n` }],
    ['commented YAML', { 'k8s/fraud.yaml': commented(SERVICE), '.github/workflows/ci.yml': commented(WORKFLOW) }],
    ['commented Terraform', { 'main.tf': `/*\n${BUCKET}}\n*/\n${commented(`${BUCKET}}\n`)}` }],
    [
      'a commented Makefile, Dockerfile and shell script',
      {
        Makefile: '# train:\n# \tmlflow run .\n',
        Dockerfile: '# FROM tensorflow/serving\n',
        'run.sh': '# mlflow server --port 5000\n# kubectl apply -f k8s/\n',
      },
    ],
    ['code under if False', { 'train.py': `if False:\n${TRAIN.replace(/^/gm, '    ')}` }],
    [
      'code under TYPE_CHECKING',
      {
        'types.py':
          'from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import mlflow\n    mlflow.log_metric("a", 1)\n',
      },
    ],
    [
      'a function without a body',
      {
        'train.py':
          'import mlflow\n\ndef register(model):\n    raise NotImplementedError\n\ndef log(model):\n    ...\n\nregister(1)\nlog(1)\n',
      },
    ],
    [
      'a job with if: false',
      {
        '.github/workflows/ci.yml': WORKFLOW.replace('runs-on', 'if: false\n    runs-on'),
      },
    ],
    [
      'a job with if: ${{ false }}',
      {
        '.github/workflows/ci.yml': WORKFLOW.replace('runs-on', 'if: ${{ false }}\n    runs-on'),
      },
    ],
    [
      'an empty workflow',
      { '.github/workflows/ci.yml': '', '.github/workflows/cd.yml': 'name: cd\non: push\njobs: {}\n' },
    ],
    [
      'a workflow whose triggers are commented out',
      { '.github/workflows/ci.yml': WORKFLOW.replace('on: push', '# on: push') },
    ],
    [
      'a workflow that only echoes',
      {
        '.github/workflows/cd.yml':
          'on: push\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo "deploying model"\n      - run: |\n          echo one\n          printf "two"\n',
      },
    ],
    [
      'a GitLab pipeline that only echoes',
      { '.gitlab-ci.yml': 'deploy:\n  stage: deploy\n  script:\n    - echo "kubectl apply"\n' },
    ],
    [
      'an Azure pipeline that only echoes',
      { 'azure-pipelines.yml': 'trigger:\n- main\nsteps:\n- script: echo Hello, world!\n  displayName: Run\n' },
    ],
    [
      'workflows outside the folder that the platform reads',
      {
        'workflows/ci.yml': WORKFLOW,
        '.github/ci.yml': WORKFLOW,
        '.github/workflows/old/ci.yml': WORKFLOW,
        '.github/.workflows/ci.yml': WORKFLOW,
        '.github/workflows/ci.yml.disabled': WORKFLOW,
        'services/api/.github/workflows/ci.yml': WORKFLOW,
      },
    ],
    ['Terraform with count = 0', { 'main.tf': `${BUCKET}  count = 0\n}\n` }],
    ['Terraform with an empty for_each', { 'main.tf': `${BUCKET}  for_each = {}\n}\n` }],
    [
      'Terraform behind a flag that defaults to off',
      {
        'main.tf': `variable "serving" {\n  default = false\n}\n${BUCKET}  count = var.serving ? 1 : 0\n}\n`,
      },
    ],
    [
      'a Helm template behind a flag that is off',
      {
        'chart/Chart.yaml': 'apiVersion: v2\nname: platform\nversion: 0.1.0\n',
        'chart/values.yaml': 'serving:\n  enabled: false\n',
        'chart/templates/fraud.yaml': `{{- if .Values.serving.enabled }}\n${SERVICE}{{- end }}\n`,
      },
    ],
    [
      'a Helm dependency with a condition that is off',
      {
        'chart/Chart.yaml':
          'apiVersion: v2\nname: platform\nversion: 0.1.0\ndependencies:\n  - name: mlflow\n    version: 1.0.0\n    repository: https://charts.example.com\n    condition: mlflow.enabled\n',
        'chart/values.yaml': 'mlflow:\n  enabled: false\n',
        'chart/templates/config.yaml':
          'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\ndata:\n  a: "{{ .Values.mlflow.enabled }}"\n',
      },
    ],
    [
      'a compose service under a profile that says that it is not started',
      {
        'docker-compose.yml':
          'services:\n  mlflow:\n    image: ghcr.io/mlflow/mlflow:v2\n    profiles: [donotstart]\n    command: mlflow server\n',
      },
    ],
    [
      'a suspended CronJob',
      {
        'k8s/retrain.yaml':
          'apiVersion: batch/v1\nkind: CronJob\nmetadata:\n  name: retrain\nspec:\n  schedule: "0 3 * * *"\n  suspend: true\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          containers:\n            - name: train\n              image: example/train:1\n          restartPolicy: Never\n',
      },
    ],
    [
      'a Deployment with no replicas',
      {
        'k8s/mlflow.yaml':
          'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: mlflow\nspec:\n  replicas: 0\n  selector: {matchLabels: {app: mlflow}}\n  template:\n    metadata: {labels: {app: mlflow}}\n    spec:\n      containers:\n        - name: mlflow\n          image: ghcr.io/mlflow/mlflow:v2\n',
      },
    ],
    [
      'a disabled EventBridge schedule',
      {
        'main.tf':
          'resource "aws_cloudwatch_event_rule" "nightly" {\n  schedule_expression = "rate(1 day)"\n  is_enabled = false\n}\nresource "aws_scheduler_schedule" "s" {\n  state = "DISABLED"\n  schedule_expression = "rate(1 day)"\n  flexible_time_window { mode = "OFF" }\n  target {\n    arn = "arn:aws:lambda:eu-west-1:1:function:f"\n    role_arn = "arn:aws:iam::1:role/r"\n  }\n}\n',
      },
    ],
    [
      'a disabled CloudFormation rule',
      {
        'template.yaml':
          'AWSTemplateFormatVersion: "2010-09-09"\nResources:\n  Nightly:\n    Type: AWS::Events::Rule\n    Properties:\n      ScheduleExpression: rate(1 day)\n      State: DISABLED\n',
      },
    ],
    [
      'a manifest that no root includes',
      {
        'k8s/kustomization.yaml':
          'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n  - config.yaml\n  # - fraud.yaml\n',
        'k8s/config.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\n',
        'k8s/fraud.yaml': SERVICE,
      },
    ],
    [
      'a Terraform module that nothing uses',
      {
        'main.tf': 'locals {\n  a = 1\n}\n',
        'modules/serving/main.tf': `${BUCKET}}\n`,
      },
    ],
    [
      'a Terraform module call with count = 0',
      {
        'main.tf': 'module "serving" {\n  source = "./modules/serving"\n  count = 0\n}\n',
        'modules/serving/main.tf': `${BUCKET}}\n`,
      },
    ],
    [
      'commented cells and markdown of a notebook',
      {
        'explore.ipynb': JSON.stringify({
          cells: [
            { cell_type: 'markdown', metadata: {}, source: TRAIN.split(/(?<=\n)/) },
            {
              cell_type: 'code',
              metadata: {},
              outputs: [],
              execution_count: null,
              source: commented(TRAIN).split(/(?<=\n)/),
            },
            { cell_type: 'raw', metadata: {}, source: TRAIN.split(/(?<=\n)/) },
          ],
          metadata: { language_info: { name: 'python' } },
          nbformat: 4,
          nbformat_minor: 5,
        }),
      },
    ],
    [
      'an Argo CronWorkflow that is suspended',
      {
        'argo/cron.yaml':
          'apiVersion: argoproj.io/v1alpha1\nkind: CronWorkflow\nmetadata:\n  name: retrain\nspec:\n  schedule: "0 3 * * *"\n  suspend: true\n  workflowSpec:\n    entrypoint: main\n    templates:\n      - name: main\n        container:\n          image: example/train:1\n',
      },
    ],
  ])('%s', async (_, files) => {
    expect((await statesIn(files)).defined).toEqual([]);
  });
});
