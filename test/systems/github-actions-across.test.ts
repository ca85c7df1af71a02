import { describe, expect, it } from 'vitest';
import { auditFiles, auditSources } from './support.js';

const TRAIN =
  'from xgboost import XGBClassifier\nmodel = XGBClassifier().fit([[0], [1]], [0, 1])\nmodel.save_model("m.json")\n';

const STEPS = 'runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n';

describe('GitHub Actions across files and repositories', () => {
  it('calls a reusable workflow and an action of another repository', async () => {
    const { relations } = await auditSources({
      churn: {
        '.github/workflows/ci.yml': `on: [push]\njobs:\n  a:\n    uses: acme/pipelines/.github/workflows/train.yml@v1\n  b:\n    ${STEPS}      - uses: acme/pipelines/actions/score@v1\n`,
      },
      pipelines: {
        '.github/workflows/train.yml': `on: { workflow_call: {} }\njobs:\n  t:\n    ${STEPS}      - run: python train.py\n`,
        'actions/score/action.yml':
          'name: score\nruns:\n  using: composite\n  steps: [{ run: python score.py, shell: bash }]\n',
        'train.py': TRAIN,
        'score.py':
          'import joblib\nimport pandas as pd\nmodel = joblib.load("m.pkl")\nmodel.predict(pd.read_parquet("x.parquet")).to_parquet("y.parquet")\n',
      },
    });
    expect(relations.filter((relation) => relation.includes('train.py'))).toEqual([
      // Once for who calls the workflow, once for the workflow.
      'ci-cd github-actions --triggers-> training-pipeline xgboost train.py',
      'ci-cd github-actions --triggers-> training-pipeline xgboost train.py',
    ]);
    expect(relations).toContain('ci-cd github-actions --triggers-> ci-cd github-actions');
  });

  it('does not take the own workflow of the same path for that of an unknown repository', async () => {
    const { relations } = await auditFiles({
      '.github/workflows/ci.yml': 'on: [push]\njobs: { a: { uses: acme/shared/.github/workflows/train.yml@v1 } }\n',
      '.github/workflows/train.yml': `on: { workflow_call: {} }\njobs:\n  t:\n    ${STEPS}      - run: python train.py\n`,
      'train.py': TRAIN,
    });
    expect(relations).toEqual(['ci-cd github-actions --triggers-> training-pipeline xgboost train.py']);
  });

  it('knows where a checkout of the own repository lies', async () => {
    const { relations } = await auditFiles({
      '.github/workflows/train.yml': `name: Train\non: { workflow_run: { workflows: [CI], types: [completed] } }\njobs:\n  t:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n        with: { path: src/app }\n      - run: python ml/train.py\n        working-directory: src/app\n`,
      'ml/train.py': TRAIN,
    });
    expect(relations).toEqual(['ci-cd github-actions --triggers-> training-pipeline xgboost ml/train.py']);
  });
});
