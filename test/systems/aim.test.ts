import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('Aim', () => {
  it('is tracked to by training', async () => {
    const { components, relations } = await auditFiles({
      'train.py': `from sklearn.svm import SVC
from aim import Run
run = Run(experiment="churn")
SVC().fit([[0], [1]], [0, 1])
run.track(0.9, name="f1")
`,
    });
    expect(components).toEqual(['ml-metadata-store aim', 'training-pipeline scikit-learn train.py']);
    expect(relations).toEqual(['training-pipeline scikit-learn train.py --logs-to-> ml-metadata-store aim']);
  });

  it('is not claimed for what only looks alike', async () => {
    const { components, relations } = await auditFiles({
      'goal.py': `aim = "win"
print(aim)
`,
    });
    expect(components).toEqual([]);
    expect(relations).toEqual([]);
  });
});
