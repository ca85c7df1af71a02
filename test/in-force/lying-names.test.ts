import { describe, expect, it } from 'vitest';
import type { Files } from '../systems/support.js';
import { statesIn } from './support.js';

/** What is no claim about machine learning: ordinary stores, services and tools may be found. */
const ORDINARY_TYPES =
  /^(?:ci-cd|data-store|infrastructure|security|artifact-registry|monitoring sentry|event-bus|development-environment|data-source)\b/;

describe('names that lie define nothing of machine learning', () => {
  it.each<[string, Files]>([
    [
      'MODEL_REGISTRY as a directory',
      {
        'config.py':
          'import os\nMODEL_REGISTRY = os.environ.get("MODEL_REGISTRY", "./models")\nos.makedirs(MODEL_REGISTRY, exist_ok=True)\n',
      },
    ],
    [
      'a bucket called model registry',
      { 'main.tf': 'resource "aws_s3_bucket" "model_registry" {\n  bucket = "acme-model-registry"\n}\n' },
    ],
    [
      'a folder feature_store of CSV files',
      {
        'feature_store/customers.csv': 'a,b\n1,2\n',
        'load.py': 'import pandas as pd\nframe = pd.read_csv("feature_store/customers.csv")\nprint(frame)\n',
      },
    ],
    [
      'a class FeatureStore over files',
      {
        'store.py':
          'import pandas as pd\n\nclass FeatureStore:\n    def get(self, name):\n        return pd.read_parquet(f"feature_store/{name}.parquet")\n\nprint(FeatureStore().get("a"))\n',
      },
    ],
    [
      "Feast's registry.db alone",
      { 'data/registry.db': 'x', 'clean.py': 'import os\nos.remove("data/registry.db")\n' },
    ],
    [
      'an IAM list of actions',
      {
        'iam.tf':
          'data "aws_iam_policy_document" "p" {\n  statement {\n    actions = ["sagemaker:CreateModelPackage", "sagemaker:CreateEndpoint", "sagemaker:CreateTrainingJob", "cloudwatch:PutMetricAlarm"]\n    resources = ["*"]\n  }\n}\n',
        'policy.json':
          '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["sagemaker:*","states:StartExecution"],"Resource":"*"}]}',
      },
    ],
    [
      'experimentalDecorators',
      { 'tsconfig.json': '{"compilerOptions":{"experimentalDecorators":true,"emitDecoratorMetadata":true}}' },
    ],
    [
      'a folder week_9_monitoring',
      { 'week_9_monitoring/app.py': 'print("hello")\n', 'week_9_monitoring/README.md': '# Monitoring with Kibana\n' },
    ],
    [
      'log retention',
      {
        'main.tf':
          'resource "aws_cloudwatch_log_group" "lambda" {\n  name = "/aws/lambda/resize"\n  retention_in_days = 14\n}\n',
      },
    ],
    [
      'models of pydantic',
      {
        'app/models/order.py':
          'from pydantic import BaseModel\n\nclass Model(BaseModel):\n    name: str\n\nmodel = Model(name="a")\nmodel.model_validate({"name": "b"})\n',
      },
    ],
    [
      'models of SQLAlchemy',
      {
        'app/models.py':
          'from sqlalchemy.orm import declarative_base\nfrom sqlalchemy import Column, Integer\nBase = declarative_base()\n\nclass Prediction(Base):\n    __tablename__ = "predictions"\n    id = Column(Integer, primary_key=True)\n',
      },
    ],
    [
      'models of Django',
      {
        'shop/models.py':
          'from django.db import models\n\nclass Model(models.Model):\n    name = models.CharField(max_length=10)\n\nModel.objects.create(name="a")\n',
      },
    ],
    [
      'a pipeline of text',
      {
        'pipe.py':
          'class Pipeline:\n    def run(self):\n        return "a".upper()\n\npipeline = Pipeline()\npipeline.run()\n',
      },
    ],
    [
      'a pipeline of Jenkins that builds a web shop',
      {
        Jenkinsfile:
          "pipeline {\n  agent any\n  stages {\n    stage('Train station build') {\n      steps { sh 'npm run build' }\n    }\n  }\n}\n",
      },
    ],
    [
      'a pipeline of Redis',
      {
        'cache.py':
          'import redis\nclient = redis.Redis(host="cache")\npipeline = client.pipeline()\npipeline.set("model", 1)\npipeline.execute()\n',
      },
    ],
    [
      'a registry of blueprints',
      {
        'web.py':
          'from flask import Flask, Blueprint\napp = Flask(__name__)\nbp = Blueprint("model", __name__)\napp.register_blueprint(bp)\n\n@app.route("/predict")\ndef predict():\n    return "tomorrow will be sunny"\n',
      },
    ],
    [
      'atexit.register',
      { 'end.py': 'import atexit\n\ndef register_model():\n    print("bye")\n\natexit.register(register_model)\n' },
    ],
    [
      'predict of a weather service',
      {
        'weather.py':
          'import requests\n\ndef predict(city):\n    return requests.get(f"https://weather.example/{city}").json()\n\nprint(predict("Rome"))\n',
      },
    ],
    [
      'train of a railway',
      {
        'railway.py':
          'class Train:\n    def fit(self, wagon):\n        return wagon\n\ntrain = Train()\ntrain.fit("red")\n\ndef train_model(train):\n    return train.model\n\ntrain_model(train)\n',
      },
    ],
    [
      'fit of a curve',
      { 'curve.py': 'from scipy.optimize import curve_fit\nprint(curve_fit(lambda x, a: a * x, [1, 2], [2, 4]))\n' },
    ],
    ['requirements only', { 'requirements.txt': 'mlflow\nfeast\nbentoml\nkfp\nevidently\nprometheus-client\n' }],
    [
      'README only',
      {
        'README.md':
          '# Platform\n```bash\nmlflow server\nkubectl apply -f kserve.yaml\n```\n```yaml\nkind: InferenceService\n```\n',
      },
    ],
    ['.env.example', { '.env.example': 'MLFLOW_TRACKING_URI=http://mlflow:5000\nWANDB_API_KEY=x\n' }],
    [
      'imports only',
      {
        'use.py': 'import mlflow\nfrom feast import FeatureStore\nfrom kfp import dsl\nimport bentoml\nimport wandb\n',
      },
    ],
    [
      'type annotations',
      {
        'use.py':
          'from mlflow.tracking import MlflowClient\nfrom feast import FeatureStore\n\ndef show(client: MlflowClient, store: FeatureStore) -> None:\n    print("a")\n\nshow(1, 2)\n',
      },
    ],
    [
      'mention in strings',
      {
        'use.py':
          'STACK = ["mlflow.log_metric", "kserve", "feast apply"]\nprint("run mlflow.register_model(uri, name) first")\n',
      },
    ],
    [
      'isinstance',
      {
        'use.py':
          'import xgboost as xgb\nfrom keras import Model\n\ndef kind(m):\n    return isinstance(m, (xgb.XGBClassifier, Model))\n\nprint(kind(1))\n',
      },
    ],
    [
      'mocks',
      {
        'fake.py':
          'from unittest.mock import MagicMock\nmlflow = MagicMock()\nmlflow.log_metric("a", 1)\nmlflow.register_model("a", "b")\n',
      },
    ],
    [
      'the own package called mlflow',
      {
        'tools/mlflow.py': 'def log_metric(name, value):\n    print(name, value)\n',
        'tools/use.py': 'from . import mlflow\n\nmlflow.log_metric("a", 1)\n',
      },
    ],
    [
      'a Terraform variable and an output',
      {
        'variables.tf':
          'variable "sagemaker_endpoint_name" {\n  default = "fraud"\n}\noutput "mlflow_tracking_uri" {\n  value = "http://mlflow"\n}\n',
      },
    ],
    [
      'a Kubernetes kind of others',
      { 'k8s/m.yaml': 'apiVersion: shop.example/v1\nkind: Model\nmetadata:\n  name: dress\nspec:\n  size: 38\n' },
    ],
    [
      'labels of a Deployment',
      {
        'k8s/web.yaml':
          'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: model-registry-ui\n  labels: {app: mlflow-docs, component: model-serving}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n        - name: web\n          image: nginx:1.27\n',
      },
    ],
    [
      'a ConfigMap that mentions tools',
      {
        'k8s/c.yaml':
          'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: notes\ndata:\n  notes.txt: |\n    mlflow server and kserve are planned\n',
      },
    ],
    [
      'a schedule of housekeeping',
      {
        '.github/workflows/stale.yml':
          'on:\n  schedule:\n    - cron: "0 0 * * *"\njobs:\n  stale:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/stale@v9\n',
      },
    ],
    ['a Makefile target called train without a program', { Makefile: 'train:\n\t@echo "to be done"\n' }],
    [
      'evaluate of an expression',
      { 'calc.py': 'def evaluate(expression):\n    return expression\n\nif evaluate("1+1") != 2:\n    print("no")\n' },
    ],
  ])('%s', async (_, files) => {
    const { defined } = await statesIn(files);
    expect(defined.filter((c) => !ORDINARY_TYPES.test(c))).toEqual([]);
  });
});
