import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const TRAIN =
  'from xgboost import XGBClassifier\nmodel = XGBClassifier().fit([[0], [1]], [0, 1])\nmodel.save_model("m.json")\n';

const DEFINITION = `on: [push]
jobs:
  train:
    runs-on: docker
    steps:
      - uses: https://code.forgejo.org/actions/checkout@v4
      - run: cd ml && python train.py
`;

describe('Forgejo Actions', () => {
  it('follows the lines of its jobs to what they run', async () => {
    const { components, relations } = await auditFiles({
      '.forgejo/workflows/train.yml': DEFINITION,
      'ml/train.py': TRAIN,
    });
    expect(components).toEqual(['ci-cd forgejo-actions', 'training-pipeline xgboost ml/train.py']);
    expect(relations).toEqual(['ci-cd forgejo-actions --triggers-> training-pipeline xgboost ml/train.py']);
  });

  it('is not in force when nothing is done', async () => {
    const { components } = await auditFiles({ '.forgejo/workflows/train.yml': 'on: [push]\njobs: {}\n' });
    expect(components).toEqual(['ci-cd forgejo-actions (declared: empty)']);
  });
});
