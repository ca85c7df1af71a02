import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('Red Hat OpenShift', () => {
  it('builds and runs the objects of a template', async () => {
    const found = await auditFiles({
      'template.yaml': `apiVersion: template.openshift.io/v1
kind: Template
metadata: { name: scoring }
parameters: [{ name: NAME, value: scoring }, { name: TAG, value: "1" }]
objects:
  - apiVersion: build.openshift.io/v1
    kind: BuildConfig
    metadata: { name: "\${NAME}" }
    spec:
      source: { git: { uri: "https://git.example.com/ml/scoring.git" }, contextDir: service }
      strategy: { dockerStrategy: { dockerfilePath: Dockerfile } }
      output: { to: { kind: ImageStreamTag, name: "\${NAME}:\${TAG}" } }
      triggers: [{ type: GitHub, github: { secret: s } }]
  - apiVersion: apps.openshift.io/v1
    kind: DeploymentConfig
    metadata: { name: "\${NAME}" }
    spec:
      replicas: 1
      selector: { app: "\${NAME}" }
      template:
        metadata: { labels: { app: "\${NAME}" } }
        spec: { containers: [{ name: api, image: "\${NAME}:\${TAG}" }] }
  - apiVersion: v1
    kind: Service
    metadata: { name: "\${NAME}" }
    spec: { selector: { app: "\${NAME}" }, ports: [{ port: 8080 }] }
  - apiVersion: route.openshift.io/v1
    kind: Route
    metadata: { name: "\${NAME}" }
    spec: { host: scoring.apps.example.com, to: { kind: Service, name: "\${NAME}" } }
`,
      'service/Dockerfile': `FROM python:3.12
COPY app.py .
CMD ["python", "app.py"]
`,
      'service/app.py': `import joblib
from flask import Flask
app = Flask(__name__)
model = joblib.load("model.joblib")

@app.route("/predict", methods=["POST"])
def predict():
    return str(model.predict([[1]]))
`,
    });
    expect(found.components).toEqual(['ci-cd openshift', 'model-serving flask']);
    expect(found.relations).toEqual(['ci-cd openshift --builds-> model-serving flask']);
  });
});
