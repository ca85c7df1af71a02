/** What happens to files: nothing of the user's is lost, nothing lands outside, and a second run changes nothing. */
import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  apply,
  changesOf,
  Interrupted,
  readManifest,
  remove,
  removalOf,
  rootOf,
  statusOf,
  type ScaffoldKnowledge,
} from '../../src/scaffold/index.js';
import { checkPath } from '../../src/scaffold/paths.js';
import { actionsOf, filesOf, planOf, project, put, scaffold, scaffoldKnowledge, textOf } from './support.js';

const COMPOSE = 'mlops/compose.yaml';

/** The pieces of a later version: one line more in a template. */
const later = (template: string, change: (text: string) => string): ScaffoldKnowledge => ({
  ...scaffoldKnowledge,
  templates: new Map(
    [...scaffoldKnowledge.templates].map(([name, text]) => [name, name === template ? change(text) : text]),
  ),
});

const update = (root: string, knowledge: ScaffoldKnowledge): ReturnType<typeof planOf> =>
  scaffold(root, { all: true, knowledge });

const actionOn = (plan: Awaited<ReturnType<typeof planOf>>, path: string): string | undefined =>
  plan.files.find((file) => file.path === path)?.action;

describe('a plan', () => {
  it('writes nothing', async () => {
    const root = project({ 'train.py': 'print(1)\n' });
    await planOf(root, { all: true });
    expect(filesOf(root).map(([path]) => path)).toEqual(['train.py']);
  });

  it('is the same each time, and so are the files', async () => {
    const [a, b] = [project(), project()];
    await scaffold(a, { all: true });
    const { TZ, LC_ALL } = process.env;
    process.umask(0o077);
    Object.assign(process.env, { TZ: 'Asia/Kathmandu', LC_ALL: 'tr_TR.UTF-8' });
    await scaffold(b, { all: true });
    process.umask(0o022);
    for (const [name, value] of Object.entries({ TZ, LC_ALL }))
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    expect(filesOf(a)).toEqual(filesOf(b));
    expect(lstatSync(join(b, COMPOSE)).mode & 0o777).toBe(0o644);
  });

  it('has nothing to do a second time', async () => {
    const root = project();
    await scaffold(root, { all: true });
    const plan = await planOf(root, { all: true });
    expect([...new Set(plan.files.map(({ action }) => action))]).toEqual(['unchanged']);
    expect(changesOf(plan, root, true)).toEqual([]);
  });

  it('has nothing to do in a checkout with other line ends', async () => {
    const root = project();
    await scaffold(root, { all: true });
    for (const [path, text] of filesOf(root)) put(root, path, text.replaceAll('\n', '\r\n'));
    const plan = await planOf(root, { all: true });
    expect([...new Set(plan.files.map(({ action }) => action))]).toEqual(['unchanged']);
  });
});

describe('existing files', () => {
  it('that are the user’s own are never overwritten; a proposal lies beside them', async () => {
    const root = project({ 'mlops/train.py': 'mine = 1\n' });
    const plan = await scaffold(root, { all: true });
    expect(actionOn(plan, 'mlops/train.py')).toBe('conflict');
    expect(textOf(root, 'mlops/train.py')).toBe('mine = 1\n');
    expect(textOf(root, 'mlops/train.py.refarch-new')).toContain('def fit(');
    expect(readManifest(root)?.files.map(({ path }) => path)).not.toContain('mlops/train.py');
    expect(actionOn(await planOf(root, { all: true }), 'mlops/train.py')).toBe('conflict');
  });

  it('get marked lines where lines are added, and lose only those again', async () => {
    const root = project({ '.gitignore': '*.log' });
    await scaffold(root, { all: true });
    expect(textOf(root, '.gitignore')).toMatch(/^\*\.log\n\n# >>> refarch\n[^#]+# <<< refarch\n$/);
    const manifest = readManifest(root);
    if (!manifest) throw new Error('no manifest');
    await remove(root, removalOf(root, manifest), () => false);
    expect(filesOf(root)).toEqual([['.gitignore', '*.log\n']]);
  });

  it('that the user changed keep the change when an update comes', async () => {
    const root = project();
    await scaffold(root, { all: true });
    put(root, 'mlops/train.py', textOf(root, 'mlops/train.py').replace('max_iter=500', 'max_iter=900'));
    const same = await scaffold(root, { all: true });
    expect([actionOn(same, 'mlops/train.py'), textOf(root, 'mlops/train.py').includes('max_iter=900')]).toEqual([
      'unchanged',
      true,
    ]);
    const plan = await update(
      root,
      later('train.py.tmpl', (text) => `${text}\n# A line of a later version.\n`),
    );
    expect(actionOn(plan, 'mlops/train.py')).toBe('merge');
    expect(textOf(root, 'mlops/train.py')).toMatch(/max_iter=900[^]*# A line of a later version\.\n$/);
  });

  it('that both changed in one place stay as they are', async () => {
    const root = project();
    await scaffold(root, { all: true });
    const mine = textOf(root, 'mlops/train.py').replace('max_iter=500', 'max_iter=900');
    put(root, 'mlops/train.py', mine);
    const plan = await update(
      root,
      later('train.py.tmpl', (text) => text.replace('max_iter=500', 'max_iter=100')),
    );
    expect(actionOn(plan, 'mlops/train.py')).toBe('conflict');
    expect(textOf(root, 'mlops/train.py')).toBe(mine);
    expect(textOf(root, 'mlops/train.py.refarch-new')).toContain('max_iter=100');
  });

  it('that nobody touched follow an update; deleted ones stay deleted', async () => {
    const root = project();
    await scaffold(root, { all: true });
    rmSync(join(root, 'mlops/Makefile'));
    const plan = await update(
      root,
      later('train.py.tmpl', (text) => text.replace('max_iter=500', 'max_iter=100')),
    );
    expect(actionsOf(plan).filter((action) => !action.startsWith('unchanged'))).toEqual([
      'deleted mlops/Makefile',
      'update mlops/train.py',
    ]);
    expect(textOf(root, 'mlops/train.py')).toContain('max_iter=100');
    expect(existsSync(join(root, 'mlops/Makefile'))).toBe(false);
  });
});

describe('status and remove', () => {
  it('tell what was touched, and take away only what was not', async () => {
    const root = project({ 'notes.md': 'mine\n' });
    await scaffold(root, { all: true });
    put(root, 'mlops/serve.py', 'mine = 1\n');
    rmSync(join(root, 'mlops/Makefile'));
    const manifest = readManifest(root);
    if (!manifest) throw new Error('no manifest');
    const states = new Map(statusOf(root, manifest).map(({ path, state }) => [path, state]));
    expect([states.get('mlops/serve.py'), states.get('mlops/Makefile'), states.get(COMPOSE)]).toEqual([
      'changed',
      'deleted',
      'untouched',
    ]);
    await remove(root, removalOf(root, manifest), () => false);
    const base = manifest.files.find(({ path }) => path === 'mlops/serve.py')?.sha256;
    expect(filesOf(root).map(([path]) => path)).toEqual([
      `.refarch/base/${base}`,
      'mlops/serve.py',
      'notes.md',
      'refarch.scaffold.json',
    ]);
    expect(readManifest(root)?.files.map(({ path }) => path)).toEqual(['mlops/serve.py']);
  });

  it('leave no text of an earlier step, and whatever else lies there', async () => {
    const root = project();
    const bases = (): string[] => readdirSync(join(root, '.refarch/base')).sort();
    const made = (): string[] => [...new Set(readManifest(root)?.files.map(({ sha256 }) => sha256))].sort();
    await scaffold(root, { components: ['registry'] });
    const first = made();
    await scaffold(root, { components: ['serving'] });
    expect(first.filter((sha256) => !made().includes(sha256))).not.toEqual([]);
    expect(bases()).toEqual(made());
    const [name, other] = ['0'.repeat(64), 'note.txt'];
    put(root, `.refarch/base/${name}`, 'not of this hash\n');
    put(root, `.refarch/base/${other}`, 'mine\n');
    const manifest = readManifest(root);
    if (!manifest) throw new Error('no manifest');
    await remove(root, removalOf(root, manifest), () => false);
    expect(filesOf(root).map(([path]) => path)).toEqual([`.refarch/base/${name}`, `.refarch/base/${other}`]);
  });

  it('do not follow a manifest that leads outside', async () => {
    const root = project();
    await scaffold(root, { all: true });
    put(root, 'refarch.scaffold.json', textOf(root, 'refarch.scaffold.json').replace('mlops/serve.py', '../serve.py'));
    expect(() => readManifest(root)).toThrow('does not stay inside the project');
  });
});

describe('a run that fails', () => {
  const leftovers = (root: string): string[] =>
    readdirSync(root, { recursive: true })
      .map(String)
      .filter((name) => name.includes('.tmp'));

  it('half-way leaves everything as it was', async () => {
    const root = project({ 'mlops/note.txt': 'mine\n' });
    const plan = await planOf(root, { all: true });
    const before = filesOf(root);
    let steps = 0;
    const changes = changesOf(plan, root, true);
    for (const stop of [1, changes.length, changes.length + 1, changes.length * 2]) {
      steps = 0;
      await expect(apply(root, changes, () => ++steps >= stop)).rejects.toThrow(Interrupted);
      expect(filesOf(root)).toEqual(before);
    }
    expect(leftovers(root)).toEqual([]);
  });

  it('gives back what it had changed', async () => {
    const root = project({ a: 'old a\n', b: 'old b\n' });
    let steps = 0;
    const changes = [
      { path: 'a', text: 'new a\n' },
      { path: 'b', text: undefined },
      { path: 'new/c', text: 'c\n' },
    ];
    await expect(apply(root, changes, () => ++steps > 5)).rejects.toThrow(Interrupted);
    expect(filesOf(root)).toEqual([
      ['a', 'old a\n'],
      ['b', 'old b\n'],
    ]);
    expect(existsSync(join(root, 'new'))).toBe(false);
  });

  it.skipIf(process.getuid?.() === 0)('on a read-only directory says so', async () => {
    const root = project();
    chmodSync(root, 0o555);
    await expect(scaffold(root, { all: true })).rejects.toThrow('permission denied');
    chmodSync(root, 0o755);
  });

  it('on a path that a directory holds says so and writes nothing', async () => {
    const root = project();
    mkdirSync(join(root, COMPOSE), { recursive: true });
    await expect(scaffold(root, { all: true })).rejects.toThrow(`${COMPOSE} is no regular file`);
    expect(filesOf(root)).toEqual([]);
  });
});

describe('links', () => {
  it('in the way of a directory are not followed', async () => {
    const [root, outside] = [project(), project()];
    symlinkSync(outside, join(root, 'mlops'));
    await expect(scaffold(root, { all: true })).rejects.toThrow('mlops is a symbolic link');
    expect(filesOf(outside)).toEqual([]);
  });

  it('in the way of a file are not followed', async () => {
    const [root, outside] = [project(), project({ secret: 'old\n' })];
    mkdirSync(join(root, 'mlops'));
    symlinkSync(join(outside, 'secret'), join(root, COMPOSE));
    await expect(scaffold(root, { all: true })).rejects.toThrow('it is a symbolic link');
    expect(textOf(outside, 'secret')).toBe('old\n');
  });

  it('in place of the manifest are not followed', () => {
    const [root, outside] = [project(), project({ m: '{}' })];
    symlinkSync(join(outside, 'm'), join(root, 'refarch.scaffold.json'));
    expect(() => readManifest(root)).toThrow('it is a symbolic link');
  });
});

describe('paths', () => {
  it.each([
    '',
    '/etc/passwd',
    '../x',
    'a/../../x',
    'a//b',
    './a',
    '.git/config',
    'a/.GIT/hooks/x',
    'nul',
    'a/COM1.txt',
    'a:b',
    'a\\b',
    'a\nb',
    'a\0',
    'end.',
    'end ',
  ])('%j is refused', (path) => {
    expect(() => checkPath(path)).toThrow('cannot be written');
  });

  it.each(['/', process.env.HOME ?? '/', join(tmpdir(), 'there-is-no-such-directory')])(
    '%s is no project',
    (directory) => {
      expect(() => rootOf(directory)).toThrow(/no (?:project|directory)/);
    },
  );
});

describe('a directory that cannot be written', () => {
  it('is told of by a name that is too long for the disk', async () => {
    const root = project();
    await expect(
      apply(root, [
        { path: 'a', text: 'a' },
        { path: 'x'.repeat(400), text: 'b' },
      ]),
    ).rejects.toThrow('Nothing was changed');
    expect(filesOf(root)).toEqual([]);
  });

  it('with a file where a directory is needed is told of', async () => {
    const root = project();
    writeFileSync(join(root, 'mlops'), '');
    await expect(scaffold(root, { all: true })).rejects.toThrow('mlops is no directory');
  });
});
