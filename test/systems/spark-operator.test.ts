import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const TRAIN = `from pyspark.ml.classification import LogisticRegression
from pyspark.sql import SparkSession
spark = SparkSession.builder.getOrCreate()
model = LogisticRegression().fit(spark.read.parquet("s3a://raw/rows"))
model.save("s3a://models/churn")
`;

describe('Spark operator', () => {
  it('trains on a schedule', async () => {
    const found = await auditFiles({
      'app.yaml': `apiVersion: sparkoperator.k8s.io/v1beta2
kind: ScheduledSparkApplication
metadata: { name: train }
spec:
  schedule: "@daily"
  template: { type: Python, image: "registry.example/spark:1", mainApplicationFile: "local:///opt/spark/work-dir/jobs/train.py", driver: { cores: 1 }, executor: { instances: 4 } }
`,
      'jobs/train.py': TRAIN,
    });
    expect(found.components).toEqual([
      'data-pipeline apache-spark',
      'model-training-infrastructure apache-spark train',
      'scheduler kubernetes',
      'training-pipeline spark-mllib jobs/train.py',
    ]);
    expect(found.relations).toEqual([
      'scheduler kubernetes --triggers-> data-pipeline apache-spark',
      'scheduler kubernetes --triggers-> training-pipeline spark-mllib jobs/train.py',
      'training-pipeline spark-mllib jobs/train.py --runs-on-> model-training-infrastructure apache-spark train',
    ]);
  });

  it('does not when suspended', async () => {
    const found = await auditFiles({
      'app.yaml': `apiVersion: sparkoperator.k8s.io/v1beta2
kind: ScheduledSparkApplication
metadata: { name: train }
spec: { suspend: true, schedule: "@daily", template: { type: Python, mainApplicationFile: "local:///app/jobs/train.py" } }
`,
      'jobs/train.py': TRAIN,
    });
    expect(found.components).toEqual([
      'data-pipeline apache-spark',
      'model-training-infrastructure apache-spark train (declared: disabled)',
      'training-pipeline spark-mllib jobs/train.py',
    ]);
    expect(found.relations).toEqual([]);
  });
});
