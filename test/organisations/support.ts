/** What an audit of several sources says of the links between them. */
import type { Assessment } from '../../src/assessment/types.js';
import { auditSources, type Files } from '../systems/support.js';

/** Programs of the invented sources. */
export const REGISTERS = (name: string, before = ''): Files => ({
  'train.py': `import mlflow
from sklearn.linear_model import LogisticRegression
${before}
model = LogisticRegression().fit([[0], [1]], [0, 1])
mlflow.sklearn.log_model(model, "model", registered_model_name="${name}")
`,
});
export const TRAINS: Files = {
  'train.py': `import joblib
from sklearn.linear_model import LogisticRegression

model = LogisticRegression().fit([[0], [1]], [0, 1])
joblib.dump(model, "model.joblib")
`,
};
export const SERVES = (load: string): Files => ({
  'app.py': `from fastapi import FastAPI
import joblib
import mlflow
${load}
app = FastAPI()

@app.post("/predict")
def predict(row: dict):
    return model.predict([row])
`,
});

export const WORKFLOW = (trigger: string, ...steps: string[]): string => `on: ${trigger}
jobs:
  job:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
${steps.map((step) => `      - ${step}\n`).join('')}`;
export const INFERENCE_SERVICE = `apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata: { name: payments-risk }
spec: { predictor: { model: { modelFormat: { name: sklearn }, storageUri: "s3://acme-risk-models/payments" } } }
`;

/** `source/type --relation-> source/type`, sorted and without repetition, for every relation that crosses sources. */
export async function linksOf(sources: Record<string, Files>): Promise<string[]> {
  return crossing((await auditSources(sources)).assessment);
}

/** A relation crosses when its ends have no source in common or its own evidence comes from several. */
function crossing({ components, relations }: Assessment): string[] {
  const sources = new Map(components.map((c) => [c.id, [...new Set(c.evidence.map((e) => e.source))].sort()]));
  const types = new Map(components.map((c) => [c.id, c.type]));
  const label = (id: string): string => `${sources.get(id)?.join('+')}/${types.get(id)}`;
  const lines = relations
    .filter(({ from, to, evidence }) => {
      const shared = sources.get(from)?.some((source) => sources.get(to)?.includes(source));
      return !shared || new Set(evidence.map((e) => e.source)).size > 1;
    })
    .map(({ from, to, type }) => `${label(from)} --${type}-> ${label(to)}`);
  return [...new Set(lines)].sort();
}
