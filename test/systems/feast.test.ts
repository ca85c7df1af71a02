import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('Feast', () => {
  it('is defined, applied by CI and read by training and serving', async () => {
    const { components, relations } = await auditFiles({
      'features/feature_store.yaml': `project: churn
registry: s3://acme-feast/registry.db
provider: aws
online_store: { type: redis, connection_string: "redis:6379" }
`,
      'features/views.py': `from feast import Entity, FeatureView, FileSource

customer = Entity(name="customer")
view = FeatureView(name="customer_stats", entities=[customer], source=FileSource(path="s.parquet"))
`,
      'train.py': `from feast import FeatureStore
from sklearn.svm import SVC

frame = FeatureStore(repo_path="features").get_historical_features(entity_df=None, features=["customer_stats:age"]).to_df()
SVC().fit(frame, frame)
`,
      '.gitlab-ci.yml': `apply:
  script:
    - feast -c features apply
    - feast -c features materialize-incremental 2024-01-01
`,
    });
    expect(components).toEqual([
      'ci-cd gitlab-ci',
      'data-store redis',
      'feature-store feast',
      'source-repository gitlab',
      'training-pipeline scikit-learn train.py',
    ]);
    expect(relations).toEqual([
      'ci-cd gitlab-ci --deploys-> feature-store feast',
      'ci-cd gitlab-ci --writes-to-> feature-store feast',
      'feature-store feast --writes-to-> data-store redis',
      'training-pipeline scikit-learn train.py --reads-from-> feature-store feast',
    ]);
  });

  it('is not claimed for a folder that is called like one', async () => {
    const { components, relations } = await auditFiles({
      'feature_store/build.py': `import csv

print(csv.reader(open("feature_store/a.csv")))
`,
    });
    expect(components).toEqual([]);
    expect(relations).toEqual([]);
  });
});
