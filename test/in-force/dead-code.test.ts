import { describe, expect, it } from 'vitest';
import type { Files } from '../systems/support.js';
import { statesIn } from './support.js';

const DEAD = `import mlflow

def log_run(value):
    mlflow.log_metric("accuracy", value)

def publish(run):
    log_run(1)
    mlflow.register_model(f"runs:/{run}/model", "fraud")

class Tracker:
    def finish(self):
        mlflow.log_artifact("report.html")

def add(a, b):
    return a + b

if __name__ == "__main__":
    print(add(1, 2))
`;
const ARTIFACT = 'mlflow.log_artifact("report.html")';
const REGISTER = 'mlflow.register_model("a", "b")';
const used = (text: string, files: Files = {}): Files => ({
  'train.py': DEAD.replace('print(add(1, 2))', text),
  ...files,
});

describe('dead code', () => {
  it('is declared, not defined', async () => {
    expect(await statesIn({ 'train.py': DEAD })).toEqual({
      defined: [],
      declared: ['ml-metadata-store mlflow (declared: uncalled)', 'model-registry mlflow (declared: uncalled)'],
    });
  });

  it.each<[string, Files]>([
    ['a call', used('publish("a")')],
    ['a value', used('run(publish)')],
    ['an alias', used('f = publish if True else add')],
    ['a table', used('{"r": publish}["r"]("a")')],
    ['its name as text', used('dispatch("publish")')],
    ['getattr', used('getattr(module, "pub" + "lish")()')],
    ['globals', used('globals()[name]()')],
    ['Fire', used('import fire; fire.Fire()')],
    ['another file that imports it', used('add(1, 2)', { 'other.py': 'from train import publish\n\npublish("a")\n' })],
    ['another file that imports its module', used('add(1, 2)', { 'other.py': 'import train\n\nrun(train)\n' })],
    ['a notebook magic', used('add(1, 2)', { 'other.ipynb': notebook('%run ./train.py\npublish("a")') })],
    ['a decorator', { 'train.py': DEAD.replace('def publish', '@app.command()\ndef publish') }],
    ['a library: others may call it', { 'train.py': DEAD.replace(/if __name__[\s\S]*/, '') }],
    [
      'a handler',
      {
        'train.py': DEAD.replace('def publish(run)', 'def lambda_handler(event, context)').replace('{run}', '{event}'),
      },
    ],
    [
      'a base class',
      { 'train.py': DEAD.replace('class Tracker:', 'class Tracker(Callback):').replace(ARTIFACT, REGISTER) },
    ],
  ])('is not what is reached by %s', async (_, files) => {
    expect((await statesIn(files)).defined).toContain('model-registry mlflow');
  });

  it.each<[string, Files]>([
    [
      'an Airflow task outside any DAG',
      {
        'dags/d.py':
          'from airflow.decorators import dag, task\nimport mlflow\n\n@task\ndef train():\n    mlflow.log_metric("a", 1)\n\n@task\ndef load():\n    return 1\n\n@dag(dag_id="d")\ndef d():\n    load()\n\nd()\n',
      },
    ],
    [
      'a Prefect task that no flow calls',
      {
        'flow.py':
          'from prefect import flow, task\nimport mlflow\n\n@task\ndef train():\n    mlflow.log_metric("a", 1)\n\n@task\ndef load():\n    return 1\n\n@flow\ndef d():\n    load()\n\nif __name__ == "__main__":\n    d()\n',
      },
    ],
    [
      'a Kubeflow component that the pipeline leaves out',
      {
        'pipeline.py':
          'from kfp import dsl, compiler\n\n@dsl.component(packages_to_install=["mlflow"])\ndef train():\n    import mlflow\n    mlflow.log_metric("a", 1)\n\n@dsl.component\ndef load() -> int:\n    return 1\n\n@dsl.pipeline(name="d")\ndef d():\n    load()\n\ncompiler.Compiler().compile(d, "d.yaml")\n',
      },
    ],
    [
      'a SageMaker step that the pipeline leaves out',
      {
        'pipeline.py':
          'from sagemaker.workflow.pipeline import Pipeline\nfrom sagemaker.workflow.steps import ProcessingStep, TrainingStep\nfrom sagemaker.workflow.step_collections import RegisterModel\n\nprocess = ProcessingStep(name="process", processor=processor)\nregister = RegisterModel(name="register", estimator=estimator, model_package_group_name="fraud")\npipeline = Pipeline(name="d", steps=[process])\npipeline.upsert(role_arn=role)\n',
      },
    ],
  ])('is a step that was built and not put into the pipeline: %s', async (_, files) => {
    const { defined } = await statesIn(files);
    expect(
      defined.filter((c) => !/^(?:workflow-orchestration|data-pipeline|model-training-infrastructure)/.test(c)),
    ).toEqual([]);
  });
});

function notebook(code: string): string {
  const source = code.split(/(?<=\n)/);
  const cells = [{ cell_type: 'code', metadata: {}, outputs: [], execution_count: null, source }];
  return JSON.stringify({ cells, metadata: { language_info: { name: 'python' } }, nbformat: 4, nbformat_minor: 5 });
}
