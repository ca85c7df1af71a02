import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const JOB = `from dagster import Definitions, asset, define_asset_job
from sklearn.svm import SVC

@asset
def model():
    return SVC().fit(x, y)

defs = Definitions(assets=[model], jobs=[define_asset_job("churn_training", selection="*")])
`;
const APP = (request: string): string => `import httpx
import joblib
import requests
from fastapi import FastAPI

app = FastAPI()
model = joblib.load("model.joblib")
QUERY = '''mutation { launchRun(executionParams: { selector: { jobName: "churn_training" } }) { __typename } }'''

@app.post("/predict")
def predict(x):
    return model.predict(x)

@app.post("/retrain")
def retrain():
    ${request}
`;

describe('jobs of Dagster that a program starts over HTTP', () => {
  it.each([
    'requests.post("http://dagster:3000/graphql", json={"query": QUERY})',
    'httpx.post("http://dagster:3000/graphql", json={"query": QUERY, "variables": {}})',
  ])('%s', async (request) => {
    const { relations } = await auditFiles({ 'defs.py': JOB, 'app.py': APP(request) });
    expect(relations.filter((one) => one.startsWith('model-serving'))).toEqual([
      'model-serving fastapi --triggers-> workflow-orchestration dagster',
      'model-serving fastapi --triggers-> workflow-orchestration dagster churn_training',
    ]);
  });

  it('and a question that starts nothing', async () => {
    const asked = APP('requests.post("http://dagster:3000/graphql", json={"query": "{ runs { id } }"})');
    const { relations } = await auditFiles({ 'defs.py': JOB, 'app.py': asked });
    expect(relations.filter((one) => one.startsWith('model-serving'))).toEqual([]);
  });
});

describe('Dagster', () => {
  it('orchestrates assets by a job on a schedule, with a check that blocks', async () => {
    const { components, relations } = await auditFiles({
      'defs.py': `import pandas as pd
from dagster import AssetCheckResult, Definitions, ScheduleDefinition, asset, asset_check, define_asset_job
from sklearn.svm import SVC

@asset
def raw():
    return pd.read_csv("raw.csv")

@asset_check(asset=raw, blocking=True)
def no_nulls(raw):
    return AssetCheckResult(passed=bool(raw.isnull().sum().sum() == 0))

@asset
def model(raw):
    return SVC().fit(raw, raw)

training = define_asset_job("training", selection="*model")
defs = Definitions(assets=[raw, model], asset_checks=[no_nulls], jobs=[training], schedules=[ScheduleDefinition(job=training, cron_schedule="0 0 * * *")])
`,
    });
    expect(components).toEqual([
      'data-validation custom-code',
      'scheduler dagster training_schedule',
      'training-pipeline scikit-learn defs.py',
      'workflow-orchestration dagster',
      'workflow-orchestration dagster defs',
      'workflow-orchestration dagster training',
    ]);
    expect(relations).toEqual([
      'scheduler dagster training_schedule --triggers-> training-pipeline scikit-learn defs.py',
      'scheduler dagster training_schedule --triggers-> workflow-orchestration dagster training',
      'workflow-orchestration dagster defs --orchestrates-> training-pipeline scikit-learn defs.py',
      'workflow-orchestration dagster training --orchestrates-> training-pipeline scikit-learn defs.py',
    ]);
  });

  it('starts pipelines by the names of its first releases', async () => {
    const { relations } = await auditFiles({
      'repo.py': `from dagster import pipeline, repository, schedule, solid
from sklearn.svm import SVC

@solid
def train(context):
    SVC().fit([[0], [1]], [0, 1])

@pipeline
def training():
    train()

@pipeline
def other():
    pass

@schedule(cron_schedule="0 4 * * *", pipeline_name="training")
def nightly(context):
    return {}

@repository
def all_of_it():
    return [training, nightly]
`,
    });
    expect(relations.filter((one) => one.startsWith('scheduler'))).toEqual([
      'scheduler dagster nightly --triggers-> training-pipeline scikit-learn repo.py',
      'scheduler dagster nightly --triggers-> workflow-orchestration dagster training',
    ]);
  });
});

describe('MLflow as a resource of Dagster', () => {
  const job = (body: string): string => `from dagster import job, op
from dagster_mlflow import mlflow_tracking
from sklearn.svm import SVC

@op(required_resource_keys={"mlflow"})
def train(context):
    model = SVC().fit([[1]], [1])
    ${body}

@job(resource_defs={"mlflow": mlflow_tracking})
def risk():
    train()
`;

  it.each(['context.resources.mlflow.log_metric("rmse", 1)', 'context.resources.mlflow.sklearn.log_model(model, "m")'])(
    'is logged to: %s',
    async (body) => {
      expect((await auditFiles({ 'risk.py': job(body) })).relations).toContain(
        'workflow-orchestration dagster risk --logs-to-> ml-metadata-store mlflow',
      );
    },
  );

  it('is not logged to by logging something else', async () => {
    const { relations } = await auditFiles({ 'risk.py': job('context.log.info("done")') });
    expect(relations.filter((one) => one.includes('logs-to'))).toEqual([]);
  });
});
