import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const V1 = {
  'ops/deploy.py': `from azureml.core import Environment, Workspace
from azureml.core.model import InferenceConfig, Model
from azureml.core.webservice import AciWebservice

ws = Workspace.from_config()
env = Environment.get(ws, "score")
inference_config = InferenceConfig(entry_script="score.py", source_directory="./score", environment=env)
deployment_config = AciWebservice.deploy_configuration(cpu_cores=1, memory_gb=1, enable_app_insights=True)
service = Model.deploy(ws, "churn-service", [Model(ws, "churn")], inference_config, deployment_config)
service.wait_for_deployment(show_output=True)
`,
  'ops/train_pipeline.py': `from azureml.core import Workspace, Environment, Datastore, Dataset
from azureml.core.compute import AmlCompute, ComputeTarget
from azureml.core.runconfig import RunConfiguration
from azureml.pipeline.core import Pipeline, PipelineData, PipelineParameter
from azureml.pipeline.core.schedule import Schedule, ScheduleRecurrence
from azureml.pipeline.steps import PythonScriptStep


def get_compute(ws, name):
    config = AmlCompute.provisioning_configuration(vm_size="STANDARD_D2_V2", max_nodes=4)
    return ComputeTarget.create(ws, name, config)


def main():
    ws = Workspace.from_config()
    compute = get_compute(ws, "cpu-cluster")
    run_config = RunConfiguration()
    run_config.environment = Environment.from_conda_specification("train", "conda.yml")
    model = PipelineData("model", datastore=ws.get_default_datastore())
    train_step = PythonScriptStep(
        name="Train",
        script_name="train.py",
        source_directory="train",
        outputs=[model],
        arguments=["--model", model],
        compute_target=compute,
        runconfig=run_config,
    )
    evaluate_step = PythonScriptStep(
        name="Evaluate",
        script_name="evaluate.py",
        source_directory="train",
        compute_target=compute,
        runconfig=run_config,
    )
    register_step = PythonScriptStep(
        name="Register",
        script_name="register.py",
        source_directory="train",
        inputs=[model],
        arguments=["--model", model],
        compute_target=compute,
        runconfig=run_config,
    )
    evaluate_step.run_after(train_step)
    register_step.run_after(evaluate_step)
    pipeline = Pipeline(workspace=ws, steps=[train_step, evaluate_step, register_step])
    published = pipeline.publish(name="churn-training", description="Trains churn")
    recurrence = ScheduleRecurrence(frequency="Week", interval=1)
    Schedule.create(ws, name="weekly", pipeline_id=published.id, experiment_name="churn", recurrence=recurrence)


if __name__ == "__main__":
    main()
`,
  'score/score.py': `import json
import joblib
import numpy as np
from azureml.core.model import Model
from azureml.monitoring import ModelDataCollector


def init():
    global model, collector
    model = joblib.load(Model.get_model_path("churn"))
    collector = ModelDataCollector("churn", designation="inputs")


def run(raw_data):
    data = np.array(json.loads(raw_data)["data"])
    collector.collect(data)
    return model.predict(data).tolist()
`,
  'train/evaluate.py': `from azureml.core import Run
from azureml.core.model import Model

run = Run.get_context()
ws = run.experiment.workspace
production = Model(ws, "churn")
new_auc = run.parent.get_metrics("auc")
if float(new_auc) <= float(production.tags["auc"]):
    print("not better")
    run.parent.cancel()
`,
  'train/register.py': `from azureml.core import Run
from azureml.core.model import Model

run = Run.get_context()
Model.register(workspace=run.experiment.workspace, model_path="outputs/model.pkl", model_name="churn")
`,
  'train/train.py': `import joblib
from azureml.core.run import Run
from sklearn.ensemble import RandomForestClassifier

run = Run.get_context()
data = run.experiment.workspace.datasets["churn"].to_pandas_dataframe()
model = RandomForestClassifier().fit(data.drop(columns="y"), data["y"])
run.log("accuracy", model.score(data.drop(columns="y"), data["y"]))
joblib.dump(model, "outputs/model.pkl")
`,
};

describe('Azure ML SDK v1', () => {
  it('orchestrates, schedules, validates, registers and serves', async () => {
    const { components, relations } = await auditFiles(V1);
    expect(components).toEqual([
      'infrastructure azure-container-instances',
      'ml-metadata-store azure-ml',
      'model-registry azure-ml',
      'model-serving azure-ml',
      'model-training-infrastructure azure-ml',
      'model-validation custom-code',
      'monitoring azure-application-insights',
      'monitoring azure-ml',
      'scheduler azure-ml weekly',
      'training-pipeline scikit-learn train/train.py',
      'workflow-orchestration azure-ml churn-training',
    ]);
    expect(relations).toEqual([
      'model-serving azure-ml --loads-from-> model-registry azure-ml',
      'model-serving azure-ml --logs-to-> monitoring azure-application-insights',
      'model-serving azure-ml --logs-to-> monitoring azure-ml',
      'model-serving azure-ml --runs-on-> infrastructure azure-container-instances',
      'model-training-infrastructure azure-ml --logs-to-> ml-metadata-store azure-ml',
      'model-validation custom-code --loads-from-> model-registry azure-ml',
      'model-validation custom-code --validates-> training-pipeline scikit-learn train/train.py',
      'scheduler azure-ml weekly --triggers-> training-pipeline scikit-learn train/train.py',
      'scheduler azure-ml weekly --triggers-> workflow-orchestration azure-ml churn-training',
      'training-pipeline scikit-learn train/train.py --logs-to-> ml-metadata-store azure-ml',
      'workflow-orchestration azure-ml churn-training --deploys-> model-training-infrastructure azure-ml',
      'workflow-orchestration azure-ml churn-training --loads-from-> model-registry azure-ml',
      'workflow-orchestration azure-ml churn-training --logs-to-> ml-metadata-store azure-ml',
      'workflow-orchestration azure-ml churn-training --orchestrates-> model-validation custom-code',
      'workflow-orchestration azure-ml churn-training --orchestrates-> training-pipeline scikit-learn train/train.py',
      'workflow-orchestration azure-ml churn-training --registers-in-> model-registry azure-ml',
      'workflow-orchestration azure-ml churn-training --runs-on-> model-training-infrastructure azure-ml',
    ]);
  });
});
