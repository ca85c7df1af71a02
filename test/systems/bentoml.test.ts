import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('BentoML', () => {
  it('registers, builds, loads and deploys', async () => {
    const found = await auditFiles({
      'bentofile.yaml': `service: "service:Fraud"
models: ["fraud:latest"]
include: ["*.py"]
`,
      'service.py': `import bentoml

@bentoml.service(resources={"cpu": "2"})
class Fraud:
    model_ref = bentoml.models.BentoModel("fraud:latest")

    @bentoml.api
    def predict(self, rows: list) -> list:
        return self.model_ref.predict(rows)
`,
      'train.py': `import bentoml
from sklearn.svm import SVC
model = SVC().fit([[0], [1]], [0, 1])
bentoml.sklearn.save_model("fraud", model)
`,
      '.github/workflows/ci.yml': `on: { push: { branches: [main] } }
jobs:
  ship:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: bentoml build && bentoml containerize fraud:latest
      - run: bentoml deploy .
`,
    });
    expect(found.components).toEqual([
      'ci-cd github-actions',
      'model-registry bentoml',
      'model-serving bentoml',
      'source-repository github',
      'training-pipeline scikit-learn train.py',
    ]);
    expect(found.relations).toEqual([
      'ci-cd github-actions --builds-> model-serving bentoml',
      'ci-cd github-actions --deploys-> model-serving bentoml',
      'model-serving bentoml --loads-from-> model-registry bentoml',
      'training-pipeline scikit-learn train.py --registers-in-> model-registry bentoml',
    ]);
    expect(found.criteria).toEqual(expect.arrayContaining(['G1.5']));
    expect(found.criteria).not.toContain('G1.12');
  });
});
