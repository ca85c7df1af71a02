import { describe, expect, it } from 'vitest';
import type { Files } from '../systems/support.js';
import { linksOf, REGISTERS, SERVES } from './support.js';

const SERVER = `apiVersion: apps/v1
kind: Deployment
metadata: { name: mlflow, namespace: mlflow }
spec:
  template:
    metadata: { labels: { app: mlflow } }
    spec: { containers: [{ name: mlflow, image: ghcr.io/mlflow/mlflow:v2 }] }
---
apiVersion: v1
kind: Service
metadata: { name: mlflow, namespace: mlflow }
spec: { selector: { app: mlflow }, ports: [{ port: 5000 }] }
`;

describe('no link is invented', () => {
  it.each<[string, Record<string, Files>]>([
    [
      'a cluster that is called like the project of a repository, which only says its own name',
      {
        app: {
          'pyproject.toml': '[project]\nname = "risk-ledger-scorer"\n',
          'train.py':
            'import wandb\nfrom sklearn.svm import SVC\nwandb.init(project="risk-ledger-scorer")\nSVC().fit([[0], [1]], [0, 1])\n',
        },
        infra: { 'eks.tf': 'resource "aws_eks_cluster" "main" {\n  name = "risk-ledger-scorer"\n}\n' },
      },
    ],
    [
      'by a name that everybody gives to a model',
      { a: REGISTERS('best-model'), b: SERVES('model = mlflow.pyfunc.load_model("models:/best-model/1")') },
    ],
    ['by a tutorial that both follow', { a: REGISTERS('iris-classifier'), b: REGISTERS('iris-classifier') }],
    [
      'by a provider that both use',
      {
        a: REGISTERS('x', 'mlflow.set_tracking_uri("https://dagshub.com/a/b.mlflow")'),
        b: REGISTERS('y', 'mlflow.set_tracking_uri("https://dagshub.com/c/d.mlflow")'),
      },
    ],
    [
      'by a bare host name',
      {
        a: REGISTERS('x', 'mlflow.set_tracking_uri("http://mlflow:5000")'),
        b: { 'compose.yaml': 'services:\n  mlflow:\n    image: ghcr.io/mlflow/mlflow\n' },
      },
    ],
    [
      'by the address of a check on a bare host',
      {
        a: {
          'monitor.yaml':
            'scrape_configs:\n  - job_name: blackbox\n    static_configs:\n      - targets: ["http://mlflow:5000/-/healthy"]\n',
          'compose.yaml': 'services:\n  prometheus:\n    image: prom/prometheus\n',
        },
        b: { 'compose.yaml': 'services:\n  mlflow:\n    image: ghcr.io/mlflow/mlflow\n    command: mlflow server\n' },
      },
    ],
    [
      'by a host that both clusters have',
      {
        a: {
          ...REGISTERS('x', 'mlflow.set_tracking_uri("http://mlflow.mlflow.svc:5000")'),
          'mlflow.yaml': SERVER,
        },
        b: { 'platform.yaml': SERVER },
      },
    ],
    [
      'by a package that every project has',
      {
        a: {
          'pyproject.toml': '[project]\nname = "a"\n',
          'src/__init__.py': '',
          'src/utils.py': 'import mlflow\n\ndef log():\n    mlflow.log_metric("a", 1)\n',
        },
        b: { 'train.py': 'from src.utils import log\nfrom sklearn.svm import SVC\nSVC().fit([[0]], [0])\nlog()\n' },
      },
    ],
    [
      'by an image that everybody has',
      {
        a: {
          'docker/Dockerfile': 'FROM python:3.12\nCMD mlflow server --backend-store-uri sqlite:///m.db\n',
          'build.sh': 'docker build -t mlflow:own docker/\n',
        },
        b: {
          ...REGISTERS('x', 'mlflow.set_tracking_uri("http://tracking:5000")'),
          'compose.yaml': 'services:\n  tracking:\n    image: ghcr.io/mlflow/mlflow:v2\n    command: mlflow server\n',
        },
      },
    ],
    [
      'by labels without a namespace',
      {
        a: {
          'd.yaml':
            'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: api }\nspec: { template: { metadata: { labels: { app: api } }, spec: { containers: [{ name: a, image: tensorflow/serving:2 }] } } }\n',
        },
        b: {
          'm.yaml':
            'apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata: { name: api }\nspec: { selector: { matchLabels: { app: api } }, endpoints: [{ port: http }] }\n',
        },
      },
    ],
  ])('%s', async (_, sources) => {
    expect(await linksOf(sources)).toEqual([]);
  });
});
