/**
 * The package as `npm pack` makes it, installed and started as the templates do. npm takes what lies in its cache, and asks the
 * registry for the rest; where it can do neither, nothing is tried and that is said.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { FORMATS } from '../../src/report/index.js';
import { temporaryTree } from '../workspace/temporary-tree.js';
import { ROOT } from './refarch.js';
import { azureScript, gitlabScript } from './templates.js';
import { ERROR_TREE } from './trees.js';

const place = mkdtempSync(join(tmpdir(), 'refarch-package-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

function npm(cwd: string, ...words: string[]): { status: number | null; stdout: string } {
  return spawnSync('npm', ['--silent', ...words], { cwd, encoding: 'utf8' });
}
const packed = npm(ROOT, 'pack', '--ignore-scripts', '--pack-destination', place).stdout.trim().split('\n').at(-1);
const tarball = join(place, packed ?? '');
const options = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--prefix', place];
const installed = ['--offline', '--prefer-offline'].some(
  (from) => npm(place, 'install', from, ...options, '--', tarball).status === 0,
);
if (!installed) process.stderr.write('npm cannot install: the package is not tried.\n');

/** `npm` of the templates: gives the package that was installed already, and fails for another or for scripts that may run. */
const bin = join(place, 'bin');
mkdirSync(bin);
writeFileSync(
  join(bin, 'npm'),
  `#!/bin/bash
[ "\${*: -1}" = '${tarball}' ] && [[ " $* " == *' --ignore-scripts '* ]] || exit 9
while [ "$1" != --prefix ]; do shift; done
ln -sn '${join(place, 'node_modules')}' "$2/node_modules"
`,
);
chmodSync(join(bin, 'npm'), 0o755);

function inTemplate(script: string, cwd: string, env: Record<string, string>): { code: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync('bash', ['--norc', '-c', script], {
    cwd,
    encoding: 'utf8',
    env: { PATH: `${bin}:${process.env.PATH ?? ''}`, ...env },
  });
  return { code: status, output: stdout + stderr };
}

describe.runIf(installed)('the package', () => {
  let cwd = '';
  beforeEach(() => {
    cwd = temporaryTree(ERROR_TREE);
  });

  it('holds all that the commands read', () => {
    const program = join(place, 'node_modules/.bin/refarch');
    const run = (...words: string[]): number | null => spawnSync(process.execPath, [program, ...words], { cwd }).status;
    const files = FORMATS.filter((format) => format !== 'terminal');
    expect(run('audit', ...files.flatMap((format) => ['--format', `${format}=${format}.out`]))).toBe(1);
    expect(files.filter((format) => !existsSync(join(cwd, `${format}.out`)))).toEqual([]);
    for (const words of [
      ['init'],
      ['baseline'],
      ['audit', '--baseline', 'refarch-baseline.yaml'],
      ['scaffold'],
      ['attest'],
      ['explain', 'C6'],
      ['diagram'],
      ['diagram', '--view', 'overlay'],
      ['diff', '.', '.'],
    ])
      expect([words, run(...words)]).toEqual([words, 0]);
    for (const name of ['packaging/github-action.sh', 'schemas/configuration.schema.json', 'docs/ci.md'])
      expect(existsSync(join(place, 'node_modules/refarch', name))).toBe(true);
  });

  it('serves the step of the action', () => {
    const temporary = temporaryTree({ output: '' });
    const { code, output } = inTemplate(readFileSync(join(ROOT, 'packaging/github-action.sh'), 'utf8'), cwd, {
      RUNNER_TEMP: temporary,
      GITHUB_OUTPUT: join(temporary, 'output'),
      INPUT_PACKAGE: tarball,
    });
    expect([code, output]).toEqual([1, expect.stringMatching(/^::error file=/) as string]);
    expect(readFileSync(join(temporary, 'output'), 'utf8')).toMatch(/^exit-code=1\nlevel=\d\n/);
  });

  it('serves the template of Azure Pipelines', () => {
    const staging = temporaryTree();
    const { code, output } = inTemplate(azureScript(), cwd, {
      AGENT_TEMPDIRECTORY: temporaryTree(),
      BUILD_ARTIFACTSTAGINGDIRECTORY: staging,
      REFARCH_PACKAGE: tarball,
      REFARCH_PATH: '.',
      REFARCH_FAIL_ON: 'error',
    });
    expect(code).toBe(1);
    expect(output).toMatch(/^##vso\[task\.logissue type=error;/m);
    expect(output).toContain(`##vso[task.uploadsummary]${staging}/refarch/summary.md`);
    for (const name of ['refarch.sarif', 'junit.xml', 'summary.md', 'report.html'])
      expect(existsSync(join(staging, 'refarch', name))).toBe(true);
  });

  it('serves the job of GitLab', () => {
    const job = (env: Record<string, string>): ReturnType<typeof inTemplate> =>
      inTemplate(gitlabScript().replaceAll('/tmp/refarch', join(temporaryTree(), 'refarch')), cwd, {
        CI_PROJECT_DIR: cwd,
        REFARCH_PACKAGE: tarball,
        ...env,
      });
    expect(job({}).code).toBe(1);
    for (const name of ['code-quality.json', 'junit.xml', 'report.html'])
      expect(existsSync(join(cwd, 'refarch-reports', name))).toBe(true);
    expect(job({ REFARCH_ARGUMENTS: '--fail-on never' }).code).toBe(0);
    expect(job({ REFARCH_PACKAGE: '' })).toEqual({
      code: 2,
      output: 'refarch: set REFARCH_PACKAGE to what npm shall install.\n',
    });
  });
});
