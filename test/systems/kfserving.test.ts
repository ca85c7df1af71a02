import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('KFServing', () => {
  it('serves by the older API', async () => {
    const found = await auditFiles({
      'isvc.yaml': `apiVersion: serving.kubeflow.org/v1alpha2
kind: InferenceService
metadata: { name: flowers }
spec:
  default: { predictor: { tensorflow: { storageUri: "gs://flowers-models/v1" } } }
  canary: { predictor: { tensorflow: { storageUri: "gs://flowers-models/v2" } } }
  canaryTrafficPercent: 20
`,
    });
    expect(found.components).toEqual(['model-serving kfserving flowers']);
    expect(found.relations).toEqual([]);
  });
});
