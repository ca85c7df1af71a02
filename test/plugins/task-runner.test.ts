import { describe, expect, it } from 'vitest';
import runner from '../../src/plugins/task-runner/index.js';
import { extract, show } from './support.js';

const facts = (path: string, text: string): string[] => show(extract(runner, path, text));

describe('task runners', () => {
  it.each<[name: string, path: string, text: string, facts: string[]]>([
    [
      'mise',
      'mise.toml',
      '[tools]\nuv = "1"\n[tasks.train]\nalias = "t"\ndepends = ["lint", "other"]\nrun = ["dvc pull", "dvc repro"]\ndir = "ml"\n[tasks]\nlint = "ruff check ."\n',
      [
        'unit target:train target (train)',
        'offer target:train target .#mise:train',
        'offer target:train target .#mise:t',
        'link target:train runs target .#mise:lint',
        'embedded target:train shell in ml @6: dvc pull',
        'embedded target:train shell in ml @6: dvc repro',
        'unit target:lint target (lint)',
        'offer target:lint target .#mise:lint',
        'embedded target:lint shell in . @9: ruff check .',
      ],
    ],
    [
      'mise in its own folder',
      '.config/mise/config.toml',
      '[tasks]\na = "make"\n',
      ['unit target:a target (a)', 'offer target:a target .#mise:a', 'embedded target:a shell in . @2: make'],
    ],
    [
      'npm',
      'web/package.json',
      '{"scripts": {\n"build": "tsc",\n"prebuild": "rm -r dist"}}',
      [
        'unit target:build target (build)',
        'offer target:build target web#npm:build',
        'link target:build runs target web#npm:prebuild',
        'embedded target:build shell in web @2: tsc',
        'unit target:prebuild target (prebuild)',
        'offer target:prebuild target web#npm:prebuild',
        'embedded target:prebuild shell in web @3: rm -r dist',
      ],
    ],
    [
      'Task',
      'Taskfile.yml',
      "version: '3'\ntasks:\n  all:\n    deps: [a]\n    cmds:\n      - task: b\n      - cmd: make\n  a: make a\n  b: { cmd: make b }\n",
      [
        'unit target:all target (all)',
        'offer target:all target .#task:all',
        'link target:all runs target .#task:a',
        'link target:all runs target .#task:b',
        'embedded target:all shell in . @7: make',
        'unit target:a target (a)',
        'offer target:a target .#task:a',
        'embedded target:a shell in . @8: make a',
        'unit target:b target (b)',
        'offer target:b target .#task:b',
        'embedded target:b shell in . @9: make b',
      ],
    ],
    [
      'Poe',
      'pyproject.toml',
      '[tool.poe.tasks]\ntest = "pytest"\nall = ["test", "lint"]\nlint = { cmd = "ruff check" }\n',
      [
        'unit target:test target (test)',
        'offer target:test target .#poe:test',
        'embedded target:test shell in . @2: pytest',
        'unit target:all target (all)',
        'offer target:all target .#poe:all',
        'link target:all runs target .#poe:test',
        'link target:all runs target .#poe:lint',
        'unit target:lint target (lint)',
        'offer target:lint target .#poe:lint',
        'embedded target:lint shell in . @4: ruff check',
      ],
    ],
    [
      'MLproject',
      'ml/MLproject',
      'name: x\nentry_points:\n  main:\n    parameters: { a: float }\n    command: "python train.py {a}"\n',
      [
        'unit target:main target (main)',
        'offer target:main target ml#mlflow:main',
        'embedded target:main shell in ml @5: python train.py {a}',
      ],
    ],
    [
      'Procfile',
      'Procfile',
      '# comment\nweb: gunicorn app:app\n\nrelease:\n',
      [
        'unit target:web target (web)',
        'offer target:web target .#procfile:web',
        'embedded target:web shell in . @2: gunicorn app:app',
        'trait target:web web-service',
      ],
    ],
    ['a package without scripts', 'package.json', '{"name": "x"}', []],
    ['vendored packages', 'node_modules/a/package.json', '{"scripts": {"a": "b"}}', []],
    ['other TOML', 'x.toml', '[tasks]\na = "b"\n', []],
    ['strange shapes', 'mise.toml', 'tasks = 3\n', []],
  ])('%s', (_, path, text, expected) => expect(facts(path, text)).toEqual(expected));
});
