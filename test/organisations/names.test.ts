import { describe, expect, it } from 'vitest';
import type { Files } from '../systems/support.js';
import { INFERENCE_SERVICE, linksOf, SERVES, WORKFLOW } from './support.js';

const PUSHES = (image: string): Files => ({
  ...SERVES('model = joblib.load("m.joblib")'),
  Dockerfile: 'FROM python:3.12\nCOPY . .\nCMD ["uvicorn", "app:app"]\n',
  '.github/workflows/image.yml': WORKFLOW(
    'push',
    `run: |\n          docker build -t ${image}:latest .\n          docker push ${image}:latest`,
  ),
});
const ECR: Files = {
  'main.tf': ['api', 'trainer']
    .map((name) => `resource "aws_ecr_repository" "${name}" {\n  name = "acme-risk-${name}"\n}\n`)
    .join(''),
};
const ACR: Files = { 'main.tf': 'resource "azurerm_container_registry" "r" {\n  name = "acmeriskacr"\n}\n' };

describe('registries that others make', () => {
  it.each<[string, string, Files]>([
    ['known by the host', 'acmeriskacr.azurecr.io/api', ACR],
    [
      'known by how the name begins, where a variable ends it',
      '$ACCOUNT.dkr.ecr.eu-west-1.amazonaws.com/acme-risk-$SERVICE',
      ECR,
    ],
  ])('%s', async (_, image, infra) => {
    expect(await linksOf({ app: PUSHES(image), infra })).toContain(
      'app/ci-cd --publishes-to-> infra/artifact-registry',
    );
  });

  it.each<[string, string, Files]>([
    ['another host', 'othercompany.azurecr.io/api', ACR],
    ['a name that begins with common words', '$ACCOUNT.dkr.ecr.eu-west-1.amazonaws.com/ml-model-$SERVICE', ECR],
    ['a name that begins otherwise', '$ACCOUNT.dkr.ecr.eu-west-1.amazonaws.com/acme-fraud-$SERVICE', ECR],
  ])('but not by %s', async (_, image, infra) => {
    expect(await linksOf({ app: PUSHES(image), infra })).toEqual([]);
  });
});

const BUCKET = (name: string): string => `resource "aws_s3_bucket" "b" {\n  bucket = ${name}\n}\n`;
const STATE = (key: string): string => `    bucket = "acme-state"\n    key    = "${key}"\n    region = "eu-west-1"\n`;
const READS_STATE = (key: string): Files => ({
  'main.tf': `data "terraform_remote_state" "infra" {
  backend = "s3"
  config = {
${STATE(key)}  }
}
resource "aws_sagemaker_model" "m" {
  name = "risk"
  primary_container {
    image          = "i"
    model_data_url = "s3://\${data.terraform_remote_state.infra.outputs.models_bucket}/m.tar.gz"
  }
}
`,
});
const KEEPS_STATE: Files = {
  'main.tf': `terraform {\n  backend "s3" {\n${STATE('risk/infra.tfstate')}  }\n}\n${BUCKET('"acme-risk-models"')}output "models_bucket" {\n  value = aws_s3_bucket.b.bucket\n}\n`,
};

describe('values of Terraform that stand elsewhere', () => {
  it.each<[string, Record<string, Files>, string[]]>([
    [
      'outputs of the state of another repository',
      { ml: READS_STATE('risk/infra.tfstate'), infra: KEEPS_STATE },
      ['ml/model-serving --loads-from-> infra/data-store'],
    ],
    ['outputs of another state in the same bucket', { ml: READS_STATE('fraud/infra.tfstate'), infra: KEEPS_STATE }, []],
    [
      'variables from a file for the command line',
      {
        app: { 'isvc.yaml': INFERENCE_SERVICE },
        infra: {
          's3/main.tf': `variable "bucket_name" {}\n${BUCKET('var.bucket_name')}`,
          'env/dev.tfvars': 'bucket_name = "acme-risk-models"\n',
        },
      },
      ['app/model-serving --loads-from-> infra/data-store'],
    ],
    [
      'variables from the folder of an environment',
      {
        app: { 'isvc.yaml': INFERENCE_SERVICE },
        infra: {
          'main.tf': `variable "bucket_name" {}\n${BUCKET('var.bucket_name')}`,
          'environments/dev/terraform.tfvars': 'bucket_name = "acme-risk-models"\n',
        },
      },
      ['app/model-serving --loads-from-> infra/data-store'],
    ],
    [
      'variables of another module',
      {
        app: { 'isvc.yaml': INFERENCE_SERVICE },
        infra: {
          'main.tf': `variable "bucket_name" {}\n${BUCKET('var.bucket_name')}`,
          'network/terraform.tfvars': 'bucket_name = "acme-risk-models"\n',
        },
      },
      [],
    ],
    [
      'variables that have a default of their own',
      {
        app: { 'isvc.yaml': INFERENCE_SERVICE },
        infra: {
          's3/main.tf': `variable "bucket_name" {\n  default = "acme-other"\n}\n${BUCKET('var.bucket_name')}`,
          'env/dev.tfvars': 'bucket_name = "acme-risk-models"\n',
        },
      },
      [],
    ],
  ])('%s', async (_, sources, links) => {
    expect(await linksOf(sources)).toEqual(links);
  });
});

const FLUX = (source: string): Files => ({
  'source.yaml':
    'apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: { name: risk, namespace: flux-system }\nspec: { url: https://github.com/acme/risk-deploy, ref: { branch: main } }\n',
  'risk.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: risk, namespace: flux-system }\nspec: { path: ./overlays/prod, sourceRef: { kind: GitRepository, name: ${source} }, prune: true }\n`,
});
const OVERLAY: Files = {
  'overlays/prod/kustomization.yaml': 'resources: [isvc.yaml]\n',
  'overlays/prod/isvc.yaml': INFERENCE_SERVICE,
};

describe('what a cluster takes out of repositories', () => {
  it('is what Flux names, in another file', async () => {
    expect(await linksOf({ fleet: FLUX('risk'), 'risk-deploy': OVERLAY })).toEqual([
      'fleet/ci-cd --deploys-> risk-deploy/model-serving',
    ]);
  });

  it('is not the same path of a repository that Flux takes nothing of', async () => {
    expect(await linksOf({ fleet: FLUX('website'), 'risk-deploy': OVERLAY })).toEqual([]);
  });
});

describe('features and models', () => {
  const FEATURES: Files = {
    'feature_store.yaml': 'project: acme_risk\nregistry: registry.db\nprovider: local\n',
    'defs.py':
      'from feast import FeatureView, Entity, FileSource\nv = FeatureView(name="payment_stats", entities=[Entity(name="customer")], source=FileSource(path="f.parquet"))\n',
  };
  const TRAINS_ON = (view: string): Files => ({
    'train.py': `from feast import FeatureStore
from sklearn.svm import SVC
store = FeatureStore(repo_path=".")
d = store.get_historical_features(entity_df=None, features=["${view}:avg"]).to_df()
SVC().fit(d, d)
`,
  });
  it.each([
    ['payment_stats', ['training/training-pipeline --reads-from-> features+training/feature-store']],
    ['driver_stats', []],
  ])('%s of a feature repository', async (view, links) => {
    expect(await linksOf({ features: FEATURES, training: TRAINS_ON(view) })).toEqual(links);
  });
});
