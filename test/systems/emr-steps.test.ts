/** Steps of Amazon EMR that a program gives in a list. */
import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const JOB = `from pyspark.ml.classification import LogisticRegression
from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()
LogisticRegression().fit(spark.read.parquet("claims"))
`;
const launcher = (steps: string): string => `import boto3

emr = boto3.client("emr")
STEPS = [
    {
        "Name": "train",
        "HadoopJarStep": {"Jar": "command-runner.jar", "Args": ["spark-submit", "s3://acme-jobs/jobs/train_claims.py"]},
    }
]

def main():
    emr.${steps}

if __name__ == "__main__":
    main()
`;
const CI = 'on: push\njobs:\n  run:\n    runs-on: ubuntu-latest\n    steps:\n      - run: python launch.py\n';
const STARTS = 'ci-cd github-actions --triggers-> training-pipeline spark-mllib jobs/train_claims.py';

describe('Steps of Amazon EMR', () => {
  it.each([
    ['added to a cluster', 'add_job_flow_steps(JobFlowId="j-1", Steps=STEPS)'],
    ['of a new cluster', 'run_job_flow(Name="train", Steps=STEPS)'],
  ])('start their programs: %s', async (_, call) => {
    const { relations } = await auditFiles({
      'jobs/train_claims.py': JOB,
      'launch.py': launcher(call),
      '.github/workflows/train.yml': CI,
    });
    expect(relations).toContain(STARTS);
  });

  it('start nothing when they are not given', async () => {
    const { relations } = await auditFiles({
      'jobs/train_claims.py': JOB,
      'launch.py': launcher('list_clusters()'),
      '.github/workflows/train.yml': CI,
    });
    expect(relations).not.toContain(STARTS);
  });
});
