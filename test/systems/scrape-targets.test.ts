/** What Prometheus scrapes where its configuration names no service: ports that containers publish, pods that ask for it. */
import { describe, expect, it } from 'vitest';
import { auditFiles, type Files } from './support.js';

const SERVICE: Files = {
  Dockerfile: 'FROM python:3.12\nCOPY . .\nCMD ["uvicorn", "app:app", "--host", "0.0.0.0"]\n',
  'app.py': `import joblib
from fastapi import FastAPI

app = FastAPI()
model = joblib.load("model.pkl")

@app.post("/predict")
def predict(x: float):
    return {"y": float(model.predict([[x]])[0])}
`,
};
const compose = (ports: string): Files => ({
  'docker-compose.yml': `services:
  api:
    build: .
    ports: ${ports}
  prometheus:
    image: prom/prometheus:v2.53.0
    volumes: ["./prometheus.yml:/etc/prometheus/prometheus.yml"]
`,
});
const scraping = (target: string): Files => ({
  'prometheus.yml': `scrape_configs:
  - job_name: api
    static_configs:
      - targets: ["${target}"]
`,
});
const pods = (annotation: string): Files => ({
  '.github/workflows/build.yml': `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: docker build -t jane/risk-api . && docker push jane/risk-api
`,
  'k8s/api.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: api }
spec:
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api }, annotations: { ${annotation} } }
    spec:
      containers: [{ name: api, image: jane/risk-api }]
`,
});
const discovery = (label: string): Files => ({
  'k8s/prometheus.yaml': `apiVersion: v1
kind: ConfigMap
metadata: { name: prometheus }
data:
  prometheus.yml: |
    scrape_configs:
      - job_name: pods
        kubernetes_sd_configs: [{ role: pod }]
        relabel_configs:
          - { source_labels: [${label}], action: keep, regex: true }
`,
});
const ASKS = '__meta_kubernetes_pod_annotation_prometheus_io_scrape';

const ROWS: [what: string, monitored: boolean, files: Files][] = [
  ['a published port', true, { ...compose('["8000:80"]'), ...scraping('host.docker.internal:8000') }],
  [
    'a published port in full',
    true,
    { ...compose('[{ target: 80, published: 8000 }]'), ...scraping('172.17.0.1:8000') },
  ],
  ['another port', false, { ...compose('["8000:80"]'), ...scraping('host.docker.internal:9100') }],
  ['a port that is not published', false, { ...compose('["80"]'), ...scraping('host.docker.internal:80') }],
  ['pods that ask', true, { ...pods('prometheus.io/scrape: "true"'), ...discovery(ASKS) }],
  ['pods that do not', false, { ...pods('prometheus.io/scrape: "false"'), ...discovery(ASKS) }],
  ['pods of a name', false, { ...pods('prometheus.io/scrape: "true"'), ...discovery('__meta_kubernetes_pod_name') }],
];

describe('targets of Prometheus', () => {
  for (const [what, monitored, files] of ROWS)
    it(`${monitored ? 'are' : 'are not'} ${what}`, async () => {
      const { relations } = await auditFiles({ ...SERVICE, ...files });
      expect(relations.includes('monitoring prometheus --monitors-> model-serving fastapi')).toBe(monitored);
    });
});
