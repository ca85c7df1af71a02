import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('Datadog', () => {
  it('gets what a service measures', async () => {
    const { components, relations } = await auditFiles({
      'api/main.py': `from datadog import initialize, statsd
import joblib
from fastapi import FastAPI

initialize(api_key="x")
app = FastAPI()
model = joblib.load("model.joblib")

@app.post("/predict")
def predict(rows: list):
    statsd.increment("churn.predictions")
    return model.predict(rows).tolist()
`,
      'main.tf': `resource "datadog_monitor" "latency" {
  name    = "churn latency"
  type    = "metric alert"
  message = "@slack-ml"
  query   = "avg(last_5m):avg:churn.latency{*} > 1"
}
`,
    });
    expect(components).toEqual(['model-serving fastapi', 'monitoring datadog']);
    expect(relations).toEqual(['model-serving fastapi --logs-to-> monitoring datadog']);
  });

  it('is not in use when it is only installed', async () => {
    const { components, relations } = await auditFiles({
      'requirements.txt': `datadog==0.49
sentry-sdk==2
opentelemetry-sdk==1.24
`,
    });
    expect(components).toEqual([
      'monitoring datadog (declared: dependency-only)',
      'monitoring opentelemetry (declared: dependency-only)',
      'monitoring sentry (declared: dependency-only)',
    ]);
    expect(relations).toEqual([]);
  });
});

describe('Sentry', () => {
  it('gets the errors of a service', async () => {
    const { components, relations } = await auditFiles({
      'api/main.py': `import sentry_sdk
import joblib
from fastapi import FastAPI

sentry_sdk.init(dsn="https://x@o0.ingest.sentry.io/0")
app = FastAPI()
model = joblib.load("model.joblib")

@app.post("/predict")
def predict(rows: list):
    return model.predict(rows).tolist()
`,
    });
    expect(components).toEqual(['model-serving fastapi', 'monitoring sentry']);
    expect(relations).toEqual(['model-serving fastapi --logs-to-> monitoring sentry']);
  });
});

describe('OpenTelemetry', () => {
  it('gets what a service measures', async () => {
    const { components, relations } = await auditFiles({
      'api/main.py': `from opentelemetry import metrics
from opentelemetry.instrumentation.fastapi import FastAPIInstrumentor
import joblib
from fastapi import FastAPI

app = FastAPI()
meter = metrics.get_meter("churn")
FastAPIInstrumentor.instrument_app(app)
model = joblib.load("model.joblib")

@app.post("/predict")
def predict(rows: list):
    return model.predict(rows).tolist()
`,
      'docker-compose.yml': `services:
  collector: { image: "otel/opentelemetry-collector-contrib:0.100.0" }
`,
    });
    expect(components).toEqual(['model-serving fastapi', 'monitoring opentelemetry']);
    expect(relations).toEqual(['model-serving fastapi --logs-to-> monitoring opentelemetry']);
  });
});
