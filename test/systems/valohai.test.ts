import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const TRAIN =
  'from sklearn.svm import SVC\nimport joblib\nmodel = SVC().fit([[0], [1]], [0, 1])\njoblib.dump(model, "m")\n';

describe('Valohai', () => {
  it('runs steps in pipelines on its machines, and serves endpoints', async () => {
    const { components, relations } = await auditFiles({
      'train.py': TRAIN,
      'valohai.yaml': `- step:
    name: train
    image: python:3.12
    command:
      - pip install -r requirements.txt
      - python train.py {parameters}
- pipeline:
    name: nightly
    nodes:
      - name: train-model
        type: execution
        step: train
- endpoint:
    name: greet
    image: python:3.12
    server-command: uvicorn app:app
`,
    });
    expect(components).toEqual([
      'model-serving valohai greet',
      'model-training-infrastructure valohai',
      'training-pipeline scikit-learn train.py',
      'workflow-orchestration valohai nightly',
    ]);
    expect(relations).toEqual([
      'workflow-orchestration valohai nightly --orchestrates-> training-pipeline scikit-learn train.py',
      'workflow-orchestration valohai nightly --runs-on-> model-training-infrastructure valohai',
    ]);
  });

  it('survives any document', async () => {
    const { components } = await auditFiles({ 'valohai.yaml': '- step: 1\n- pipeline: [a]\n- endpoint: {name: }\nx' });
    expect(components).toEqual([]);
  });
});
