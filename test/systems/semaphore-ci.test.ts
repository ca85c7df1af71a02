import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const TRAIN =
  'from xgboost import XGBClassifier\nmodel = XGBClassifier().fit([[0], [1]], [0, 1])\nmodel.save_model("m.json")\n';

const DEFINITION = `version: v1.0
name: churn
agent: { machine: { type: e1-standard-2 } }
blocks:
  - name: Train
    task:
      prologue: { commands: [checkout] }
      jobs: [{ name: train, commands: [cd ml, python train.py] }]
`;

describe('Semaphore CI', () => {
  it('follows the lines of its jobs to what they run', async () => {
    const { components, relations } = await auditFiles({
      '.semaphore/semaphore.yml': DEFINITION,
      'ml/train.py': TRAIN,
    });
    expect(components).toEqual(['ci-cd semaphore-ci', 'training-pipeline xgboost ml/train.py']);
    expect(relations).toEqual(['ci-cd semaphore-ci --triggers-> training-pipeline xgboost ml/train.py']);
  });

  it('is not in force when nothing is done', async () => {
    const { components } = await auditFiles({ '.semaphore/semaphore.yml': 'version: v1.0\nblocks: []\n' });
    expect(components).toEqual(['ci-cd semaphore-ci (declared: empty)']);
  });
});
