import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const TRAIN = `import joblib
from sklearn.svm import SVC

def train():
    joblib.dump(SVC().fit([[0], [1]], [0, 1]), "model.joblib")
`;
const SCORE = `import joblib

def score(rows):
    model = joblib.load("model.joblib")
    rows["churn"] = model.predict(rows)
    rows.to_parquet("scores.parquet")
`;
const flow = (name: string, ...steps: string[]): string => `from prefect import flow, task
from ml.train import train
from ml.score import score

@task
def fit():
    train()

@task
def answer(rows):
    score(rows)

@flow(name="${name}")
def run(rows):
${steps.map((step) => `    ${step}\n`).join('')}
run([])
`;
const files = (flows: Record<string, string>): Record<string, string> => ({
  'ml/__init__.py': '',
  'ml/train.py': TRAIN,
  'ml/score.py': SCORE,
  ...flows,
});

describe('batches that a new model scores', () => {
  it('put it into service where the pipeline that trains it scores them', async () => {
    const { relations, criteria } = await auditFiles(files({ 'flow.py': flow('churn', 'fit()', 'answer(rows)') }));
    expect(relations).toContain('workflow-orchestration prefect churn --deploys-> model-serving batch-job');
    expect(criteria).toContain('G1.5');
  });

  it('do not where another pipeline does, which answers with whatever model there is', async () => {
    const { relations, criteria } = await auditFiles(
      files({ 'fit.py': flow('fit', 'fit()'), 'score.py': flow('score', 'answer(rows)') }),
    );
    expect(relations).toContain('workflow-orchestration prefect score --orchestrates-> model-serving batch-job');
    expect(relations.filter((relation) => relation.includes('--deploys->'))).toEqual([]);
    expect(criteria).not.toContain('G1.5');
  });
});

describe('rows kept back for tests', () => {
  it.each([
    ['model.predict(X_test)', false],
    ['model.predict(testX)', false],
    ['model.predict(latest)', true],
    ['model.predict(contestants)', true],
  ])('put no model into service when it answers them: %s', async (call, isService) => {
    const program = SCORE.replace('model.predict(rows)', call);
    const { relations } = await auditFiles(
      files({ 'ml/score.py': program, 'flow.py': flow('churn', 'fit()', 'answer(rows)') }),
    );
    expect(relations).toContain('workflow-orchestration prefect churn --orchestrates-> model-serving batch-job');
    expect(relations.includes('workflow-orchestration prefect churn --deploys-> model-serving batch-job')).toBe(
      isService,
    );
  });
});

describe('artifacts that a program takes out of MLflow', () => {
  it.each([
    ['mlflow.artifacts.download_artifacts(run_id=RUN, artifact_path="report")', true],
    ['mlflow.artifacts.download_artifacts("runs:/1/report")', true],
    ['mlflow.artifacts.download_artifacts(artifact_uri=f"s3://{BUCKET}/1/artifacts/report")', true],
    ['MlflowClient().download_artifacts(run_id=RUN, path="report")', true],
    ['mlflow.artifacts.download_artifacts("models:/churn/1")', false],
  ])('are read from its runs: %s', async (call, reads) => {
    const { relations } = await auditFiles({
      'train.py': `import mlflow\nfrom mlflow.tracking import MlflowClient\nfrom sklearn.svm import SVC\n\n${call}\nSVC().fit([[0], [1]], [0, 1])\n`,
    });
    expect(relations.includes('training-pipeline scikit-learn train.py --reads-from-> ml-metadata-store mlflow')).toBe(
      reads,
    );
  });
});

describe('what a package does when it is imported', () => {
  it('is done by whoever imports out of it', async () => {
    const app = `from fastapi import FastAPI
from . import model

app = FastAPI()

@app.post("/predict")
def predict(x: float):
    return model.predict([[x]])
`;
    const { components } = await auditFiles({
      'api/__init__.py': 'import joblib\n\nmodel = joblib.load("model.joblib")\n',
      'api/main.py': app,
    });
    expect(components).toEqual(['model-serving fastapi']);
    const without = await auditFiles({ 'api/__init__.py': 'model = None\n', 'api/main.py': app });
    expect(without.components).toEqual([]);
  });
});
