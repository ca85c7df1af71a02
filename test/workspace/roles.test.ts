import { describe, expect, it } from 'vitest';
import { assignRoles, isGeneratedText } from '../../src/workspace/roles.js';
import { directoryTree } from '../../src/workspace/tree.js';
import type { FileRole } from '../../src/vocabulary/index.js';

function roles(paths: string[]): Record<string, FileRole> {
  const sorted = [...paths].sort();
  const assigned = assignRoles(sorted, directoryTree(sorted), new Set(), []);
  return Object.fromEntries(sorted.map((path, index) => [path, assigned[index] ?? 'production']));
}

/** Enough of a project for examples to be beside the matter. */
const PROJECT = ['train.py', 'serve.py', 'infra/main.tf', 'Dockerfile'];

describe('the role of a file', () => {
  it.each<[FileRole, string[]]>([
    [
      'production',
      [
        ...[
          'train.py',
          'test.py',
          'src/tests.py',
          'evaluate/test.sh',
          'run_tests.sh',
          'ab_test.py',
          'train_test.py',
          'latest.py',
        ],
        ...[
          '.github/workflows/test.yml',
          '.gitlab-ci.yml',
          'ci/tests.yaml',
          'values-test.yaml',
          'deploy/test/test_buildspec.yml',
          'tests/buildspec.yaml',
          'test.tfvars',
          'abtest.yml',
        ],
        ...[
          'security.tf',
          'history.py',
          'notice.yaml',
          'license-server.yaml',
          'CODEOWNERS',
          'changes.sql',
          'specs/api_spec.py',
        ],
        ...[
          'charts/app/templates/deployment.yaml',
          'template/app.py',
          'stack.template',
          'app.html',
          'demo.py',
          'sample.py',
        ],
        ...['notebooks/tutorial/train.ipynb', 'docker-compose.yml', 'requirements.txt', 'models/m.pkl.dvc', 'dvc.yaml'],
        ...['.github/workflows/agent.lock.yml', 'wandb/deployment.yaml', 'latest/a.py', 'contest/a.py', 'vendors.py'],
      ],
    ],
    [
      'test',
      [
        ...[
          'tests/a.py',
          'a/test/b.yaml',
          'x/test_model.py',
          'x/model_test.py',
          'x/model-test.js',
          'conftest.py',
          'a_tests.py',
        ],
        ...[
          'src/__tests__/a.js',
          'a.spec.ts',
          'b.test.tsx',
          'pkg/x_test.go',
          'src/FooTest.java',
          'src/FooTests.cs',
          'a_spec.rb',
        ],
        ...[
          'testdata/a.yaml',
          'fixtures/a.json',
          'integration_tests/a.py',
          'e2e/a.ts',
          'unit-tests/a.py',
          'test_data/a.yaml',
        ],
        ...[
          'jest.config.js',
          'locustfile.py',
          'a.bats',
          'test_train.py.tmpl',
          '{{x}}/tests/a.py',
          'tests/README.md',
          'steps/testing/a.py',
        ],
        ...['tests/Dockerfile', 'tests/examples/a.yaml', 'a.test.mjs'],
      ],
    ],
    [
      'documentation',
      [
        ...[
          'README.md',
          'a/b.rst',
          'LICENSE',
          'LICENCE.txt',
          'COPYING',
          'NOTICE',
          'LICENSE-MIT',
          'CHANGELOG',
          'Readme.txt',
        ],
        ...[
          'docs/conf.py',
          'x/doc/a.yaml',
          'internal-docs/a.yaml',
          'documentation/deploy.yaml',
          '.guide/introduction/flow.py',
          '.github/ISSUE_TEMPLATE/bug.yml',
        ],
        ...[
          'mkdocs.yml',
          '.readthedocs.yaml',
          'CITATION.cff',
          'README.md.tmpl',
          '.cursor/rules/a.mdc',
          'docs/examples/a.py',
        ],
      ],
    ],
    [
      'example',
      [
        ...[
          'examples/a.py',
          'x/samples/a.tf',
          'demo/a.yaml',
          'kfp-samples/a.py',
          'quickstart/a.py',
          'getting-started/a.yaml',
        ],
        ...[
          '.env.example',
          'terraform.tfvars.example',
          'example.env',
          'config.yaml.sample',
          'main.tf.bak',
          'train-Copy1.ipynb',
        ],
        ...[
          'train copy.py',
          'train copy 2.py',
          '_infra-original/main.tf',
          'archive/a.py',
          'deprecated/a.yaml',
          'infra_old/main.tf',
        ],
      ],
    ],
    [
      'template',
      [
        ...[
          '{{cookiecutter.name}}/train.py',
          'cookiecutter.json',
          'a/{% if x %}b{% endif %}.py',
          'app/<%= name %>.yaml',
        ],
        ...[
          'values.yaml.tmpl',
          'Dockerfile.j2',
          'x.yaml.jinja',
          'a.jinja2',
          'templates/_helpers.tpl',
          'a.sh.tftpl',
          'a.yml.erb',
        ],
        ...['values.yaml.template', 'a.yaml.gotmpl'],
      ],
    ],
    [
      'vendored',
      [
        'vendor/a.py',
        'x/third_party/a.yaml',
        'third-party/tests/a.py',
        'static/jquery.min.js',
        'charts/redis.tgz',
        'x/charts/a-1.tgz',
        'gradlew',
      ],
    ],
    [
      'generated',
      [
        ...[
          'package-lock.json',
          'yarn.lock',
          'poetry.lock',
          'uv.lock',
          'x/dvc.lock',
          'Chart.lock',
          'pnpm-lock.yaml',
          'conda-lock.yml',
        ],
        ...[
          '.terraform.lock.hcl',
          'terraform.tfstate',
          'terraform.tfstate.backup',
          'a.tfstate.1700000000.backup',
          'go.sum',
        ],
        ...[
          'x_pb2.py',
          'x_pb2_grpc.py',
          'x.pb.go',
          'mlruns/0/ab/artifacts/model/MLmodel',
          'wandb/run-1/files/config.yaml',
          'generated/a.py',
        ],
        ...['docs/package-lock.json', 'tests/poetry.lock'],
      ],
    ],
  ])('is %s', (role, paths) => {
    const assigned = roles([...PROJECT, ...paths]);
    expect(paths.filter((path) => assigned[path] !== role).map((path) => `${path}: ${assigned[path]}`)).toEqual([]);
  });

  it('is not that of the folder of a test stage, of an evaluation step, or of data tests', () => {
    const stage = roles([
      'env/dev/main.tf',
      'env/test/main.tf',
      'env/prod/main.tf',
      'tests/test/main.tf',
      'test/main.tf',
    ]);
    expect(stage['env/test/main.tf']).toBe('production');
    expect(stage['tests/test/main.tf']).toBe('test');
    expect(stage['test/main.tf']).toBe('test');
    expect(roles(['steps/training/a.py', 'steps/testing/a.py'])['steps/testing/a.py']).toBe('production');
    expect(roles(['dbt/dbt_project.yml', 'dbt/tests/positive.sql'])['dbt/tests/positive.sql']).toBe('production');
    expect(roles(['a/dbt_project.yml', 'dbt/tests/positive.sql'])['dbt/tests/positive.sql']).toBe('test');
  });

  it('is production in a repository that consists of samples or of documentation', () => {
    const samples = Array.from({ length: 12 }, (_, index) => `samples/s${index}/train.py`);
    const some = roles([
      ...samples,
      'setup.py',
      'samples/s0/README.md',
      'samples/s0/test_a.py',
      '.github/workflows/ci.yml',
    ]);
    expect(some['samples/s1/train.py']).toBe('production');
    expect(some['samples/s0/README.md']).toBe('documentation');
    expect(some['samples/s0/test_a.py']).toBe('test');
    expect(roles([...samples, ...PROJECT.slice(0, 2)])['samples/s1/train.py']).toBe('production');
    expect(roles([...samples, ...PROJECT])['samples/s1/train.py']).toBe('example');
    const more = samples.map((path) => `more-${path}`);
    expect(roles([...samples, ...more, ...PROJECT])['samples/s1/train.py']).toBe('production');
    expect(roles(['docs/pipeline.py', 'docs/train.py', 'docs/index.md'])['docs/train.py']).toBe('production');
    const both = roles([...samples, 'docs/conf.py', 'docs/build.py']);
    expect([both['samples/s1/train.py'], both['docs/conf.py']]).toEqual(['production', 'documentation']);
  });

  it('takes time linear in hostile names', () => {
    const names = ['license', 'a'].flatMap((start) =>
      ['-a', '_test', '.spec', '{', '-', '.a.template'].map((part) => start + part.repeat(60_000)),
    );
    const deep = `${'docs/'.repeat(20_000)}a.py`;
    const start = performance.now();
    roles([...names, deep]);
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});

describe('a text that a tool wrote', () => {
  it.each<[string, string, boolean]>([
    ['a.go', '// Code generated by protoc-gen-go. DO NOT EDIT.\n', true],
    ['a.py', '# @generated by a tool\n', true],
    ['a.py', `${'#'.repeat(1024)} DO NOT EDIT`, false],
    ['a.py', '# do not edit the line below\n', false],
    ['gotk-components.yaml', '# This manifest was generated. DO NOT EDIT.\n', false],
  ])('isGeneratedText(%s, %j) is %s', (path, text, expected) => {
    expect(isGeneratedText(path, text)).toBe(expected);
  });
});
