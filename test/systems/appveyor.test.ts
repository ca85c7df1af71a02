import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const TRAIN =
  'from xgboost import XGBClassifier\nmodel = XGBClassifier().fit([[0], [1]], [0, 1])\nmodel.save_model("m.json")\n';

const DEFINITION = `image: Visual Studio 2022
install:
  - cmd: pip install -r requirements.txt
test_script:
  - ps: python ml/train.py
`;

describe('AppVeyor', () => {
  it('follows the lines of its jobs to what they run', async () => {
    const { components, relations } = await auditFiles({ 'appveyor.yml': DEFINITION, 'ml/train.py': TRAIN });
    expect(components).toEqual(['ci-cd appveyor', 'training-pipeline xgboost ml/train.py']);
    expect(relations).toEqual(['ci-cd appveyor --triggers-> training-pipeline xgboost ml/train.py']);
  });

  it('is not in force when nothing is done', async () => {
    const { components } = await auditFiles({ 'appveyor.yml': 'build: off\n' });
    expect(components).toEqual(['ci-cd appveyor (declared: empty)']);
  });
});
