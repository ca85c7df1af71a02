/** What verdicts of the maturity models rest on and show: registries, schedules, notebooks, requests, decided outcomes. */
import { describe, expect, it } from 'vitest';
import type { Files } from './support.js';
import { BUNDLE, places, SERVE, verdicts, workflow } from './verdicts-support.js';

describe('a registry', () => {
  const register = 'import mlflow\n\nmlflow.sklearn.log_model(model, "model", registered_model_name="churn")\n';
  const ci = {
    '.github/workflows/ci.yml':
      'on: push\njobs:\n  t:\n    runs-on: ubuntu-latest\n    steps: [{run: python prepare.py}]\n',
    'prepare.py': 'import mlflow\nmlflow.log_metric("rows", 1)\n',
  };
  it.each<[string, Files, string]>([
    ['that only a scratch file speaks of is met in part', { ...ci, 'scratch.py': register }, 'partly-met'],
    ['is met where the file is imported', { ...ci, 'scratch.py': register, 'prepare.py': 'import scratch\n' }, 'met'],
    [
      'is met where it may be started',
      { ...ci, 'train.py': `${register}if __name__ == "__main__":\n    main()\n` },
      'met',
    ],
    ['is met where all programs are started by hand', { 'train.py': register }, 'met'],
  ])('%s', async (_, files, status) => {
    expect((await verdicts(files))('MT2.3').status).toBe(status);
  });
});

describe('what is shown', () => {
  it('of a schedule is its own line first', async () => {
    const of = await verdicts({
      'databricks.yml': BUNDLE,
      'resources/train.yml': `resources:
  jobs:
    train:
      name: train
      tasks: [{task_key: t, notebook_task: {notebook_path: ../train.py}}]
      schedule: {quartz_cron_expression: "0 0 4 * * ?", timezone_id: UTC}
`,
      'train.py': 'from sklearn.linear_model import Ridge\nRidge().fit(x, y)\n',
    });
    expect([places(of('G1.2'))[0], places(of('G1.12'))[0]]).toEqual(['resources/train.yml:6', 'resources/train.yml:6']);
  });

  it('leaves out notebooks that nothing runs where something else shows it', async () => {
    const notebook = JSON.stringify({
      cells: [
        { cell_type: 'code', source: ['import mlflow\n', 'mlflow.log_metric("auc", 1)\n'], outputs: [], metadata: {} },
      ],
      metadata: {},
      nbformat: 4,
      nbformat_minor: 5,
    });
    const program = { 'train.py': 'import mlflow\nmlflow.log_metric("auc", 1)\n' };
    expect(places((await verdicts({ 'a.ipynb': notebook }))('G1.11'))).toEqual(['a.ipynb:1']);
    expect(places((await verdicts({ 'a.ipynb': notebook, ...program }))('G1.11'))).toEqual(['train.py:2']);
  });

  it.each<[string, string, string, string]>([
    [
      'an answer that may be wrong is only printed',
      'python smoke.py || true',
      'import requests\nr = requests.post("http://churn/predict", json=[1])\nassert r.ok\n',
      'partly-met',
    ],
    [
      'an answer has to be right',
      'python smoke.py',
      'import requests\nr = requests.post("http://churn/predict", json=[1])\nassert r.ok\n',
      'met',
    ],
    [
      'an endpoint out of a list answers as expected',
      'python smoke.py',
      'from google.cloud import aiplatform\nendpoints = aiplatform.Endpoint.list(filter="churn")\nendpoint = endpoints[-1]\nprediction = endpoint.predict([row])\nassert "classes" in prediction\n',
      'met',
    ],
    [
      'a service that is in service is a sign of life',
      'python smoke.py',
      'import boto3\nclient = boto3.client("sagemaker")\nresponse = client.describe_endpoint(EndpointName="churn")\nstatus = response["EndpointStatus"]\nif status != "InService":\n    raise SystemExit(1)\n',
      'partly-met',
    ],
    [
      'a sign of life that stops nothing is none',
      'python smoke.py || true',
      'import boto3\nclient = boto3.client("sagemaker")\nresponse = client.describe_endpoint(EndpointName="churn")\nstatus = response["EndpointStatus"]\nif status != "InService":\n    raise SystemExit(1)\n',
      'not-observed',
    ],
  ])('of a delivery: %s', async (_, command, smoke, status) => {
    const of = await verdicts({
      '.github/workflows/cd.yml': `${workflow('push')}      - run: ${command}\n`,
      'serve.yaml': SERVE,
      'smoke.py': smoke,
    });
    expect([of('G2.cd.2').status, of('MI3').status]).toEqual([status, status]);
  });
});

describe('an outcome that is decided beforehand', () => {
  const register = (set: string): Files => ({
    'register.py': `import mlflow
flag = int(open("deploy_flag").read())
${set}if flag == 1:
    mlflow.register_model("runs:/1/model", "churn")
`,
    'dag.py': `from airflow import DAG
from airflow.operators.bash import BashOperator
with DAG("churn", schedule=None) as dag:
    train = BashOperator(task_id="train", bash_command="python train.py")
    register = BashOperator(task_id="register", bash_command="python register.py")
    train >> register
`,
    'train.py': 'from sklearn.linear_model import Ridge\nRidge().fit(x, y)\n',
  });
  it('stops nothing, and the place is shown', async () => {
    const of = await verdicts(register('flag = 1\n'));
    expect(of('G1.8').status).toBe('not-met');
    expect(of('G1.8').summary).toMatch(/set to a constant before/);
    expect(places(of('G1.8'))).toContain('register.py:4');
    expect((await verdicts(register('')))('G1.8').summary).not.toMatch(/constant/);
  });
});

describe('training and tracking', () => {
  it('are automated where CI starts the compute', async () => {
    const of = await verdicts({
      '.github/workflows/ci.yml':
        'on: push\njobs:\n  t:\n    runs-on: ubuntu-latest\n    steps: [{run: aws sagemaker create-training-job --training-job-name churn}]\n',
    });
    expect([of('G1.1').status, of('MT2.1').status]).toEqual(['met', 'met']);
  });

  it('are not shown by an engine that brings a store of its own', async () => {
    const of = await verdicts({
      'kustomization.yaml':
        'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [github.com/kubeflow/pipelines/manifests/kustomize/env/platform-agnostic?ref=1.8.5]\n',
    });
    expect([of('MC3').status, of('MI2').status]).not.toContain('met');
  });
});
