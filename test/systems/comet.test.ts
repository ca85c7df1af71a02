import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('Comet', () => {
  it('is tracked to by training', async () => {
    const { components, relations } = await auditFiles({
      'train.py': `from sklearn.svm import SVC
from comet_ml import Experiment
experiment = Experiment(project_name="churn")
SVC().fit([[0], [1]], [0, 1])
experiment.log_metric("f1", 0.9)
experiment.register_model("churn")
`,
    });
    expect(components).toEqual([
      'ml-metadata-store comet',
      'model-registry comet',
      'training-pipeline scikit-learn train.py',
    ]);
    expect(relations).toEqual([
      'training-pipeline scikit-learn train.py --logs-to-> ml-metadata-store comet',
      'training-pipeline scikit-learn train.py --registers-in-> model-registry comet',
    ]);
  });

  it('is not claimed for what only looks alike', async () => {
    const { components, relations } = await auditFiles({
      'settings.py': `COMET_WORKSPACE = "acme"
`,
    });
    expect(components).toEqual([]);
    expect(relations).toEqual([]);
  });
});
