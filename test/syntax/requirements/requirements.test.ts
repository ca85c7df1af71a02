import { describe, expect, it } from 'vitest';
import { normaliseName, parseRequirement, parseRequirements } from '../../../src/syntax/requirements/index.js';

describe('parseRequirement', () => {
  it.each<[string, string, string]>([
    ['mlflow', 'mlflow', ''],
    ['MLflow>=2.9, <3', 'mlflow', '>=2.9,<3'],
    ['scikit_learn == 1.4.* ; python_version > "3.8"', 'scikit-learn', '==1.4.*'],
    ['apache-airflow[celery, postgres]~=2.8', 'apache-airflow', '~=2.8'],
    ['zope.interface (>=5,<6)', 'zope-interface', '>=5,<6'],
    ['ruamel.yaml===0.18  # pinned', 'ruamel-yaml', '===0.18'],
    ['torch!=2.0', 'torch', '!=2.0'],
    ['a==1 --hash=sha256:0123 --hash=sha256:4567', 'a', '==1'],
    [
      'feast @ git+https://github.com/feast-dev/feast.git@v1#egg=x',
      'feast',
      '@ git+https://github.com/feast-dev/feast.git@v1#egg=x',
    ],
    ['name[extra]@https://host/x.zip ; marker', 'name', '@ https://host/x.zip'],
    [
      'git+https://github.com/a/My_Lib.git@main#egg=My_Lib&subdirectory=x',
      'my-lib',
      '@ git+https://github.com/a/My_Lib.git@main#egg=My_Lib&subdirectory=x',
    ],
    [
      'https://host/pkg/torch-2.1.0+cu118-cp311-cp311-linux_x86_64.whl',
      'torch',
      '@ https://host/pkg/torch-2.1.0+cu118-cp311-cp311-linux_x86_64.whl',
    ],
    ['./wheels/My_Pkg-1.0-py3-none-any.whl', 'my-pkg', '@ ./wheels/My_Pkg-1.0-py3-none-any.whl'],
    ['conda-forge::mlflow=2.9.2', 'mlflow', '=2.9.2'],
    ['python=3.10=h123_0', 'python', '=3.10=h123_0'],
    ['numpy 1.11.1 py36_0', 'numpy', '=1.11.1=py36_0'],
    ['python 3.9.*', 'python', '=3.9.*'],
  ])('%s', (text, name, specifier) => {
    expect(parseRequirement(text)).toEqual({ name, specifier });
  });

  it.each([
    '',
    '# comment',
    '-r base.txt',
    'git+https://github.com/a/b.git',
    './local',
    'some words of prose',
    '{{ x }}',
    '==1.0',
    `a==${'1'.repeat(5000)}`,
  ])('nothing: %s', (text) => {
    expect(parseRequirement(text)).toBeUndefined();
  });
});

it('normalises names by PEP 503', () => {
  expect(normaliseName('Zope.Interface__x--Y')).toBe('zope-interface-x-y');
});

describe('parseRequirements', () => {
  it('reads one requirement a line, with places', () => {
    const text = [
      '# tracking',
      '-r base.txt',
      '--extra-index-url https://host/simple',
      '  MLflow[extras]==2.9  # pinned',
      '',
      'pandas>=2,\\',
      '  <3 \\',
      '  --hash=sha256:00',
      '-e git+https://github.com/a/b.git#egg=b_c',
      '-e .',
      './vendored',
      'dvc ; sys_platform == "linux"\r',
    ].join('\n');
    const { requirements, problems, locate } = parseRequirements(text);
    expect(
      requirements.map(({ name, specifier, offset }) => [name, specifier, locate(offset).line, locate(offset).column]),
    ).toEqual([
      ['mlflow', '==2.9', 4, 3],
      ['pandas', '>=2,<3', 6, 1],
      ['b-c', '@ git+https://github.com/a/b.git#egg=b_c', 9, 1],
      ['dvc', '', 12, 1],
    ]);
    expect(problems).toEqual([]);
  });

  it('reports the first line that is no requirement', () => {
    const { requirements, problems, locate } = parseRequirements('a\n<<<<<<< HEAD\nb==1\n=======\n');
    expect(requirements.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(problems.map(({ reason, offset }) => [reason, locate(offset).line])).toEqual([['syntax-error', 2]]);
  });

  it('takes a continuation at the end of the file', () => {
    expect(parseRequirements('a==1 \\').requirements).toEqual([{ name: 'a', specifier: '==1', offset: 0 }]);
  });
});
