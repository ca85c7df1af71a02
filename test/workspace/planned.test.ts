import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { defaultConfiguration, openWorkspace, readText } from '../../src/workspace/index.js';
import { temporaryTree, write } from './temporary-tree.js';

const PLANNED = new Map([
  ['train.py', 'new = 1\n'],
  ['mlops/serve.py', 'serve = 1\n'],
  ['mlops/data/big.csv', ''],
  ['tests/test_it.py', ''],
  ['build/out.py', ''],
  ['mlops/.gitignore', 'data/\n!data/keep.py\n*.log.py\n'],
  ['mlops/a.log.py', ''],
  ['secret/x.py', ''],
]);

const listed = (root: string, planned?: ReadonlyMap<string, string>): unknown[] =>
  openWorkspace([root], { ...defaultConfiguration(), exclude: ['/secret/'] }, planned).files.map((file) => [
    file.path,
    file.role,
    file.readable,
    readText(file, { fileSize: 1000 }).text,
  ]);

it('lists and reads what is planned as if it were there', () => {
  // A working copy of git that tracks nothing yet.
  const root = temporaryTree({
    '.git/HEAD': 'ref: refs/heads/main\n',
    'train.py': 'old = 1\n',
    'app.py': 'app = 1\n',
    '.gitignore': 'build/\n',
  });
  const foreseen = listed(root, PLANNED);
  expect(foreseen).toEqual([
    ['.gitignore', 'production', true, 'build/\n'],
    ['app.py', 'production', true, 'app = 1\n'],
    ['mlops/.gitignore', 'production', true, PLANNED.get('mlops/.gitignore')],
    ['mlops/serve.py', 'production', true, 'serve = 1\n'],
    ['tests/test_it.py', 'test', true, ''],
    ['train.py', 'production', true, 'new = 1\n'],
  ]);
  write(root, Object.fromEntries(PLANNED));
  expect(listed(root)).toEqual(foreseen);
});

it('lists what is ignored where git tracks nothing at all', () => {
  const root = temporaryTree({ '.gitignore': '*.py\n' });
  const planned = new Map([['a.py', 'a']]);
  const foreseen = listed(root, planned);
  expect(foreseen).toContainEqual(['a.py', 'production', true, 'a']);
  write(root, Object.fromEntries(planned));
  expect(listed(root)).toEqual(foreseen);
});

it('follows no link that is called an ignore file', () => {
  const root = temporaryTree({ 'all.txt': '*\n' });
  symlinkSync(join(root, 'all.txt'), join(root, '.gitignore'));
  expect(listed(root, new Map([['a.py', 'a']]))).toContainEqual(['a.py', 'production', true, 'a']);
});
