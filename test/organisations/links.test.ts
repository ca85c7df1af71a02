import { describe, expect, it } from 'vitest';
import type { Files } from '../systems/support.js';
import { INFERENCE_SERVICE, linksOf, REGISTERS, SERVES, TRAINS, WORKFLOW } from './support.js';

const IMAGE = (tag: string): string =>
  WORKFLOW('push', `uses: docker/build-push-action@v6\n        with: { context: ., push: true, tags: "${tag}" }`);
describe('links between sources', () => {
  it.each<[string, Record<string, Files>, string[]]>([
    [
      'an image that one builds and a task of the other runs',
      {
        training: {
          ...TRAINS,
          Dockerfile: 'FROM python:3.12\nCOPY . .\nCMD ["python", "train.py"]\n',
          '.github/workflows/image.yml': IMAGE('acme/trainer:1.0'),
        },
        dags: {
          'dags/risk.py': `from airflow import DAG
from airflow.providers.cncf.kubernetes.operators.pod import KubernetesPodOperator
with DAG("risk", schedule="@daily") as dag:
    KubernetesPodOperator(task_id="train", image="acme/trainer:1.0")
`,
        },
      },
      [
        'dags/model-training-infrastructure --reads-from-> training/artifact-registry',
        'dags/scheduler --triggers-> training/training-pipeline',
        'dags/workflow-orchestration --orchestrates-> training/training-pipeline',
        'dags/workflow-orchestration --reads-from-> training/artifact-registry',
        'training/ci-cd --builds-> dags/model-training-infrastructure',
        'training/ci-cd --builds-> dags/workflow-orchestration',
        'training/training-pipeline --runs-on-> dags/model-training-infrastructure',
      ],
    ],
    [
      'a model that one registers and the other loads',
      {
        training: REGISTERS('payments-risk'),
        serving: SERVES('model = mlflow.pyfunc.load_model("models:/payments-risk/Production")'),
      },
      [
        'serving/model-serving --loads-from-> serving+training/model-registry',
        'training/training-pipeline --registers-in-> serving+training/model-registry',
      ],
    ],
    [
      'a server that one deploys and two use by its host',
      {
        platform: {
          'mlflow.yaml': `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: mlflow, namespace: argocd }
spec: { destination: { namespace: mlops }, source: { repoURL: https://community-charts.github.io/helm-charts, chart: mlflow, targetRevision: 1.0.0 } }
`,
        },
        training: REGISTERS('model', 'mlflow.set_tracking_uri("http://mlflow.mlops.svc.cluster.local:5000")'),
        serving: SERVES(
          'mlflow.set_tracking_uri("http://mlflow.mlops.svc:5000")\nmodel = mlflow.pyfunc.load_model("models:/model/Production")',
        ),
      },
      [
        'platform/ci-cd --deploys-> platform+serving+training/ml-metadata-store',
        'serving/model-serving --loads-from-> serving+training/model-registry',
        'serving/model-serving --logs-to-> platform+serving+training/ml-metadata-store',
        'training/training-pipeline --logs-to-> platform+serving+training/ml-metadata-store',
        'training/training-pipeline --registers-in-> serving+training/model-registry',
      ],
    ],
    [
      'a pipeline in another repository, started by an event',
      {
        model: {
          '.github/workflows/ci.yml': WORKFLOW(
            'push',
            'uses: peter-evans/repository-dispatch@v3\n        with: { repository: acme/deploy, event-type: ready }',
          ),
        },
        deploy: {
          '.github/workflows/deploy.yml': WORKFLOW(
            '{ repository_dispatch: { types: [ready] } }',
            'run: kubectl apply -f isvc.yaml',
          ),
          'isvc.yaml': INFERENCE_SERVICE,
        },
      },
      ['model/ci-cd --triggers-> deploy/ci-cd'],
    ],
    [
      'a pipeline in another project, started by GitLab',
      {
        model: { '.gitlab-ci.yml': 'deploy:\n  trigger:\n    project: acme/deploy\n' },
        deploy: { '.gitlab-ci.yml': 'deploy:\n  script: [kubectl apply -f isvc.yaml]\n' },
      },
      ['model/ci-cd --triggers-> deploy/ci-cd'],
    ],
    [
      'a model package group, and an endpoint that is watched',
      {
        build: {
          'pipeline.py': `from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.steps import TrainingStep
from sagemaker.workflow.step_collections import RegisterModel
from sagemaker.estimator import Estimator
estimator = Estimator(image_uri="x", role="r", instance_type="ml.m5.large", instance_count=1)
train = TrainingStep(name="Train", estimator=estimator)
register = RegisterModel(name="Register", estimator=estimator, model_package_group_name="payments-risk")
Pipeline(name="risk", steps=[train, register]).upsert(role_arn="r")
`,
        },
        deploy: {
          'deploy.py': `import boto3
sagemaker = boto3.client("sagemaker")
packages = sagemaker.list_model_packages(ModelPackageGroupName="payments-risk", ModelApprovalStatus="Approved")
sagemaker.create_endpoint(EndpointName="payments-risk-live", EndpointConfigName="c")
`,
        },
        monitor: {
          'monitor.py': `from sagemaker.model_monitor import DefaultModelMonitor
monitor = DefaultModelMonitor(role="r")
monitor.create_monitoring_schedule(monitor_schedule_name="s", endpoint_input="payments-risk-live")
`,
        },
      },
      [
        'build/workflow-orchestration --registers-in-> build+deploy/model-registry',
        'deploy/model-serving --loads-from-> build+deploy/model-registry',
        'monitor/monitoring --monitors-> deploy/model-serving',
      ],
    ],
    [
      'a bucket that one provides, one fills and one serves from',
      {
        infrastructure: { 'main.tf': 'resource "aws_s3_bucket" "models" {\n  bucket = "acme-risk-models"\n}\n' },
        training: {
          'train.py': `${TRAINS['train.py']}import boto3\nboto3.client("s3").upload_file("model.joblib", "acme-risk-models", "m")\n`,
        },
        serving: { 'isvc.yaml': INFERENCE_SERVICE },
      },
      [
        'serving/model-serving --loads-from-> infrastructure/data-store',
        'training/training-pipeline --writes-to-> infrastructure/data-store',
      ],
    ],
    [
      'a topic that one writes and the other reads',
      {
        serving: SERVES(`from kafka import KafkaProducer
model = joblib.load("m.joblib")
KafkaProducer(bootstrap_servers="kafka:9092").send("payments-scores", b"")`),
        consumer: {
          'read.py':
            'from kafka import KafkaConsumer\nKafkaConsumer("payments-scores", bootstrap_servers="kafka:9092")\n',
        },
      },
      ['serving/model-serving --writes-to-> consumer+serving/event-bus'],
    ],
    [
      'pods that a monitor of the platform selects by namespace and label',
      {
        serving: {
          ...SERVES('model = joblib.load("m.joblib")'),
          Dockerfile: 'FROM python:3.12\nCOPY . .\nCMD ["uvicorn", "app:app"]\n',
          '.github/workflows/image.yml': IMAGE('acme/risk-api:1'),
          'deployment.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: risk-api, namespace: payments }
spec:
  template:
    metadata: { labels: { app: risk-api } }
    spec: { containers: [{ name: api, image: acme/risk-api:1 }] }
`,
        },
        platform: {
          'monitor.yaml': `apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: { name: risk, namespace: monitoring }
spec: { selector: { matchLabels: { app: risk-api } }, namespaceSelector: { matchNames: [payments] }, endpoints: [{ port: http }] }
`,
        },
      },
      ['platform/monitoring --monitors-> serving/model-serving'],
    ],
    [
      'an image that a task pulls from the registry to which the other pushes it',
      {
        images: {
          'build.sh':
            'docker build -t risk-batch -f Dockerfile.batch .\naws ecr get-login-password | docker login --username AWS --password-stdin $1\ndocker push $1/risk-batch\n',
          'Dockerfile.batch': 'FROM python:3.12\n',
        },
        flows: {
          'config.py': 'image = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/risk-batch:latest"\n',
          'flow.py': `from metaflow import FlowSpec, batch, step
from config import image

class RiskFlow(FlowSpec):
    @batch(image=image)
    @step
    def start(self):
        self.next(self.end)

    @step
    def end(self):
        pass

if __name__ == "__main__":
    RiskFlow()
`,
        },
      },
      ['flows/workflow-orchestration --reads-from-> images/artifact-registry'],
    ],
    [
      'the repositories of one SageMaker project, which share names that none of them holds',
      {
        build: {
          'buildspec.yml':
            'version: 0.2\nphases:\n  build:\n    commands:\n      - python pipeline.py --group "$SAGEMAKER_PROJECT_NAME"\n',
          'pipeline.py': `import sys
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.step_collections import RegisterModel
register = RegisterModel(name="Register", estimator=None, model_package_group_name=sys.argv[2])
Pipeline(name="risk", steps=[register]).upsert(role_arn="r")
`,
        },
        deploy: {
          'buildspec.yml':
            'version: 0.2\nphases:\n  build:\n    commands:\n      - python build.py --project "$SAGEMAKER_PROJECT_NAME"\n',
          'build.py':
            'import sys\nimport boto3\nboto3.client("sagemaker").list_model_packages(ModelPackageGroupName=sys.argv[2])\n',
        },
      },
      [
        'build/workflow-orchestration --registers-in-> build+deploy/model-registry',
        'deploy/ci-cd --loads-from-> build+deploy/model-registry',
      ],
    ],
    [
      'a library that one makes and the training of the other imports',
      {
        features: {
          'pyproject.toml': '[project]\nname = "acme-risk-features"\n',
          'acme_risk/__init__.py': '',
          'acme_risk/checks.py': `import pandera as pa
schema = pa.DataFrameSchema({"amount": pa.Column(float)})

def check(frame):
    return schema.validate(frame)
`,
        },
        training: {
          'requirements.txt': 'acme-risk-features @ git+https://github.com/acme/features\n',
          'train.py': `import pandas as pd
from acme_risk.checks import check
from sklearn.linear_model import LogisticRegression
frame = check(pd.read_csv("data.csv"))
LogisticRegression().fit(frame[["amount"]], frame["label"])
`,
        },
      },
      ['features/data-validation --validates-> training/training-pipeline'],
    ],
    [
      'workflows that an Airflow of the platform takes from the repository of the other',
      {
        platform: {
          'airflow.tf': `variable "repository" {
  default = "https://github.com/acme/risk-dags.git"
}
resource "helm_release" "airflow" {
  name   = "airflow"
  chart  = "airflow"
  values = [yamlencode({ dags = { gitSync = { enabled = true, repo = var.repository, subPath = "dags" } } })]
}
`,
        },
        dags: {
          'dags/risk.py': `from airflow import DAG
from airflow.operators.bash import BashOperator
with DAG("risk", schedule="@daily") as dag:
    BashOperator(task_id="train", bash_command="python train.py")
`,
        },
      },
      [
        'platform/infrastructure --deploys-> dags/workflow-orchestration',
        'platform/workflow-orchestration --deploys-> dags/workflow-orchestration',
      ],
    ],
  ])('%s', async (_, sources, links) => {
    expect(await linksOf(sources)).toEqual(links);
  });
});
