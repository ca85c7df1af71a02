import { describe, expect, it } from 'vitest';
import type { Files } from '../systems/support.js';
import { INFERENCE_SERVICE, linksOf, SERVES, WORKFLOW } from './support.js';

/** Deploys when it is told to. */
const DEPLOY: Files = {
  '.github/workflows/deploy.yml': WORKFLOW(
    '{ repository_dispatch: { types: [ready] }, workflow_dispatch: {} }',
    'run: kubectl apply -f isvc.yaml',
  ),
  'isvc.yaml': INFERENCE_SERVICE,
};
const DAG = (url: string, before = ''): Files => ({
  'flow.py': `import requests
from airflow import DAG
from airflow.operators.python import PythonOperator
${before}
def release():
    requests.post(${url}, json={"event_type": "ready"})
with DAG("risk", schedule="@daily") as dag:
    PythonOperator(task_id="release", python_callable=release)
`,
});

describe('a pipeline starts one of another repository', () => {
  it.each<[string, string]>([
    [
      'by an action that takes the repository as a whole',
      'uses: aurelien-baudet/workflow-dispatch@v2\n        with: { workflow: deploy.yml, repo: acme/deploy }',
    ],
    [
      'by an action that takes owner and name',
      'uses: mvasigh/dispatch-action@main\n        with: { owner: acme, repo: deploy, event_type: ready }',
    ],
    [
      'by an action that takes the name alone',
      'uses: convictional/trigger-workflow-and-wait@v1\n        with: { repo: deploy, workflow_file_name: deploy.yml }',
    ],
    ['by the command line', 'run: gh workflow run deploy.yml --repo acme/deploy'],
    ['with the own owner', 'run: gh workflow run deploy.yml -R ${{ github.repository_owner }}/deploy'],
    [
      'by the interface, with the own owner',
      'run: curl -X POST https://api.github.com/repos/${{ github.repository_owner }}/deploy/dispatches -d @e.json',
    ],
    [
      'by the interface, with a variable',
      'env: { TARGET: acme/deploy }\n        run: curl -X POST "https://api.github.com/repos/$TARGET/dispatches" -d @e.json',
    ],
    [
      'by a script of JavaScript',
      'uses: actions/github-script@v7\n        with:\n          script: |\n            await github.rest.actions.createWorkflowDispatch({ owner: context.repo.owner, repo: "deploy", workflow_id: "deploy.yml" })',
    ],
  ])('%s', async (_, step) => {
    const sources = { model: { '.github/workflows/ci.yml': WORKFLOW('push', step) }, deploy: DEPLOY };
    expect(await linksOf(sources)).toEqual(['model/ci-cd --triggers-> deploy/ci-cd']);
  });

  it.each<[string, Files]>([
    ['by its address', DAG('"https://api.github.com/repos/acme/deploy/dispatches"')],
    [
      'with the name in a constant',
      DAG('f"https://api.github.com/repos/{TARGET}/actions/workflows/deploy.yml/dispatches"', 'TARGET = "acme/deploy"'),
    ],
  ])('from a task %s', async (_, model) => {
    expect(await linksOf({ model, deploy: DEPLOY })).toContain(
      'model/workflow-orchestration --triggers-> deploy/ci-cd',
    );
  });

  it.each<[string, string]>([
    ['a workflow of the same file name, of its own', 'run: gh workflow run deploy.yml'],
    ['a workflow of a repository that is not here', 'run: gh workflow run deploy.yml --repo acme/website'],
    [
      'an event of a repository that is not here',
      'uses: peter-evans/repository-dispatch@v3\n        with: { repository: acme/retraining, event-type: ready }',
    ],
    ['a request that only reads', 'run: curl https://api.github.com/repos/acme/deploy/actions/runs'],
  ])('but not by %s', async (_, step) => {
    const sources = { model: { '.github/workflows/ci.yml': WORKFLOW('push', step) }, deploy: DEPLOY };
    expect(await linksOf(sources)).toEqual([]);
  });
});

const API: Files = {
  ...SERVES('model = joblib.load("m.joblib")'),
  Dockerfile: 'FROM python:3.12\nCOPY . .\nCMD ["uvicorn", "app:app"]\n',
};
const BUILD =
  'uses: docker/build-push-action@v6\n        with: { context: ., push: true, tags: "ghcr.io/acme/risk-api:${{ github.sha }}" }';
/** A repository whose name does not tell that it is `acme/platform-config`; that its own application says. */
const GITOPS: Files = {
  'apps/risk/deployment.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: risk-api }
spec:
  template:
    metadata: { labels: { app: risk-api } }
    spec: { containers: [{ name: api, image: "ghcr.io/acme/risk-api:abc" }] }
`,
  'apps/risk/kustomization.yaml':
    'resources: [deployment.yaml]\nimages:\n  - name: ghcr.io/acme/risk-api\n    newTag: abc\n',
  'root.yaml': `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: risk, namespace: argocd }
spec: { source: { repoURL: https://github.com/acme/platform-config, path: apps/risk, targetRevision: main }, destination: { namespace: risk } }
`,
};
const IMAGE_LINKS = [
  'api+gitops/model-serving --reads-from-> api/artifact-registry',
  'api/ci-cd --builds-> api+gitops/model-serving',
];
const SYNCS = 'gitops/ci-cd --deploys-> api+gitops/model-serving';
const UPDATES = 'api/ci-cd --deploys-> api+gitops/model-serving';
const EDIT = 'sed -i "s|newTag:.*|newTag: $GITHUB_SHA|" apps/risk/kustomization.yaml';

describe('a pipeline changes the tag of its image in another repository', () => {
  it.each<[string, string[]]>([
    [
      'in a clone with credentials of an expression',
      [
        `run: |\n          git clone https://x-access-token:\${{ secrets.T }}@github.com/acme/platform-config.git\n          cd platform-config\n          ${EDIT}\n          git commit -am b && git push`,
      ],
    ],
    [
      'in a clone under another name, by kustomize, with the repository in a variable',
      [
        'env: { REPO: acme/platform-config }\n        run: |\n          git clone "https://x:${TOKEN}@github.com/${REPO}.git" cfg\n          cd cfg/apps/risk && kustomize edit set image ghcr.io/acme/risk-api:$GITHUB_SHA\n          git commit -am b\n          git push',
      ],
    ],
    [
      'of the own owner',
      [
        'run: |\n          git clone https://x:${{ secrets.T }}@github.com/${{ github.repository_owner }}/platform-config.git\n          cd platform-config && yq -i ".images[0].newTag = \\"x\\"" apps/risk/kustomization.yaml && git push origin main',
      ],
    ],
    [
      'in a checkout, into which a script changes',
      [
        'uses: actions/checkout@v4\n        with: { repository: acme/platform-config, token: x, path: cfg }',
        `run: |\n          cd cfg\n          ${EDIT}\n          git commit -am b\n          git push`,
      ],
    ],
    [
      'by the interface',
      [
        'run: gh api --method PUT repos/acme/platform-config/contents/apps/risk/kustomization.yaml -f content="$C" -f sha="$S"',
      ],
    ],
    [
      'by an action',
      [
        'uses: fjogeleit/yaml-update-action@main\n        with: { valueFile: apps/risk/kustomization.yaml, propertyPath: "images[0].newTag", value: x, repository: acme/platform-config, token: t }',
      ],
    ],
  ])('%s', async (_, steps) => {
    const api = { ...API, '.github/workflows/ci.yml': WORKFLOW('push', BUILD, ...steps) };
    expect(await linksOf({ api, gitops: GITOPS })).toEqual([...IMAGE_LINKS, UPDATES, SYNCS]);
  });

  it.each<[string, string[]]>([
    ['that only builds the image', []],
    [
      'that changes a repository which is not here',
      [
        `run: |\n          git clone https://github.com/acme/website.git\n          cd website\n          ${EDIT}\n          git commit -am b && git push`,
      ],
    ],
    ['that only reads the file', ['run: gh api repos/acme/platform-config/contents/apps/risk/kustomization.yaml']],
  ])('but not one %s', async (_, steps) => {
    const api = { ...API, '.github/workflows/ci.yml': WORKFLOW('push', BUILD, ...steps) };
    expect(await linksOf({ api, gitops: GITOPS })).toEqual([...IMAGE_LINKS, SYNCS]);
  });
});

describe('a pipeline that changes the workload of another repository', () => {
  const CHANGES = (command: string): Files => ({
    Jenkinsfile: `pipeline {
  agent any
  environment {
    IMAGE = 'riskwatch/exposure-api'
    TARGET = 'exposure-api'
  }
  stages { stage('Deploy') { steps { sh "${command}" } } }
}
`,
  });
  const WORKLOAD = (namespace: string): Files => ({
    'deployment.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: exposure-api, namespace: ${namespace} }
spec: { template: { spec: { containers: [{ name: api, image: "nginx:1" }] } } }
`,
  });
  const SET = 'kubectl set image deployment/$TARGET -n risk api=docker.io/$IMAGE:1';
  it('by its name and namespace', async () => {
    expect(await linksOf({ app: CHANGES(SET), manifests: WORKLOAD('risk') })).toEqual([
      'app/ci-cd --deploys-> manifests/infrastructure',
    ]);
  });
  it.each<[string, string, string]>([
    ['in another namespace', SET, 'website'],
    ['of another name', SET.replace('$TARGET', 'website'), 'risk'],
  ])('but none %s', async (_, command, namespace) => {
    expect(await linksOf({ app: CHANGES(command), manifests: WORKLOAD(namespace) })).toEqual([]);
  });
});

describe('a container that builds an image', () => {
  const BUILDS = (repository: string): Files => ({
    'kaniko.yaml': `apiVersion: v1
kind: Pod
metadata: { name: kaniko-scorer }
spec:
  containers:
    - name: kaniko
      image: gcr.io/kaniko-project/executor:latest
      args:
        - "--context=git://github.com/${repository}.git#refs/heads/main"
        - "--destination=docker.io/riskwatch/exposure-api:1"
`,
  });
  const CODE: Files = {
    ...SERVES('model = joblib.load("m.joblib")'),
    Dockerfile: 'FROM python:3.12\nCOPY . .\nCMD ["uvicorn", "app:app"]\n',
  };
  it('takes the code from its repository', async () => {
    expect(await linksOf({ infra: BUILDS('acme/risk-scorer'), 'risk-scorer': CODE })).toEqual([
      'infra/infrastructure --builds-> risk-scorer/model-serving',
    ]);
  });
  it('takes no code from a repository elsewhere', async () => {
    expect(await linksOf({ infra: BUILDS('acme/website'), 'risk-scorer': CODE })).toEqual([]);
  });
});

describe('an image whose name a pipeline writes in small letters', () => {
  const BUILDS = (name: string): Files => ({
    Dockerfile: 'FROM python:3.12\nCOPY . .\n',
    '.github/workflows/ci.yml': `on: push
env:
  IMAGE_NAME: ${name}
jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: echo "LOWERED=\${IMAGE_NAME,,}" >> $GITHUB_ENV
      - uses: docker/build-push-action@v6
        with:
          push: true
          tags: |
            ghcr.io/\${{ env.LOWERED }}:\${{ github.sha }}
            ghcr.io/\${{ env.LOWERED }}:latest
`,
  });
  const RUNS: Files = {
    'docker-compose.yml': 'services: { app: { image: "ghcr.io/riskwatch/exposureapi:latest" } }\n',
  };
  it('is the one that another repository runs', async () => {
    expect(await linksOf({ app: BUILDS('${{ github.repository_owner }}/ExposureApi'), gitops: RUNS })).toEqual([
      'gitops/infrastructure --reads-from-> app/artifact-registry',
    ]);
  });
  it('is no other one', async () => {
    expect(await linksOf({ app: BUILDS('${{ github.repository_owner }}/Website'), gitops: RUNS })).toEqual([]);
  });
});

describe('a stack that builds a service from a directory beside it', () => {
  const STACK: Files = { 'docker-compose.yml': 'services: { api: { build: { context: ../risk-api } } }\n' };
  it('deploys it where it is no component by itself', async () => {
    const api: Files = {
      Dockerfile: 'FROM python:3.12\nCOPY . .\nCMD ["uvicorn", "app:app"]\n',
      'app.py': 'from fastapi import FastAPI\napp = FastAPI()\n\n@app.get("/rows")\ndef rows():\n    return []\n',
    };
    expect(await linksOf({ stack: STACK, 'risk-api': api })).toEqual([
      'stack/infrastructure --deploys-> risk-api/infrastructure',
    ]);
    expect(await linksOf({ stack: STACK, website: api })).toEqual([]);
  });
});

describe('a repository for images of which Terraform leaves the environment open', () => {
  const REPOSITORY = (name: string): Files => ({
    'main.tf': 'variable "env" {}\nmodule "ecr" {\n  source = "./modules/ecr"\n  name   = "' + name + '"\n}\n',
    'modules/ecr/main.tf': 'variable "name" {}\nresource "aws_ecr_repository" "this" {\n  name = var.name\n}\n',
  });
  const BUILDS = (name: string): Files => ({
    Dockerfile: 'FROM python:3.12\nCOPY . .\n',
    'buildspec.yml': `version: 0.2
env:
  variables: { REPO: ${name} }
phases:
  pre_build:
    commands:
      - REPOSITORY_URI=\${AWS_ACCOUNT_ID}.dkr.ecr.eu-west-1.amazonaws.com/$REPO
  build:
    commands:
      - docker build -t $REPOSITORY_URI:latest .
  post_build:
    commands:
      - docker push $REPOSITORY_URI:latest
`,
  });
  it.each([
    ['at the end', 'risk-scorer-repo-${var.env}', 'risk-scorer-repo'],
    ['where CI names it', 'risk-scorer-repo-${var.env}', 'risk-scorer-repo-prod'],
  ])('takes what CI pushes: %s', async (_, made, pushed) => {
    expect(await linksOf({ model: BUILDS(pushed), infra: REPOSITORY(made) })).toEqual([
      'model/ci-cd --publishes-to-> infra/artifact-registry',
    ]);
  });
  it.each([
    ['of another name', 'exposure-${var.env}', 'risk-scorer-repo'],
    ['with a name of everybody', 'api-${var.env}', 'api'],
    ['of which nothing is known', '${var.env}', 'risk-scorer-repo'],
  ])('takes nothing %s', async (_, made, pushed) => {
    expect(await linksOf({ model: BUILDS(pushed), infra: REPOSITORY(made) })).toEqual([]);
  });
});
