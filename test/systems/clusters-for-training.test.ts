/** Clusters for distributed computing are compute for training where training is handed over to them, and not where other work is. */
import { describe, expect, it } from 'vitest';
import { auditFiles, type Files } from './support.js';

const IMPORTS = 'from pyspark.sql import SparkSession\nfrom pyspark.ml.classification import RandomForestClassifier\n';
const TRAIN = `${IMPORTS}spark = SparkSession.builder.getOrCreate()
model = RandomForestClassifier().fit(spark.read.parquet("claims"))
model.save("models/claims")
`;
const CLEAN = `from pyspark.sql import SparkSession
spark = SparkSession.builder.getOrCreate()
spark.read.csv("raw").dropna().write.parquet("claims")
`;
const dag = (task: string): string => `from airflow import DAG
from airflow.providers.amazon.aws.operators.emr import EmrAddStepsOperator, EmrCreateJobFlowOperator
from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator

with DAG("claims", schedule="@daily") as dag:
    ${task}
`;
const STEPS =
  'steps=[{"Name": "x", "HadoopJarStep": {"Jar": "command-runner.jar", "Args": ["spark-submit", "s3://acme-code/jobs/job.py"]}}]';
const workflow = (command: string): Files => ({
  '.github/workflows/run.yml': `on: push
jobs:
  run:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: ${command}
`,
});
const infrastructure = ({ components }: { components: string[] }): string[] =>
  components.filter((one) => one.startsWith('model-training-infrastructure'));

describe('a cluster that is handed a program', () => {
  it.each<[string, string, Files]>([
    [
      'steps of EMR',
      'amazon-emr',
      { 'dags/d.py': dag(`EmrAddStepsOperator(task_id="run", job_flow_id="j", ${STEPS})`) },
    ],
    [
      'a new cluster of EMR with steps',
      'amazon-emr',
      {
        'dags/d.py': dag(
          `EmrCreateJobFlowOperator(task_id="run", job_flow_overrides={"Name": "x", ${STEPS.replace('steps=', '"Steps": ')}})`,
        ),
      },
    ],
    [
      'an operator of Spark',
      'apache-spark',
      { 'dags/d.py': dag('SparkSubmitOperator(task_id="run", application="jobs/job.py")') },
    ],
    ['a master of Spark', 'apache-spark', workflow('spark-submit --master spark://spark-master:7077 jobs/job.py')],
    [
      'a job of Dataproc in Terraform',
      'google-dataproc',
      {
        'main.tf': `resource "google_dataproc_job" "run" {
  region = "europe-west1"
  placement {
    cluster_name = "spark"
  }
  pyspark_config {
    main_python_file_uri = "gs://acme-code/jobs/job.py"
  }
}
`,
      },
    ],
  ])('is compute for training if the program trains: %s', async (_, technology, files) => {
    const training = await auditFiles({ ...files, 'jobs/job.py': TRAIN });
    expect(infrastructure(training)).toEqual([`model-training-infrastructure ${technology}`]);
    expect(training.relations).toContain(
      `training-pipeline spark-mllib jobs/job.py --runs-on-> model-training-infrastructure ${technology}`,
    );
    expect(infrastructure(await auditFiles({ ...files, 'jobs/job.py': CLEAN }))).toEqual([]);
  });

  it('is one if the program itself names the master', async () => {
    const at = (master: string): Files => ({
      ...workflow('python jobs/job.py'),
      'jobs/job.py': TRAIN.replace('builder.', `builder.appName("x").master("${master}").`),
    });
    expect(infrastructure(await auditFiles(at('spark://spark-master:7077')))).toEqual([
      'model-training-infrastructure apache-spark',
    ]);
    expect(infrastructure(await auditFiles(at('local[*]')))).toEqual([]);
  });

  it.each(['spark-submit jobs/job.py', 'spark-submit --master local[4] jobs/job.py'])(
    'is none on the machine: %s',
    async (command) => {
      expect(infrastructure(await auditFiles({ ...workflow(command), 'jobs/job.py': TRAIN }))).toEqual([]);
    },
  );
});
