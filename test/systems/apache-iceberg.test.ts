import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('Apache Iceberg', () => {
  it('is a store that training reads', async () => {
    const { components, relations } = await auditFiles({
      'train.py': `from pyiceberg.catalog import load_catalog
from sklearn.svm import SVC

frame = load_catalog("prod").load_table("ml.churn").scan().to_pandas()
SVC().fit(frame, frame)
`,
    });
    expect(components).toEqual(['data-store apache-iceberg', 'training-pipeline scikit-learn train.py']);
    expect(relations).toEqual(['training-pipeline scikit-learn train.py --reads-from-> data-store apache-iceberg']);
  });
});
