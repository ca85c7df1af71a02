import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const dag = (id: string, schedule: string, program: string): string => `from datetime import datetime
from airflow import DAG
from airflow.operators.bash import BashOperator

with DAG(
    "${id}",
    start_date=datetime(2024, 1, 1),
    schedule="${schedule}",
):
    BashOperator(task_id="run", bash_command="python ${program}")
`;

describe('several schedules of one engine', () => {
  it('are each shown with what they start', async () => {
    const { assessment } = await auditFiles({
      'dags/a_clean.py': dag('clean', '@hourly', 'clean.py'),
      'dags/b_train.py': dag('train', '@weekly', 'train.py'),
      'clean.py': 'import pandas as pd\npd.read_csv("in.csv").to_csv("out.csv")\n',
      'train.py': 'from sklearn.svm import SVC\nSVC().fit(x, y)\n',
    });
    const shown = assessment.relations
      .filter(({ from, type }) => from.startsWith('scheduler') && type === 'triggers')
      .map(({ to, evidence: [first] }) => `${to} ${first?.file ?? ''}:${first?.line ?? 0}`);
    expect(shown).toEqual([
      'training-pipeline/scikit-learn/train.py dags/b_train.py:8',
      'workflow-orchestration/airflow/clean dags/a_clean.py:8',
      'workflow-orchestration/airflow/train dags/b_train.py:8',
    ]);
  });
});
