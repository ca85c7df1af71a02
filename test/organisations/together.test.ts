import { describe, expect, it } from 'vitest';
import type { Files } from '../systems/support.js';
import { linksOf, SERVES } from './support.js';

/** A cluster on which MLflow runs under the name that everybody gives it. */
const CLUSTER: Files = {
  'mlflow.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: mlflow }
spec:
  selector: { matchLabels: { app: mlflow } }
  template:
    metadata: { labels: { app: mlflow } }
    spec: { containers: [{ name: mlflow, image: ghcr.io/mlflow/mlflow:v2, command: [mlflow, server] }] }
---
apiVersion: v1
kind: Service
metadata: { name: mlflow }
spec: { selector: { app: mlflow }, ports: [{ port: 5000 }] }
`,
};
const LOGS = (host: string): Files => ({
  'train.py': `import mlflow
from sklearn.svm import SVC

mlflow.set_tracking_uri("http://${host}:5000")
model = SVC().fit([[0], [1]], [0, 1])
mlflow.log_metric("accuracy", model.score([[0]], [0]))
`,
});
/** A pipeline that changes the repository at an address. */
const CHANGES = (repository: string): Files => ({
  '.github/workflows/release.yml': `on: push
jobs:
  release:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with: { repository: ${repository}, path: deploy }
      - run: kubectl apply -f deploy/mlflow.yaml
`,
});
const LOGGED = ['model/training-pipeline --logs-to-> model+risk-deploy/ml-metadata-store'];

describe('a host with a name that everybody gives', () => {
  const links = async (train: Files, cluster: Files = CLUSTER): Promise<string[]> =>
    (await linksOf({ model: train, 'risk-deploy': cluster })).filter((line) => line.includes('--logs-to->'));

  it('is the one of the source that the own one names', async () => {
    expect(await links({ ...LOGS('mlflow'), ...CHANGES('acme/risk-deploy') })).toEqual(LOGGED);
  });
  it.each<[string, Files]>([
    ['of a stranger', LOGS('mlflow')],
    ['of a repository elsewhere', { ...LOGS('mlflow'), ...CHANGES('acme/website') }],
    ['of the machine itself', { ...LOGS('localhost'), ...CHANGES('acme/risk-deploy') }],
    [
      'of the own stack',
      {
        ...LOGS('mlflow'),
        ...CHANGES('acme/risk-deploy'),
        'compose.yaml': 'services: { mlflow: { image: "ghcr.io/mlflow/mlflow:v2" } }\n',
      },
    ],
  ])('is not the one %s', async (_, train) => {
    expect(await links(train)).toEqual([]);
  });
  it('is none where two sources of the three run one', async () => {
    const all = await linksOf({
      model: { ...LOGS('mlflow'), ...CHANGES('acme/risk-deploy') },
      'risk-deploy': CLUSTER,
      'risk-infra': { ...CLUSTER, ...CHANGES('acme/risk-deploy') },
    });
    expect(all.filter((line) => line.includes('--logs-to->'))).toEqual([]);
  });
});

describe('a repository beside the own one', () => {
  const STACK = (context: string): Files => ({
    'compose/docker-compose.yml': `services:
  scorer:
    build: ${context}
    ports: ["8000:8000"]
`,
  });
  const SCORER: Files = {
    ...SERVES('model = joblib.load("m.joblib")'),
    Dockerfile: 'FROM python:3.12\nCOPY . .\nCMD ["uvicorn", "app:app"]\n',
  };
  it.each([
    ['called like the directory', 'risk-scorer', '../../risk-scorer'],
    ['of which the directory has the end of the name', 'scorer', '../../risk-scorer'],
  ])('is built, %s', async (_, id, context) => {
    expect(await linksOf({ stack: STACK(context), [id]: SCORER })).toEqual([
      `stack/infrastructure --deploys-> ${[id, 'stack'].sort().join('+')}/model-serving`,
    ]);
  });
  it.each([
    ['inside', '../risk-scorer'],
    ['of another name', '../../website'],
    ['further away', '../../../risk-scorer'],
  ])('is not a directory %s', async (_, context) => {
    expect(await linksOf({ stack: STACK(context), 'risk-scorer': SCORER })).toEqual([]);
  });
});

describe('a role that trusts the pipelines of a repository', () => {
  const ROLE = (subject: string, variables = ''): Files => ({
    'iam.tf': `data "aws_iam_policy_document" "assume" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]
    condition {
      test     = "StringLike"
      variable = "token.actions.githubusercontent.com:sub"
      values   = ["${subject}"]
    }
  }
}

resource "aws_iam_role" "deployer" {
  name               = "deployer"
  assume_role_policy = data.aws_iam_policy_document.assume.json
}
${variables}`,
  });
  const PIPELINE: Files = {
    '.github/workflows/ci.yml':
      'on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ run: python train.py }] } }\n',
    'train.py': 'from sklearn.svm import SVC\nSVC().fit([[0], [1]], [0, 1])\n',
  };
  it.each<[string, Files]>([
    ['in a text', ROLE('repo:acme/risk-model:*')],
    [
      'in variables',
      ROLE(
        'repo:${var.owner}/${var.name}:ref:refs/heads/main',
        'variable "owner" { default = "acme" }\nvariable "name" { default = "risk-model" }\n',
      ),
    ],
  ])('is theirs: %s', async (_, infra) => {
    expect(await linksOf({ infra, 'risk-model': PIPELINE })).toEqual([
      'risk-model/ci-cd --reads-from-> infra/security',
    ]);
  });
  it.each<[string, Files]>([
    ['of another repository', ROLE('repo:acme/website:*')],
    ['of all of an owner', ROLE('repo:acme/*')],
    ['of one that nobody names', ROLE('repo:acme/${var.name}:*', 'variable "name" {}\n')],
  ])('is not theirs: %s', async (_, infra) => {
    expect(await linksOf({ infra, 'risk-model': PIPELINE })).toEqual([]);
  });
});

describe('a table that another source makes', () => {
  const MAKES = (sql: string, path = 'schema.sql'): Files => ({ [path]: sql });
  const READS = (...tables: string[]): Files => ({
    'train.py': `import psycopg2
import pandas as pd
from sklearn.svm import SVC

connection = psycopg2.connect("dbname=x")
${tables.map((table) => `frame = pd.read_sql("SELECT * FROM ${table} WHERE 1 = 1", connection)`).join('\n')}
SVC().fit(frame[["a"]], frame["b"])
`,
  });
  it.each<[string, Files, Files]>([
    [
      'with a name that tells',
      MAKES('CREATE TABLE IF NOT EXISTS exposure_ledger (a int);\n'),
      READS('exposure_ledger'),
    ],
    [
      'as the model of an application of Django',
      MAKES('class Exposure(models.Model):\n    a = models.IntegerField()\n', 'ledger/models.py'),
      READS('"ledger_exposure"'.replaceAll('"', '')),
    ],
    [
      'as one of several',
      MAKES(
        'CREATE TABLE customer_data (a int);\nCREATE TABLE sales_data (a int);\nCREATE TABLE price_data (a int);\n',
      ),
      READS('customer_data', 'sales_data', 'price_data'),
    ],
    [
      'as one of a whole schema',
      MAKES(
        'CREATE TABLE patients (a int);\nCREATE TABLE reports (a int);\nCREATE TABLE documents (a int);\nCREATE TABLE report_results (a int);\n',
      ),
      READS('patients', 'reports', 'documents', 'report_results'),
    ],
    [
      'to which a class is mapped',
      MAKES('CREATE TABLE exposure_ledger (a int);\n'),
      {
        ...READS(),
        'train.py': `from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy import create_engine
from sklearn.svm import SVC
class Exposure(DeclarativeBase):
    __tablename__ = "exposure_ledger"
rows = Session(create_engine("postgresql://x")).query(Exposure).all()
SVC().fit([r.a for r in rows], [r.b for r in rows])
`,
      },
    ],
  ])('%s', async (_, db, ml) => {
    const links = await linksOf({ db, ml });
    expect(links).toHaveLength(1);
    expect(links[0]).toMatch(/^ml\/(?:training-pipeline|data-pipeline) --reads-from-> db\//);
  });
  it.each<[string, Files, Files]>([
    [
      'of three words that everybody uses',
      MAKES('CREATE TABLE patients (a int);\nCREATE TABLE reports (a int);\nCREATE TABLE documents (a int);\n'),
      READS('patients', 'reports', 'documents'),
    ],
    ['with a name of everybody', MAKES('CREATE TABLE predictions (a int);\n'), READS('predictions')],
    [
      'that is made here too',
      MAKES('CREATE TABLE exposure_ledger (a int);\n'),
      { ...READS('exposure_ledger'), 'own.sql': 'CREATE TABLE exposure_ledger (a int);\n' },
    ],
    [
      'to which both map a class',
      MAKES('class Exposure(Base):\n    __tablename__ = "exposure_ledger"\n', 'models.py'),
      MAKES('class Exposure(Base):\n    __tablename__ = "exposure_ledger"\n', 'models.py'),
    ],
    ['of which only a comment speaks', MAKES('-- CREATE TABLE exposure_ledger (a int);\n'), READS('exposure_ledger')],
  ])('not %s', async (_, db, ml) => {
    expect(await linksOf({ db, ml })).toEqual([]);
  });
});

describe('a checkout that a stack keeps of a service', () => {
  const STACK = (context: string): Files => ({
    'services/all.yml': `services:\n  scorer:\n    build: { context: "${context}", target: run }\n`,
  });
  const SCORER = (name: string): Files => ({
    'pyproject.toml': `[project]\nname = "${name}"\n`,
    Dockerfile: 'FROM python:3.12 AS run\nCOPY . .\nCMD ["uvicorn", "app:app"]\n',
    'app.py': 'from fastapi import FastAPI\napp = FastAPI()\n\n@app.get("/rows")\ndef rows():\n    return []\n',
  });
  it.each([
    ['is known by the name of the project', '../services/risk-scorer-api', 'risk-scorer-api', 1],
    ['is not the project of another name', '../services/risk-scorer-api', 'exposure-api', 0],
    ['is not a project with a name of everybody', '../services/api', 'api', 0],
  ])('%s', async (_, context, name, count) => {
    expect(await linksOf({ stack: STACK(context), scorer: SCORER(name) })).toEqual(
      ['stack/infrastructure --deploys-> scorer/infrastructure'].slice(0, count),
    );
  });
});

describe('images in one registry', () => {
  const PUBLISHES = (image: string): Files => ({
    Dockerfile: 'FROM python:3.12\nCOPY . .\n',
    '.github/workflows/ci.yml': `on: push
jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - run: docker build -t ${image}:1 . && docker push ${image}:1
`,
  });
  const ANSWERS: Files = {
    'main.py':
      'from fastapi import FastAPI\napp = FastAPI()\n\n@app.post("/compare-batch")\ndef compare(rows: dict):\n    return rows\n',
  };
  const ASKS: Files = {
    'client.py': `import os
import requests
from fastapi import FastAPI
app = FastAPI()
URL = os.environ["SCORER_URL"]

@app.get("/rows")
def rows():
    return requests.post(f"{URL}/compare-batch", json={}).json()
`,
  };
  const links = (a: string, b: string): Promise<string[]> =>
    linksOf({ web: { ...PUBLISHES(a), ...ASKS }, scorer: { ...PUBLISHES(b), ...ANSWERS } });
  it.each([
    ['of Azure', 'riskwatchacr.azurecr.io/web', 'riskwatchacr.azurecr.io/scorer'],
    [
      'of an account of AWS',
      '481516234242.dkr.ecr.eu-west-1.amazonaws.com/web',
      '481516234242.dkr.ecr.eu-west-1.amazonaws.com/scorer',
    ],
    ['of an owner whom many share it with', 'ghcr.io/riskwatch/web', 'ghcr.io/riskwatch/scorer'],
    ['of Docker Hub', 'riskwatch/web', 'docker.io/riskwatch/scorer'],
  ])('show that their sources belong together: %s', async (_, a, b) => {
    expect(await links(a, b)).toEqual(['web/infrastructure --reads-from-> scorer/infrastructure']);
  });
  it.each([
    ['of two owners', 'ghcr.io/riskwatch/web', 'ghcr.io/portal/scorer'],
    [
      'of an account in documentation',
      '123456789012.dkr.ecr.eu-west-1.amazonaws.com/web',
      '123456789012.dkr.ecr.eu-west-1.amazonaws.com/scorer',
    ],
    ['of an owner whom a variable holds', 'ghcr.io/$OWNER/web', 'ghcr.io/$OWNER/scorer'],
    ['of words that everybody uses', 'mlops/web', 'mlops/scorer'],
  ])('show nothing: %s', async (_, a, b) => {
    expect(await links(a, b)).toEqual([]);
  });
});

describe('a directory that is called like the project of another source', () => {
  const SCRIPT = (directory: string): Files => ({ 'deployment/deploy.sh': `helm install scorer ./${directory}/\n` });
  const CHART = (name: string): Files => ({
    'Chart.yaml': `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n`,
    'templates/deployment.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: scorer }
spec: { template: { spec: { containers: [{ name: a, image: "nginx:1" }] } } }
`,
  });
  it('is that project', async () => {
    expect(await linksOf({ general: SCRIPT('risk-scorer-helm'), chart: CHART('risk-scorer-helm') })).toEqual([
      'general/infrastructure --deploys-> chart/infrastructure',
    ]);
  });
  it.each<[string, Record<string, Files>]>([
    ['has another name', { general: SCRIPT('risk-scorer-helm'), chart: CHART('exposure-helm') }],
    ['has a name of everybody', { general: SCRIPT('api'), chart: CHART('api') }],
    [
      'lies here',
      {
        general: { ...SCRIPT('risk-scorer-helm'), 'risk-scorer-helm/README.md': 'x\n' },
        chart: CHART('risk-scorer-helm'),
      },
    ],
    [
      'is the project of two',
      { general: SCRIPT('risk-scorer-helm'), chart: CHART('risk-scorer-helm'), copy: CHART('risk-scorer-helm') },
    ],
  ])('is not where it %s', async (_, sources) => {
    expect(await linksOf(sources)).toEqual([]);
  });
});
