import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('Google Cloud Composer', () => {
  it('gets its DAGs by an import', async () => {
    const { components, relations, criteria } = await auditFiles({
      'main.tf': `resource "google_composer_environment" "churn" {
  name   = "churn"
  region = "europe-west1"
  config { software_config { image_version = "composer-2.9.7-airflow-2.9.3" } }
}
`,
      'cloudbuild.yaml': `steps:
  - name: gcr.io/google.com/cloudsdktool/cloud-sdk
    entrypoint: bash
    args: [-c, 'gcloud composer environments storage dags import --environment churn --location europe-west1 --source dags/train.py']
`,
      'dags/train.py': `from datetime import datetime
from airflow import DAG
from airflow.operators.bash import BashOperator

with DAG("churn", schedule_interval="@weekly", start_date=datetime(2024, 1, 1)) as dag:
    BashOperator(task_id="train", bash_command="python /home/airflow/gcs/data/train.py")
`,
    });
    expect(components).toEqual([
      'ci-cd google-cloud-build',
      'scheduler airflow',
      'workflow-orchestration airflow churn',
      'workflow-orchestration google-cloud-composer churn',
    ]);
    expect(relations).toEqual([
      'ci-cd google-cloud-build --deploys-> workflow-orchestration airflow churn',
      'scheduler airflow --triggers-> workflow-orchestration airflow churn',
    ]);
    expect(criteria).toEqual(expect.arrayContaining(['G2.s3']));
  });

  it('gets its DAGs by a copy into its folder', async () => {
    const { components, relations, criteria } = await auditFiles({
      '.github/workflows/d.yml': `on: { push: { branches: [main] } }
jobs:
  dags:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: gsutil -m rsync -r dags gs://europe-west1-churn-1234-bucket/dags
`,
      'dags/train.py': `from datetime import datetime
from airflow import DAG
from airflow.operators.bash import BashOperator

with DAG("churn", schedule_interval="@weekly", start_date=datetime(2024, 1, 1)) as dag:
    BashOperator(task_id="train", bash_command="echo hello")
`,
    });
    expect(components).toEqual([
      'ci-cd github-actions',
      'data-store google-cloud-storage',
      'scheduler airflow',
      'source-repository github',
      'workflow-orchestration airflow churn',
    ]);
    expect(relations).toEqual([
      'ci-cd github-actions --deploys-> workflow-orchestration airflow churn',
      'ci-cd github-actions --writes-to-> data-store google-cloud-storage',
      'scheduler airflow --triggers-> workflow-orchestration airflow churn',
    ]);
    expect(criteria).toEqual(expect.arrayContaining(['G2.s3']));
  });
});

describe('Amazon MWAA', () => {
  it('gets its DAGs by a copy into its folder', async () => {
    const { components, relations, criteria } = await auditFiles({
      'main.tf': `resource "aws_s3_bucket" "dags" { bucket = "churn-dags" }
resource "aws_mwaa_environment" "churn" {
  name               = "churn"
  dag_s3_path        = "dags/"
  execution_role_arn = aws_iam_role.mwaa.arn
  source_bucket_arn  = aws_s3_bucket.dags.arn
  network_configuration {
    security_group_ids = []
    subnet_ids         = []
  }
}
`,
      Makefile: `deploy:
	aws s3 sync dags s3://churn-dags/dags --delete
`,
      '.github/workflows/d.yml': `on: { push: { branches: [main] } }
jobs:
  dags:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: make deploy
`,
      'dags/churn.py': `from datetime import datetime
from airflow.decorators import dag, task

@dag(schedule="@daily", start_date=datetime(2024, 1, 1), catchup=False)
def churn():
    @task
    def train():
        from sklearn.linear_model import LogisticRegression
        LogisticRegression().fit([[0], [1]], [0, 1])
    train()

churn()
`,
    });
    expect(components).toEqual([
      'ci-cd github-actions',
      'data-store amazon-s3 churn-dags',
      'scheduler airflow',
      'source-repository github',
      'training-pipeline scikit-learn dags/churn.py',
      'workflow-orchestration airflow churn',
      'workflow-orchestration amazon-mwaa churn',
    ]);
    expect(relations).toEqual([
      'ci-cd github-actions --deploys-> workflow-orchestration airflow churn',
      'ci-cd github-actions --writes-to-> data-store amazon-s3 churn-dags',
      'scheduler airflow --triggers-> training-pipeline scikit-learn dags/churn.py',
      'scheduler airflow --triggers-> workflow-orchestration airflow churn',
      'workflow-orchestration airflow churn --orchestrates-> training-pipeline scikit-learn dags/churn.py',
    ]);
    expect(criteria).toEqual(expect.arrayContaining(['G1.1', 'G1.12', 'G2.s3']));
  });

  it('is not claimed when it is switched off', async () => {
    const { components, relations } = await auditFiles({
      'main.tf': `resource "aws_mwaa_environment" "churn" {
  count = 0
  name  = "churn"
}
`,
      'requirements.txt': `apache-airflow==2.9
`,
    });
    expect(components).toEqual([
      'workflow-orchestration airflow (declared: dependency-only)',
      'workflow-orchestration amazon-mwaa churn (declared: disabled)',
    ]);
    expect(relations).toEqual([]);
  });
});
