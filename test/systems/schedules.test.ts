/** A schedule starts the training only where the pipeline that it starts trains. */
import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const dag = (name: string, schedule: string, callable: string): string =>
  `from airflow import DAG\nfrom airflow.operators.python import PythonOperator\nfrom ml.${callable} import run\n\nwith DAG("${name}", schedule=${schedule}) as dag:\n    PythonOperator(task_id="${callable}", python_callable=run)\n`;
const files = (ingest: string, train: string): Record<string, string> => ({
  'dags/ingest.py': dag('ingest', ingest, 'load'),
  'dags/fit.py': dag('fit', train, 'learn'),
  'ml/__init__.py': '',
  'ml/load.py': 'import pandas as pd\n\ndef run():\n    pd.read_sql("select 1", con).to_parquet("x.parquet")\n',
  'ml/learn.py':
    'from sklearn.svm import SVC\nimport joblib\n\ndef run():\n    joblib.dump(SVC().fit([[0], [1]], [0, 1]), "m")\n',
});

describe('a schedule', () => {
  it.each([
    ['of the pipeline that trains', 'None', '"@daily"', true],
    ['of another pipeline', '"@daily"', 'None', false],
  ])('%s', async (_, ingest, train, triggers) => {
    const { criteria, assessment } = await auditFiles(files(ingest, train));
    expect(criteria.includes('G1.12')).toBe(triggers);
    const schedule = assessment.components.find(({ type }) => type === 'scheduler');
    expect(schedule?.attributes).toMatchObject({ starts: triggers ? 'training' : 'other' });
  });

  it('of a pipeline whose steps lie out of sight may start a training', async () => {
    const { criteria } = await auditFiles({
      'dag.py':
        'from airflow import DAG\nfrom airflow.operators.bash import BashOperator\n\nwith DAG("nightly", schedule="@daily") as dag:\n    BashOperator(task_id="train", bash_command="/opt/train")\n',
    });
    expect(criteria).toContain('G1.12');
  });
});
