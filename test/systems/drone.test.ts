import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const TRAIN =
  'from xgboost import XGBClassifier\nmodel = XGBClassifier().fit([[0], [1]], [0, 1])\nmodel.save_model("m.json")\n';

const DEFINITION = `kind: pipeline
type: docker
name: default
steps:
  - name: train
    image: python:3.12
    commands: [pip install ., python ml/train.py]
  - name: image
    image: plugins/docker
    settings: { repo: acme/churn, dockerfile: docker/Dockerfile }
trigger: { branch: [main] }
`;

describe('Drone', () => {
  it('follows the lines of its jobs to what they run', async () => {
    const { components, relations } = await auditFiles({ '.drone.yml': DEFINITION, 'ml/train.py': TRAIN });
    expect(components).toEqual(['ci-cd drone', 'training-pipeline xgboost ml/train.py']);
    expect(relations).toEqual(['ci-cd drone --triggers-> training-pipeline xgboost ml/train.py']);
  });

  it('is not in force when nothing is done', async () => {
    const { components } = await auditFiles({ '.drone.yml': 'kind: pipeline\nname: a\nsteps: []\n' });
    expect(components).toEqual(['ci-cd drone (declared: empty)']);
  });
});
