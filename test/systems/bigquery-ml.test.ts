import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const TRAIN = `-- Trains every week.
CREATE OR REPLACE MODEL \`shop.ml.churn\`
OPTIONS (model_type = 'LOGISTIC_REG', input_label_cols = ['churned'], model_registry = 'VERTEX_AI') AS
SELECT * FROM \`shop.ml.customers\` WHERE churned IS NOT NULL;
`;
const CHECK = `ASSERT (SELECT roc_auc FROM ML.EVALUATE(MODEL \`shop.ml.churn\`)) > 0.8 AS 'the model is too weak';`;
const SCORE = `CREATE OR REPLACE TABLE ml.scores AS
SELECT * FROM ML.PREDICT(MODEL \`shop.ml.churn\`, TABLE ml.customers);
`;

describe('BigQuery ML', () => {
  it('trains, registers, checks and applies a model in scripts of SQL', async () => {
    const { components, relations } = await auditFiles({ 'sql/train.sql': TRAIN + CHECK, 'sql/score.sql': SCORE });
    expect(components).toEqual([
      'data-store bigquery',
      'model-registry vertex-ai',
      'model-serving bigquery-ml',
      'model-training-infrastructure bigquery-ml',
      'model-validation custom-code',
      'training-pipeline bigquery-ml sql/train.sql',
    ]);
    expect(relations).toEqual([
      'model-serving bigquery-ml --writes-to-> data-store bigquery',
      'model-validation custom-code --reads-from-> data-store bigquery',
      'model-validation custom-code --validates-> training-pipeline bigquery-ml sql/train.sql',
      'training-pipeline bigquery-ml sql/train.sql --reads-from-> data-store bigquery',
      'training-pipeline bigquery-ml sql/train.sql --registers-in-> model-registry vertex-ai',
      'training-pipeline bigquery-ml sql/train.sql --runs-on-> model-training-infrastructure bigquery-ml',
    ]);
  });

  it.each([
    ['< sql/train.sql', 'bq query --use_legacy_sql=false < sql/train.sql'],
    ['a pipe', 'cat sql/train.sql | bq query --nouse_legacy_sql'],
    ['a substitution', 'bq query --use_legacy_sql=false "$(cat sql/train.sql)"'],
  ])('is run by the commands of a workflow: %s', async (_, command) => {
    const { relations, criteria } = await auditFiles({
      '.github/workflows/train.yml': `on:\n  schedule:\n    - cron: '0 4 * * 1'\njobs:\n  train:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: |\n          ${command}\n`,
      'sql/train.sql': TRAIN,
    });
    expect(relations).toContain('ci-cd github-actions --triggers-> training-pipeline bigquery-ml sql/train.sql');
    expect(criteria).toContain('G1.12');
  });

  it('is run by statements in programs and tasks', async () => {
    const { relations } = await auditFiles({
      'dags/churn.py': `from airflow import DAG
from airflow.providers.google.cloud.operators.bigquery import BigQueryInsertJobOperator

with DAG("churn", schedule="@weekly") as dag:
    train = BigQueryInsertJobOperator(
        task_id="train",
        configuration={"query": {"query": "CREATE OR REPLACE MODEL ml.churn OPTIONS(model_type='dnn_classifier') AS SELECT * FROM ml.t"}},
    )
`,
      'retrain.py': `from google.cloud import bigquery

QUERY = """
CREATE OR REPLACE MODEL ml.value OPTIONS(model_type='linear_reg') AS SELECT * FROM ml.t
"""
bigquery.Client().query(QUERY).result()
`,
    });
    expect(relations).toContain(
      'workflow-orchestration airflow churn --orchestrates-> training-pipeline bigquery-ml dags/churn.py',
    );
    expect(relations).toContain(
      'training-pipeline bigquery-ml retrain.py --runs-on-> model-training-infrastructure bigquery-ml',
    );
  });

  it('is not claimed for remote and imported models, comments, looks at a model, or other tables', async () => {
    const { components } = await auditFiles({
      'remote.sql': `CREATE MODEL ml.text REMOTE WITH CONNECTION \`eu.c\` OPTIONS (endpoint = 'text');`,
      'imported.sql': `CREATE MODEL ml.net OPTIONS (model_type = 'ONNX', model_path = 'gs://b/m.onnx');`,
      'comment.sql': `-- CREATE MODEL ml.churn OPTIONS (model_type = 'x') AS SELECT 1;\n/* ML.PREDICT(MODEL a) */ SELECT 'CREATE MODEL x AS SELECT 1';`,
      'look.sql': 'SELECT * FROM ML.PREDICT(MODEL ml.churn, TABLE ml.t);',
      'table.sql': 'CREATE TABLE model (id INT, model TEXT); CREATE TABLE task (warehouse TEXT);',
    });
    expect(components).toEqual([]);
  });

  it('reads texts that never end', async () => {
    const { components } = await auditFiles({
      'a.sql': `CREATE MODEL ${'('.repeat(1000)}'${'--'.repeat(1000)}`,
      'b.sql': 'CALL $$',
    });
    expect(components).toEqual([]);
  });
});
