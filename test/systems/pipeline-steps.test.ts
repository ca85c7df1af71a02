import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('steps of pipelines', () => {
  it('train where an asset starts a training job whose code is elsewhere', async () => {
    const { criteria, relations } = await auditFiles({
      'flows/assets.py': `import dagster as dg
from sagemaker.train.model_trainer import ModelTrainer

@dg.asset
def churn_model():
    ModelTrainer(training_image="sklearn", source_code=CODE).train()
`,
    });
    expect(relations).toEqual([
      'training-pipeline sagemaker flows/assets.py --runs-on-> model-training-infrastructure sagemaker',
      'workflow-orchestration dagster assets --orchestrates-> training-pipeline sagemaker flows/assets.py',
      'workflow-orchestration dagster assets --runs-on-> model-training-infrastructure sagemaker',
    ]);
    expect(criteria).toContain('G1.1');
  });

  it('train by automated machine learning of Azure', async () => {
    const { criteria } = await auditFiles({
      'pipeline.py': `from azureml.core import Experiment, Workspace
from azureml.pipeline.core import Pipeline, StepSequence
from azureml.pipeline.steps import AutoMLStep

ws = Workspace.from_config()
step = AutoMLStep(name="train", automl_config=CONFIG, compute_target="cpu")
pipeline = Pipeline(workspace=ws, steps=StepSequence(steps=[step]))
Experiment(ws, "churn").submit(pipeline)
`,
    });
    expect(criteria).toContain('G1.1');
  });

  it('run the single file that a component of Azure ML names as its code', async () => {
    const { relations } = await auditFiles({
      'components/evaluate.yml': `$schema: https://azuremlschemas.azureedge.net/latest/commandComponent.schema.json
type: command
name: evaluate
code: ../src/evaluate.py
command: python evaluate.py
environment: azureml:churn@latest
`,
      'run.py': `from azure.ai.ml import MLClient, load_component
from azure.ai.ml.dsl import pipeline

evaluate = load_component(source="components/evaluate.yml")

@pipeline(default_compute="cpu")
def churn():
    evaluate()

MLClient.from_config(None).jobs.create_or_update(churn())
`,
      'src/evaluate.py': 'import mlflow\nmlflow.register_model("runs:/1/model", "churn")\n',
    });
    expect(relations).toContain('workflow-orchestration azure-ml churn --registers-in-> model-registry mlflow');
  });

  it('are no pipeline where the program has none of them', async () => {
    const sketch = `from sagemaker.workflow.pipeline import Pipeline

pipeline = Pipeline(name="churn", steps=[prepare_step, train_step])
`;
    const found = await auditFiles({ 'pipeline.py': sketch });
    expect(found.components).toContain('workflow-orchestration sagemaker churn (declared: missing-target)');
    const made = sketch.replace('\n\n', '\nfrom steps import make\n\nprepare_step, train_step = make()\n');
    expect((await auditFiles({ 'pipeline.py': made })).components).toContain('workflow-orchestration sagemaker churn');
  });

  it('score by a function of a program', async () => {
    const { relations } = await auditFiles({
      'dags/score.py': `from airflow import DAG
from airflow.operators.python import PythonOperator
import predict

def score():
    predict.main()

with DAG("score", schedule="@daily"):
    PythonOperator(task_id="score", python_callable=score)
`,
      'predict.py': `import mlflow
import pandas as pd

def main():
    model = mlflow.sklearn.load_model("models:/churn/1")
    model.predict(pd.read_csv("in.csv"))
`,
    });
    expect(relations).toContain('workflow-orchestration airflow score --orchestrates-> model-serving batch-job');
  });

  it('score in a Spark job whose program the project keeps', async () => {
    const { components, relations } = await auditFiles({
      'flows/assets.py': `import os
import dagster as dg
from dagster_aws.pipes import PipesEMRServerlessClient

@dg.asset
def scores(context, client: PipesEMRServerlessClient):
    client.run(
        context=context,
        start_job_run_params={"jobDriver": {"sparkSubmit": {"entryPoint": f"s3://{os.environ['CODE']}/jobs/score.py"}}},
    )
`,
      'src/jobs/score.py': `import sys
import mlflow.pyfunc
from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()
score = mlflow.pyfunc.spark_udf(spark, sys.argv[1])
spark.read.parquet("in").withColumn("score", score("x")).write.parquet("out")
`,
    });
    expect(components).toContain('model-serving batch-job');
    expect(relations).toContain('workflow-orchestration dagster assets --orchestrates-> model-serving batch-job');
  });
});
