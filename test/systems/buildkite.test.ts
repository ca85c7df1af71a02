import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const TRAIN =
  'from xgboost import XGBClassifier\nmodel = XGBClassifier().fit([[0], [1]], [0, 1])\nmodel.save_model("m.json")\n';

const DEFINITION = `steps:
  - label: train
    command: python ml/train.py
    agents: { queue: gpu }
  - block: release
  - group: old
    steps:
      - label: old
        skip: not any more
        command: python old.py
`;

describe('Buildkite', () => {
  it('follows the lines of its jobs to what they run', async () => {
    const { components, relations } = await auditFiles({ '.buildkite/pipeline.yml': DEFINITION, 'ml/train.py': TRAIN });
    expect(components).toEqual([
      'ci-cd buildkite',
      'model-training-infrastructure buildkite',
      'training-pipeline xgboost ml/train.py',
    ]);
    expect(relations).toEqual([
      'ci-cd buildkite --triggers-> model-training-infrastructure buildkite',
      'ci-cd buildkite --triggers-> training-pipeline xgboost ml/train.py',
      'training-pipeline xgboost ml/train.py --runs-on-> model-training-infrastructure buildkite',
    ]);
  });

  it('is not in force when nothing is done', async () => {
    const { components } = await auditFiles({ '.buildkite/pipeline.yml': 'steps:\n  - command: echo hello\n' });
    expect(components).toEqual(['ci-cd buildkite (declared: echo-only)']);
  });
});
