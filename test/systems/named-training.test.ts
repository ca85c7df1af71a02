/** Steps that are named for training, where no known library is seen to train. */
import { describe, expect, it } from 'vitest';
import { isTrainingName } from '../../src/graph/named-training.js';
import { auditFiles } from './support.js';

const dag = (body: string): string => `from airflow.decorators import dag, task
@dag(schedule="@daily")
def churn():
${body}
churn()
`;
const task = (name: string, code: string): string =>
  dag(`    @task\n    def ${name}():\n        ${code}\n    ${name}()`);
const CODE = 'from model.fit import run\n        run()';

describe('a task that is named for training', () => {
  it.each([
    [
      'saves what an unknown library made',
      task('train_model', CODE),
      'import joblib\ndef run():\n    joblib.dump(make(), "m.pkl")\n',
      true,
    ],
    [
      'registers what an unknown library made',
      task('fit', CODE),
      'import mlflow\ndef run():\n    mlflow.register_model("runs:/1/m", "churn")\n',
      true,
    ],
    [
      'starts a program named for training that lies elsewhere',
      task('train_model', CODE),
      'import subprocess\ndef run():\n    subprocess.run(["python", "vendor/yolo/train.py", "--epochs", "3"])\n',
      true,
    ],
    [
      'starts a program named for something else that lies elsewhere',
      task('train_model', CODE),
      'import subprocess\ndef run():\n    subprocess.run(["python", "vendor/yolo/export.py"])\n',
      false,
    ],
    ['only prints', task('train_model', CODE), 'def run():\n    print("training")\n', false],
    [
      'is named for something else',
      task('train_test_split', CODE),
      'import joblib\ndef run():\n    joblib.dump(make(), "m.pkl")\n',
      false,
    ],
    [
      'runs an image that is not here',
      'from airflow import DAG\nfrom airflow.providers.docker.operators.docker import DockerOperator\nwith DAG("churn") as d:\n    DockerOperator(task_id="train", image="registry.example/fit:1")\n',
      '',
      true,
    ],
    [
      'has a name that says nothing and runs an image that is named for training',
      'from airflow import DAG\nfrom airflow.providers.docker.operators.docker import DockerOperator\nwith DAG("churn") as d:\n    DockerOperator(task_id="model", image="registry.example/churn-training:1")\n',
      '',
      true,
    ],
    [
      'prepares data in the image of training',
      'from airflow import DAG\nfrom airflow.providers.docker.operators.docker import DockerOperator\nwith DAG("churn") as d:\n    DockerOperator(task_id="preprocess", image="registry.example/churn-training:1")\n',
      '',
      false,
    ],
    [
      'does nothing',
      'from airflow import DAG\nfrom airflow.operators.empty import EmptyOperator\nwith DAG("churn") as d:\n    EmptyOperator(task_id="train")\n',
      '',
      false,
    ],
  ])('%s', async (_, text, fit, trains) => {
    const { criteria } = await auditFiles({ 'dags/churn.py': text, 'model/fit.py': fit });
    expect(criteria.includes('G1.1')).toBe(trains);
  });

  it.each([
    ['train', true],
    ['Train Model', true],
    ['train-and-register', true],
    ['trainModel', true],
    ['train_from_best_config', true],
    ['run_training', true],
    ['lstm_fit', true],
    ['training_data', false],
    ['train_test_split', false],
    ['prepare_train_set', false],
    ['wait_for_training', false],
    ['training_done_sensor', false],
    ['trigger_training', false],
    ['constraint', false],
    ['profit', false],
  ])('%s', (name, says) => expect(isTrainingName(name)).toBe(says));
});

describe('steps that are handed to a function of the project', () => {
  it('make a pipeline', async () => {
    const found = await auditFiles({
      'build.py': `from azureml.pipeline.steps import PythonScriptStep
from lib import publishing
def main(ws, target):
    prepare = PythonScriptStep(name="Prepare", script_name="prepare.py", source_directory="src", compute_target=target)
    fit = PythonScriptStep(name="Train", script_name="train.py", source_directory="src", compute_target=target)
    publishing.publish(ws, name="churn", steps=[prepare, fit])
main(None, None)
`,
      'lib/publishing.py': `from azureml.pipeline.core import Pipeline
def publish(ws, name, steps):
    return Pipeline(workspace=ws, steps=steps).publish(name=name)
`,
      'src/prepare.py': 'print(1)\n',
      'src/train.py':
        'from azureml.core import Run\nfrom sklearn.svm import SVC\nSVC().fit(x, y)\nRun.get_context().register_model(model_name="churn", model_path="m.pkl")\n',
    });
    expect(found.relations.filter((one) => one.startsWith('workflow'))).toEqual([
      'workflow-orchestration azure-ml churn --orchestrates-> training-pipeline scikit-learn src/train.py',
      'workflow-orchestration azure-ml churn --registers-in-> model-registry azure-ml',
      'workflow-orchestration azure-ml churn --runs-on-> model-training-infrastructure azure-ml',
    ]);
  });
});

describe('steps whose program trains with a library that is not known', () => {
  const files = (body: string): Record<string, string> => ({
    'resources/training.yml': `resources:
  jobs:
    training:
      tasks:
        - task_key: train_model
          spark_python_task: { python_file: ../train.py }
`,
    'train.py': `import mlflow\nfrom ownlib import build\n${body}\n`,
    'databricks.yml': 'bundle: { name: churn }\ninclude: [resources/*.yml]\n',
  });
  it('train where they record a run', async () => {
    const recorded = await auditFiles(files('with mlflow.start_run():\n    build()'));
    expect(recorded.criteria).toContain('G1.1');
    const prints = await auditFiles(files('print(build())'));
    expect(prints.criteria).not.toContain('G1.1');
  });
});

describe('a model of a class that is not known', () => {
  const ASSET = (body: string): string => `import pickle
from acme.forecasts import Forecast
from dagster import Definitions, asset, define_asset_job

@asset
def model_train():
    ${body}

defs = Definitions(assets=[model_train], jobs=[define_asset_job("forecast")])
`;
  const trained = async (body: string): Promise<boolean> =>
    (await auditFiles({ 'defs.py': ASSET(body) })).components.some((one) => one.startsWith('training-pipeline'));

  it.each<[string, boolean]>([
    ['model = Forecast()\n    model.fit(x)\n    pickle.dump(model, open(PATH, "wb"))', true],
    ['result = Forecast()\n    result.fit(x)\n    pickle.dump(result, open(PATH, "wb"))', false],
  ])('%s', async (body, isTrained) => expect(await trained(body)).toBe(isTrained));
});
