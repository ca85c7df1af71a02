import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { refarch } from './refarch.js';

const directory = mkdtempSync(join(tmpdir(), 'refarch-scaffold-cli-'));
afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});
let projects = 0;
function project(files: Record<string, string> = {}): string {
  const root = join(directory, String((projects += 1)), 'shop');
  mkdirSync(root, { recursive: true });
  for (const [path, text] of Object.entries(files)) writeFileSync(join(root, path), text);
  return root;
}
const DAY = ['--date', '2026-12-01'];
const scaffold = (...words: string[]): ReturnType<typeof refarch> => refarch(['scaffold', ...words, ...DAY]);

describe('refarch scaffold', () => {
  it('plans, and writes nothing', () => {
    const root = project();
    const { code, stdout, stderr } = scaffold(root, '--component', 'tracking', '--explain');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(`shop on Docker Compose, GitHub: 4 files, 1 long-running service
Services: mlflow
Level 0 now. Then: The definitions support level 0 of Google Cloud MLOps levels; level 1 waits for
G1.1 (steps are orchestrated and pass on automatically), G1.5 (the model is delivered automatically)
and G1.8 (the model is validated before it is promoted).

1. What the pieces share  Tracking server (MLflow) needs it
   + mlops/Dockerfile
   + mlops/Makefile
   + mlops/README.md
   + mlops/compose.yaml  for What the pieces share, Tracking server (MLflow)

2. Tracking server (MLflow)  C7 is missing
   closes C7, G1.11, training-without-tracking

Nothing was written. --diff shows the texts, --write writes them.
`);
    expect(existsSync(join(root, 'mlops'))).toBe(false);
  });

  it('shows the texts as a difference, and the plan as JSON', () => {
    const root = project();
    const { stdout } = scaffold(root, '--component', 'repository', '--diff');
    expect(stdout).toMatch(/^--- \/dev\/null\n\+\+\+ b\/\.github\/dependabot\.yml\n@@ -0,0 \+1,\d+ @@\n\+# Made by/m);
    const plan = JSON.parse(scaffold(root, '--component', 'repository', '--json').stdout) as {
      files: { path: string; action: string; bytes: number; sha256: string; closes: string[] }[];
    };
    expect(plan.files.map(({ path, action }) => [path, action])).toEqual([
      ['.github/dependabot.yml', 'create'],
      ['.gitignore', 'create'],
    ]);
    expect(plan.files[0]?.closes).toEqual(['C2']);
  });

  it('says what stays missing on a target, and which target fills it', () => {
    const root = project();
    expect(scaffold(root).stdout).toMatch(
      /\nStays missing\n {3}Model training infrastructure \(C5\): nothing that is made on Docker Compose [^]*Kubernetes/,
    );
    const plan = JSON.parse(scaffold(root, '--json').stdout) as {
      staysMissing: { element: string; targets: string[] }[];
    };
    expect(plan.staysMissing.map(({ element }) => element)).toEqual(['C5']);
    expect(plan.staysMissing[0]?.targets).toContain('Kubernetes');
    const { stdout } = scaffold(root, '--target', 'kubernetes');
    expect(stdout).toMatch(/^shop on Kubernetes, GitHub: 20 files, 5 long-running services\n/);
    expect(stdout).not.toContain('Stays missing');
    expect(scaffold(root, '--target', 'moon')).toMatchObject({ code: 2, stdout: '' });
  });

  it.each([
    ['github', '.github/workflows/mlops.yml'],
    ['gitlab', '.gitlab-ci.yml'],
    ['azure-devops', 'azure-pipelines.yml'],
  ])('writes what %s runs only when it is named', (forge, file) => {
    const root = project();
    const words = ['--component', 'serving', '--forge', forge];
    const plan = scaffold(root, ...words);
    expect(plan.stdout).toContain(
      `\nNothing was written. --diff shows the texts, --write --allow-ci writes them, with ${file}, which your forge runs.\n`,
    );
    for (const more of [[], ['--yes']]) {
      expect(scaffold(root, ...words, '--write', ...more)).toMatchObject({
        code: 2,
        stderr: `refarch: ${file} would be run by your forge and is not named; nothing was written (--allow-ci, or ci among the names of --component, writes it too)\n`,
      });
      expect(existsSync(join(root, 'mlops'))).toBe(false);
    }
    expect(scaffold(root, ...words, '--write', '--allow-ci').code).toBe(0);
    expect(existsSync(join(root, file))).toBe(true);
    // Once it is there, later runs keep it up to date without a word.
    expect(scaffold(root, '--component', 'monitoring', '--forge', forge, '--write').code).toBe(0);
    const other = project();
    expect(scaffold(other, '--component', 'serving,ci', '--forge', forge, '--write').code).toBe(0);
    expect(existsSync(join(other, file))).toBe(true);
  });

  it('writes, tells what became of the files, and takes them away', () => {
    const root = project();
    expect(scaffold(root, '--all', '--write')).toMatchObject({ code: 0, stderr: '' });
    expect(readFileSync(join(root, 'mlops/compose.yaml'), 'utf8')).toContain('name: shop');
    expect(scaffold(root, '--all', '--write').stdout).toContain(
      'Everything is as it would be made; nothing was written.',
    );
    expect(refarch(['scaffold', 'status', root]).code).toBe(0);
    writeFileSync(join(root, 'mlops/serve.py'), 'mine = 1\n');
    const status = refarch(['scaffold', 'status', root]);
    expect([status.code, status.stdout.includes('changed    mlops/serve.py')]).toEqual([1, true]);
    expect(refarch(['scaffold', 'remove', root]).stdout).toContain('Nothing was removed.');
    expect(refarch(['scaffold', 'remove', root, '--write']).stdout).toContain('kept      mlops/serve.py');
    expect(existsSync(join(root, 'mlops/train.py'))).toBe(false);
    expect(readFileSync(join(root, 'mlops/serve.py'), 'utf8')).toBe('mine = 1\n');
  });

  it('leaves a file of the user alone, and all others too unless told otherwise', () => {
    const root = project();
    mkdirSync(join(root, 'mlops'));
    writeFileSync(join(root, 'mlops/Makefile'), 'mine:\n');
    const { code, stderr } = scaffold(root, '--component', 'tracking', '--write');
    expect([code, stderr]).toEqual([
      3,
      'refarch: a file is in the way; nothing was written (--allow-partial writes the others, and what is proposed beside yours).\n',
    ]);
    expect(existsSync(join(root, 'mlops/compose.yaml'))).toBe(false);
    expect(scaffold(root, '--component', 'tracking', '--write', '--allow-partial').code).toBe(3);
    expect(readFileSync(join(root, 'mlops/Makefile'), 'utf8')).toBe('mine:\n');
    expect(readFileSync(join(root, 'mlops/Makefile.refarch-new'), 'utf8')).toContain('COMPOSE :=');
    expect(existsSync(join(root, 'mlops/compose.yaml'))).toBe(true);
  });

  it('tells of uncommitted changes in files that it changes, and of no others', () => {
    const root = project({ '.gitignore': '*.log\n', 'train.py': 'a = 1\n' });
    const git = (...words: string[]): void => {
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...words], { cwd: root });
    };
    git('init', '--quiet');
    git('add', '.');
    writeFileSync(join(root, 'train.py'), 'a = 2\n');
    expect(scaffold(root, '--component', 'repository').stderr).toBe('');
    writeFileSync(join(root, '.gitignore'), '*.log\n*.tmp\n');
    const { code, stderr } = scaffold(root, '--component', 'repository', '--write');
    expect([code, stderr]).toEqual([
      0,
      'refarch: changes that are not committed are in .gitignore; git diff no longer tells them from these.\n',
    ]);
    expect(readFileSync(join(root, '.gitignore'), 'utf8')).toMatch(/^\*\.log\n\*\.tmp\n\n# >>> refarch/);
  });

  it('reaches for nothing: no network, no other program', () => {
    const root = project({ Makefile: 'all:\n\ttouch made\n' });
    const guard = join(directory, 'guard.cjs');
    writeFileSync(
      guard,
      `const refuse = (name) => () => { process.stderr.write('reached for ' + name); process.exit(99); };
for (const [name, calls] of Object.entries({
  child_process: ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork'],
  dns: ['lookup', 'resolve'], http: ['request', 'get'], https: ['request', 'get'], net: ['connect', 'createConnection'],
})) for (const call of calls) require(name)[call] = refuse(name);
globalThis.fetch = refuse('fetch');
require('module').syncBuiltinESMExports();
`,
    );
    const guarded = (...words: string[]): ReturnType<typeof refarch> =>
      refarch(['scaffold', root, ...words, ...DAY], { env: { NODE_OPTIONS: `--require ${guard}` } });
    expect(guarded('--all', '--write')).toMatchObject({ code: 0, stderr: '' });
    expect(existsSync(join(root, 'made'))).toBe(false);
    // The guard does hold something.
    writeFileSync(join(directory, 'probe.mjs'), "import { spawnSync } from 'node:child_process'; spawnSync('true');\n");
    expect(spawnSync(process.execPath, ['--require', guard, join(directory, 'probe.mjs')]).status).toBe(99);
  });

  it('takes answers from a file, and refuses those that it does not know', () => {
    const root = project({
      'good.yaml': 'name: orders\nforge: gitlab\n',
      'bad.yaml': 'nmae: x\n',
      'broken.yaml': 'a: [\n',
    });
    expect(scaffold(root, '--all', '--answers', join(root, 'good.yaml')).stdout).toContain(
      'orders on Docker Compose, GitLab',
    );
    for (const [file, message] of [
      ['bad.yaml', 'unknown answer "nmae"'],
      ['broken.yaml', 'is no YAML'],
      ['none.yaml', 'there is no such file'],
    ] as const) {
      const { code, stderr } = scaffold(root, '--all', '--answers', join(root, file));
      expect([code, stderr.includes(message)], stderr).toEqual([2, true]);
    }
  });

  it('says which pinned versions are old', () => {
    expect(scaffold('--check-pins')).toMatchObject({ code: 0, stderr: '' });
    const old = refarch(['scaffold', '--check-pins', '--date', '2028-01-01']);
    expect([old.code, old.stdout.includes('prom/prometheus:v')]).toEqual([1, true]);
    const plan = refarch(['scaffold', project(), '--all', '--date', '2028-01-01']);
    expect([plan.code, plan.stderr.includes('have not been looked at since')]).toEqual([0, true]);
  });

  it.each([
    [['/'], 'is no project'],
    [['/there-is-no-such-directory'], 'is no directory'],
    [['--component', 'registri'], 'did you mean registry'],
    [['--target', 'mainframe'], 'target must be one of compose'],
    [['status'], 'has made nothing'],
  ])('refuses %j', (words, message) => {
    const root = project();
    const named = words[0]?.startsWith('/') ? words : words[0] === 'status' ? ['status', root] : [root, ...words];
    const { code, stdout, stderr } = refarch(['scaffold', ...named]);
    expect([code, stdout, stderr.includes(message)], stderr).toEqual([2, '', true]);
  });
});
