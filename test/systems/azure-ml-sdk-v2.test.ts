import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const V2TRAIN = {
  'components/prepare.yml': `$schema: https://azuremlschemas.azureedge.net/latest/commandComponent.schema.json
name: prepare
type: command
inputs:
  raw:
    type: uri_file
outputs:
  data:
    type: uri_folder
code: ../src
environment: azureml:sklearn-env@latest
command: python prepare.py --raw \${{inputs.raw}} --data \${{outputs.data}}
`,
  'pipeline.py': `from azure.ai.ml import Input, MLClient, command, load_component
from azure.ai.ml.dsl import pipeline
from azure.ai.ml.entities import AmlCompute, CronTrigger, Data, JobSchedule, Model
from azure.identity import DefaultAzureCredential

ml_client = MLClient.from_config(DefaultAzureCredential())
ml_client.compute.begin_create_or_update(AmlCompute(name="cpu-cluster", size="STANDARD_DS3_V2"))

prepare = load_component(source="components/prepare.yml")
train = command(
    name="train",
    code="./src",
    command="python train.py --data \${{inputs.data}} --model \${{outputs.model}}",
    environment="azureml:sklearn-env@latest",
    inputs={"data": Input(type="uri_folder")},
)


@pipeline(name="churn_training", default_compute="cpu-cluster")
def churn_training(raw):
    prepared = prepare(raw=raw)
    train(data=prepared.outputs.data)


job = churn_training(raw=Input(type="uri_file", path="azureml:churn-raw@latest"))
ml_client.jobs.create_or_update(job, experiment_name="churn")

schedule = JobSchedule(name="nightly-churn", trigger=CronTrigger(expression="0 2 * * *"), create_job=job)
ml_client.schedules.begin_create_or_update(schedule).result()
`,
  'src/prepare.py': `import pandas as pd

pd.read_csv("raw.csv").dropna().to_csv("data.csv")
`,
  'src/train.py': `import mlflow
from sklearn.linear_model import LogisticRegression


def main():
    mlflow.start_run()
    mlflow.sklearn.autolog()
    model = LogisticRegression().fit([[0], [1]], [0, 1])
    mlflow.sklearn.log_model(model, "model", registered_model_name="churn")


if __name__ == "__main__":
    main()
`,
};

const V2AUTOML = {
  'automl_job.py': `from azure.ai.ml import Input, MLClient, automl
from azure.identity import DefaultAzureCredential

ml_client = MLClient.from_config(DefaultAzureCredential())
job = automl.classification(
    compute="cpu-cluster",
    experiment_name="churn-automl",
    training_data=Input(type="mltable", path="./data"),
    target_column_name="churned",
    primary_metric="accuracy",
)
ml_client.jobs.create_or_update(job)
`,
};

describe('Azure ML SDK v2', () => {
  it('orchestrates components and commands on a schedule', async () => {
    const { components, relations } = await auditFiles(V2TRAIN);
    expect(components).toEqual([
      'ml-metadata-store mlflow',
      'model-registry mlflow',
      'model-training-infrastructure azure-ml cpu-cluster',
      'scheduler azure-ml nightly-churn',
      'training-pipeline scikit-learn src/train.py',
      'workflow-orchestration azure-ml churn_training',
    ]);
    expect(relations).toEqual([
      'model-training-infrastructure azure-ml cpu-cluster --logs-to-> ml-metadata-store mlflow',
      'scheduler azure-ml nightly-churn --triggers-> training-pipeline scikit-learn src/train.py',
      'scheduler azure-ml nightly-churn --triggers-> workflow-orchestration azure-ml churn_training',
      'training-pipeline scikit-learn src/train.py --logs-to-> ml-metadata-store mlflow',
      'training-pipeline scikit-learn src/train.py --registers-in-> model-registry mlflow',
      'workflow-orchestration azure-ml churn_training --logs-to-> ml-metadata-store mlflow',
      'workflow-orchestration azure-ml churn_training --orchestrates-> training-pipeline scikit-learn src/train.py',
      'workflow-orchestration azure-ml churn_training --registers-in-> model-registry mlflow',
      'workflow-orchestration azure-ml churn_training --runs-on-> model-training-infrastructure azure-ml cpu-cluster',
    ]);
  });

  it('trains by AutoML without code that trains', async () => {
    const { components, relations } = await auditFiles(V2AUTOML);
    expect(components).toEqual(['model-training-infrastructure azure-ml', 'training-pipeline azure-ml automl_job.py']);
    expect(relations).toEqual([
      'training-pipeline azure-ml automl_job.py --runs-on-> model-training-infrastructure azure-ml',
    ]);
  });
});
