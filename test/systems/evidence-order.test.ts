/** Which of several places is shown first, and which are not meant at all. */
import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const REGISTER = `import mlflow
from sklearn.svm import SVC

def run():
    model = SVC().fit([[0], [1]], [0, 1])
    mlflow.log_metric("f1", 0.9)
    mlflow.register_model("runs:/1/model", "churn")

if __name__ == "__main__":
    run()
`;

describe('Evidence', () => {
  it('shows what CI runs before what somebody starts by hand', async () => {
    const { assessment } = await auditFiles({
      'demo/register_again.py': 'import mlflow\nmlflow.register_model("runs:/2/model", "churn")\n',
      'training/register.py': REGISTER,
      '.github/workflows/train.yml':
        'on: push\njobs:\n  train:\n    runs-on: ubuntu-latest\n    steps:\n      - run: python training/register.py\n',
    });
    const registry = assessment.components.find(({ type }) => type === 'model-registry');
    expect(registry?.evidence.map(({ file }) => file)).toEqual(['training/register.py', 'demo/register_again.py']);
  });

  it('shows tests that CI runs', async () => {
    const { assessment } = await auditFiles({
      'training/register.py': REGISTER,
      'scripts/test_archive.py': 'from training.register import run\nrun()\n',
      'tests/test_register.py': 'from training.register import run\n\ndef test_run():\n    run()\n',
      '.github/workflows/test.yml':
        'on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: pytest tests/ -v\n',
    });
    const validates = assessment.relations.filter(({ type }) => type === 'validates');
    expect(validates.flatMap(({ evidence }) => evidence.map(({ file }) => file))).not.toContain(
      'scripts/test_archive.py',
    );
    expect(validates).not.toEqual([]);
  });

  it('shows the command that starts the tests which import the code, of several in a script', async () => {
    const { assessment } = await auditFiles({
      'training/register.py': REGISTER,
      'tests/data/test_rows.py': 'def test_rows():\n    assert 1\n',
      'tests/code/conftest.py': 'from training.register import run\n',
      'tests/code/test_register.py': 'from training.register import run\n\ndef test_run():\n    run()\n',
      'all-tests.sh': '#!/bin/sh\npytest tests/data\npytest tests/code -v\n',
      '.github/workflows/test.yml':
        'on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: sh all-tests.sh\n',
    });
    const validates = assessment.relations.filter(({ type }) => type === 'validates');
    expect(validates.map(({ evidence }) => evidence.map(({ file, line }) => `${file}:${line}`))).toEqual([
      ['all-tests.sh:3', 'tests/code/test_register.py:1'],
    ]);
  });

  it('does not run code that is mounted into a service beside its own', async () => {
    const { relations } = await auditFiles({
      'api.py': `import mlflow
from fastapi import FastAPI

app = FastAPI()
model = mlflow.pyfunc.load_model("models:/churn@champion")

@app.post("/predict")
def predict(row: dict):
    return model.predict(row)
`,
      'flows/flow.py': `import mlflow
from prefect import flow
from sklearn.svm import SVC

@flow(name="training")
def training():
    SVC().fit([[0], [1]], [0, 1])
    mlflow.register_model("runs:/1/model", "churn")
`,
      Dockerfile: 'FROM python:3.12\nCOPY api.py .\nCMD ["uvicorn", "api:app"]\n',
      'docker-compose.yml': 'services:\n  api:\n    build: .\n    volumes:\n      - ./flows:/app/flows\n',
    });
    expect(relations.filter((relation) => relation.startsWith('model-serving'))).toEqual([
      'model-serving fastapi --loads-from-> model-registry mlflow',
    ]);
  });
});
