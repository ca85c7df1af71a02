import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const TRAIN =
  'from xgboost import XGBClassifier\nmodel = XGBClassifier().fit([[0], [1]], [0, 1])\nmodel.save_model("m.json")\n';

const CONFIG = `version: 2.1
orbs:
  aws-ecr: circleci/aws-ecr@9.0
  slack: circleci/slack@4.12
  k8s: circleci/kubernetes@1.3
parameters:
  config: { type: string, default: conf/prod.yaml }
executors:
  gpu:
    machine: { image: linux-cuda-12:default }
    resource_class: gpu.nvidia.medium
commands:
  train:
    parameters:
      script: { type: string }
    steps:
      - run:
          name: Train
          working_directory: ~/project/ml
          command: python << parameters.script >> --config << pipeline.parameters.config >>
jobs:
  test:
    docker: [{ image: cimg/python:3.12 }]
    steps: [checkout, run: pytest unit]
  train:
    executor: gpu
    steps:
      - checkout
      - train: { script: train.py }
      - slack/notify: { event: fail }
  deploy:
    docker: [{ image: cimg/base:stable }]
    steps:
      - k8s/create-or-update-resource: { resource-file-path: k8s/serve.yaml }
  forgotten:
    docker: [{ image: cimg/base:stable }]
    steps: [run: python old.py]
workflows:
  build:
    jobs:
      - test
      - train: { requires: [test] }
      - hold: { type: approval, requires: [train] }
      - aws-ecr/build_and_push_image: { repo: churn, tag: latest, dockerfile: docker/Dockerfile }
      - deploy: { requires: [hold], filters: { branches: { only: main } } }
  nightly:
    triggers: [{ schedule: { cron: "0 2 * * *", filters: { branches: { only: main } } } }]
    jobs: [train]
`;

describe('CircleCI', () => {
  it('follows workflows, commands, executors and orbs', async () => {
    const { components, relations } = await auditFiles({
      '.circleci/config.yml': CONFIG,
      'ml/train.py': TRAIN,
      'old.py': 'import lightgbm\nlightgbm.LGBMClassifier().fit([[0]], [0])\n',
      'docker/Dockerfile': 'FROM python:3.12\nCOPY app.py .\nCMD ["uvicorn", "app:app"]\n',
      'app.py':
        'import joblib\nfrom fastapi import FastAPI\napp = FastAPI()\nmodel = joblib.load("m.pkl")\n\n@app.post("/p")\ndef p(x: float):\n    return model.predict([[x]])\n',
      'k8s/serve.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: churn }\nspec:\n  template:\n    spec:\n      containers: [{ name: churn, image: "1.dkr.ecr.eu-west-1.amazonaws.com/churn:latest" }]\n',
    });
    expect(components).toEqual([
      'ci-cd circleci',
      'model-serving fastapi',
      'model-training-infrastructure circleci',
      'scheduler circleci',
      'training-pipeline lightgbm old.py',
      'training-pipeline xgboost ml/train.py',
    ]);
    expect(relations).toEqual([
      'ci-cd circleci --builds-> model-serving fastapi',
      'ci-cd circleci --deploys-> model-serving fastapi',
      'ci-cd circleci --triggers-> model-training-infrastructure circleci',
      'ci-cd circleci --triggers-> training-pipeline xgboost ml/train.py',
      'scheduler circleci --triggers-> training-pipeline xgboost ml/train.py',
      'training-pipeline xgboost ml/train.py --runs-on-> model-training-infrastructure circleci',
    ]);
  });

  it('goes on with the configuration that a setup workflow names, whatever its name is', async () => {
    const setup = (path: string): string =>
      `version: 2.1\nsetup: true\norbs: { path-filtering: circleci/path-filtering@1.0 }\nworkflows:\n  choose:\n    jobs:\n      - lint: { filters: { branches: { only: main } } }\n      - other\n      - path-filtering/filter: { mapping: "ml/.* train true", config-path: ${path} }\njobs:\n  lint: { docker: [{ image: a }], steps: [run: ruff check] }\n  other: { docker: [{ image: a }], steps: [run: make] }\n`;
    const files = (path: string): Record<string, string> => ({
      '.circleci/config.yml': setup(path),
      '.circleci/models.yml':
        'version: 2.1\nparameters: { train: { type: boolean, default: false } }\njobs:\n  fit:\n    docker: [{ image: a }]\n    steps: [checkout, run: python ml/train.py]\nworkflows:\n  models:\n    when: << pipeline.parameters.train >>\n    jobs: [fit]\n',
      'ml/train.py': TRAIN,
    });
    const training = 'ci-cd circleci --triggers-> training-pipeline xgboost ml/train.py';
    expect((await auditFiles(files('.circleci/models.yml'))).relations).toContain(training);
    expect((await auditFiles(files('.circleci/others.yml'))).relations).not.toContain(training);
  });

  it('is not in force beside the file that is read, without steps, or when it only prints', async () => {
    const one = (command: string): string =>
      `version: 2\njobs:\n  build:\n    docker: [{ image: a }]\n    steps: [checkout, run: ${command}]\n`;
    const beside = await auditFiles({ '.circleci/config.old.yml': one('make test') });
    expect(beside.components).toEqual(['ci-cd circleci (declared: not-loaded)']);
    const echo = await auditFiles({ '.circleci/config.yml': one('echo hello') });
    expect(echo.components).toEqual(['ci-cd circleci (declared: echo-only)']);
    const unused = await auditFiles({
      '.circleci/config.yml':
        'version: 2.1\njobs:\n  a:\n    docker: [{ image: a }]\n    steps: [run: make]\nworkflows: {}\n',
    });
    expect(unused.components).toEqual(['ci-cd circleci (declared: disabled)']);
  });

  it('deploys what it leaves running on a machine of its own', async () => {
    const files = (run: string): Record<string, string> => ({
      '.circleci/config.yml': `version: 2.1
jobs:
  build:
    docker: [{ image: cimg/base:stable }]
    steps:
      - checkout
      - run: docker build -t acme/churn:1 .
      - run: docker push acme/churn:1
  start:
    machine: true
    resource_class: acme/own
    steps:
      - run: ${run}
workflows:
  all:
    jobs: [build, { start: { requires: [build] } }]
`,
      Dockerfile: 'FROM python:3.12\nCOPY app.py .\nCMD ["python", "app.py"]\n',
      'app.py': `import joblib
from fastapi import FastAPI

app = FastAPI()
model = joblib.load("model.pkl")

@app.post("/predict")
def predict(x: float):
    return model.predict([[x]])
`,
    });
    expect((await auditFiles(files('docker run -d -p 80:8080 acme/churn:1'))).criteria).toContain('G1.5');
    expect((await auditFiles(files('docker run --rm acme/churn:1'))).criteria).not.toContain('G1.5');
  });
});
