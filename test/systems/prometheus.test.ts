import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const COMPOSE = `services:
  api:
    build: ./api
  prometheus:
    image: prom/prometheus:v2.51.0
    volumes: ["./prometheus.yml:/etc/prometheus/prometheus.yml"]
  grafana:
    image: grafana/grafana:10.4.0
`;
const API = `import joblib
from fastapi import FastAPI

app = FastAPI()
model = joblib.load("model.joblib")

@app.post("/predict")
def predict(rows: list):
    return model.predict(rows).tolist()
`;
const PROMETHEUS = `scrape_configs:
  - job_name: self
    static_configs: [{ targets: ["localhost:9090"] }]
  - job_name: api
    static_configs: [{ targets: ["api:8000"] }]
`;
const ALERTMANAGER = `route: { receiver: retrain }
receivers:
  - name: retrain
    webhook_configs:
      - url: http://el-retrain.ml.svc:8080
`;
const LISTENER = `apiVersion: triggers.tekton.dev/v1beta1
kind: EventListener
metadata: { name: retrain, namespace: ml }
spec:
  triggers:
    - name: alert
      bindings: [{ name: name, value: '$(body.alerts[0].labels.alertname)' }]
      template:
        spec:
          resourcetemplates:
            - apiVersion: tekton.dev/v1
              kind: PipelineRun
              metadata: { generateName: churn- }
              spec: { pipelineRef: { name: churn } }
`;

describe('Prometheus, Alertmanager and Grafana', () => {
  it('watch the services that they scrape', async () => {
    const { components, relations } = await auditFiles({
      'docker-compose.yml': COMPOSE,
      'prometheus.yml': PROMETHEUS,
      'api/Dockerfile': 'FROM python:3.12\nCOPY main.py .\nCMD ["uvicorn", "main:app"]\n',
      'api/main.py': API,
    });
    expect(components).toEqual(['model-serving fastapi', 'monitoring grafana', 'monitoring prometheus']);
    expect(relations).toEqual(['monitoring prometheus --monitors-> model-serving fastapi']);
  });

  it('start a pipeline when an alert calls its listener', async () => {
    const { components, relations, criteria } = await auditFiles({
      'alertmanager.yml': ALERTMANAGER,
      'listener.yaml': LISTENER,
    });
    expect(components).toEqual(['event-bus tekton', 'monitoring alertmanager', 'workflow-orchestration tekton churn']);
    expect(relations).toEqual([
      'event-bus tekton --triggers-> workflow-orchestration tekton churn',
      'monitoring alertmanager --triggers-> event-bus tekton',
      'monitoring alertmanager --triggers-> workflow-orchestration tekton churn',
    ]);
    expect(criteria).toContain('G1.12');
  });

  it('are configured by rules, datasources and dashboards in files and ConfigMaps', async () => {
    const rules = 'groups:\n  - name: api\n    rules:\n      - { alert: Down, expr: up == 0 }\n';
    const map = `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: rules }\ndata:\n  rules.yml: |\n${rules.replace(/^/gm, '    ')}\n`;
    expect((await auditFiles({ 'rules.yml': rules })).components).toEqual(['monitoring prometheus']);
    expect((await auditFiles({ 'k8s/map.yaml': map })).components).toEqual(['monitoring prometheus']);
    const source = 'apiVersion: 1\ndatasources:\n  - { name: p, type: prometheus, url: http://prometheus:9090 }\n';
    expect((await auditFiles({ 'grafana/datasource.yml': source })).components).toEqual(['monitoring grafana']);
    const board = '{"title": "API", "schemaVersion": 36, "panels": [{"type": "graph"}]}';
    expect((await auditFiles({ 'grafana/api.json': board })).components).toEqual(['monitoring grafana']);
  });

  it('are not claimed for other formats with the same words', async () => {
    const { components } = await auditFiles({
      'a.yaml': 'groups:\n  - name: admins\n    rules: [read]\nalert: none\n',
      'b.yaml': 'receivers: [a@example.com]\nroute: home\nslack_configs: none\n',
      'c.json': '{"title": "x", "schemaVersion": 1, "panels": []}',
      'd.yaml': 'datasources:\n  - name: sales\n    table: orders\n',
      'e.yaml': 'scrape_configs: []\n',
    });
    expect(components).toEqual([]);
  });
});
