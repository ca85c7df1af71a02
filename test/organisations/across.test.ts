import { describe, expect, it } from 'vitest';
import type { Files } from '../systems/support.js';
import { linksOf, SERVES, TRAINS, WORKFLOW } from './support.js';

const DEPLOYMENT = (image: string): Files => ({
  'deployment.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: portal, namespace: risk }
spec:
  template:
    metadata: { labels: { app: portal } }
    spec: { containers: [{ name: portal, image: "${image}" }] }
`,
});
const PUSH = (tags: string): string =>
  `uses: docker/build-push-action@v6\n        with: { context: ., push: true, tags: "${tags}" }`;
const BUILDS = (...steps: string[]): Files => ({
  Dockerfile: 'FROM node:22\nCOPY . .\nCMD ["node", "server.js"]\n',
  '.github/workflows/image.yml': WORKFLOW('push', ...steps),
});
const PULLS = ['gitops/infrastructure --reads-from-> portal/artifact-registry'];

describe('a workload that is no component of machine learning', () => {
  it.each<[string, string[]]>([
    ['of which the name is written out', [PUSH('ghcr.io/acme/portal:1')]],
    [
      'of which a step puts the name together',
      [
        'id: vars\n        run: |\n          IMAGE="ghcr.io/acme/portal"\n          echo "image=$IMAGE" >> "$GITHUB_OUTPUT"',
        PUSH('${{ steps.vars.outputs.image }}:1'),
      ],
    ],
    [
      'of which a step exports the name',
      ['run: echo "IMAGE=ghcr.io/acme/portal" >> $GITHUB_ENV', PUSH('${{ env.IMAGE }}:1')],
    ],
    [
      'that an action names',
      [
        'id: meta\n        uses: docker/metadata-action@v5\n        with: { images: "ghcr.io/${{ github.repository_owner }}/portal" }',
        PUSH('${{ steps.meta.outputs.tags }}'),
      ],
    ],
  ])('pulls the image %s', async (_, steps) => {
    expect(await linksOf({ portal: BUILDS(...steps), gitops: DEPLOYMENT('ghcr.io/acme/portal:1') })).toEqual(PULLS);
  });

  it('pulls an image with the name of the project, whose name CI works out while it runs', async () => {
    const portal = {
      ...BUILDS('run: echo ${GITHUB_REPOSITORY,,}', PUSH('ghcr.io/${{ steps.x.outputs.y }}:1')),
      'package.json': '{ "name": "acme-risk-portal" }',
    };
    expect(await linksOf({ portal, gitops: DEPLOYMENT('acme/acme-risk-portal:1') })).toEqual(PULLS);
    expect(await linksOf({ portal, gitops: DEPLOYMENT('acme/acme-risk-admin:1') })).toEqual([]);
  });

  it.each([
    ['an image that nobody here builds', 'ghcr.io/acme/admin:1'],
    ['an image with a common name', 'app:1'],
  ])('does not pull %s', async (_, image) => {
    const portal = BUILDS(PUSH('ghcr.io/acme/portal:1'), PUSH('app:1'));
    expect(await linksOf({ portal, gitops: DEPLOYMENT(image) })).toEqual([]);
  });

  it('logs to the server that another source defines', async () => {
    const job = (host: string): Files => ({
      'job.yaml': `apiVersion: batch/v1
kind: Job
metadata: { name: nightly, namespace: risk }
spec:
  template: { spec: { containers: [{ name: main, image: acme/nightly, env: [{ name: MLFLOW_TRACKING_URI, value: "http://${host}:5000" }] }] } }
`,
    });
    const platform = {
      'mlflow.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: tracking, namespace: mlops }
spec:
  template: { metadata: { labels: { app: tracking } }, spec: { containers: [{ name: mlflow, image: "ghcr.io/mlflow/mlflow:v2" }] } }
---
apiVersion: v1
kind: Service
metadata: { name: tracking, namespace: mlops }
spec: { selector: { app: tracking }, ports: [{ port: 5000 }] }
`,
    };
    expect(await linksOf({ jobs: job('tracking.mlops'), platform })).toEqual([
      'jobs/infrastructure --logs-to-> jobs+platform/ml-metadata-store',
    ]);
    expect(await linksOf({ jobs: job('tracking.other'), platform })).toEqual([]);
  });
});

const TRAINS_WITH = (setting: string): Files => ({ 'train.py': `${setting}\n${TRAINS['train.py'] ?? ''}` });
const RESOURCE = (type: string, name: string): Files => ({
  'main.tf': `resource "${type}" "x" {\n  name = "${name}"\n}\n`,
});

describe('a name that stands in a program', () => {
  it.each<[string, string, Files, string]>([
    [
      'a bucket in a constant',
      'DATA = {"where": "gs://acme-risk-scores/train"}',
      RESOURCE('google_storage_bucket', 'acme-risk-scores'),
      'training/training-pipeline --reads-from-> infra/data-store',
    ],
    [
      'a cluster in a constant',
      'CLUSTER = "acme-risk-batch"',
      RESOURCE('google_dataproc_cluster', 'acme-risk-batch'),
      'training/training-pipeline --runs-on-> infra/data-pipeline',
    ],
    [
      'a table in the address of a resource',
      'TABLE = "arn:aws:dynamodb:eu-west-1:*:table/Members"',
      RESOURCE('aws_dynamodb_table', 'Members'),
      'training/training-pipeline --reads-from-> infra/data-store',
    ],
    [
      'a secret that a helper reads',
      'import boto3\nNAME = "riskCredentials"\ndef secret():\n    return boto3.client("secretsmanager").get_secret_value(SecretId=NAME)',
      RESOURCE('aws_secretsmanager_secret', 'riskCredentials'),
      'training/training-pipeline --reads-from-> infra/security',
    ],
  ])('is %s', async (_, setting, infra, link) => {
    expect(await linksOf({ training: TRAINS_WITH(setting), infra })).toEqual([link]);
  });

  it.each<[string, string, Files]>([
    ['in a comment', '# gs://acme-risk-scores', RESOURCE('google_storage_bucket', 'acme-risk-scores')],
    ['in what documents it', '"""acme-risk-scores"""', RESOURCE('google_storage_bucket', 'acme-risk-scores')],
    ['that everybody gives', 'B = "mlflow-artifacts"', RESOURCE('google_storage_bucket', 'mlflow-artifacts')],
    ['of a variable', 'acme_risk_scores = 1', RESOURCE('aws_dynamodb_table', 'acme_risk_scores')],
    ['of another service', 'T = "arn:aws:sqs:eu-west-1:1:Members"', RESOURCE('aws_dynamodb_table', 'Members')],
    [
      'of a secret where no secret is read',
      'NAME = "riskCredentials"',
      RESOURCE('aws_secretsmanager_secret', 'riskCredentials'),
    ],
    [
      'that the source gives itself',
      'B = "acme-risk-scores"',
      { ...RESOURCE('google_storage_bucket', 'acme-risk-scores') },
    ],
  ])('means nothing elsewhere: one %s', async (what, setting, infra) => {
    const own: Files = what.includes('itself') ? { 'own.tf': infra['main.tf'] ?? '' } : {};
    expect(await linksOf({ training: { ...TRAINS_WITH(setting), ...own }, infra })).toEqual([]);
  });
});

describe('the address of a repository in settings', () => {
  const MIRROR = (url: string): Files => ({
    'mirror.yaml': `apiVersion: gitea.example/v1\nkind: Mirror\nmetadata: { name: code }\nspec: { repositories: ["${url}"] }\n`,
  });
  const models = SERVES('model = joblib.load("m.joblib")');

  it('says that its code is used', async () => {
    expect(await linksOf({ platform: MIRROR('https://github.com/acme/models.git'), models })).toEqual([
      'platform/infrastructure --reads-from-> models/source-repository',
    ]);
  });

  it.each(['https://github.com/acme/website.git', 'https://github.com/pytorch/models'])(
    'but not that of %s',
    async (url) => {
      expect(await linksOf({ platform: MIRROR(url), 'risk-models': models })).toEqual([]);
    },
  );
});

describe('a metric that a program counts', () => {
  const serving = SERVES(
    'from prometheus_client import Counter\nmodel = joblib.load("m.joblib")\nSEEN = Counter("risk_scores_total", "scores")',
  );
  const ALERT = (metric: string): Files => ({
    'alert.yaml': `apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: { name: risk }
spec: { groups: [{ name: risk, rules: [{ alert: Silent, expr: "rate(${metric}[5m]) == 0" }] }] }
`,
  });

  it.each([
    ['risk_scores_total', ['platform/monitoring --monitors-> serving/model-serving']],
    ['risk_claims_total', []],
  ])('is watched by whoever asks for %s', async (metric, links) => {
    expect(await linksOf({ serving, platform: ALERT(metric) })).toEqual(links);
  });
});

it('counts the settings of a whole repository to what the repository is for', async () => {
  const training: Files = {
    'config.yaml': 'data: { url: "https://github.com/acme/scores.git" }\n',
    'src/train.py': TRAINS['train.py'] ?? '',
  };
  const scores: Files = {
    '.dvc/config': '[core]\n    remote = store\n',
    'data.csv.dvc': 'outs:\n  - path: data.csv\n',
  };
  expect(await linksOf({ training, scores })).toEqual([
    'training/training-pipeline --reads-from-> scores/source-repository',
  ]);
});
