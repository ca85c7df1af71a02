import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('TensorFlow Serving', () => {
  it('serves; the web application in front of it loads no model', async () => {
    const found = await auditFiles({
      'docker-compose.yml': `services:
  serving:
    image: tensorflow/serving:2.14.0
    environment: { MODEL_NAME: flowers }
    volumes: ["./models:/models"]
  web:
    build: web
    environment: { TF_SERVING_HOST: "serving:8500" }
`,
      'web/Dockerfile': `FROM python:3.11
COPY app.py .
CMD ["python", "app.py"]
`,
      'web/app.py': `import os, grpc
from flask import Flask
from tensorflow_serving.apis import predict_pb2, prediction_service_pb2_grpc
app = Flask(__name__)
stub = prediction_service_pb2_grpc.PredictionServiceStub(grpc.insecure_channel(os.environ["TF_SERVING_HOST"]))
@app.route("/predict", methods=["POST"])
def predict():
    return str(stub.Predict(predict_pb2.PredictRequest()))
`,
    });
    expect(found.components).toEqual(['model-serving tensorflow-serving']);
    expect(found.relations).toEqual([]);
  });
});
