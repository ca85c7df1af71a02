/** Verdicts of the maturity models with what is said of them: what a careful reader would miss, or call wrong. */
import { describe, expect, it } from 'vitest';
import type { Files } from './support.js';
import { BUNDLE, places, SERVE, verdicts, workflow } from './verdicts-support.js';

const VALIDATE = `import mlflow

try:
    mlflow.evaluate(model="models:/churn/1", data=data, validation_thresholds=limits)
except Exception:
    if not dry_run:
        raise
`;
const job = (parameters: string): string => `resources:
  jobs:
    train:
      name: train
      tasks:
        - task_key: validate
          notebook_task:
            notebook_path: ../validate.py
            base_parameters: {${parameters}}
`;
describe('a gate that is started for a trial', () => {
  it.each<[string, string, string, string]>([
    [
      'reports only',
      'run_mode: dry_run',
      'partly-met',
      'The evaluation is started as a trial, which reports and stops nothing.',
    ],
    [
      'is one where the switch is off',
      'dry_run: "false"',
      'met',
      'Found: an evaluation whose outcome can stop registration or deployment.',
    ],
    [
      'is one where nothing is said',
      'mode: enabled',
      'met',
      'Found: an evaluation whose outcome can stop registration or deployment.',
    ],
  ])('%s', async (_, parameters, status, says) => {
    const of = await verdicts({
      'databricks.yml': BUNDLE,
      'resources/train.yml': job(parameters),
      'validate.py': VALIDATE,
    });
    expect([of('G1.8').status, of('G2.cd.5').status]).toEqual([status, status]);
    expect(of('G1.8').summary.endsWith(says)).toBe(true);
  });

  it('stays one in a template, with the place where its default makes it a trial', async () => {
    const of = await verdicts({
      '{{cookiecutter.name}}/databricks.yml': BUNDLE,
      '{{cookiecutter.name}}/resources/train.yml': job('run_mode: dry_run'),
      '{{cookiecutter.name}}/validate.py': VALIDATE,
    });
    expect(of('G1.8').status).toBe('met');
    expect(of('G1.8').summary).toMatch(/By default it only reports/);
    expect(places(of('G1.8'))).toEqual([
      '{{cookiecutter.name}}/validate.py:4',
      '{{cookiecutter.name}}/resources/train.yml:9',
    ]);
  });

  it('is told by an option of the command too', async () => {
    const ci = (command: string): Files => ({
      '.github/workflows/ci.yml': `on: push\njobs:\n  train:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ${command}\n`,
      'gate.py': 'import sys\nauc = evaluate(model)\nif auc < 0.8:\n    sys.exit(1)\n',
    });
    expect((await verdicts(ci('python gate.py')))('G1.8').status).toBe('met');
    expect((await verdicts(ci('python gate.py --dry-run')))('G1.8').status).toBe('partly-met');
  });
});

describe('a release that only a person starts', () => {
  it.each<[string, string, string[]]>([
    ['is no automatic one', 'workflow_dispatch', ['met', 'partly-met', 'partly-met', 'met']],
    ['is one where a change starts it as well', '[workflow_dispatch, push]', ['met', 'met', 'met', 'met']],
  ])('%s', async (_, on, expected) => {
    const of = await verdicts({ '.github/workflows/cd.yml': workflow(on), 'serve.yaml': SERVE });
    expect(['G1.5', 'G2.s5', 'ME1', 'ME3'].map((id) => of(id).status)).toEqual(expected);
    const said = of('ME3').summary.includes('only a person starts them');
    expect(said).toBe(expected.includes('partly-met'));
  });

  it('is one where a program starts the workflow', async () => {
    const of = await verdicts({
      '.github/workflows/cd.yml': workflow('workflow_dispatch'),
      'serve.yaml': SERVE,
      'handler.py': `import os
from github import Github

def handler(event, context):
    workflow = Github(os.environ["TOKEN"]).get_repo("acme/churn").get_workflow(os.environ["NAME"])
    workflow.create_dispatch("main")
`,
    });
    expect(of('ME1').status).toBe('met');
  });
});

describe('stages of delivery', () => {
  const ids = ['G2.cd.6', 'G2.cd.7', 'G2.cd.8'];
  it.each<[string, Files, string[]]>([
    [
      'are told by environments of jobs',
      { '.github/workflows/cd.yml': workflow('push', '\n    environment: staging') },
      ['not-observed', 'met', 'not-observed'],
    ],
    [
      'that the platform may protect',
      { '.github/workflows/cd.yml': workflow('push', '\n    environment: production') },
      ['not-observed', 'not-observed', 'partly-met'],
    ],
    [
      'that a person starts',
      { '.github/workflows/cd.yml': workflow('workflow_dispatch', '\n    environment: prod') },
      ['not-observed', 'not-observed', 'met'],
    ],
    [
      'by branches',
      { '.github/workflows/cd.yml': workflow('{push: {branches: [dev, main]}}') },
      ['met', 'not-observed', 'partly-met'],
    ],
    [
      'of which the main one alone says nothing',
      { '.github/workflows/cd.yml': workflow('{push: {branches: [main]}}') },
      ['not-observed', 'not-observed', 'not-observed'],
    ],
    [
      'by the options of a command',
      { '.github/workflows/cd.yml': workflow('push').replace('kubectl apply', 'kubectl --context qa apply') },
      ['met', 'not-observed', 'not-observed'],
    ],
    [
      'by rules of GitLab',
      {
        '.gitlab-ci.yml':
          'deploy:\n  rules:\n    - if: $CI_COMMIT_BRANCH == "dev" || $CI_COMMIT_BRANCH == "main"\n  script: [kubectl apply -f serve.yaml]\n',
      },
      ['met', 'not-observed', 'partly-met'],
    ],
    [
      'with an approval',
      {
        '.gitlab-ci.yml':
          'deploy:\n  environment: production\n  when: manual\n  script: [kubectl apply -f serve.yaml]\n',
      },
      ['not-observed', 'not-observed', 'met'],
    ],
    [
      'by the name of the job',
      { '.github/workflows/cd.yml': workflow('push').replace('  deploy:', '  deploy-staging:') },
      ['not-observed', 'met', 'not-observed'],
    ],
    [
      'but not by that of a job that only speaks of tests',
      { '.github/workflows/cd.yml': workflow('push').replace('  deploy:', '  test:') },
      ['not-observed', 'not-observed', 'not-observed'],
    ],
  ])('%s', async (_, files, expected) => {
    const of = await verdicts({ ...files, 'serve.yaml': SERVE });
    expect(ids.map((id) => of(id).status)).toEqual(expected);
  });

  it('of a pipeline are the targets of its bundle, or branches, which show less', async () => {
    const train =
      'resources:\n  jobs:\n    train:\n      name: train\n      tasks: [{task_key: t, notebook_task: {notebook_path: ../train.py}}]\n';
    const bundle = await verdicts({ 'databricks.yml': BUNDLE, 'resources/train.yml': train, 'train.py': VALIDATE });
    expect([bundle('G1.3').status, places(bundle('G1.3'))]).toEqual([
      'met',
      ['databricks.yml:4', 'databricks.yml:5', 'resources/train.yml:3'],
    ]);
    const one = await verdicts({
      'databricks.yml': BUNDLE.replace('  dev: {default: true}\n', ''),
      'resources/train.yml': train,
      'train.py': VALIDATE,
    });
    expect(one('G1.3').status).toBe('not-observed');
    const branches = await verdicts({
      '.gitlab-ci.yml': 'deploy:\n  only: [dev, main]\n  script: [databricks bundle deploy]\n',
      'databricks.yml': 'bundle: {name: churn}\ninclude: [resources/*.yml]\n',
      'resources/train.yml': train,
      'train.py': VALIDATE,
    });
    expect(branches('G1.3').status).toBe('partly-met');
  });
});

describe('code of the application', () => {
  const ci = { '.github/workflows/cd.yml': workflow('push') };
  const ASKS =
    'import boto3\nfrom fastapi import FastAPI\napp = FastAPI()\nruntime = boto3.client("sagemaker-runtime")\n@app.post("/predict")\ndef predict(x: str):\n    return runtime.invoke_endpoint(EndpointName="churn", Body=x)\n';
  const app =
    'import joblib\nfrom fastapi import FastAPI\napp = FastAPI()\nmodel = joblib.load("m")\n@app.post("/predict")\ndef predict(x: list):\n    return model.predict(x)\n';
  it.each<[string, Files, string[]]>([
    [
      'does not lie beside an endpoint that names a model',
      { ...ci, 'serve.yaml': SERVE },
      ['not-applicable', 'not-applicable', 'not-applicable'],
    ],
    [
      'is a server',
      { ...ci, 'serve.yaml': 'kind: Deployment\napiVersion: apps/v1\n', 'app.py': app },
      ['not-observed', 'partly-met', 'not-observed'],
    ],
    [
      'is tested by what imports it, not by a run of the pipeline',
      {
        '.github/workflows/ci.yml': 'on: push\njobs:\n  t:\n    runs-on: ubuntu-latest\n    steps: [{run: pytest}]\n',
        'app.py': app,
        'tests/test_app.py': 'from app import predict\n\ndef test_predict():\n    assert predict([1])\n',
      },
      ['met', 'met', 'met'],
    ],
    [
      'is an application that asks the endpoint',
      {
        ...ci,
        'deploy.py':
          'import boto3\nsm = boto3.client("sagemaker")\nsm.create_endpoint(EndpointName="churn", EndpointConfigName="c")\n',
        'api.py': ASKS,
      },
      ['not-observed', 'not-applicable', 'not-observed'],
    ],
    [
      'is no client that answers nobody',
      {
        ...ci,
        'deploy.py':
          'import boto3\nsm = boto3.client("sagemaker")\nsm.create_endpoint(EndpointName="churn", EndpointConfigName="c")\n',
        'ask.py': ASKS.replace('app = FastAPI()\n', '').replace('@app.post("/predict")\n', ''),
      },
      ['not-applicable', 'not-applicable', 'not-applicable'],
    ],
    [
      'is no batch job',
      {
        '.github/workflows/ci.yml':
          'on: push\njobs:\n  t:\n    runs-on: ubuntu-latest\n    steps: [{run: databricks bundle deploy -t test && databricks bundle run train -t test}]\n',
        'databricks.yml': BUNDLE,
        'resources/train.yml':
          'resources:\n  jobs:\n    train:\n      name: train\n      tasks: [{task_key: t, notebook_task: {notebook_path: ../score.py}}]\n',
        'score.py':
          'import mlflow\nmodel = mlflow.pyfunc.load_model("models:/churn@champion")\nmodel.predict(frame).to_parquet("out")\n',
      },
      ['not-applicable', 'partly-met', 'not-applicable'],
    ],
  ])('%s', async (_, files, expected) => {
    const of = await verdicts(files);
    expect(['MT1.2', 'ME2', 'MI5'].map((id) => of(id).status)).toEqual(expected);
  });
});

describe('models under data versioning', () => {
  const files = (outs: string, extra: Files = {}): Files => ({
    '.gitignore': 'data\n',
    '.dvc/config': '[core]\n    remote = s3\n',
    'dvc.yaml': `stages:\n  train:\n    cmd: python train.py\n    deps: [data/x.csv]\n    outs: [${outs}]\n`,
    'train.py': 'import joblib\nfrom sklearn.svm import SVC\njoblib.dump(SVC().fit([[1]], [1]), "model.pkl")\n',
    ...extra,
  });
  it.each<[string, Files, string]>([
    ['a stage makes one', files('model.pkl'), 'met'],
    ['a stage makes a directory of them', files('models/'), 'met'],
    ['a pointer keeps one', files('data/y.csv', { 'model.onnx.dvc': 'outs:\n- md5: 1\n  path: model.onnx\n' }), 'met'],
    ['a stage makes data', files('data/y.csv'), 'partly-met'],
    ['a stage makes one that git keeps', files('{ model.pkl: { cache: false } }'), 'partly-met'],
  ])('%s', async (_, all, expected) => {
    expect((await verdicts(all))('MC5').status).toBe(expected);
  });
});
