import { symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultConfiguration, openWorkspace, WorkspaceError } from '../../src/workspace/index.js';
import { temporaryTree } from './temporary-tree.js';

const COMMIT = '0123456789abcdef0123456789abcdef01234567';

describe('openWorkspace', () => {
  it('lists the files of several sources in code-unit order', () => {
    const root = temporaryTree({
      'b/z.py': '',
      'b/Ä.py': '',
      'b/a/c.py': '',
      'b/a-b.py': '',
      'b/B.py': '',
      'a/x.png': '',
    });
    const { sources, files, notices } = openWorkspace([join(root, 'b'), join(root, 'a')]);
    expect(sources).toEqual([
      { id: 'a', path: 'a', directory: join(root, 'a') },
      { id: 'b', path: 'b', directory: join(root, 'b') },
    ]);
    expect(files.map((file) => [file.source, file.path, file.readable])).toEqual([
      ['a', 'x.png', false],
      ['b', 'B.py', true],
      ['b', 'a-b.py', true],
      ['b', 'a/c.py', true],
      ['b', 'z.py', true],
      ['b', 'Ä.py', true],
    ]);
    expect(files[3]).toEqual({
      source: 'b',
      path: 'a/c.py',
      absolutePath: join(root, 'b/a/c.py'),
      role: 'production',
      readable: true,
    });
    expect(notices).toEqual([]);
  });

  it('gives equal names a number, and the same directory once', () => {
    const root = temporaryTree({ 'x/ml/a.py': '', 'y/ml/a.py': '', 'ml-2/a.py': '' });
    symlinkSync('x/ml', join(root, 'link'));
    const paths = ['x/ml', 'y/ml', 'ml-2', 'link', 'x/../x/ml/'].map((path) => join(root, path));
    expect(openWorkspace(paths).sources.map(({ id, path }) => [id, path])).toEqual([
      ['ml', 'ml'],
      ['ml-2', 'ml'],
      ['ml-2-2', 'ml-2'],
    ]);
  });

  it('names a source after its directory, however it is given', () => {
    for (const path of ['schemas', './schemas/.', 'src/../schemas']) {
      expect(openWorkspace([path]).sources.map((source) => [source.id, source.path])).toEqual([['schemas', 'schemas']]);
    }
    const configuration = { ...defaultConfiguration(), limits: { ...defaultConfiguration().limits, depth: 0 } };
    expect(openWorkspace([], configuration).sources.map(({ id, path }) => [id, path])).toEqual([
      [basename(process.cwd()), basename(process.cwd())],
    ]);
  });

  it('takes sources and their ids from the configuration', () => {
    const root = temporaryTree({ 'm/a.py': '', 'i/b.tf': '', 'new/c.py': '' });
    const configuration = {
      ...defaultConfiguration(),
      sources: [
        { id: 'model', path: 'm', directory: join(root, 'm') },
        { id: 'new', path: 'i', directory: join(root, 'i') },
      ],
    };
    const ids = (paths: string[]): string[][] =>
      openWorkspace(paths, configuration).sources.map(({ id, path }) => [id, path]);
    expect(ids([])).toEqual([
      ['model', 'm'],
      ['new', 'i'],
    ]);
    expect(ids([join(root, 'm'), join(root, 'new')])).toEqual([
      ['model', 'm'],
      ['new-2', 'new'],
    ]);
  });

  it('leaves out what the configuration excludes and follows its roles', () => {
    const root = temporaryTree({ 'a.py': '', 'old/b.py': '', 'c/old.py': '', 'c/test_x.py': '', 'c/y.py': '' });
    const configuration = {
      ...defaultConfiguration(),
      exclude: ['old/'],
      roles: [
        { pattern: 'test_x.py', role: 'production' as const },
        { pattern: '/c', role: 'example' as const },
      ],
    };
    expect(openWorkspace([root], configuration).files.map(({ path, role }) => [path, role])).toEqual([
      ['a.py', 'production'],
      ['c/old.py', 'example'],
      ['c/test_x.py', 'production'],
      ['c/y.py', 'example'],
    ]);
  });

  it.each([
    ['missing', 'There is no directory "ROOT/missing".'],
    ['a.py', '"ROOT/a.py" is not a directory; give the directory that it lies in.'],
    ['a.py/b', '"ROOT/a.py/b" cannot be opened (ENOTDIR).'],
    ['nul\0', '"ROOT/nul\\u0000" cannot be opened (ERR_INVALID_ARG_VALUE).'],
  ])('refuses %j', (path, message) => {
    const root = temporaryTree({ 'a.py': '' });
    expect(() => openWorkspace([`${root}/${path}`])).toThrow(new WorkspaceError(message.replace('ROOT', root)));
  });

  it('refuses a source inside another', () => {
    const root = temporaryTree({ 'a/b/c.py': '', 'ab/c.py': '' });
    const paths = [join(root, 'a/b'), join(root, 'a')];
    expect(() => openWorkspace(paths)).toThrow(
      new WorkspaceError(`"${root}/a/b" lies inside "${root}/a"; give one of the two.`),
    );
    expect(openWorkspace([join(root, 'a'), join(root, 'ab')]).sources).toHaveLength(2);
  });
});

describe('the commit of a source', () => {
  const commit = (files: Record<string, string>): string | undefined =>
    openWorkspace([temporaryTree(files)]).sources[0]?.commit;

  it.each<[string, Record<string, string>, string | undefined]>([
    ['a detached head', { '.git/HEAD': `${COMMIT}\n` }, COMMIT],
    ['a SHA-256 repository', { '.git/HEAD': `${'a'.repeat(64)}\n` }, 'a'.repeat(64)],
    ['a branch', { '.git/HEAD': 'ref: refs/heads/f/x\n', '.git/refs/heads/f/x': `${COMMIT}\n` }, COMMIT],
    [
      'a packed branch',
      {
        '.git/HEAD': 'ref: refs/heads/main\n',
        '.git/packed-refs': `# pack-refs with: peeled\n${'f'.repeat(40)} refs/heads/main2\n${COMMIT} refs/heads/main\n^${'e'.repeat(40)}\n`,
      },
      COMMIT,
    ],
    ['a branch without commit', { '.git/HEAD': 'ref: refs/heads/main\n' }, undefined],
    ['no repository', { 'a.py': '' }, undefined],
    ['a path that leads out', { '.git/HEAD': 'ref: refs/../../secret\n', secret: COMMIT }, undefined],
    ['an absolute path', { '.git/HEAD': 'ref: /etc/passwd\n' }, undefined],
    ['something else', { '.git/HEAD': 'ref: refs/heads/main\n', '.git/refs/heads/main': 'secret\n' }, undefined],
    ['a file that leads elsewhere', { '.git': 'gitdir: elsewhere\n', 'elsewhere/HEAD': COMMIT }, undefined],
    ['the file system of reftable', { '.git/HEAD': 'ref: refs/heads/.invalid\n' }, undefined],
  ])('is read from %s', (_, files, expected) => {
    expect(commit(files)).toBe(expected);
  });

  it('is not read through links', () => {
    const root = temporaryTree({
      'a/.git/HEAD': 'ref: refs/heads/main',
      'a/.git/refs/': '',
      'heads/main': COMMIT,
      'b/': '',
      'g/HEAD': COMMIT,
    });
    symlinkSync('../../../heads', join(root, 'a/.git/refs/heads'));
    symlinkSync('../g', join(root, 'b/.git'));
    expect(openWorkspace([join(root, 'a'), join(root, 'b')]).sources.map((source) => source.commit)).toEqual([
      undefined,
      undefined,
    ]);
  });
});
