import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('Soda', () => {
  it('stops the pipeline of CI that scans before it trains', async () => {
    const { components, relations } = await auditFiles({
      'checks/raw.yml': `checks for raw:
  - row_count > 0
`,
      'train.py': `from sklearn.svm import SVC
SVC().fit([[0], [1]], [0, 1])
`,
      '.gitlab-ci.yml': `train:
  script:
    - soda scan -d warehouse -c soda.yml checks/raw.yml
    - python train.py
`,
    });
    expect(components).toEqual([
      'ci-cd gitlab-ci',
      'data-validation soda',
      'source-repository gitlab',
      'training-pipeline scikit-learn train.py',
    ]);
    expect(relations).toEqual([
      'ci-cd gitlab-ci --triggers-> data-validation soda',
      'ci-cd gitlab-ci --triggers-> training-pipeline scikit-learn train.py',
      'data-validation soda --validates-> training-pipeline scikit-learn train.py',
    ]);
  });
});
