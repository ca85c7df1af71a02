import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const TRAIN =
  'from xgboost import XGBClassifier\nmodel = XGBClassifier().fit([[0], [1]], [0, 1])\nmodel.save_model("m.json")\n';

const DEFINITION = `language: python
env: { global: [A=b] }
install: pip install -r requirements.txt
script:
  - pytest unit
  - python ml/train.py
deploy:
  provider: script
  script: kubectl apply -f k8s/
`;

describe('Travis CI', () => {
  it('follows the lines of its jobs to what they run', async () => {
    const { components, relations } = await auditFiles({ '.travis.yml': DEFINITION, 'ml/train.py': TRAIN });
    expect(components).toEqual([
      'ci-cd travis-ci',
      'infrastructure kubernetes',
      'training-pipeline xgboost ml/train.py',
    ]);
    expect(relations).toEqual([
      'ci-cd travis-ci --deploys-> infrastructure kubernetes',
      'ci-cd travis-ci --triggers-> training-pipeline xgboost ml/train.py',
    ]);
  });

  it('is not in force when nothing is done', async () => {
    const { components } = await auditFiles({ '.travis.yml': 'script: echo hello\n' });
    expect(components).toEqual(['ci-cd travis-ci (declared: echo-only)']);
  });
});
