import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('DVC', () => {
  it('is a pipeline of stages with loops, started by CI that reports with CML and registers with GTO', async () => {
    const { components, relations } = await auditFiles({
      'dvc.yaml': `stages:
  prepare:
    cmd: python prepare.py
    deps: [prepare.py]
    outs: [data/clean.csv]
  train:
    foreach: [small, large]
    do:
      cmd: python train.py \${item}
      deps: [train.py, data/clean.csv]
      metrics: [metrics.json]
`,
      'prepare.py': `print("x")
`,
      'train.py': `from dvclive import Live
from sklearn.svm import SVC
with Live() as live:
    SVC().fit([[0], [1]], [0, 1])
    live.log_metric("f1", 0.9)
`,
      '.github/workflows/train.yml': `on: push
jobs:
  train:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: iterative/setup-cml@v2
      - run: |
          dvc pull
          dvc repro
          cml comment create report.md
          gto register churn
`,
    });
    expect(components).toEqual([
      'ci-cd cml',
      'ci-cd github-actions',
      'data-versioning dvc',
      'ml-metadata-store dvc',
      'ml-metadata-store dvclive',
      'model-registry gto',
      'source-repository github',
      'training-pipeline scikit-learn train.py',
      'workflow-orchestration dvc',
    ]);
    expect(relations).toEqual([
      'ci-cd github-actions --publishes-to-> ci-cd cml',
      'ci-cd github-actions --reads-from-> data-versioning dvc',
      'ci-cd github-actions --registers-in-> model-registry gto',
      'ci-cd github-actions --triggers-> workflow-orchestration dvc',
      'training-pipeline scikit-learn train.py --logs-to-> ml-metadata-store dvclive',
      'workflow-orchestration dvc --logs-to-> ml-metadata-store dvc',
      'workflow-orchestration dvc --logs-to-> ml-metadata-store dvclive',
      'workflow-orchestration dvc --orchestrates-> training-pipeline scikit-learn train.py',
    ]);
  });

  it('is not a pipeline where only its lock file is left', async () => {
    const { components, relations } = await auditFiles({
      'dvc.lock': `schema: "2.0"
stages: {}
`,
    });
    expect(components).toEqual([]);
    expect(relations).toEqual([]);
  });
});
