/** Services that a pipeline tells to take the model that is current now, or to train. */
import { describe, expect, it } from 'vitest';
import { auditFiles, type Files } from './support.js';

const SERVICES: Files = {
  'docker-compose.yml': `services:
  risk-api:
    build: api
    ports: ["8000:8000"]
  trainer:
    build: training
`,
  'api/Dockerfile': 'FROM python:3.12\nCOPY . .\nCMD ["uvicorn", "app:app"]\n',
  'api/app.py': `import mlflow
from fastapi import FastAPI

app = FastAPI()
model = mlflow.pyfunc.load_model("models:/risk@champion")

@app.post("/predict")
def predict(x: float):
    return model.predict([[x]])
`,
  'training/Dockerfile': 'FROM python:3.12\nCOPY . .\nCMD ["uvicorn", "app:app"]\n',
  'training/app.py': `import joblib
from fastapi import FastAPI
from sklearn.svm import SVC

app = FastAPI()

@app.post("/train")
def train():
    joblib.dump(SVC().fit([[1]], [1]), "model.pkl")
`,
};
const dag = (request: string): Files => ({
  'dags/d.py': `import requests
from airflow import DAG
from airflow.operators.bash import BashOperator
from airflow.operators.python import PythonOperator

def tell():
    ${request}

with DAG("risk", schedule="@daily") as dag:
    PythonOperator(task_id="tell", python_callable=tell)
`,
});
const bash = (command: string): Files => ({
  'dags/d.py': `from airflow import DAG
from airflow.operators.bash import BashOperator

with DAG("risk", schedule="@daily") as dag:
    BashOperator(task_id="tell", bash_command="${command}")
`,
});
const DEPLOYS = 'workflow-orchestration airflow risk --deploys-> model-serving fastapi';
const TRAINS = 'workflow-orchestration airflow risk --triggers-> training-pipeline scikit-learn training/app.py';

describe('a service that is told something', () => {
  it.each([
    ['to load the model again', dag('requests.post("http://risk-api:8000/reload", timeout=5)'), DEPLOYS],
    ['to load the model, below a version', dag('requests.put("http://risk-api:8000/v1/reload-model")'), DEPLOYS],
    ['to change the model', dag('requests.post("http://risk-api:8000/update_model", json={"version": 3})'), DEPLOYS],
    ['to load the model, in a shell', bash('curl -fsS -X POST http://risk-api:8000/reload'), DEPLOYS],
    ['to train', dag('requests.post("http://trainer:8000/train")'), TRAINS],
    ['to train, in a shell', bash('curl -X POST http://trainer:8000/train'), TRAINS],
  ])('does what it is told: %s', async (_, files, relation) => {
    expect((await auditFiles({ ...SERVICES, ...files })).relations).toContain(relation);
  });

  it.each([
    ['a question for its state', dag('requests.get("http://risk-api:8000/reload")')],
    ['another order', dag('requests.post("http://risk-api:8000/shutdown")')],
    ['another service', dag('requests.post("http://other-api:8000/reload")')],
    ['a request without a body in a shell', bash('curl http://risk-api:8000/reload')],
  ])('is not put into operation by %s', async (_, files) => {
    const { relations } = await auditFiles({ ...SERVICES, ...files });
    expect(relations.filter((one) => /--(?:deploys|triggers)-> (?:model-serving|training)/.test(one))).toEqual([]);
  });
});

describe('a deployment that is started again', () => {
  const cluster = (namespace: string): Files => ({
    ...SERVICES,
    'k8s/api.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: risk-api${namespace && `\n  namespace: ${namespace}`}
spec:
  template:
    spec:
      containers: [{ name: api, image: acme/risk-api:1 }]
`,
    Makefile: 'image:\n\tdocker build -t acme/risk-api:1 api\n',
  });

  it.each([
    ['the command names the namespace', '', 'kubectl -n ml rollout restart deployment/risk-api'],
    ['the manifest names the namespace', 'ml', 'kubectl rollout restart deployment risk-api'],
    ['both name it', 'ml', 'kubectl rollout restart deployment/risk-api --namespace ml'],
    ['neither names it', '', 'kubectl rollout restart deploy/risk-api'],
  ])('is the one of that name: %s', async (_, namespace, command) => {
    expect((await auditFiles({ ...cluster(namespace), ...bash(command) })).relations).toContain(DEPLOYS);
  });

  it.each([
    ['another namespace', 'ml', 'kubectl -n shop rollout restart deployment/risk-api'],
    ['another name', '', 'kubectl -n ml rollout restart deployment/risk-ui'],
  ])('is not the one of %s', async (_, namespace, command) => {
    expect((await auditFiles({ ...cluster(namespace), ...bash(command) })).relations).not.toContain(DEPLOYS);
  });
});
