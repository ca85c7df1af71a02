import { describe, expect, it } from 'vitest';
import { openWorkspace } from '../../src/workspace/index.js';
import { temporaryTree } from './temporary-tree.js';

describe('copies of other projects', () => {
  const mit = (holder: string, year = 2020): string =>
    `MIT License\n\nCopyright (c) ${year} ${holder}\n\nPermission is hereby granted, free of charge`;
  const gpl = 'GNU GENERAL PUBLIC LICENSE\nCopyright (C) 2007 Free Software Foundation, Inc.\nEveryone is permitted';
  const vendored = (files: Record<string, string>): string[] =>
    openWorkspace([temporaryTree(files)])
      .files.filter((file) => file.role === 'vendored')
      .map((file) => file.path);
  const project = (at: string, licence: string): Record<string, string> => ({
    [`${at}/LICENSE`]: licence,
    [`${at}/README.md`]: '',
    [`${at}/setup.py`]: '',
    [`${at}/a/b.py`]: '',
  });

  it.each<[string, Record<string, string>, string[]]>([
    [
      'name another holder',
      { LICENSE: mit('Our Company'), 'x.py': '', ...project('lib/up', mit('Jane Doe')) },
      ['lib/up/LICENSE', 'lib/up/README.md', 'lib/up/a/b.py', 'lib/up/setup.py'],
    ],
    [
      'carry the marks of a repository',
      {
        'x.py': '',
        'up/LICENSE': gpl,
        'up/.github/ISSUE_TEMPLATE/bug.yml': '',
        'up/.gitattributes': '',
        'up/.github/workflows/ci.yml': '',
      },
      ['up/.gitattributes', 'up/.github/ISSUE_TEMPLATE/bug.yml', 'up/.github/workflows/ci.yml', 'up/LICENSE'],
    ],
    [
      'are submodules, and so are further copies of them',
      {
        '.gitmodules': '[submodule "a"]\n\tpath = libs/a\n\turl = x\n',
        LICENSE: mit('Our Company'),
        'libs/a/LICENSE': gpl,
        'libs/a/x.py': '',
        'serving/copy/LICENSE': gpl,
        'serving/app.py': '',
      },
      ['libs/a/LICENSE', 'libs/a/x.py', 'serving/copy/LICENSE'],
    ],
  ])('%s', (_, files, expected) => {
    expect(vendored(files)).toEqual(expected);
  });

  it.each<[string, Record<string, string>]>([
    [
      'packages under the licence of the whole',
      { LICENSE: mit('We', 2019), ...project('packages/a', mit('We', 2024)) },
    ],
    [
      'packages that share a licence',
      { LICENSE: mit('We'), ...project('libs/a', mit('Us')), ...project('libs/b', mit('Us')) },
    ],
    [
      'a part with a licence that names nobody',
      { LICENSE: mit('We'), ...project('seed', 'Apache License\nVersion 2.0') },
    ],
    ['a part of a project without a licence', project('part', mit('We'))],
    ['a licence without a project', { LICENSE: mit('We'), 'data/LICENSE': mit('They'), 'data/load.py': '' }],
    [
      'what a template of projects makes',
      { LICENSE: mit('We'), ...project('{{ cookiecutter.name }}', mit('{{ cookiecutter.author }}')) },
    ],
    ['the licence of a font', { LICENSE: mit('We'), 'static/LICENSE': mit('They'), 'static/README.md': '' }],
  ])('are not %s', (_, files) => {
    expect(vendored(files)).toEqual([]);
  });
});
