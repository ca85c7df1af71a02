import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('Seldon Core', () => {
  it('serves a graph, with the program of its own image', async () => {
    const found = await auditFiles({
      Dockerfile: `FROM python:3.9
COPY . /app
WORKDIR /app
RUN pip install seldon-core
ENV MODEL_NAME Iris
CMD exec seldon-core-microservice $MODEL_NAME --service-type MODEL
`,
      'Iris.py': `import joblib

class Iris:
    def __init__(self):
        self.model = joblib.load("model.joblib")

    def predict(self, X, features_names=None):
        return self.model.predict(X)
`,
      'deploy.yaml': `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata: { name: iris }
spec:
  predictors:
    - name: main
      traffic: 90
      graph: { name: classifier, implementation: SKLEARN_SERVER, modelUri: "gs://iris-models/v1", children: [] }
    - name: canary
      traffic: 10
      graph: { name: classifier, implementation: MLFLOW_SERVER, modelUri: "s3://iris-mlflow/v2" }
    - name: shadow
      shadow: true
      graph: { name: own }
      componentSpecs:
        - spec: { containers: [{ name: own, image: "registry.example/iris-model:1" }] }
`,
    });
    expect(found.components).toEqual(['model-serving seldon iris']);
    expect(found.relations).toEqual([]);
  });

  it('serves models and pipelines of version 2', async () => {
    const found = await auditFiles({
      'model.yaml': `apiVersion: mlops.seldon.io/v1alpha1
kind: Model
metadata: { name: iris }
spec: { storageUri: "gs://iris-models/v2", requirements: [sklearn] }
---
apiVersion: mlops.seldon.io/v1alpha1
kind: Pipeline
metadata: { name: iris-pipeline }
spec: { steps: [{ name: iris }], output: { steps: [iris] } }
---
apiVersion: mlops.seldon.io/v1alpha1
kind: Experiment
metadata: { name: ab }
spec: { candidates: [{ name: iris, weight: 50 }, { name: iris2, weight: 50 }] }
`,
    });
    expect(found.components).toEqual(['model-serving seldon iris', 'model-serving seldon iris-pipeline']);
    expect(found.relations).toEqual([]);
  });
});
