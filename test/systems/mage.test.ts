import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('Mage', () => {
  it('is an orchestration of decorated blocks', async () => {
    const { components, relations } = await auditFiles({
      'pipelines/blocks/train.py': `from mage_ai.data_preparation.decorators import transformer
from sklearn.svm import SVC

@transformer
def train(rows):
    return SVC().fit(rows, rows)
`,
    });
    expect(components).toEqual([
      'training-pipeline scikit-learn pipelines/blocks/train.py',
      'workflow-orchestration mage',
    ]);
    expect(relations).toEqual([
      'workflow-orchestration mage --orchestrates-> training-pipeline scikit-learn pipelines/blocks/train.py',
    ]);
  });
});
