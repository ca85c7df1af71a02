import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const TRAIN =
  'from xgboost import XGBClassifier\nmodel = XGBClassifier().fit([[0], [1]], [0, 1])\nmodel.save_model("m.json")\n';

const DEFINITION = `when: { event: cron, cron: nightly }
steps:
  train:
    image: python:3.12
    commands: [cd ml, python train.py]
`;

describe('Woodpecker CI', () => {
  it('follows the lines of its jobs to what they run', async () => {
    const { components, relations } = await auditFiles({ '.woodpecker/train.yaml': DEFINITION, 'ml/train.py': TRAIN });
    expect(components).toEqual(['ci-cd woodpecker', 'scheduler woodpecker', 'training-pipeline xgboost ml/train.py']);
    expect(relations).toEqual([
      'ci-cd woodpecker --triggers-> training-pipeline xgboost ml/train.py',
      'scheduler woodpecker --triggers-> ci-cd woodpecker',
      'scheduler woodpecker --triggers-> training-pipeline xgboost ml/train.py',
    ]);
  });

  it('is not in force when nothing is done', async () => {
    const { components } = await auditFiles({
      '.woodpecker/train.yaml': 'steps:\n  a:\n    image: alpine\n    commands: [echo hi]\n',
    });
    expect(components).toEqual(['ci-cd woodpecker (declared: echo-only)']);
  });
});
