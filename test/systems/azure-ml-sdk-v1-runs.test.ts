import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const V1RUN = {
  'src/train.py': `import joblib
from azureml.core.run import Run
from sklearn.ensemble import RandomForestClassifier

run = Run.get_context()
data = run.experiment.workspace.datasets["churn"].to_pandas_dataframe()
model = RandomForestClassifier().fit(data.drop(columns="y"), data["y"])
run.log("accuracy", model.score(data.drop(columns="y"), data["y"]))
joblib.dump(model, "outputs/model.pkl")
`,
  'submit.py': `from azureml.core import Environment, Experiment, ScriptRunConfig, Workspace

ws = Workspace.from_config()
env = Environment.from_conda_specification(name="train", file_path="conda.yml")
src = ScriptRunConfig(source_directory="./src", script="train.py", compute_target="cpu-cluster", environment=env)
run = Experiment(workspace=ws, name="churn").submit(config=src)
run.wait_for_completion(show_output=True)
run.register_model(model_name="churn", model_path="outputs/model.pkl")
`,
};

const V1BATCH = {
  'batch.py': `from azureml.core import Experiment, Workspace
from azureml.pipeline.core import Pipeline
from azureml.pipeline.steps import ParallelRunConfig, ParallelRunStep

ws = Workspace.from_config()
parallel_run_config = ParallelRunConfig(
    source_directory="./src",
    entry_script="batch_score.py",
    mini_batch_size="5",
    error_threshold=10,
    output_action="append_row",
    environment=env,
    compute_target=ws.compute_targets["cpu-cluster"],
    node_count=2,
)
batch_step = ParallelRunStep(name="score", parallel_run_config=parallel_run_config, inputs=[data], output=out)
pipeline = Pipeline(workspace=ws, steps=[batch_step])
Experiment(ws, "batch-scoring").submit(pipeline)
`,
  'src/batch_score.py': `import joblib
from azureml.core import Model


def init():
    global model
    model = joblib.load(Model.get_model_path("churn"))


def run(mini_batch):
    return model.predict(mini_batch)
`,
};

const V1DRIFT = {
  'drift.py': `from azureml.core import Dataset, Workspace
from azureml.datadrift import AlertConfiguration, DataDriftDetector

ws = Workspace.from_config()
baseline = Dataset.get_by_name(ws, "baseline")
target = Dataset.get_by_name(ws, "target")
alert = AlertConfiguration(["ml@example.com"])
monitor = DataDriftDetector.create_from_datasets(ws, "churn-drift", baseline, target, compute_target="cpu-cluster", frequency="Week", alert_config=alert)
monitor.enable_schedule()
`,
};

const V1LIE = {
  'notes.py': `from azureml.core import Workspace

PIPELINE_NAME = "training-pipeline"
MODEL_REGISTRY = "models/"
ws = Workspace.from_config()
print(ws.name)
`,
};

describe('Azure ML SDK v1, without training pipelines', () => {
  it('runs a script on a cluster and registers what it made', async () => {
    const { components, relations } = await auditFiles(V1RUN);
    expect(components).toEqual([
      'ml-metadata-store azure-ml',
      'model-registry azure-ml',
      'model-training-infrastructure azure-ml',
      'training-pipeline scikit-learn src/train.py',
    ]);
    expect(relations).toEqual([
      'model-training-infrastructure azure-ml --logs-to-> ml-metadata-store azure-ml',
      'training-pipeline scikit-learn src/train.py --logs-to-> ml-metadata-store azure-ml',
      'training-pipeline scikit-learn src/train.py --registers-in-> model-registry azure-ml',
      'training-pipeline scikit-learn src/train.py --runs-on-> model-training-infrastructure azure-ml',
    ]);
  });

  it('scores batches in a parallel run', async () => {
    const { components, relations } = await auditFiles(V1BATCH);
    expect(components).toEqual([
      'ml-metadata-store azure-ml',
      'model-registry azure-ml',
      'model-serving batch-job',
      'model-training-infrastructure azure-ml',
      'workflow-orchestration azure-ml pipeline',
    ]);
    expect(relations).toEqual([
      'model-serving batch-job --loads-from-> model-registry azure-ml',
      'workflow-orchestration azure-ml pipeline --orchestrates-> model-serving batch-job',
      'workflow-orchestration azure-ml pipeline --runs-on-> model-training-infrastructure azure-ml',
    ]);
  });

  it('watches data for drift', async () => {
    const { components, relations } = await auditFiles(V1DRIFT);
    expect(components).toEqual([
      'data-store azure-ml',
      'model-training-infrastructure azure-ml (declared: import-only)',
      'monitoring azure-ml',
    ]);
    expect(relations).toEqual([]);
  });

  it('is nothing but a workspace where nothing is run', async () => {
    const { components, relations } = await auditFiles(V1LIE);
    expect(components).toEqual(['model-training-infrastructure azure-ml (declared: import-only)']);
    expect(relations).toEqual([]);
  });

  it('finds scripts that an object holds, out of variables of the pipeline', async () => {
    const { relations } = await auditFiles({
      'settings.py': `import os

class Env:
    def __init__(self):
        self._script = os.environ.get("TRAIN_SCRIPT")

    @property
    def script(self):
        return self._script
`,
      'azure-pipelines.yml': 'variables:\n  TRAIN_SCRIPT: train.py\nsteps:\n  - script: python build.py\n',
      'build.py': `from azureml.pipeline.core import Pipeline
from azureml.pipeline.steps import CommandStep, PythonScriptStep
from settings import Env

env = Env()
train = PythonScriptStep(name="train", script_name=env.script, source_directory="code", compute_target="cpu")
check = CommandStep(name="check", command="python -m check", source_directory="code", compute_target="cpu")
Pipeline(ws, steps=[train, check]).publish(name="retraining")
`,
      'code/train.py': 'from sklearn.svm import SVC\n\nSVC().fit([[0], [1]], [0, 1])\n',
      'code/check.py': 'import mlflow\n\nmlflow.log_metric("checked", 1)\n',
    });
    expect(relations).toEqual([
      'ci-cd azure-pipelines --deploys-> workflow-orchestration azure-ml retraining',
      'ci-cd azure-pipelines --triggers-> workflow-orchestration azure-ml retraining',
      'workflow-orchestration azure-ml retraining --logs-to-> ml-metadata-store mlflow',
      'workflow-orchestration azure-ml retraining --orchestrates-> training-pipeline scikit-learn code/train.py',
      'workflow-orchestration azure-ml retraining --runs-on-> model-training-infrastructure azure-ml',
    ]);
  });
});
