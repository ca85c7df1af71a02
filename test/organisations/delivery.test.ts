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
