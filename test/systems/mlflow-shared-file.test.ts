/** Where MLflow records runs: a file of the machine, a shared file system, or a place that cannot be known. */
import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const train = (uri: string): string => `import os
import mlflow
from sklearn.linear_model import LogisticRegression
mlflow.set_tracking_uri(${uri})
with mlflow.start_run():
    LogisticRegression().fit([[0]], [0])
    mlflow.log_metric("a", 1)
`;
const CI = 'on: push\njobs:\n  train:\n    runs-on: self-hosted\n    steps:\n      - run: python train.py\n';

describe('the record of a run', () => {
  it.each([
    ['"sqlite:///mlflow.db"', true],
    ['"file:///tmp/mlruns"', true],
    ['"file:./mlruns"', true],
    ['"./mlruns"', true],
    ['"file:///mnt/shared/mlruns"', false],
    ['"file:///efs/team/mlruns"', false],
    ['"sqlite:////mnt/team/mlflow.db"', false],
    ['"file://" + os.environ["PLACE"]', false],
    ['"http://mlflow:5000"', false],
  ])('at %s stays on the machine: %s', async (uri, local) => {
    const { assessment } = await auditFiles({ 'train.py': train(uri), '.github/workflows/train.yml': CI });
    expect(assessment.findings.some(({ ruleId }) => ruleId === 'local-metadata-store')).toBe(local);
  });
});
