/** Relations that control flow alone would suggest and that a reader of the definitions would deny, and those that hold. */
import { describe, expect, it } from 'vitest';
import { auditFiles } from '../systems/support.js';

const TRAIN = `import mlflow
from sklearn.linear_model import LogisticRegression

def run():
    mlflow.set_tracking_uri("http://mlflow:5000")
    LogisticRegression().fit([[0], [1]], [0, 1])
    mlflow.log_metric("accuracy", 0.9)
`;
const DAG = `from airflow.decorators import dag, task
from src.train import run

@dag(dag_id="training")
def training():
    @task
    def fit():
        run()

    fit()

training()
`;
const compose = (mounts: string): string => `services:
  scheduler:
    image: apache/airflow:2.10.0
    command: scheduler
    environment:
      AIRFLOW__CORE__EXECUTOR: CeleryExecutor
    volumes:
${mounts}
  mlflow:
    image: ghcr.io/mlflow/mlflow:v2.16.0
    command: mlflow server
`;

describe('an engine', () => {
  it('runs the pipelines of a mounted directory, and does not itself what their steps do', async () => {
    const { relations } = await auditFiles({
      'src/train.py': TRAIN,
      'dags/training.py': DAG,
      'dags/other.py': DAG.replaceAll('training', 'other').replace('        run()', '        print(1)'),
      'docker-compose.yml': compose('      - ./dags:/opt/airflow/dags\n      - ./src:/opt/airflow/src'),
    });
    const engine = relations.filter((r) => r.startsWith('workflow-orchestration airflow --'));
    expect(engine).toEqual([
      'workflow-orchestration airflow --triggers-> workflow-orchestration airflow other',
      'workflow-orchestration airflow --triggers-> workflow-orchestration airflow training',
    ]);
    expect(relations).toContain('workflow-orchestration airflow training --logs-to-> ml-metadata-store mlflow');
  });

  it('does not run the services beside which its directory is mounted', async () => {
    const { relations } = await auditFiles({
      'docker-compose.yml': compose('      - .:/opt/airflow/project'),
    });
    expect(relations).toEqual([]);
  });
});

describe('a service', () => {
  it('that loads a model sets an address for that, and logs nothing', async () => {
    const { relations } = await auditFiles({
      'app.py': `import mlflow
from fastapi import FastAPI

mlflow.set_tracking_uri("http://mlflow:5000")
model = mlflow.pyfunc.load_model("models:/fraud@champion")
app = FastAPI()

@app.post("/predict")
def predict(x: float):
    return model.predict([[x]])
`,
    });
    expect(relations).toEqual(['model-serving fastapi --loads-from-> model-registry mlflow']);
  });
});

describe('an image', () => {
  const push = (login: string): string => `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
${login}      - run: |
          docker build -t acme/fraud:1 .
          docker push acme/fraud:1
`;
  it('is pushed to the registry that the workflow names', async () => {
    const { components } = await auditFiles({
      '.github/workflows/b.yml': push('      - uses: aws-actions/amazon-ecr-login@v2\n'),
      Dockerfile: 'FROM python:3.12\n',
    });
    expect(components.filter((c) => c.startsWith('artifact-registry'))).toEqual(['artifact-registry amazon-ecr']);
  });

  it('is pushed to a registry that nothing names', async () => {
    const { components } = await auditFiles({ '.github/workflows/b.yml': push(''), Dockerfile: 'FROM python:3.12\n' });
    expect(components.filter((c) => c.startsWith('artifact-registry'))).toEqual(['artifact-registry docker']);
  });
});

describe('a notebook', () => {
  it('runs the file that %run names', async () => {
    const source = ['%run ./train.py\n'];
    const cells = [{ cell_type: 'code', metadata: {}, outputs: [], execution_count: null, source }];
    const { relations } = await auditFiles({
      'nb/run.ipynb': JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }),
      'nb/train.py': `${TRAIN}\nif __name__ == "__main__":\n    run()\n`,
    });
    expect(relations).toEqual(['training-pipeline scikit-learn nb/train.py --logs-to-> ml-metadata-store mlflow']);
  });
});
