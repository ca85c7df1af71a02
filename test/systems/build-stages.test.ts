/** Images that are built in stages: what a stage only holds for the next one is not run. */
import { describe, expect, it } from 'vitest';
import { auditFiles, type Files } from './support.js';

const SERVICE: Files = {
  'src/acme/api.py': `import joblib
from flask import Flask

app = Flask(__name__)
model = joblib.load("model.joblib")

@app.post("/predict")
def predict():
    return model.predict([[1]])
`,
  'src/acme/train.py': `from sklearn.svm import SVC

if __name__ == "__main__":
    SVC().fit(x, y)
`,
  '.github/workflows/deploy.yml': `on: { push: { branches: [main] } }
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: |
          docker build -t registry.example/acme/api:1 .
          docker push registry.example/acme/api:1
          gcloud run deploy api --image registry.example/acme/api:1
`,
};
const STAGES = (end: string): string => `FROM python:3.12 AS builder
WORKDIR /app
COPY src/ src/
RUN pip install ./src

FROM python:3.12-slim
COPY --from=builder /app/src /app/src
WORKDIR /app/src
${end}
`;

describe('a stage that another one copies from', () => {
  it('runs nothing, where the image says what it starts', async () => {
    const { relations } = await auditFiles({
      ...SERVICE,
      Dockerfile: STAGES('CMD ["gunicorn", "acme.api:app"]'),
    });
    expect(relations).toContain('ci-cd github-actions --deploys-> model-serving flask');
    expect(relations.filter((one) => one.includes('training-pipeline'))).toEqual([]);
  });

  it('gives what runs, where the image does not say it', async () => {
    const { relations } = await auditFiles({ ...SERVICE, Dockerfile: STAGES('') });
    expect(relations).toContain('ci-cd github-actions --deploys-> model-serving flask');
  });
});
