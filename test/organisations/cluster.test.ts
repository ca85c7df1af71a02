import { describe, expect, it } from 'vitest';
import type { Files } from '../systems/support.js';
import { linksOf, SERVES, TRAINS, WORKFLOW } from './support.js';

const SERVER = (more: string, namespace = 'risk'): Files => ({
  'serving.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: risk-api${namespace === '' ? '' : `, namespace: ${namespace}`} }
spec:
  template:
    spec:
      containers:
        - name: api
          image: tensorflow/serving:2
${more}`,
});
const TAKES = (secret: string, namespace?: string): Files =>
  SERVER(`          envFrom: [{ secretRef: { name: ${secret} } }]\n`, namespace);
const MAKES = (name: string, namespace = 'risk'): Files => ({
  'main.tf': `variable "environment" {}
resource "kubernetes_secret_v1" "s" {
  metadata {
    name      = "${name}"
    namespace = "${namespace}"
  }
  data = { password = var.password }
}
`,
});

describe('objects of a cluster that other repositories make', () => {
  const LINK = ['gitops/model-serving --reads-from-> infra/security'];
  it.each<[string, Files, Files, string[]]>([
    ['a secret of the same namespace', TAKES('aws-credentials'), MAKES('aws-credentials'), LINK],
    ['a secret with a name of its own', TAKES('payments-db', ''), MAKES('payments-db'), LINK],
    [
      'a secret that is named for the environment',
      TAKES('payments-db-prod', ''),
      MAKES('payments-db-${var.environment}'),
      LINK,
    ],
    ['no secret of another namespace', TAKES('payments-db'), MAKES('payments-db', 'web'), []],
    ['no secret of another environment', TAKES('payments-db-prod', ''), MAKES('payments-db-dev'), []],
    ['no secret that every project has', TAKES('aws-credentials', ''), MAKES('aws-credentials'), []],
    [
      'no secret that the own repository has as well',
      {
        ...TAKES('payments-db'),
        'secret.yaml': 'apiVersion: v1\nkind: Secret\nmetadata: { name: payments-db, namespace: risk }\n',
      },
      MAKES('payments-db'),
      [],
    ],
  ])('%s', async (_, gitops, infra, links) => {
    expect(await linksOf({ gitops, infra })).toEqual(links);
  });
});

describe('workloads that a pipeline of another repository starts again', () => {
  const RESTARTS = (command: string): Files => ({
    '.github/workflows/deploy.yml': WORKFLOW('push', `run: ${command}`),
  });
  const LINK = ['app/ci-cd --deploys-> gitops/model-serving'];
  it.each<[string, string, string[]]>([
    ['by name and namespace', 'kubectl rollout restart deployment/risk-api -n risk', LINK],
    ['in an environment', 'kubectl rollout restart deployment risk-api-dev', LINK],
    ['not in another namespace', 'kubectl rollout restart deployment/risk-api -n web', []],
    ['not by another name', 'kubectl rollout restart deployment/fraud-api -n risk', []],
    ['not by asking how it is', 'kubectl rollout status deployment/risk-api -n risk', []],
  ])('%s', async (_, command, links) => {
    expect(await linksOf({ app: RESTARTS(command), gitops: SERVER('') })).toEqual(links);
  });
});

const SCORER = (namespace: string): Files => ({
  'scorer.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: scorer, namespace: ${namespace} }
spec: { template: { metadata: { labels: { app: scorer } }, spec: { containers: [{ name: s, image: tensorflow/serving:2 }] } } }
---
apiVersion: v1
kind: Service
metadata: { name: risk-scorer, namespace: ${namespace} }
spec: { selector: { app: scorer }, ports: [{ port: 80 }] }
`,
});
const CALLS = (variable: string, value: string): Files => ({
  'api.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: payments, namespace: payments }
spec: { template: { spec: { containers: [{ name: p, image: acme/payments:1, env: [{ name: ${variable}, value: "${value}" }] }] } } }
`,
});

describe('services that other repositories run in the cluster', () => {
  const LINK = ['app/infrastructure --reads-from-> gitops/model-serving'];
  it.each<[string, Files, string[]]>([
    ['by name and namespace', CALLS('MODEL', 'http://risk-scorer.risk.svc.cluster.local:80/score'), LINK],
    ['by a name that tells', CALLS('MODEL', 'http://risk-scorer:80/score'), LINK],
    ['by the variable that holds the address', CALLS('RISK_SCORER_URL', 'from-elsewhere'), LINK],
    ['not in another namespace', CALLS('MODEL', 'http://risk-scorer.web.svc:80/score'), []],
    ['not by another name', CALLS('MODEL', 'http://fraud-scorer.risk.svc:80/score'), []],
    ['not by a variable of another name', CALLS('FRAUD_SCORER_URL', 'from-elsewhere'), []],
  ])('%s', async (_, app, links) => {
    expect(await linksOf({ app, gitops: SCORER('risk') })).toEqual(links);
  });

  it('not those of a stack on one machine', async () => {
    const gitops = { 'compose.yaml': 'services:\n  risk-scorer:\n    image: tensorflow/serving:2\n' };
    expect(await linksOf({ app: CALLS('RISK_SCORER_URL', 'from-elsewhere'), gitops })).toEqual([]);
  });
});

describe('settings of a chart of somebody else', () => {
  it('are the chart, not what the repository is for', async () => {
    const gitops: Files = {
      'apps/risk/Chart.yaml': 'apiVersion: v2\nname: risk\ndependencies: [{ name: generic, version: 1.0.0 }]\n',
      'apps/risk/values.yaml': 'generic:\n  image:\n    repository: ghcr.io/acme/riskwatch\n',
    };
    const app: Files = {
      Dockerfile: 'FROM python:3.12\n',
      'build.sh': 'docker build -t ghcr.io/acme/riskwatch:1 .\ndocker push ghcr.io/acme/riskwatch:1\n',
    };
    expect(await linksOf({ app, gitops })).toEqual(['gitops/infrastructure --reads-from-> app/artifact-registry']);
  });
});

describe('images that are called like the repository', () => {
  const BUILDS = (image: string): Files => ({
    ...SERVES('model = joblib.load("m.joblib")'),
    'pyproject.toml': '[project]\nname = "riskwatch"\n',
    Dockerfile: 'FROM python:3.12\nCOPY . .\nCMD ["uvicorn", "app:app"]\n',
    '.gitlab-ci.yml': `build:\n  script:\n    - docker build -t ${image} .\n    - docker push ${image}\n`,
  });
  const RUNS = (image: string): Files => ({
    'job.yaml': `apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: score }\nspec: { jobTemplate: { spec: { template: { spec: { containers: [{ name: c, image: "${image}" }] } } } } }\n`,
  });
  const PULLS = 'app/artifact-registry';
  it.each<[string, string, string, boolean]>([
    ['as a whole', '$CI_REGISTRY_IMAGE:1', 'registry.acme.io/ml/riskwatch:1', true],
    ['with a name below', '${CI_REGISTRY_IMAGE}/api:1', 'registry.acme.io/ml/riskwatch/api:1', true],
    [
      'but not the same part of another repository',
      '$CI_REGISTRY_IMAGE/api:1',
      'registry.acme.io/ml/website/api:1',
      false,
    ],
  ])('%s', async (_, built, run, isPulled) => {
    const links = await linksOf({ app: BUILDS(built), gitops: RUNS(run) });
    expect(links.some((link) => link.endsWith(`--reads-from-> ${PULLS}`))).toBe(isPulled);
    expect(links.length > 0).toBe(isPulled);
  });
});

describe('names that begin with the owner of the repository', () => {
  const RELEASES = (name: string): Files => ({
    ...TRAINS,
    Dockerfile: 'FROM python:3.12\nCOPY . .\nCMD ["python", "train.py"]\n',
    '.github/workflows/release.yml': `on: push
env:
  IMAGE: \${{ github.repository_owner }}/riskwatch-api
  MANIFESTS: \${{ github.repository_owner }}/${name}
jobs:
  release:
    runs-on: ubuntu-latest
    steps:
      - uses: docker/build-push-action@v6
        with: { context: ., push: true, tags: "ghcr.io/\${{ env.IMAGE }}:1" }
      - uses: actions/checkout@v4
        with: { repository: "\${{ env.MANIFESTS }}", path: manifests }
      - working-directory: manifests/scorer
        run: |
          yq -i '.image.tag = "1"' values.yaml
          git commit -am release
          git push
`,
  });
  const CHART: Files = {
    'scorer/Chart.yaml': 'apiVersion: v2\nname: scorer\n',
    'scorer/values.yaml': 'image: { repository: tensorflow/serving, tag: "2" }\n',
    'scorer/templates/deployment.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: scorer }
spec: { template: { spec: { containers: [{ name: s, image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}" }] } } }
`,
  };
  it.each([
    ['risk-manifests', ['app/ci-cd --deploys-> risk-manifests/model-serving']],
    ['website', []],
  ])('%s', async (name, links) => {
    expect(await linksOf({ app: RELEASES(name), 'risk-manifests': CHART })).toEqual(links);
  });
  it('are images that others run', async () => {
    const job =
      'apiVersion: batch/v1\nkind: Job\nmetadata: { name: fit }\nspec: { template: { spec: { containers: [{ name: c, image: "ghcr.io/acme/riskwatch-api:1" }] } } }\n';
    const links = await linksOf({ app: RELEASES('website'), gitops: { 'job.yaml': job } });
    expect(links.some((link) => link.endsWith('--reads-from-> app/artifact-registry'))).toBe(true);
  });
});

describe('repositories whose address is a secret', () => {
  const CHANGES = (path: string): Files => ({
    ...TRAINS,
    '.github/workflows/release.yml': WORKFLOW(
      'push',
      `run: |\n          git clone "https://$TOKEN@$GITOPS_REPO" gitops\n          cd gitops\n          sed -i "s/tag:.*/tag: $SHA/" ${path}\n          git commit -am release\n          git push`,
    ),
  });
  const HOLDS: Files = {
    'apps/scorer/overlays/prod/kustomization.yaml': 'resources: [isvc.yaml]\n',
    'apps/scorer/overlays/prod/isvc.yaml': `apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata: { name: scorer }
spec: { predictor: { model: { modelFormat: { name: sklearn }, storageUri: "s3://acme/m" } } }
`,
  };
  it('are known by the files that are changed', async () => {
    expect(await linksOf({ app: CHANGES('apps/scorer/overlays/prod/kustomization.yaml'), gitops: HOLDS })).toEqual([
      'app/ci-cd --deploys-> gitops/model-serving',
    ]);
  });
  it.each<[string, Record<string, Files>]>([
    ['that it does not hold', { app: CHANGES('apps/website/overlays/prod/kustomization.yaml'), gitops: HOLDS }],
    [
      'that several hold',
      { app: CHANGES('apps/scorer/overlays/prod/kustomization.yaml'), gitops: HOLDS, other: HOLDS },
    ],
  ])('but not by files %s', async (_, sources) => {
    expect(await linksOf(sources)).toEqual([]);
  });
});

describe('Argo CD that Terraform points at a repository', () => {
  const POINTS = (variable: string): Files => ({
    'argocd.tf': `resource "kubectl_manifest" "root" {
  yaml_body = yamlencode({
    apiVersion = "argoproj.io/v1alpha1"
    kind       = "Application"
    metadata   = { name = "root", namespace = "argocd" }
    spec = {
      project     = "default"
      source      = { repoURL = var.${variable}, targetRevision = "HEAD", path = "bootstrap" }
      destination = { server = "https://kubernetes.default.svc", namespace = "argocd" }
    }
  })
}
`,
    'variables.tf': 'variable "gitops_repo" {}\nvariable "other_repo" {}\n',
    'terraform.tfvars':
      'gitops_repo = "https://github.com/acme/risk-deploy.git"\nother_repo = "https://github.com/acme/website"\n',
  });
  const DEPLOYED: Files = {
    'bootstrap/kustomization.yaml': 'resources: [isvc.yaml]\n',
    'bootstrap/isvc.yaml': `apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata: { name: scorer }
spec: { predictor: { model: { modelFormat: { name: sklearn }, storageUri: "s3://acme/m" } } }
`,
  };
  it('is known by the value of the variable', async () => {
    expect(await linksOf({ infra: POINTS('gitops_repo'), 'risk-deploy': DEPLOYED })).toEqual([
      'infra/ci-cd --deploys-> risk-deploy/model-serving',
    ]);
  });
  it('is not what a repository elsewhere is given', async () => {
    expect(await linksOf({ infra: POINTS('other_repo'), 'risk-deploy': DEPLOYED })).toEqual([]);
  });
});

describe('an image with a name that everybody gives', () => {
  const BUILDS = (image: string): Files => ({
    ...SERVES('model = joblib.load("m.joblib")'),
    Dockerfile: 'FROM python:3.12\nCOPY . .\nCMD ["uvicorn", "app:app"]\n',
    '.github/workflows/ci.yaml': `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: |\n          docker build -t ${image}:1 .\n          docker push ${image}:1\n`,
  });
  const RUNS = (image: string): Files => ({
    'deployment.yaml': `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: api }\nspec: { template: { spec: { containers: [{ name: a, image: "${image}:1" }] } } }\n`,
  });

  const FOUND = [
    'app+manifests/model-serving --reads-from-> app/artifact-registry',
    'app/ci-cd --builds-> app+manifests/model-serving',
  ];
  it.each<[string, string, string, string[]]>([
    ['of an owner in a variable', 'ghcr.io/${{ github.repository_owner }}/ml-api', 'ghcr.io/riskwatch/ml-api', FOUND],
    ['of an owner in a variable, and of nobody', 'ghcr.io/${{ github.repository_owner }}/ml-api', 'ml-api', []],
    ['of another owner', 'ghcr.io/portal/ml-api', 'ghcr.io/riskwatch/ml-api', []],
  ])('%s', async (_, built, run, expected) => {
    expect(await linksOf({ app: BUILDS(built), manifests: RUNS(run) })).toEqual(expected);
  });
});
