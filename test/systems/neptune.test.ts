import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('Neptune', () => {
  it('is tracked to by training', async () => {
    const { components, relations } = await auditFiles({
      'train.py': `from sklearn.svm import SVC
import neptune
run = neptune.init_run(project="acme/churn")
SVC().fit([[0], [1]], [0, 1])
run["f1"] = 0.9
neptune.init_model_version(model="CHURN-1")
`,
    });
    expect(components).toEqual([
      'ml-metadata-store neptune',
      'model-registry neptune',
      'training-pipeline scikit-learn train.py',
    ]);
    expect(relations).toEqual([
      'training-pipeline scikit-learn train.py --logs-to-> ml-metadata-store neptune',
      'training-pipeline scikit-learn train.py --registers-in-> model-registry neptune',
    ]);
  });

  it('is not claimed for what only looks alike', async () => {
    const { components, relations } = await auditFiles({
      'planet.py': `def neptune():
    return "planet"

neptune()
`,
    });
    expect(components).toEqual([]);
    expect(relations).toEqual([]);
  });
});
