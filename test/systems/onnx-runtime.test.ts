import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('ONNX Runtime', () => {
  it('serves the model that a session loads', async () => {
    const { components, relations } = await auditFiles({
      'main.py': `import onnxruntime as ort
from fastapi import FastAPI

app = FastAPI()
session = ort.InferenceSession("model.onnx")

@app.post("/predict")
def predict(rows: list):
    return session.run(None, {"x": rows})[0].tolist()
`,
    });
    expect(components).toEqual(['model-serving fastapi']);
    expect(relations).toEqual([]);
  });

  it('serves nothing where a model is only converted', async () => {
    const { components, relations } = await auditFiles({
      'convert.py': `import torch
from skl2onnx import to_onnx
onx = to_onnx(model, X)
open("m.onnx", "wb").write(onx.SerializeToString())
`,
      'requirements.txt': `onnxruntime==1.18
`,
    });
    expect(components).toEqual([]);
    expect(relations).toEqual([]);
  });
});
