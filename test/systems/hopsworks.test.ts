import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('Hopsworks', () => {
  it('is read by training, which registers in its registry', async () => {
    const { components, relations } = await auditFiles({
      'train.py': `import hopsworks
from sklearn.svm import SVC

project = hopsworks.login()
store = project.get_feature_store()
frame = store.get_feature_view(name="churn", version=1).training_data()
SVC().fit(frame, frame)
registry = project.get_model_registry()
registry.python.create_model(name="churn").save("model")
`,
    });
    expect(components).toEqual([
      'feature-store hopsworks',
      'model-registry hopsworks',
      'training-pipeline scikit-learn train.py',
    ]);
    expect(relations).toEqual([
      'training-pipeline scikit-learn train.py --loads-from-> model-registry hopsworks',
      'training-pipeline scikit-learn train.py --reads-from-> feature-store hopsworks',
      'training-pipeline scikit-learn train.py --registers-in-> model-registry hopsworks',
    ]);
  });
});
