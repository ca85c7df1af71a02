import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('TensorBoard', () => {
  it('is tracked to by training', async () => {
    const { components, relations } = await auditFiles({
      'train.py': `from sklearn.svm import SVC
from torch.utils.tensorboard import SummaryWriter
writer = SummaryWriter()
SVC().fit([[0], [1]], [0, 1])
writer.add_scalar("f1", 0.9, 0)
`,
    });
    expect(components).toEqual(['ml-metadata-store tensorboard', 'training-pipeline scikit-learn train.py']);
    expect(relations).toEqual(['training-pipeline scikit-learn train.py --logs-to-> ml-metadata-store tensorboard']);
  });

  it('is not claimed for what only looks alike', async () => {
    const { components, relations } = await auditFiles({
      'log.py': `class SummaryWriter:
    pass

SummaryWriter()
`,
    });
    expect(components).toEqual([]);
    expect(relations).toEqual([]);
  });
});
