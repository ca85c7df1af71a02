/** An image that one step builds, another one gives a second name, and a manifest asks for by that name. */
import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const FILES = {
  Dockerfile: 'FROM python:3.12-slim\nCOPY app.py .\nCMD ["python", "app.py"]\n',
  'app.py': `import joblib
from flask import Flask

app = Flask(__name__)
model = joblib.load("model.joblib")

@app.route("/predict")
def predict():
    return {"churn": model.predict([[1]])[0]}

app.run()
`,
  'k8s/deployment.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: churn }
spec:
  selector: { matchLabels: { app: churn } }
  template:
    metadata: { labels: { app: churn } }
    spec:
      containers:
        - { name: churn, image: acme/churn:latest }
`,
};
const jenkins = (tag: string): string => `pipeline {
  agent any
  stages {
    stage('Build') { steps { sh 'docker build -t churn:latest .' } }
    stage('Push') { steps { sh '${tag}'
      sh 'docker push acme/churn:latest' } }
    stage('Deploy') { steps { sh 'kubectl apply -f k8s/deployment.yaml' } }
  }
}
`;

describe('second names of images', () => {
  it('lead to what was built under the first', async () => {
    const { relations, criteria } = await auditFiles({
      ...FILES,
      Jenkinsfile: jenkins('docker tag churn:latest acme/churn:latest'),
    });
    expect(relations).toContain('ci-cd jenkins --deploys-> model-serving flask');
    expect(criteria).toContain('G1.5');
  });

  it('lead nowhere when another image is meant', async () => {
    const { relations } = await auditFiles({
      ...FILES,
      Jenkinsfile: jenkins('docker tag shop:latest acme/churn:latest'),
    });
    expect(relations).not.toContain('ci-cd jenkins --deploys-> model-serving flask');
  });

  it('run nothing of the image that they are given to', async () => {
    const pipeline = (command: string): string =>
      `pipeline {\n  agent any\n  stages {\n    stage('Build') { steps { sh 'docker build -t churn:latest .' } }\n    stage('Next') { steps { sh '${command}' } }\n  }\n}\n`;
    const files = {
      Dockerfile: 'FROM python:3.12-slim\nCOPY train.py .\nCMD ["python", "train.py"]\n',
      'train.py': 'from sklearn.svm import SVC\n\nSVC().fit([[0], [1]], [0, 1])\n',
    };
    const starts = 'ci-cd jenkins --triggers-> training-pipeline scikit-learn train.py';
    const tagged = await auditFiles({ ...files, Jenkinsfile: pipeline('docker tag churn:latest acme/churn:latest') });
    expect(tagged.relations).not.toContain(starts);
    const run = await auditFiles({ ...files, Jenkinsfile: pipeline('docker run churn:latest') });
    expect(run.relations).toContain(starts);
  });

  it('lead past a script that makes the registry and pushes to it', async () => {
    const { relations } = await auditFiles({
      Dockerfile: FILES.Dockerfile,
      'app.py': FILES['app.py'],
      'publish.sh': `docker build -t churn:latest .
docker tag churn:latest "$ACCOUNT.dkr.ecr.eu-west-1.amazonaws.com/churn:latest"
aws ecr create-repository --repository-name churn
docker push "$ACCOUNT.dkr.ecr.eu-west-1.amazonaws.com/churn:latest"
`,
      'main.tf': `resource "aws_ecr_repository" "churn" {
  name = "churn"
}

resource "aws_ecs_task_definition" "churn" {
  family                = "churn"
  container_definitions = jsonencode([{ name = "churn", image = "\${aws_ecr_repository.churn.repository_url}:latest" }])
}
`,
    });
    expect(relations).toEqual(['model-serving flask --runs-on-> infrastructure amazon-ecs']);
  });

  it('are followed by what applies the place in which they run', async () => {
    const task = (image: string): string => `resource "aws_ecs_task_definition" "churn" {
  family                = "churn"
  container_definitions = jsonencode([{ name = "churn", image = "${image}" }])
}
resource "aws_ecs_service" "churn" {
  name            = "churn"
  task_definition = aws_ecs_task_definition.churn.arn
}
`;
    const workflow = `on: push
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - run: docker build -t acme/churn:v1 . && docker push acme/churn:v1
      - run: terraform -chdir=infra apply -auto-approve
`;
    const deployed = 'ci-cd github-actions --deploys-> model-serving flask';
    const { Dockerfile, 'app.py': app } = FILES;
    const audit = (image: string) =>
      auditFiles({ Dockerfile, 'app.py': app, 'infra/main.tf': task(image), '.github/workflows/ci.yml': workflow });
    expect((await audit('acme/churn:v1')).relations).toContain(deployed);
    expect((await audit('acme/shop:v1')).relations).not.toContain(deployed);
  });
});
