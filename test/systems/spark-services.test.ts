import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const TRAIN = `from pyspark.sql import SparkSession
from pyspark.ml.classification import LogisticRegression

spark = SparkSession.builder.appName("churn").getOrCreate()
rows = spark.read.parquet("gs://churn-lake/rows/")
model = LogisticRegression().fit(rows)
model.write().overwrite().save("gs://churn-models/latest")
`;

describe('Amazon EMR', () => {
  it('runs the program that a step takes out of a bucket', async () => {
    const { components, relations, criteria } = await auditFiles({
      '.github/workflows/prep.yml': `name: prep
on:
  schedule: [{ cron: '0 3 * * *' }]
jobs:
  prep:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: aws s3 cp jobs/train.py s3://churn-code/jobs/train.py
      - run: |
          aws emr add-steps --cluster-id "$CLUSTER" \\
            --steps Type=Spark,Name=train,ActionOnFailure=CONTINUE,Args=[--deploy-mode,cluster,s3://churn-code/jobs/train.py]
`,
      'jobs/train.py': `from pyspark.sql import SparkSession
from pyspark.ml.classification import LogisticRegression

spark = SparkSession.builder.appName("churn").getOrCreate()
rows = spark.read.parquet("s3://churn-lake/rows/")
model = LogisticRegression().fit(rows)
model.write().overwrite().save("s3://churn-models/latest")
`,
    });
    expect(components).toEqual([
      'ci-cd github-actions',
      'data-pipeline amazon-emr',
      'data-pipeline apache-spark',
      'data-store amazon-s3',
      'model-training-infrastructure amazon-emr',
      'scheduler github-actions',
      'source-repository github',
      'training-pipeline spark-mllib jobs/train.py',
    ]);
    expect(relations).toEqual([
      'ci-cd github-actions --runs-on-> data-pipeline amazon-emr',
      'ci-cd github-actions --triggers-> data-pipeline apache-spark',
      'ci-cd github-actions --triggers-> model-training-infrastructure amazon-emr',
      'ci-cd github-actions --triggers-> training-pipeline spark-mllib jobs/train.py',
      'ci-cd github-actions --writes-to-> data-store amazon-s3',
      'scheduler github-actions --triggers-> ci-cd github-actions',
      'scheduler github-actions --triggers-> data-pipeline apache-spark',
      'scheduler github-actions --triggers-> training-pipeline spark-mllib jobs/train.py',
      'training-pipeline spark-mllib jobs/train.py --runs-on-> model-training-infrastructure amazon-emr',
    ]);
    expect(criteria).toEqual(expect.arrayContaining(['G1.1', 'G1.12']));
  });

  it('is not claimed for what is switched off or allowed', async () => {
    const { components, relations } = await auditFiles({
      'main.tf': `resource "aws_emr_cluster" "prep" {
  count = 0
  name  = "prep"
}
# resource "aws_emrserverless_application" "x" { name = "x" }
data "aws_iam_policy_document" "emr" {
  statement { actions = ["elasticmapreduce:RunJobFlow"] }
}
`,
    });
    expect(components).toEqual(['data-pipeline amazon-emr prep (declared: disabled)']);
    expect(relations).toEqual([]);
  });
});

describe('Dataproc', () => {
  it('runs the program that a command submits', async () => {
    const { components, relations } = await auditFiles({
      'cloudbuild.yaml': `steps:
  - name: gcr.io/google.com/cloudsdktool/cloud-sdk
    entrypoint: bash
    args:
      - -c
      - |
        gsutil cp jobs/train.py gs://churn-code/jobs/train.py
        gcloud dataproc jobs submit pyspark gs://churn-code/jobs/train.py --cluster=churn --region=europe-west1
`,
      'jobs/train.py': TRAIN,
      'infra/main.tf': `resource "google_dataproc_cluster" "churn" {
  name   = "churn"
  region = "europe-west1"
}
`,
    });
    expect(components).toEqual([
      'ci-cd google-cloud-build',
      'data-pipeline apache-spark',
      'data-pipeline google-dataproc churn',
      'data-store google-cloud-storage',
      'model-training-infrastructure google-dataproc',
      'training-pipeline spark-mllib jobs/train.py',
    ]);
    expect(relations).toEqual([
      'ci-cd google-cloud-build --runs-on-> data-pipeline google-dataproc churn',
      'ci-cd google-cloud-build --triggers-> data-pipeline apache-spark',
      'ci-cd google-cloud-build --triggers-> model-training-infrastructure google-dataproc',
      'ci-cd google-cloud-build --triggers-> training-pipeline spark-mllib jobs/train.py',
      'ci-cd google-cloud-build --writes-to-> data-store google-cloud-storage',
      'model-training-infrastructure google-dataproc --writes-to-> data-store google-cloud-storage',
      'training-pipeline spark-mllib jobs/train.py --runs-on-> model-training-infrastructure google-dataproc',
    ]);
  });

  it('runs the program of an operator', async () => {
    const { components, relations, criteria } = await auditFiles({
      'dags/a.py': `from airflow import models
from airflow.providers.google.cloud.operators.dataproc import (
    DataprocCreateClusterOperator, DataprocDeleteClusterOperator, DataprocSubmitJobOperator)
import datetime

PYSPARK_JOB = {
    "reference": {"project_id": "p"},
    "placement": {"cluster_name": "churn"},
    "pyspark_job": {"main_python_file_uri": "gs://churn-code/jobs/train.py"},
}
with models.DAG("churn_dataproc", schedule_interval="@weekly", start_date=datetime.datetime(2024, 1, 1)) as dag:
    create = DataprocCreateClusterOperator(task_id="create", cluster_name="churn", region="europe-west1", cluster_config={})
    train = DataprocSubmitJobOperator(task_id="train", job=PYSPARK_JOB, region="europe-west1", project_id="p")
    delete = DataprocDeleteClusterOperator(task_id="delete", cluster_name="churn", region="europe-west1")
    create >> train >> delete
`,
      'jobs/train.py': TRAIN,
    });
    expect(components).toEqual([
      'data-pipeline apache-spark',
      'data-pipeline google-dataproc',
      'model-training-infrastructure google-dataproc',
      'scheduler airflow',
      'training-pipeline spark-mllib jobs/train.py',
      'workflow-orchestration airflow churn_dataproc',
    ]);
    expect(relations).toEqual([
      'scheduler airflow --triggers-> data-pipeline apache-spark',
      'scheduler airflow --triggers-> training-pipeline spark-mllib jobs/train.py',
      'scheduler airflow --triggers-> workflow-orchestration airflow churn_dataproc',
      'training-pipeline spark-mllib jobs/train.py --runs-on-> model-training-infrastructure google-dataproc',
      'workflow-orchestration airflow churn_dataproc --orchestrates-> data-pipeline apache-spark',
      'workflow-orchestration airflow churn_dataproc --orchestrates-> training-pipeline spark-mllib jobs/train.py',
      'workflow-orchestration airflow churn_dataproc --runs-on-> data-pipeline google-dataproc',
      'workflow-orchestration airflow churn_dataproc --runs-on-> model-training-infrastructure google-dataproc',
    ]);
    expect(criteria).toEqual(expect.arrayContaining(['G1.1', 'G1.12']));
  });

  it('is not claimed for what is printed, commented out or only installed', async () => {
    const { components, relations } = await auditFiles({
      'run.sh': `# gcloud dataproc jobs submit pyspark jobs/train.py
echo gcloud dataproc jobs submit pyspark jobs/train.py
`,
      'requirements.txt': `google-cloud-dataproc==5.9
`,
    });
    expect(components).toEqual([]);
    expect(relations).toEqual([]);
  });
});

describe('Synapse Spark', () => {
  it('is not claimed for what a condition leaves out', async () => {
    const { components, relations } = await auditFiles({
      'bicep.bicep': `resource ws 'Microsoft.Synapse/workspaces@2021-06-01' = if (false) {
  name: 'w'
}
// resource p 'Microsoft.Synapse/workspaces/bigDataPools@2021-06-01' = { name: 'p' }
`,
      'a.json': '{"name":"x","properties":{"text":"bigDataPool"}}',
    });
    expect(components).toEqual(['data-store azure-synapse w (declared: disabled)']);
    expect(relations).toEqual([]);
  });
});

describe('AWS Glue', () => {
  it('is started by its trigger', async () => {
    const { components, relations } = await auditFiles({
      'main.tf': `resource "aws_glue_job" "prep" {
  name     = "prep"
  role_arn = aws_iam_role.glue.arn
  command {
    name            = "glueetl"
    script_location = "s3://\${aws_s3_bucket.code.bucket}/prep.py"
  }
}
resource "aws_s3_bucket" "code" { bucket = "churn-code" }
resource "aws_s3_object" "prep" {
  bucket = aws_s3_bucket.code.bucket
  key    = "prep.py"
  source = "glue/prep.py"
}
resource "aws_glue_trigger" "nightly" {
  name     = "nightly"
  type     = "SCHEDULED"
  schedule = "cron(0 2 * * ? *)"
  actions { job_name = aws_glue_job.prep.name }
}
resource "aws_glue_catalog_database" "churn" { name = "churn" }
`,
      'glue/prep.py': `import sys
from awsglue.context import GlueContext
from awsglue.job import Job
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext

args = getResolvedOptions(sys.argv, ["JOB_NAME"])
glue = GlueContext(SparkContext.getOrCreate())
job = Job(glue)
job.init(args["JOB_NAME"], args)
rows = glue.create_dynamic_frame.from_catalog(database="churn", table_name="raw")
glue.write_dynamic_frame.from_options(frame=rows, connection_type="s3", connection_options={"path": "s3://churn-clean/rows"}, format="parquet")
job.commit()
`,
    });
    expect(components).toEqual([
      'data-pipeline aws-glue prep',
      'data-store amazon-s3 churn-code',
      'data-store aws-glue churn',
      'scheduler aws-glue nightly',
    ]);
    expect(relations).toEqual(['scheduler aws-glue nightly --triggers-> data-pipeline aws-glue prep']);
  });

  it('runs its script', async () => {
    const { components, relations } = await auditFiles({
      'template.yaml': `AWSTemplateFormatVersion: '2010-09-09'
Resources:
  Code: { Type: AWS::S3::Bucket, Properties: { BucketName: churn-code } }
  Prep:
    Type: AWS::Glue::Job
    Properties:
      Name: prep
      Role: !GetAtt Role.Arn
      Command: { Name: glueetl, ScriptLocation: !Sub 's3://\${Code}/glue/prep.py' }
  Nightly:
    Type: AWS::Glue::Trigger
    Properties:
      Name: nightly
      Type: SCHEDULED
      Schedule: cron(0 2 * * ? *)
      StartOnCreation: true
      Actions: [{ JobName: !Ref Prep }]
`,
      'glue/prep.py': `import sys
from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()
spark.read.json(sys.argv[1]).dropDuplicates().write.parquet(sys.argv[2])
`,
    });
    expect(components).toEqual([
      'data-pipeline apache-spark',
      'data-pipeline aws-glue prep',
      'data-store amazon-s3 churn-code',
      'scheduler aws-glue nightly',
    ]);
    expect(relations).toEqual([
      'scheduler aws-glue nightly --triggers-> data-pipeline apache-spark',
      'scheduler aws-glue nightly --triggers-> data-pipeline aws-glue prep',
    ]);
  });

  it('is not started by a trigger that is off', async () => {
    const { components, relations } = await auditFiles({
      'main.tf': `resource "aws_glue_trigger" "nightly" {
  name     = "nightly"
  type     = "SCHEDULED"
  enabled  = false
  schedule = "cron(0 2 * * ? *)"
  actions { job_name = "prep" }
}
`,
      'a.py': `# from awsglue.context import GlueContext
GLUE_JOB = "prep"
`,
    });
    expect(components).toEqual(['scheduler aws-glue nightly (declared: disabled)']);
    expect(relations).toEqual([]);
  });
});

describe('A program that trains and moves data besides', () => {
  it('logs and registers as training, not as the job of data', async () => {
    const { relations } = await auditFiles({
      'fit.py':
        'import mlflow\nimport mlflow.sklearn\nfrom pyspark.sql import SparkSession\nfrom sklearn.svm import SVC\n\nwith mlflow.start_run():\n    model = SVC().fit([[0], [1]], [0, 1])\n    mlflow.sklearn.log_model(model, "m", registered_model_name="churn")\nspark = SparkSession.builder.getOrCreate()\nspark.createDataFrame(scores).write.saveAsTable("gold.scores")\n',
    });
    expect(relations.filter((line) => /mlflow$/.test(line))).toEqual([
      'training-pipeline scikit-learn fit.py --logs-to-> ml-metadata-store mlflow',
      'training-pipeline scikit-learn fit.py --registers-in-> model-registry mlflow',
    ]);
  });
});
