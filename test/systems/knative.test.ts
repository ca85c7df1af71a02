import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('Knative', () => {
  it('runs a service that loads a model', async () => {
    const found = await auditFiles({
      Dockerfile: `FROM python:3.12
COPY app.py .
CMD ["uvicorn", "app:app"]
`,
      Makefile: `image:
	docker build -t registry.example/scorer:1 .
`,
      'app.py': `import xgboost as xgb
from fastapi import FastAPI
app = FastAPI()
model = xgb.Booster()
model.load_model("model.json")

@app.post("/score")
def score(rows: list):
    return model.predict(xgb.DMatrix(rows)).tolist()
`,
      'svc.yaml': `apiVersion: serving.knative.dev/v1
kind: Service
metadata: { name: scorer, namespace: ml }
spec: { template: { spec: { containers: [{ image: "registry.example/scorer:1" }] } } }
---
apiVersion: eventing.knative.dev/v1
kind: Trigger
metadata: { name: orders, namespace: ml }
spec: { broker: default, filter: { attributes: { type: order } }, subscriber: { ref: { apiVersion: serving.knative.dev/v1, kind: Service, name: scorer } } }
`,
    });
    expect(found.components).toEqual(['event-bus knative', 'infrastructure knative scorer', 'model-serving fastapi']);
    expect(found.relations).toEqual([
      'event-bus knative --triggers-> infrastructure knative scorer',
      'model-serving fastapi --runs-on-> infrastructure knative scorer',
    ]);
  });
});
