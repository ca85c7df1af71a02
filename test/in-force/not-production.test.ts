import { describe, expect, it } from 'vitest';
import { ORDINARY, statesIn } from './support.js';
import { auditFiles } from '../systems/support.js';

const TRAIN = `import mlflow
from sklearn.linear_model import LogisticRegression

model = LogisticRegression().fit([[0], [1]], [0, 1])
mlflow.log_metric("accuracy", 0.9)
mlflow.sklearn.log_model(model, "model", registered_model_name="fraud")
`;
const SERVICE =
  'apiVersion: serving.kserve.io/v1beta1\nkind: InferenceService\nmetadata:\n  name: fraud\nspec:\n  predictor:\n    sklearn:\n      storageUri: s3://models/fraud\n';
const LICENCE = (holder: string): string =>
  `MIT License\n\nCopyright (c) 2020 ${holder}\n\nPermission is hereby granted, free of charge\n`;

describe('what is not for production defines nothing', () => {
  it.each([
    'tests/train.py',
    'src/pkg/tests/test_train.py',
    'test/integration/train.py',
    'src/test_train.py',
    'conftest.py',
    'docs/train.py',
    'documentation/train.py',
    'examples/train.py',
    'example/deep/train.py',
    'samples/train.py',
    'demo/train.py',
    'archive/train.py',
    'archived/train.py',
    'old/train.py',
    'src/old/train.py',
    'deprecated/train.py',
    'legacy/train.py',
    'src/legacy/train.py',
    '_archive/train.py',
    'unused/train.py',
    'vendor/lib/train.py',
    'third_party/lib/train.py',
    'node_modules/lib/train.py',
    'venv/lib/python3.11/site-packages/lib/train.py',
    'build/generated/train.py',
    'mlruns/0/train.py',
    'train.py.bak',
    'train.py.old',
    'train.py.orig',
    'train copy.py',
    'train-Copy1.py',
    'train_old.py',
    'train.old.py',
    'train_deprecated.py',
    'old_train.py',
    'deprecated_train.py',
    '.ipynb_checkpoints/train-checkpoint.py',
  ])('%s', async (path) => {
    expect((await statesIn({ [path]: TRAIN })).defined).toEqual([]);
  });

  it.each([
    'tests/fraud.yaml',
    'examples/fraud.yaml',
    'docs/fraud.yaml',
    'k8s/old/fraud.yaml',
    'k8s/fraud.yaml.bak',
    'k8s/archive/fraud.yaml',
    'k8s/deprecated/fraud.yaml',
  ])('%s', async (path) => {
    expect((await statesIn({ [path]: SERVICE })).defined).toEqual([]);
  });

  it('a copy of another project', async () => {
    const { defined } = await statesIn({
      LICENSE: LICENCE('Acme'),
      'yolov5/LICENSE': LICENCE('Ultralytics'),
      'yolov5/README.md': '# YOLO\n',
      'yolov5/setup.py': 'from setuptools import setup\nsetup(name="yolov5")\n',
      'yolov5/train.py': TRAIN,
      'yolov5/fraud.yaml': SERVICE,
    });
    expect(defined).toEqual([]);
  });

  it('is defined where the whole repository consists of examples', async () => {
    const { components } = await auditFiles({ 'examples/train.py': TRAIN });
    expect(components).toContain('model-registry mlflow');
  });

  it('says why', async () => {
    const { components } = await auditFiles({ ...ORDINARY, 'legacy/train.py': TRAIN });
    expect(components).toContain('model-registry mlflow (declared: not-production)');
  });
});
