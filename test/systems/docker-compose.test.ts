import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const COMPOSE = `services:
  api:
    build: .
  grafana:
    image: grafana/grafana:11.0.0
`;
const FILES = {
  'docker-compose.yml': COMPOSE,
  Dockerfile: 'FROM python:3.12\nCOPY serve.py .\nCMD ["python", "serve.py"]\n',
  'serve.py': `import joblib
from fastapi import FastAPI

app = FastAPI()
model = joblib.load("model.pkl")

@app.post("/predict")
def predict(x: float):
    return model.predict([[x]])
`,
};
const workflow = (machine: string, command: string): string => `on: push
jobs:
  up:
    runs-on: ${machine}
    steps:
      - uses: actions/checkout@v4
      - run: ${command}
`;
const ofWorkflow = async (machine: string, command: string): Promise<string[]> => {
  const found = await auditFiles({ ...FILES, '.github/workflows/up.yml': workflow(machine, command) });
  return found.relations.filter((relation) => relation.startsWith('ci-cd'));
};

describe('Docker Compose', () => {
  it('is deployed by a job on a machine that stays', async () => {
    expect(await ofWorkflow('self-hosted', 'docker compose up -d')).toEqual([
      'ci-cd github-actions --deploys-> model-serving fastapi',
      'ci-cd github-actions --deploys-> monitoring grafana',
    ]);
    expect(await ofWorkflow('self-hosted', 'docker compose up -d api')).toEqual([
      'ci-cd github-actions --deploys-> model-serving fastapi',
    ]);
  });

  it('serves nobody on a machine that is thrown away, but is built there', async () => {
    expect(await ofWorkflow('ubuntu-latest', 'docker compose up -d')).toEqual([]);
    expect(await ofWorkflow('ubuntu-22.04', 'docker-compose up --build -d api')).toEqual([
      'ci-cd github-actions --builds-> model-serving fastapi',
    ]);
  });

  it('is built where a service says how, not where it names an image', async () => {
    expect(await ofWorkflow('ubuntu-latest', 'docker compose -f docker-compose.yml build')).toEqual([
      'ci-cd github-actions --builds-> model-serving fastapi',
    ]);
    expect(await ofWorkflow('ubuntu-latest', 'docker-compose build')).toEqual([
      'ci-cd github-actions --builds-> model-serving fastapi',
    ]);
  });

  it('is deployed on the machine that a job of a hosted runner reaches', async () => {
    expect(await ofWorkflow('ubuntu-latest', 'ssh prod "docker compose up -d api"')).toEqual([
      'ci-cd github-actions --deploys-> model-serving fastapi',
    ]);
  });

  it('is found below a directory that the project names by a variable, and commands in its containers are read', async () => {
    const { relations } = await auditFiles({
      Jenkinsfile: `pipeline {
  agent any
  environment { BASE_DIR = "\${env.CURRENT_WD}" }
  stages {
    stage('Up') { steps { dir("\${env.PWD}") { sh 'docker compose up -d' } } }
    stage('Train') { steps { sh 'docker exec flows sh -c "dagster asset materialize -m flows --select churn"' } }
    stage('Serve') { steps { dir("\${BASE_DIR}/k8s") { sh 'kubectl apply -f deployment.yaml' } } }
  }
}
`,
      'docker-compose.yml': 'services:\n  grafana:\n    image: grafana/grafana:11.0.0\n',
      'src/flows/__init__.py': `from dagster import Definitions
from .assets import churn

defs = Definitions(assets=[churn])
`,
      'src/flows/assets.py': `from dagster import asset
from sklearn.linear_model import LogisticRegression

@asset
def churn():
    return LogisticRegression().fit([[0], [1]], [0, 1])
`,
      'k8s/deployment.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: prometheus }
spec:
  template:
    spec:
      containers: [{ name: prometheus, image: prom/prometheus }]
`,
    });
    expect(relations.filter((relation) => relation.startsWith('ci-cd'))).toEqual([
      'ci-cd jenkins --deploys-> infrastructure kubernetes',
      'ci-cd jenkins --deploys-> monitoring grafana',
      'ci-cd jenkins --deploys-> monitoring prometheus',
      'ci-cd jenkins --triggers-> workflow-orchestration dagster assets',
    ]);
  });
});

describe('services that ask one another', () => {
  const api = (call: string): string => `import joblib
import requests
from fastapi import FastAPI

app = FastAPI()
model = joblib.load("model.pkl")

@app.post("/predict")
def predict(x: float):
    answer = model.predict([[x]])
    ${call}
    return answer
`;
  const FILE = `services:
  api:
    build: .
  gateway:
    image: prom/pushgateway:v1.9.0
`;

  it.each([
    ['requests.post("http://gateway:9091/metrics/job/api", data=str(x))', ['writes-to']],
    ['requests.get("http://gateway:9091/metrics")', ['reads-from']],
    ['requests.post("http://gateway:9091/-/reload")', []],
    ['requests.post("http://localhost:9091/metrics", data=str(x))', []],
    ['requests.post("http://elsewhere:9091/metrics", data=str(x))', []],
  ])('%s', async (call, expected) => {
    const { relations } = await auditFiles({ ...FILES, 'docker-compose.yml': FILE, 'serve.py': api(call) });
    expect(relations).toEqual(
      expected.map((relation) => `model-serving fastapi --${relation}-> monitoring prometheus`),
    );
  });
});
