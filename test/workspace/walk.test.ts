import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultConfiguration, openWorkspace, type Limits, type Workspace } from '../../src/workspace/index.js';
import { IgnoreChain, ignoreScope } from '../../src/workspace/ignore-rules.js';
import { temporaryTree } from './temporary-tree.js';

function open(root: string, limits: Partial<Limits> = {}, exclude: string[] = []): Workspace {
  const configuration = defaultConfiguration();
  return openWorkspace([root], { ...configuration, exclude, limits: { ...configuration.limits, ...limits } });
}

function paths(root: string, limits?: Partial<Limits>, exclude?: string[]): string[] {
  return open(root, limits, exclude).files.map((file) => file.path);
}

const empty = (names: string[]): Record<string, string> => Object.fromEntries(names.map((name) => [name, '']));

describe('walking', () => {
  it('leaves out what tools have put there, and nothing else', () => {
    const kept = [
      'dist/a.js',
      'build/b.yaml',
      'vendor/c.py',
      '.github/workflows/ci.yml',
      '.dvc/config',
      'env/prod.yaml',
    ];
    const skipped = [
      ...[
        '.git/config',
        'sub/.git/config',
        'node_modules/a/index.js',
        'x/__pycache__/a.py',
        '.terraform/a.tf',
        '.tox/a.py',
      ],
      ...[
        '.mypy_cache/a.json',
        'n/.ipynb_checkpoints/a.ipynb',
        '.venv/pyvenv.cfg',
        '.venv/lib/a.py',
        'venv/pyvenv.cfg',
      ],
    ];
    const root = temporaryTree(empty([...kept, ...skipped, 'venv2/a.py', 'other/pyvenv.cfg']));
    expect(paths(root)).toEqual([...kept, 'other/pyvenv.cfg', 'venv2/a.py'].sort());
    expect(open(root).notices).toEqual([]);
  });

  it('lists data without meaning to read it', () => {
    const names = [
      'a.csv',
      'a.parquet',
      'a.pkl',
      'a.png',
      'a.py',
      'a.unknown',
      'b.PNG',
      'config.pbtxt',
      'd',
      'm.safetensors',
    ];
    expect(
      open(temporaryTree(empty(names)))
        .files.filter((file) => file.readable)
        .map((file) => file.path),
    ).toEqual(['a.py', 'a.unknown', 'config.pbtxt', 'd']);
  });

  it('leaves out what the configuration excludes, which an ignore file cannot take back', () => {
    const root = temporaryTree({
      ...empty(['a/x.py', 'b/x.py', 'c.gen.yaml', 'd/c.gen.yaml']),
      '.gitignore': '!a/\n!*.yaml\n',
    });
    expect(paths(root, {}, ['/a/', '*.gen.yaml'])).toEqual(['.gitignore', 'b/x.py']);
  });

  it('stops at the limit on files, in the order of names, with one notice', () => {
    const root = temporaryTree(empty(['a/1.py', 'a/2.py', 'b/1.py', 'b/2.png', 'c/1.py', '0.py']));
    const { files, notices } = open(root, { files: 4 });
    expect(files.map((file) => file.path)).toEqual(['0.py', 'a/1.py', 'a/2.py', 'b/1.py', 'b/2.png']);
    expect(notices).toEqual([
      {
        source: open(root).sources[0]?.id,
        file: 'c/',
        reason: 'file-count',
        message: 'More than 4 files or directories; those after this place were left out.',
        incomplete: true,
      },
    ]);
  });

  it('counts files over all sources', () => {
    const root = temporaryTree(empty(['a/1.py', 'a/2.py', 'b/1.py', 'b/2.py']));
    const configuration = defaultConfiguration();
    const limits = { ...configuration.limits, files: 3 };
    const workspace = openWorkspace([join(root, 'b'), join(root, 'a')], { ...configuration, limits });
    expect(workspace.files.map((file) => `${file.source}:${file.path}`)).toEqual(['a:1.py', 'a:2.py', 'b:1.py']);
    expect(workspace.notices.map(({ source, reason }) => [source, reason])).toEqual([['b', 'file-count']]);
  });

  it('does not let data push definitions out', () => {
    const pictures = Array.from({ length: 20 }, (_, index) => `data/${index}.png`);
    const { files, notices } = open(temporaryTree(empty([...pictures, 'z.py'])), { files: 5 });
    expect(files.filter((file) => file.readable).map((file) => file.path)).toEqual(['z.py']);
    expect(files).toHaveLength(6);
    expect(notices.map(({ reason, incomplete }) => [reason, incomplete])).toEqual([['file-count', false]]);
  });

  it('does not enter directories beyond the limit on depth', () => {
    const { files, notices } = open(temporaryTree(empty(['a.py', '1/a.py', '1/2/a.py', '1/2/3/a.py'])), { depth: 2 });
    expect(files.map((file) => file.path)).toEqual(['1/2/a.py', '1/a.py', 'a.py']);
    expect(notices.map(({ file, reason, incomplete }) => [file, reason, incomplete])).toEqual([
      ['1/2/3', 'depth', true],
    ]);
  });
});

describe('ignore files', () => {
  /** Patterns by directory, and paths; what is left is what git would offer to add. */
  const cases: [string, Record<string, string>, string[]][] = [
    [
      'names and endings',
      { '': '*.log\nbuild\n' },
      ['a.log', 'x/b.log', 'build/a.py', 'x/build/a.py', 'x/build2/a.py'],
    ],
    ['anchored patterns', { '': '/out\ndocs/api\n' }, ['out/a.py', 'x/out/a.py', 'docs/api/a.py', 'x/docs/api/a.py']],
    ['directories only', { '': 'cache/\n' }, ['cache/a.py', 'x/cache', 'y/cache/a.py']],
    ['exceptions', { '': '*.yaml\n!keep.yaml\n' }, ['a.yaml', 'keep.yaml', 'x/keep.yaml']],
    ['no exception below an ignored directory', { '': 'x/\n!x/keep.py\n' }, ['x/keep.py', 'x/a.py']],
    ['content but not one file', { '': 'x/*\n!x/keep.py\n' }, ['x/keep.py', 'x/a.py', 'x/y/keep.py']],
    [
      'globstars',
      { '': '**/tmp\na/**/z.py\nb/**\n' },
      ['tmp/a.py', 'x/y/tmp/a.py', 'a/z.py', 'a/b/c/z.py', 'b/a.py', 'c/b/a.py'],
    ],
    ['nested files', { '': '*.txt\n', a: '!*.txt\n/b\n' }, ['x.txt', 'a/x.txt', 'a/c/x.txt', 'a/b/x.py', 'b/x.py']],
    ['the nearest file', { '': '!a/x.py\n', a: 'x.py\n' }, ['a/x.py', 'a/y.py']],
    ['a directory taken in again', { '': 'gen/\n', a: '!gen/\n' }, ['gen/x.py', 'a/gen/x.py', 'a/b/gen/x.py']],
    [
      'comments, blanks and escapes',
      { '': '# *.py\n\n  \n\\#a.py\n\\!b.py\nc.py   \nd\\ .py\n' },
      ['a.py', '#a.py', '!b.py', 'c.py', 'd .py'],
    ],
    [
      'classes and single characters',
      { '': '[ab].py\n?.txt\n[!x]y.md\n' },
      ['a.py', 'c.py', 'a.txt', 'ab.txt', 'xy.md', 'zy.md'],
    ],
    ['line ends of Windows', { '': '*.log\r\n/x/\r\n' }, ['a.log', 'x/a.py', 'b.py']],
    ['itself', { '': '.gitignore\n' }, ['a.py']],
  ];

  it.each(cases)('are read as git reads them: %s', (_, ignores, names) => {
    const root = temporaryTree({
      ...empty(names),
      ...Object.fromEntries(Object.entries(ignores).map(([directory, text]) => [join(directory, '.gitignore'), text])),
    });
    const git = (...words: string[]): string =>
      execFileSync('git', ['-c', 'core.excludesFile=', '-C', root, ...words], { encoding: 'utf8' });
    git('init', '-q');
    const expected = git('ls-files', '--others', '--exclude-standard', '-z').split('\0').filter(Boolean).sort();
    expect(paths(root)).toEqual(expected);
  });

  it.each(['2', '3', '4'])('say nothing about what git tracks: index of version %s', (version) => {
    const names = [
      'models/a.py',
      'src/models/train.py',
      'src/models/deep/x.py',
      'src/models/left.py',
      'é.yml',
      'b.yml',
    ];
    const root = temporaryTree({ ...empty(names), '.gitignore': 'models/\n*.yml\n' });
    const git = (...words: string[]): string =>
      execFileSync('git', ['-c', 'core.excludesFile=', '-C', root, ...words], { encoding: 'utf8' });
    git('init', '-q');
    git('add', '-f', '.gitignore', 'src/models/train.py', 'src/models/deep', 'é.yml');
    if (version === '3') git('add', '-N', '-f', 'src/models/deep/x.py');
    git('update-index', '--index-version', version === '3' ? '2' : version);
    expect(paths(root)).toEqual(['.gitignore', 'src/models/deep/x.py', 'src/models/train.py', 'é.yml']);
    expect(paths(join(root, 'src'))).toEqual(['models/deep/x.py', 'models/left.py', 'models/train.py']);
  });

  it('say nothing about a tree that is no working copy: an export holds only what was tracked', () => {
    const root = temporaryTree({ ...empty(['src/models/train.py', '.github/workflows/ci.yml']), '.gitignore': '*\n' });
    expect(paths(root)).toEqual(['.github/workflows/ci.yml', '.gitignore', 'src/models/train.py']);
  });

  it('hold where the index cannot be read', () => {
    for (const index of ['', 'DIRC', 'DIRC\0\0\0\x02\0\0\xff\xff', `DIRC\0\0\0\x04\0\0\0\x02${'\xff'.repeat(500)}`]) {
      const root = temporaryTree({ ...empty(['a.py', 'b.py']), '.gitignore': 'a.py\n', '.git/index': index });
      expect(paths(root)).toEqual(['.gitignore', 'b.py']);
    }
  });

  it('are not followed when they are links', () => {
    const root = temporaryTree({ ...empty(['a.py', 'b.py']), rules: 'a.py\n' });
    symlinkSync('rules', join(root, '.gitignore'));
    const { files, notices } = open(root);
    expect(files.map((file) => file.path)).toEqual(['a.py', 'b.py', 'rules']);
    expect(notices.map(({ file, reason, incomplete }) => [file, reason, incomplete])).toEqual([
      ['.gitignore', 'symbolic-link', false],
    ]);
  });

  it.each<[string, string]>([
    ['a pattern whose matching takes long', 'a/**/b/**/c/**/d\n'],
    ['a long pattern', `${'a'.repeat(600)}\n`],
    ['very many patterns', 'a\n'.repeat(3000)],
  ])('lose %s, with a notice', (_, text) => {
    const tree = { '.git/HEAD': '', '.gitignore': `x.py\n${text}`, ...empty(['x.py', 'y.py']) };
    const { files, notices } = open(temporaryTree(tree));
    expect(files.map((file) => file.path)).toEqual(['.gitignore', 'y.py']);
    expect(notices.map(({ file, reason, incomplete }) => [file, reason, incomplete])).toEqual([
      ['.gitignore', 'ignore-rules', false],
    ]);
  });

  it('are given up when they ask for too much', () => {
    const { scope } = ignoreScope('*.log\n/x\n', '', undefined);
    const chain = new IgnoreChain(7);
    const kept = ['a.log', 'b.log', 'c.log'].map((path) => chain.below(path, scope) !== undefined);
    expect([kept, chain.exhausted]).toEqual([[false, false, true], true]);
  });

  it('cannot make a walk take long', () => {
    const files: Record<string, string> = {};
    const patterns = Array.from({ length: 100 }, (_, index) => `*x*x*x*x*x*x*${index}z\n**/x/**/x${index}`).join('\n');
    for (let depth = 0; depth < 39; depth++) files[`${'x/'.repeat(depth)}.gitignore`] = patterns;
    for (let index = 0; index < 20; index++) files[`${'x/'.repeat(38)}${'x'.repeat(200)}${index}`] = '';
    const root = temporaryTree(files);
    const start = performance.now();
    expect(paths(root)).toHaveLength(59);
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});
