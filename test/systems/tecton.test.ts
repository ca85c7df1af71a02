import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('Tecton', () => {
  it('is defined by views and read by training', async () => {
    const { components, relations } = await auditFiles({
      'views.py': `from tecton import Entity, batch_feature_view

user = Entity(name="user", join_keys=["id"])

@batch_feature_view(sources=[], entities=[user])
def totals(rows):
    return rows
`,
      'train.py': `import tecton
from sklearn.svm import SVC

frame = tecton.get_workspace("prod").get_feature_service("churn").get_historical_features(spine).to_pandas()
SVC().fit(frame, frame)
`,
    });
    expect(components).toEqual(['feature-store tecton', 'training-pipeline scikit-learn train.py']);
    expect(relations).toEqual(['training-pipeline scikit-learn train.py --reads-from-> feature-store tecton']);
  });
});
