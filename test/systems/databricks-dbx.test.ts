import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const DEPLOYMENT = `environments:
  dev:
    jobs:
      - name: dev-try
        spark_python_task: { python_file: 'file://churn/jobs/score_job.py' }
  prod:
    jobs:
      - name: prod-train
        new_cluster: { spark_version: 14.3.x-cpu-ml-scala2.12, num_workers: 2 }
        spark_python_task: { python_file: 'file://churn/jobs/train_job.py' }
      - name: prod-promote
        spark_python_task: { python_file: 'file:fuse://churn/promote.py' }
      - name: prod-score
        spark_python_task: { python_file: 'file://churn/jobs/score_job.py' }
`;

const RELEASE = `on: { push: { tags: ['v*'] } }
jobs:
  release:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: dbx deploy --deployment-file conf/deployment.yml --jobs=prod-train,prod-score --environment=prod
`;

const TRAIN = `import mlflow
from databricks.feature_store import FeatureStoreClient
from sklearn.linear_model import LogisticRegression

fs = FeatureStoreClient()

def train():
    chosen = fs.create_training_set(df=labels, feature_lookups=[], label="churned")
    with mlflow.start_run():
        model = LogisticRegression().fit([[0], [1]], [0, 1])
        mlflow.log_metric("auc", 0.9)
        mlflow.register_model("runs:/1/model", "churn")

train()
`;

/** The job says which model, the class that scores gets it as an argument. */
const JOB = `from churn.scoring import Scoring

class ScoreJob:
    def model_uri(self):
        uri = f"models:/{self.settings['model']}/production"
        return uri

    def launch(self):
        Scoring(self.model_uri()).run()

ScoreJob().launch()
`;
const SCORING = `from databricks.feature_store import FeatureStoreClient

class Scoring:
    def __init__(self, model_uri):
        self.model_uri = model_uri

    def run(self):
        FeatureStoreClient().score_batch(self.model_uri, spark.table("customers")).write.saveAsTable("scores")
`;

const PROMOTE = `from mlflow.tracking import MlflowClient
MlflowClient().transition_model_version_stage(name="churn", version="3", stage="STAGE")
`;

const files = (stage: string): Record<string, string> => ({
  'conf/deployment.yml': DEPLOYMENT,
  '.github/workflows/release.yml': RELEASE,
  'churn/jobs/train_job.py': TRAIN,
  'churn/jobs/score_job.py': JOB,
  'churn/scoring.py': SCORING,
  'churn/promote.py': PROMOTE.replace('STAGE', stage),
});

describe('jobs that dbx deploys', () => {
  it('run files of the project, and only those are deployed that the command names', async () => {
    const { components, relations } = await auditFiles(files('Production'));
    expect(components.filter((line) => line.startsWith('model-'))).toEqual([
      'model-registry mlflow',
      'model-serving batch-job',
      'model-training-infrastructure databricks',
    ]);
    expect(relations).toEqual(
      expect.arrayContaining([
        'ci-cd github-actions --deploys-> workflow-orchestration databricks prod-score',
        'ci-cd github-actions --deploys-> workflow-orchestration databricks prod-train',
        'model-serving batch-job --loads-from-> model-registry mlflow',
        'model-serving batch-job --reads-from-> feature-store databricks',
        'training-pipeline scikit-learn churn/jobs/train_job.py --reads-from-> feature-store databricks',
        'workflow-orchestration databricks prod-promote --deploys-> model-serving batch-job',
        'workflow-orchestration databricks prod-score --orchestrates-> model-serving batch-job',
        'workflow-orchestration databricks prod-train --orchestrates-> training-pipeline scikit-learn churn/jobs/train_job.py',
      ]),
    );
    expect(relations.filter((line) => /^ci-cd.*(?:dev-try|prod-promote)|-deploys-> feature-store/.test(line))).toEqual(
      [],
    );
  });

  it('promote nothing when they archive a version', async () => {
    const { relations } = await auditFiles(files('Archived'));
    expect(relations.filter((line) => line.startsWith('workflow-orchestration databricks prod-promote'))).toEqual([]);
  });
});
