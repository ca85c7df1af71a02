/** Training on clusters that run Spark: Dataproc, EMR, Synapse and one's own. */
import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const TRAIN = 'from pyspark.ml.classification import GBTClassifier\nGBTClassifier().fit(None)\n';
const AIRFLOW = (operator: string, call: string): string => `from airflow import DAG
from ${operator}

BATCH = {"pyspark_batch": {"main_python_file_uri": "gs://" + BUCKET + "/jobs/train.py"}}
with DAG("churn", schedule="@daily") as dag:
    ${call}
`;
const VERTEX = `from kfp.v2 import dsl
from google_cloud_pipeline_components.v1.dataproc import DataprocPySparkBatchOp

@dsl.pipeline(name="churn")
def churn(script: str = "gs://code/jobs/train.py"):
    DataprocPySparkBatchOp(project="p", main_python_file_uri=script)
`;
const infrastructure = async (files: Record<string, string>): Promise<string[]> =>
  (await auditFiles({ 'jobs/train.py': TRAIN, ...files })).components.filter(
    (one) => one.startsWith('model-training-infrastructure') && !one.includes('declared'),
  );

describe('A job that trains on Spark', () => {
  it.each([
    [
      'google-dataproc',
      AIRFLOW(
        'airflow.providers.google.cloud.operators.dataproc import DataprocCreateBatchOperator',
        'DataprocCreateBatchOperator(task_id="train", batch=BATCH)',
      ),
    ],
    ['google-dataproc', VERTEX],
    [
      'apache-spark',
      AIRFLOW(
        'airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator',
        'SparkSubmitOperator(task_id="train", application="/opt/airflow/jobs/train.py")',
      ),
    ],
    [
      'apache-spark',
      AIRFLOW(
        'airflow.operators.bash import BashOperator',
        'BashOperator(task_id="train", bash_command="spark-submit --master spark://spark:7077 /opt/airflow/jobs/train.py")',
      ),
    ],
  ])('asks %s for compute', async (technology, text) => {
    expect(await infrastructure({ 'dags/churn.py': text })).toEqual([`model-training-infrastructure ${technology}`]);
  });

  it.each([
    ['trains on the machine itself', 'spark-submit --master local[*] /opt/airflow/jobs/train.py'],
    ['runs something else', 'spark-submit --master spark://spark:7077 /opt/airflow/jobs/clean.py'],
  ])('asks for none where it %s', async (_, command) => {
    const text = AIRFLOW(
      'airflow.operators.bash import BashOperator',
      `BashOperator(task_id="t", bash_command="${command}")`,
    );
    expect(await infrastructure({ 'dags/churn.py': text, 'jobs/clean.py': 'print(1)\n' })).toEqual([]);
  });

  it('scores with a model that it loads', async () => {
    const score =
      'from pyspark.ml import PipelineModel\nmodel = PipelineModel.load("gs://models/churn")\nmodel.transform(None).write.save("out")\n';
    const text = AIRFLOW(
      'airflow.providers.google.cloud.operators.dataproc import DataprocCreateBatchOperator',
      'DataprocCreateBatchOperator(task_id="score", batch=BATCH)',
    );
    const { relations } = await auditFiles({ 'dags/churn.py': text, 'jobs/train.py': score });
    expect(relations).toContain('workflow-orchestration airflow churn --orchestrates-> model-serving batch-job');
  });
});
