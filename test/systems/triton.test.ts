import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('NVIDIA Triton Inference Server', () => {
  it('serves a repository of models; its client is no second service', async () => {
    const found = await auditFiles({
      'deploy.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: triton }
spec:
  selector: { matchLabels: { app: triton } }
  template:
    metadata: { labels: { app: triton } }
    spec:
      containers:
        - name: triton
          image: nvcr.io/nvidia/tritonserver:24.05-py3
          command: ["tritonserver", "--model-repository=s3://fraud-models/repository"]
          resources: { limits: { nvidia.com/gpu: 1 } }
---
apiVersion: v1
kind: Service
metadata: { name: triton }
spec: { selector: { app: triton }, ports: [{ port: 8001 }] }
`,
      'client/app.py': `import tritonclient.grpc as grpcclient
from fastapi import FastAPI

app = FastAPI()
client = grpcclient.InferenceServerClient(url="triton:8001")

@app.post("/predict")
def predict(rows: list):
    return client.infer("fraud", rows)
`,
      'models/fraud/config.pbtxt': `name: "fraud"
platform: "onnxruntime_onnx"
`,
    });
    expect(found.components).toEqual(['model-serving triton']);
    expect(found.relations).toEqual([]);
  });
});
