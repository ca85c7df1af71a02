import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('HashiCorp Vault', () => {
  it('is read by CI and by training', async () => {
    const { components, relations } = await auditFiles({
      '.github/workflows/t.yml': `on: { push: { branches: [main] } }
jobs:
  t:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: hashicorp/vault-action@v3
        with: { url: 'https://vault.example.com', secrets: secret/data/ml token | TOKEN }
      - run: python train.py
`,
      'train.py': `import hvac
from sklearn.linear_model import LogisticRegression

model = LogisticRegression().fit([[0], [1]], [0, 1])
client = hvac.Client(url="https://vault.example.com")
client.secrets.kv.v2.read_secret_version(path="ml")
`,
    });
    expect(components).toEqual([
      'ci-cd github-actions',
      'security vault',
      'source-repository github',
      'training-pipeline scikit-learn train.py',
    ]);
    expect(relations).toEqual([
      'ci-cd github-actions --reads-from-> security vault',
      'ci-cd github-actions --triggers-> training-pipeline scikit-learn train.py',
      'training-pipeline scikit-learn train.py --reads-from-> security vault',
    ]);
  });

  it('is not claimed for imports and variables', async () => {
    const { components, relations } = await auditFiles({
      'a.py': `import hvac
VAULT_ADDR = "https://vault.example.com"
SECRETS_MANAGER = {}
`,
    });
    expect(components).toEqual([]);
    expect(relations).toEqual([]);
  });
});

describe('Secret managers', () => {
  it('are read by training', async () => {
    const { components, relations } = await auditFiles({
      'train.py': `import boto3
from google.cloud import secretmanager
from azure.identity import DefaultAzureCredential
from azure.keyvault.secrets import SecretClient
from sklearn.linear_model import LogisticRegression

model = LogisticRegression().fit([[0], [1]], [0, 1])
boto3.client("secretsmanager").get_secret_value(SecretId="db")
secretmanager.SecretManagerServiceClient().access_secret_version(name="projects/p/secrets/db/versions/latest")
SecretClient("https://churn.vault.azure.net", DefaultAzureCredential()).get_secret("db")
`,
      'k8s/es.yaml': `apiVersion: external-secrets.io/v1beta1
kind: ExternalSecret
metadata: { name: db }
spec: { refreshInterval: 1h, secretStoreRef: { name: vault, kind: SecretStore }, target: { name: db } }
`,
    });
    expect(components).toEqual([
      'security aws-secrets-manager',
      'security azure-key-vault',
      'security google-secret-manager',
      'security secret-operators',
      'training-pipeline scikit-learn train.py',
    ]);
    expect(relations).toEqual([
      'training-pipeline scikit-learn train.py --reads-from-> security aws-secrets-manager',
      'training-pipeline scikit-learn train.py --reads-from-> security azure-key-vault',
      'training-pipeline scikit-learn train.py --reads-from-> security google-secret-manager',
    ]);
  });
});
