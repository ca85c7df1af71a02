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
      'training-pipeline scikit-learn train.py --reads-from-> feature-store hopsworks',
      'training-pipeline scikit-learn train.py --registers-in-> model-registry hopsworks',
    ]);
  });

  it('serves what its deployment takes out of the registry; who asks the deployment deploys nothing', async () => {
    const { components, relations } = await auditFiles({
      '.github/workflows/predict.yml': `on: { schedule: [{ cron: "0 * * * *" }] }
jobs:
  predict:
    runs-on: ubuntu-latest
    steps:
      - run: python predict.py
`,
      'deploy.py': `import hopsworks

project = hopsworks.login()
registry = project.get_model_registry()
model = registry.get_best_model("churn", metric="f1", direction="max")
model.deploy(name="churn", script_file="predictor.py", serving_tool="KSERVE")
`,
      'predict.py': `import hopsworks

serving = hopsworks.login().get_model_serving()
print(serving.get_deployment("churn").predict(inputs=[[1]]))
`,
    });
    expect(components).toEqual([
      'ci-cd github-actions',
      'feature-store hopsworks (declared: import-only)',
      'model-registry hopsworks',
      'model-serving hopsworks',
      'source-repository github',
    ]);
    expect(relations).toEqual([
      'ci-cd github-actions --reads-from-> model-serving hopsworks',
      'model-serving hopsworks --loads-from-> model-registry hopsworks',
    ]);
  });

  it('says nothing of a registry that is only asked for', async () => {
    const { components } = await auditFiles({
      'a.py': 'import hopsworks\nproject = hopsworks.login()\nregistry = project.get_model_registry()\n',
    });
    expect(components).toEqual(['feature-store hopsworks (declared: import-only)']);
  });
});
