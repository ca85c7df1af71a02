/**
 * What CI starts to train: services of Compose that it waits for, DAGs over the interface of Airflow; and what DAGs find outside of the
 * checkout.
 */
import { describe, expect, it } from 'vitest';
import { auditFiles, type Files } from './support.js';

const TRAINING: Files = {
  'src/train.py': `import joblib
import pandas as pd
from sklearn.ensemble import RandomForestClassifier

def main():
    df = pd.read_csv("data/train.csv")
    joblib.dump(RandomForestClassifier().fit(df[["x"]], df["y"]), "model.pkl")

if __name__ == "__main__":
    main()
`,
  'docker-compose.yml': `services:
  train:
    build: .
    command: python src/train.py
  db:
    image: postgres:16
`,
  'dags/training.py': `from airflow import DAG
from airflow.operators.bash import BashOperator

with DAG("training", schedule=None):
    BashOperator(task_id="train", bash_command="python src/train.py")
`,
};
const PROGRAM = 'ci-cd github-actions --triggers-> training-pipeline scikit-learn src/train.py';
const DAG = 'ci-cd github-actions --triggers-> workflow-orchestration airflow training';

const ROWS: [command: string, started: string[]][] = [
  ['docker compose run --rm train', [PROGRAM]],
  ['docker compose up --build --exit-code-from train train', [PROGRAM]],
  ['docker compose up -d db', []],
  ['docker compose up -d', []],
  ['docker compose run --rm db', []],
  [`curl -X POST "$AIRFLOW/api/v1/dags/training/dagRuns" -d '{}'`, [DAG]],
  [`curl --json '{}' https://airflow.acme.io/api/v2/dags/training/dagRuns`, [DAG]],
  ['curl "$AIRFLOW/api/v1/dags/training/dagRuns"', []],
  [`curl -X POST "$AIRFLOW/api/v1/dags/other/dagRuns" -d '{}'`, []],
];

describe('what CI starts', () => {
  for (const [command, started] of ROWS)
    it(`by ${command}: ${started.length > 0 ? 'training' : 'nothing'}`, async () => {
      const { relations } = await auditFiles({
        ...TRAINING,
        '.github/workflows/train.yml': `on: { push: { branches: [main] } }
jobs:
  train:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: |
          ${command}
`,
      });
      expect(relations.filter((relation) => relation.includes('--triggers->'))).toEqual(started);
    });
});

it('programs in a directory outside of the checkout are those that were put there', async () => {
  const dag = (command: string): Files => ({
    'dags/training.py': `from airflow import DAG
from airflow.operators.bash import BashOperator

with DAG("training", schedule="@daily"):
    BashOperator(task_id="train", bash_command="${command}")
`,
    'jobs/train_risk.py': 'from sklearn.svm import SVC\nSVC().fit([[0], [1]], [0, 1])\n',
  });
  const orchestrates =
    'workflow-orchestration airflow training --orchestrates-> training-pipeline scikit-learn jobs/train_risk.py';
  expect((await auditFiles(dag('cd /opt/risk && python train_risk.py'))).relations).toContain(orchestrates);
  expect((await auditFiles(dag('cd /usr/local && python train_risk.py'))).relations).not.toContain(orchestrates);
});
