import { describe, expect, it } from 'vitest';
import type { Fact, FileFacts, LinkFact, SymbolFact } from '../../src/facts/types.js';
import { reference } from '../../src/facts/value.js';
import { file, graphOf, is, link, offer, relationsOf, symbol, unit, meant } from './support.js';

const files = (...paths: string[]): FileFacts[] => paths.map((path) => file(path, []));
const in_ = (source: string, ...paths: string[]): FileFacts[] => paths.map((path) => file(path, [], { source }));

describe('a path', () => {
  const to = (from: string, path: string, how: LinkFact['link'] = 'runs'): FileFacts =>
    file(from, [link('', how, 'path', path)]);
  it.each<[string, FileFacts[], string[]]>([
    ['is one from the root', [to('ci.yml', 'src/train.py'), ...files('src/train.py', 'train.py')], ['src/train.py']],
    ['may begin with ./', [to('ci.yml', './train.py'), ...files('train.py')], ['train.py']],
    ['from the root comes first', [to('a/job.yaml', 'train.py'), ...files('a/train.py', 'train.py')], ['train.py']],
    ['may start in the own directory', [to('a/b/job.yaml', 'train.py'), ...files('a/b/train.py')], ['a/b/train.py']],
    ['may start further up', [to('a/b/job.yaml', 'src/train.py'), ...files('a/src/train.py')], ['a/src/train.py']],
    ['that one file ends with is that file', [to('ci.yml', 'jobs/t.py'), ...files('ml/jobs/t.py')], ['ml/jobs/t.py']],
    ['matches whole segments', [to('ci.yml', 'obs/t.py'), ...files('ml/jobs/t.py')], []],
    ['that two files end with is neither', [to('ci.yml', 'j/t.py'), ...files('a/j/t.py', 'b/j/t.py')], []],
    [
      'that two files end with is the nearer',
      [to('a/ci.yml', 'j/t.py'), ...files('b/j/t.py', 'a/c/j/t.py')],
      ['a/c/j/t.py'],
    ],
    ['upwards is not searched elsewhere', [to('ci.yml', '../train.py'), ...files('a/train.py')], []],
    ['of a template leaves its ending out', [to('ci.yml', 'job.yaml'), ...files('job.yaml.j2')], ['job.yaml.j2']],
    ['may leave out .py', [to('job.json', 'jobs/train'), ...files('jobs/train.py')], ['jobs/train.py']],
    ['may leave out .ipynb', [to('job.json', 'jobs/train'), ...files('jobs/train.ipynb')], ['jobs/train.ipynb']],
    ['may leave out two endings', [to('job.json', 'train'), ...files('train.py.tmpl')], ['train.py.tmpl']],
    ['prefers the file so named', [to('ci.yml', 'train'), ...files('train.py', 'train')], ['train']],
    ['of the file itself leads nowhere', [to('ci.yml', 'ci.yml')], []],
    ['in another source leads nowhere', [to('ci.yml', 'train.py'), ...in_('other', 'train.py')], []],
    ['that is not there leads nowhere', [to('ci.yml', 'gone.py'), ...files('train.py')], []],
  ])('%s', (_, all, expected) => {
    expect(meant(all)).toEqual(expected);
  });

  it.each<[string, LinkFact['link'], string[], string[]]>([
    ['runs as its __main__', 'runs', ['d/__main__.py', 'd/a.py'], ['d/__main__.py']],
    ['does not run without one', 'runs', ['d/a.py'], []],
    ['is built by its Dockerfile', 'built-from', ['d/Dockerfile', 'd/a.py'], ['d/Dockerfile']],
    ['is deployed without what tools keep in it', 'deploys', ['d/.hooks.yaml', 'd/main.tf'], ['d/main.tf']],
    ['is taken in by its kustomization', 'includes', ['d/kustomization.yaml', 'd/a.yaml'], ['d/kustomization.yaml']],
    ['is all that lies in it', 'includes', ['d/a.tf', 'd/b.tf', 'd/sub/c.tf'], ['d/a.tf', 'd/b.tf']],
    [
      'with a chart is all of the chart',
      'deploys',
      ['d/Chart.yaml', 'd/templates/a.yaml'],
      ['d/Chart.yaml', 'd/templates/a.yaml'],
    ],
    ['of directories is what lies below', 'deploys', ['d/x/a.yaml', 'd/y/b.yaml'], ['d/x/a.yaml', 'd/y/b.yaml']],
    ['of directories is not run', 'runs', ['d/x/a.py'], []],
  ])('that is a directory %s', (_, how, paths, expected) => {
    expect(meant([to('ci.yml', 'd/', how), ...files(...paths)])).toEqual(expected);
  });

  it.each<[string, string, FileFacts[], string[]]>([
    [
      'the source of that name',
      'github.com/acme/platform/k8s/a.yaml',
      in_('platform', 'k8s/a.yaml'),
      ['platform:k8s/a.yaml'],
    ],
    [
      'the source that ends its name',
      'github.com/acme/churn-platform/k8s/a.yaml',
      in_('platform', 'k8s/a.yaml'),
      ['platform:k8s/a.yaml'],
    ],
    [
      'the source of the whole name before others',
      'gitlab.com/acme/churn-platform/a.yaml',
      [...in_('platform', 'a.yaml'), ...in_('churn-platform', 'a.yaml')],
      ['churn-platform:a.yaml'],
    ],
    [
      'the own source when it is none of the others',
      'github.com/acme/else/k8s/a.yaml',
      files('k8s/a.yaml'),
      ['k8s/a.yaml'],
    ],
    ['nothing when the file is not there', 'github.com/acme/platform/gone.yaml', in_('platform', 'a.yaml'), []],
  ])('in a repository is looked for in %s', (_, path, others, expected) => {
    expect(meant([to('app.yaml', path, 'deploys'), ...others])).toEqual(expected);
  });
});

describe('an image', () => {
  it.each<[string, string, string, string[]]>([
    ['is known without registry and tag', 'ghcr.io/acme/churn:1.2', 'docker.io/acme/churn:latest', ['ci.yml']],
    ['is known without its digest', 'acme/churn@sha256:0123', 'acme/churn', ['ci.yml']],
    ['is known in an unknown registry', `${reference('env:', 'REGISTRY')}/churn:1`, 'ghcr.io/churn', ['ci.yml']],
    ['is known by its last name', 'ghcr.io/other/churn-train:1', 'churn-train', ['ci.yml']],
    ['is known by the last name of the offer', 'churn-train', 'ghcr.io/acme/churn-train', ['ci.yml']],
    ['of a common name is not known by it alone', 'ghcr.io/other/api:1', 'ghcr.io/acme/api:1', []],
    ['of a common name is known by the whole', 'ghcr.io/acme/api:1', 'quay.io/acme/api:2', ['ci.yml']],
    ['of an unknown name is not known', `acme/${reference('env:', 'NAME')}`, `acme/x-${reference('env:', 'NAME')}`, []],
    ['of another name is not known', 'acme/churn', 'acme/churn-train', []],
  ])('%s', (_, wanted, offered, expected) => {
    const all = [
      file('job.yaml', [link('', 'built-from', 'image', wanted)]),
      file('ci.yml', [offer('', 'image', offered)]),
    ];
    expect(meant(all)).toEqual(expected);
  });

  const job = file('job.yaml', [
    unit('manifest:j', 'workload'),
    is('manifest:j', 'model-training-infrastructure', 'kubernetes'),
    link('manifest:j', 'built-from', 'image', 'acme/churn-train:1'),
  ]);
  it('stands for what the step builds that offers it', () => {
    const graph = graphOf([
      job,
      file('ci.yml', [
        unit('step:build', 'step'),
        offer('step:build', 'image', 'acme/churn-train'),
        link('step:build', 'builds', 'path', 'Dockerfile'),
      ]),
      file('Dockerfile', [link('', 'runs', 'path', 'train.py')]),
      file('train.py', [is('', 'training-pipeline', 'pytorch')]),
    ]);
    expect(relationsOf(graph, 'runs-on')).toEqual([
      'training-pipeline/pytorch/train.py runs-on model-training-infrastructure/kubernetes',
    ]);
  });
  it('of an unknown registry and project is the one built under that very name', () => {
    const project = (name: string) =>
      `${reference('env:', 'REGION')}-docker.pkg.dev/${reference('env:', name)}/ml/churn-train:1`;
    const all = [
      file('job.yaml', [link('', 'built-from', 'image', project('PROJECT'))]),
      file('ci.yml', [offer('', 'image', project('PROJECT'))]),
      file('by-hand.sh', [offer('', 'image', project('OTHER'))]),
    ];
    expect(meant(all)).toEqual(['ci.yml']);
  });
  it('is read from the registry that keeps it', () => {
    const registry = file('ecr.tf', [
      unit('resource:r', 'resource'),
      is('resource:r', 'artifact-registry', 'amazon-ecr', { name: 'churn-train' }),
      offer('resource:r', 'image-repository', 'acme/churn-train'),
    ]);
    expect(relationsOf(graphOf([job, registry]), 'reads-from')).toEqual([
      'model-training-infrastructure/kubernetes reads-from artifact-registry/amazon-ecr/churn-train',
    ]);
  });
});

describe('a host', () => {
  const known = (host: string, offered: string, source = 'repo'): string[] =>
    meant([
      file('train.py', [link('', 'logs-to', 'host', host)]),
      file('mlflow.yaml', [offer('', 'host', offered)], { source }),
    ]);
  it.each([
    ['http://mlflow:5000/api', 'mlflow'],
    ['http://mlflow.ml.svc.cluster.local:5000', 'mlflow.ml'],
    ['http://user:secret@mlflow.ml.svc', 'mlflow.ml'],
    ['MLFLOW.example.com', 'https://mlflow.example.com/x'],
    ['mlflow.ml', 'mlflow'],
  ])('%s is offered as %s', (host, offered) => {
    expect(known(host, offered)).toEqual(['mlflow.yaml']);
  });
  it.each([
    ['mlflow', 'mlflow.ml'],
    ['mlflow.example.com', 'mlflow'],
    ['other.ml', 'mlflow.ml'],
    ['http://localhost:5000', 'localhost:5000'],
    ['127.0.0.1:5000', '127.0.0.1'],
    ['0.0.0.0', '0.0.0.0'],
  ])('%s is not offered as %s', (host, offered) => {
    expect(known(host, offered)).toEqual([]);
  });
  it('of a full name is known across sources, by its first label only in one', () => {
    expect(known('mlflow.ml', 'mlflow.ml', 'platform')).toEqual(['platform:mlflow.yaml']);
    expect(known('mlflow.ml', 'mlflow', 'platform')).toEqual([]);
  });
});

describe('a symbol', () => {
  const bucket = (value: string): FileFacts => file('a.yaml', [link('', 'reads-from', 'bucket', value)]);
  const stores: FileFacts[] = ['churn-data', 'churn-default'].map((value) =>
    file(`${value}.tf`, [offer('', 'bucket', value)]),
  );
  const weak = { weak: true };
  it.each<[string, string, SymbolFact[], string[]]>([
    [
      'stands for its value',
      reference('terraform:i', 'local.b'),
      [symbol('terraform:i', 'local.b', 'churn-data')],
      ['churn-data.tf'],
    ],
    [
      'stands inside a text',
      `s3://churn-${reference('terraform:i', 'local.b')}/raw`,
      [symbol('terraform:i', 'local.b', 'data')],
      ['churn-data.tf'],
    ],
    [
      'has a default',
      reference('terraform:i', 'var.b'),
      [symbol('terraform:i', 'var.b', 'churn-default', weak)],
      ['churn-default.tf'],
    ],
    [
      'has its assignment rather than its default',
      reference('terraform:i', 'var.b'),
      [symbol('terraform:i', 'var.b', 'churn-default', weak), symbol('terraform:i', 'var.b', 'churn-data')],
      ['churn-data.tf'],
    ],
    [
      'may be the output of a module',
      reference('terraform:i', 'module.store.name'),
      [
        symbol('terraform:i', 'module.store', 'modules/store'),
        symbol('terraform:modules/store', 'output.name', reference('terraform:modules/store', 'var.b')),
        symbol('terraform:modules/store', 'var.b', 'churn-data'),
      ],
      ['churn-data.tf'],
    ],
    [
      'of an output that a module does not have',
      reference('terraform:i', 'module.store.gone'),
      [
        symbol('terraform:i', 'module.store', 'modules/store'),
        symbol('terraform:modules/store', 'output.name', 'churn-data'),
      ],
      [],
    ],
    [
      'may be a value of a chart',
      reference('helm:chart', 'store.bucket'),
      [symbol('helm:chart', 'store.bucket', 'churn-data')],
      ['churn-data.tf'],
    ],
    ['of another chart', reference('helm:chart', 'bucket'), [symbol('helm:other', 'bucket', 'churn-data')], []],
    [
      'of a Python module may leave out the source root',
      reference('python:pkg.config', 'B'),
      [symbol('python:src.pkg.config', 'B', 'churn-data')],
      ['churn-data.tf'],
    ],
    ['that nothing gives', reference('terraform:i', 'var.b'), [], []],
    [
      'that names itself',
      reference('terraform:i', 'local.b'),
      [symbol('terraform:i', 'local.b', reference('terraform:i', 'local.b'))],
      [],
    ],
  ])('%s', (_, value, symbols, expected) => {
    expect(meant([bucket(value), ...stores, file('symbols', symbols)])).toEqual(expected);
  });

  it('is valid in its own source only', () => {
    const other = file('symbols', [symbol('terraform:i', 'var.b', 'churn-data')], { source: 'other' });
    expect(meant([bucket(reference('terraform:i', 'var.b')), ...stores, other])).toEqual([]);
  });

  it('that stays unknown on both sides makes nothing equal', () => {
    const unknown = `churn-${reference('terraform:i', 'var.stage')}`;
    expect(meant([bucket(unknown), file('b.tf', [offer('', 'bucket', unknown)])])).toEqual([]);
  });
});

describe('a name in a namespace', () => {
  it.each<[string, 'config' | 'service-account', string, string, string, string[]]>([
    ['is known by both', 'config', 'prod/settings', 'prod/settings', 'repo', ['o.yaml']],
    [
      'is known by the name where the offer has no namespace',
      'config',
      'prod/settings',
      'settings',
      'repo',
      ['o.yaml'],
    ],
    ['the same, of an account', 'service-account', 'prod/trainer', 'trainer', 'repo', ['o.yaml']],
    ['is not known in another namespace', 'config', 'prod/settings', 'test/settings', 'repo', []],
    ['configuration is known in its own source', 'config', 'prod/settings', 'settings', 'other', []],
    ['an account by its name in its own source', 'service-account', 'prod/trainer', 'trainer', 'other', []],
    [
      'an account with its namespace in every source',
      'service-account',
      'prod/trainer',
      'prod/trainer',
      'other',
      ['other:o.yaml'],
    ],
    ['the default account is not known by its name', 'service-account', 'prod/default', 'default', 'repo', []],
  ])('%s', (_, kind, wanted, offered, source, expected) => {
    const all = [
      file('w.yaml', [link('', 'includes', kind, wanted)]),
      file('o.yaml', [offer('', kind, offered)], { source }),
    ];
    expect(meant(all)).toEqual(expected);
  });
});

describe('names of one source', () => {
  it.each<[LinkFact['to']['kind'], string, string[]]>([
    ['target', 'repo', ['o']],
    ['target', 'other', []],
    ['terraform', 'other', []],
    ['schedule', 'other', []],
    ['model', 'other', ['other:o']],
    ['pipeline', 'other', ['other:o']],
  ])('%s in %s', (kind, source, expected) => {
    const all = [
      file('w', [link('', 'runs', kind, 'payments-risk')]),
      file('o', [offer('', kind, 'payments-risk')], { source }),
    ];
    expect(meant(all)).toEqual(expected);
  });
});

describe('a git repository', () => {
  const platform = in_('platform', 'a.yaml', 'k8s/b.yaml');
  const deploys = (...more: Fact[]): FileFacts =>
    file('app.yaml', [link('', 'deploys', 'git-repository', 'https://github.com/Acme/churn-platform.git'), ...more]);
  it.each<[string, FileFacts[], string[]]>([
    ['without a path is all of the source', [deploys(), ...platform], ['platform:a.yaml', 'platform:k8s/b.yaml']],
    [
      'with a path is that path alone',
      [deploys(link('', 'deploys', 'path', 'github.com/acme/churn-platform/k8s')), ...platform],
      [],
    ],
    [
      'with a path of something else is all',
      [deploys(link('', 'includes', 'path', 'x')), ...platform],
      ['platform:a.yaml', 'platform:k8s/b.yaml'],
    ],
    ['that is no source leads nowhere', [deploys(), ...in_('other', 'a.yaml')], []],
    [
      'that two sources may be leads nowhere',
      [
        file('app.yaml', [link('', 'deploys', 'git-repository', 'github.com/acme/x-a-b')]),
        ...in_('b', 'a.yaml'),
        ...in_('a-b', 'a.yaml'),
      ],
      [],
    ],
    [
      'that is the own source leads nowhere',
      [file('app.yaml', [link('', 'deploys', 'git-repository', 'github.com/acme/repo')]), ...files('a.yaml')],
      [],
    ],
  ])('%s', (_, all, expected) => {
    expect(meant(all)).toEqual(expected);
  });
});
