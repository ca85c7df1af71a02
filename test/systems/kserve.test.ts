import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('KServe', () => {
  it('loads its model from a bucket and is watched by the label of its operator', async () => {
    const found = await auditFiles({
      'isvc.yaml': `apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata: { name: churn, namespace: ml }
spec:
  predictor:
    canaryTrafficPercent: 10
    model:
      modelFormat: { name: sklearn }
      runtime: sklearn-runtime
      storageUri: s3://churn-models/prod
  transformer:
    containers:
      - name: kserve-container
        image: registry.example/churn-transformer:1
        env: [{ name: FEAST_URL, value: "http://feast.ml.svc:6566" }]
---
apiVersion: serving.kserve.io/v1alpha1
kind: InferenceGraph
metadata: { name: ensemble, namespace: ml }
spec:
  nodes:
    root:
      routerType: Sequence
      steps: [{ serviceName: churn }]
---
apiVersion: serving.kserve.io/v1alpha1
kind: TrainedModel
metadata: { name: churn-b, namespace: ml }
spec: { inferenceService: churn, model: { framework: sklearn, storageUri: "gs://churn-models/b", memory: 1Gi } }
---
apiVersion: serving.kserve.io/v1alpha1
kind: ServingRuntime
metadata: { name: sklearn-runtime, namespace: ml }
spec:
  supportedModelFormats: [{ name: sklearn }]
  containers: [{ name: kserve-container, image: "seldonio/mlserver:1.5.0" }]
`,
      'monitoring.yaml': `apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata: { name: churn, namespace: ml }
spec:
  selector: { matchLabels: { serving.kserve.io/inferenceservice: churn } }
  podMetricsEndpoints: [{ port: http }]
`,
      'infra/main.tf': `resource "aws_s3_bucket" "models" { bucket = "churn-models" }
`,
    });
    expect(found.components).toEqual([
      'data-store amazon-s3 churn-models',
      'model-serving kserve churn',
      'model-serving kserve churn-b',
      'model-serving kserve ensemble',
      // The image of a runtime runs only where a service asks for it.
      'model-serving kserve sklearn-runtime',
      'monitoring prometheus',
    ]);
    expect(found.relations).toEqual([
      'model-serving kserve churn --loads-from-> data-store amazon-s3 churn-models',
      'monitoring prometheus --monitors-> model-serving kserve churn',
    ]);
  });

  it('is claimed for no name of a kind', async () => {
    const found = await auditFiles({
      'config.py': `INFERENCE_SERVICE = "serving.kserve.io/v1beta1"
`,
      'notes.yaml': `kind: InferenceService
description: what serving.kserve.io offers
`,
    });
    expect(found.components).toEqual([]);
    expect(found.relations).toEqual([]);
  });
});
