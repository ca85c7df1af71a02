/** Scripts and definitions that bring several things, none of which does what the script does. */
import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('Setting up', () => {
  it('is done by the script, not by what it installs', async () => {
    const { components, relations } = await auditFiles({
      'setup.sh': `terraform -chdir=infra apply
helm install airflow apache-airflow/airflow
helm install mlflow community-charts/mlflow
`,
      'infra/main.tf': 'resource "aws_s3_bucket" "artifacts" {\n  bucket = "claims-artifacts"\n}\n',
    });
    expect(components).toContain('workflow-orchestration airflow');
    expect(relations.filter((relation) => relation.includes('--deploys->'))).toEqual([]);
  });

  it('makes a registry and reads nothing from it', async () => {
    const { relations } = await auditFiles({
      'build.sh':
        'aws ecr create-repository --repository-name claims\ndocker push 123456789012.dkr.ecr.eu-west-1.amazonaws.com/claims\n',
      '.github/workflows/ci.yml':
        'on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ./build.sh\n',
    });
    expect(relations.filter((relation) => relation.includes('reads-from'))).toEqual([]);
  });

  it('does not run the workflow that builds an image', async () => {
    const { relations } = await auditFiles({
      'cloudbuild.yaml': `steps:
  - name: gcr.io/cloud-builders/docker
    args: [build, -t, eu.gcr.io/acme/trainer, training]
  - name: gcr.io/cloud-builders/docker
    args: [build, -t, eu.gcr.io/acme/server, serving]
images:
  - eu.gcr.io/acme/trainer
  - eu.gcr.io/acme/server
`,
      'training/Dockerfile': 'FROM python:3.12\nCOPY train.py .\nCMD ["python", "train.py"]\n',
      'training/train.py': 'from sklearn.svm import SVC\n\nSVC().fit([[0], [1]], [0, 1])\n',
      'serving/Dockerfile': 'FROM python:3.12\n',
      'workflow.yaml': `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata:
  name: train
spec:
  entrypoint: train
  templates:
    - name: train
      container:
        image: eu.gcr.io/acme/trainer:1.0
        command: [python, train.py]
`,
    });
    expect(relations).toContain(
      'workflow-orchestration argo-workflows train --orchestrates-> training-pipeline scikit-learn training/train.py',
    );
    expect(relations.filter((relation) => relation.includes('-> ci-cd'))).toEqual([]);
  });

  it('hands an address to what it deploys, and logs nothing there itself', async () => {
    const { relations } = await auditFiles({
      '.github/workflows/cd.yml':
        'on: push\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n    env:\n      MLFLOW_TRACKING_URI: https://mlflow.acme.io\n    steps:\n      - run: make release\n',
    });
    expect(relations).toEqual([]);
  });

  it('takes a format for files of its own', async () => {
    const { components } = await auditFiles({
      'prepare.py': 'from datasets import load_dataset\n\nload_dataset("json", data_files="claims.jsonl")\n',
      'train.py': 'from datasets import load_dataset\n\nload_dataset("acme/claims")\n',
    });
    expect(components).toEqual(['data-source huggingface-datasets']);
  });
});
