import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const TRAIN =
  'from xgboost import XGBClassifier\nmodel = XGBClassifier().fit([[0], [1]], [0, 1])\nmodel.save_model("m.json")\n';

const DEFINITION = `name: train
on: [push]
jobs:
  train:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: python ml/train.py
`;

describe('Gitea Actions', () => {
  it('follows the lines of its jobs to what they run', async () => {
    const { components, relations } = await auditFiles({
      '.gitea/workflows/train.yaml': DEFINITION,
      'ml/train.py': TRAIN,
    });
    expect(components).toEqual(['ci-cd gitea-actions', 'training-pipeline xgboost ml/train.py']);
    expect(relations).toEqual(['ci-cd gitea-actions --triggers-> training-pipeline xgboost ml/train.py']);
  });

  it('is not in force when nothing is done', async () => {
    const { components } = await auditFiles({
      '.gitea/workflows/train.yaml': 'on: [push]\njobs: {a: {runs-on: x, steps: [{run: echo hi}]}}\n',
    });
    expect(components).toEqual(['ci-cd gitea-actions (declared: echo-only)']);
  });
});
