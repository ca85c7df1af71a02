import { describe, expect, it } from 'vitest';
import type { FileFacts } from '../../src/facts/types.js';
import { file, link, meant, unit } from './support.js';

const files = (...paths: string[]): FileFacts[] => paths.map((path) => file(path, []));
const in_ = (source: string, ...paths: string[]): FileFacts[] => paths.map((path) => file(path, [], { source }));

describe('a Python module', () => {
  it.each<[string, string, string, string[], string[]]>([
    ['is a file', 'main.py', 'train', ['train.py'], ['train.py']],
    ['may lie below a source root', 'main.py', 'pkg.train', ['src/pkg/train.py'], ['src/pkg/train.py']],
    ['may be a package', 'main.py', 'pkg.sub', ['pkg/sub/__init__.py'], ['pkg/sub/__init__.py']],
    ['may be a template', 'main.py', 'pkg.train', ['pkg/train.py.tmpl'], ['pkg/train.py.tmpl']],
    ['is no notebook', 'main.py', 'train', ['train.ipynb'], []],
    ['needs all of its name', 'main.py', 'other.train', ['pkg/train.py'], []],
    ['beside the file comes first', 'a/main.py', 'utils', ['b/utils.py', 'a/utils.py'], ['a/utils.py']],
    ['with the shortest path comes next', 'main.py', 'utils', ['x/y/utils.py', 'x/utils.py'], ['x/utils.py']],
    ['is not the file itself', 'train.py', 'train', ['src/train.py'], ['src/train.py']],
    ['relative', 'pkg/main.py', '.train', ['train.py', 'pkg/train.py'], ['pkg/train.py']],
    ['relative, of a package', 'pkg/main.py', '.sub', ['pkg/sub/__init__.py'], ['pkg/sub/__init__.py']],
    ['relative, upwards', 'pkg/a/main.py', '..lib.io', ['pkg/lib/io.py'], ['pkg/lib/io.py']],
    ['relative, is not searched elsewhere', 'pkg/main.py', '.train', ['other/train.py'], []],
  ])('%s', (_, from, module, paths, expected) => {
    expect(meant([file(from, [link('', 'imports', 'python-module', module)]), ...files(...paths)])).toEqual(expected);
  });

  it('is searched in the own source', () => {
    expect(
      meant([file('main.py', [link('', 'imports', 'python-module', 'train')]), ...in_('other', 'train.py')]),
    ).toEqual([]);
  });
});

describe('a Python name', () => {
  const defs = (path: string, ...units: string[]): FileFacts =>
    file(
      path,
      units.map((id) => unit(id, id.startsWith('class:') ? 'class' : 'function')),
    );
  const calls = (from: string, dotted: string, ...own: string[]): FileFacts =>
    file(from, [link('', 'calls', 'python-name', dotted), ...own.map((id) => unit(id, 'function'))]);
  it.each<[string, FileFacts[], string[]]>([
    [
      'is a function',
      [calls('main.py', 'pkg.train.fit'), defs('pkg/train.py', 'def:fit', 'def:x')],
      ['pkg/train.py#def:fit'],
    ],
    ['is a class', [calls('main.py', 'train.Trainer'), defs('train.py', 'class:Trainer')], ['train.py#class:Trainer']],
    [
      'is a method',
      [calls('main.py', 'train.T.fit'), defs('train.py', 'class:T', 'def:T.fit')],
      ['train.py#def:T.fit'],
    ],
    ['relative', [calls('pkg/main.py', '.train.fit'), defs('pkg/train.py', 'def:fit')], ['pkg/train.py#def:fit']],
    ['of the file itself', [calls('src/train.py', 'src.train.fit', 'def:fit')], ['src/train.py#def:fit']],
    [
      'of the file itself is not searched elsewhere',
      [calls('train.py', 'train.gone', 'def:fit'), defs('src/train.py', 'def:gone')],
      [],
    ],
    [
      'that a package exports again',
      [calls('main.py', 'pkg.fit'), ...files('pkg/__init__.py'), defs('pkg/train.py', 'def:fit')],
      ['pkg/train.py#def:fit'],
    ],
    [
      'that the own package exports again',
      [calls('pkg/main.py', '.fit'), ...files('pkg/__init__.py'), defs('pkg/train.py', 'def:fit')],
      ['pkg/train.py#def:fit'],
    ],
    [
      'that two modules of a package define is neither',
      [
        calls('main.py', 'pkg.fit'),
        ...files('pkg/__init__.py'),
        defs('pkg/a.py', 'def:fit'),
        defs('pkg/b.py', 'def:fit'),
      ],
      [],
    ],
    ['is not exported by a plain directory', [calls('main.py', 'pkg.fit'), defs('pkg/train.py', 'def:fit')], []],
    ['of a library leads nowhere', [calls('main.py', 'mlflow.log_metric'), defs('train.py', 'def:log_metric')], []],
  ])('%s', (_, all, expected) => {
    expect(meant(all)).toEqual(expected);
  });
});
