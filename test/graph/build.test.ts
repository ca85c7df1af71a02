import { describe, expect, it } from 'vitest';
import type { Fact, FileFacts } from '../../src/facts/types.js';
import { reference } from '../../src/facts/value.js';
import { at, file, graphOf, is, link, offer, shown, unit, uses } from './support.js';

/** Places that show a component, strongest first; undefined when there is none of that id. */
const places = (files: FileFacts[], id: string): string[] | undefined =>
  graphOf(files)
    .component(id)
    ?.evidence.map((e) => `${e.file}:${e.line}`);

describe('a workload that runs the image of a service', () => {
  const service = [
    file('ci.yml', [offer('', 'image', 'acme/churn-api'), link('', 'builds', 'path', 'Dockerfile')]),
    file('Dockerfile', [unit('stage:0', 'image'), link('stage:0', 'runs', 'path', 'app.py')]),
    file('app.py', [is('', 'model-serving', 'fastapi', { at: at(5), derived: true })]),
  ];
  const workload = (...facts: Fact[]): FileFacts =>
    file('api.yaml', [
      unit('w', 'workload', { at: at(2) }),
      link('w', 'built-from', 'image', 'ghcr.io/acme/churn-api:1', 9),
      ...facts,
    ]);
  const id = 'model-serving/fastapi';
  it.each<[string, FileFacts[], string[]]>([
    ['is that service, deployed', [workload(), ...service], ['app.py:5', 'api.yaml:2']],
    [
      'is not when it is switched off',
      [workload(unit('w', 'workload', { off: 'disabled' })), ...service],
      ['app.py:5'],
    ],
    ['is not when it is something else', [workload(is('w', 'monitoring', 'grafana')), ...service], ['app.py:5']],
    [
      'is not when it starts another program of the image',
      [workload(link('w', 'runs', 'path', 'migrate.py')), ...service, file('migrate.py', [])],
      ['app.py:5'],
    ],
    [
      'is not when it is no workload',
      [file('api.yaml', [link('', 'built-from', 'image', 'acme/churn-api')]), ...service],
      ['app.py:5'],
    ],
  ])('%s', (_, files, expected) => {
    expect(places(files, id)).toEqual(expected);
  });

  it('is neither of two that it runs', () => {
    const other = file('other.py', [is('', 'model-serving', 'flask', { derived: true })]);
    const files = [workload(link('w', 'built-from', 'path', 'other.py')), ...service, other];
    expect(places(files, id)).toEqual(['app.py:5']);
    expect(places(files, 'model-serving/flask')).toEqual(['other.py:1']);
  });

  it('is deployed by what deploys it', () => {
    const cd = file('cd.yml', [
      unit('workflow', 'workflow'),
      is('workflow', 'ci-cd', 'github-actions'),
      link('workflow', 'deploys', 'path', 'api.yaml'),
    ]);
    expect(shown(graphOf([cd, workload(), ...service])).relations).toEqual([
      'ci-cd/github-actions deploys model-serving/fastapi',
    ]);
  });
});

describe('claims of one technology', () => {
  const bucket = (path: string, name?: string, source?: string): FileFacts =>
    file(path, [is('', 'data-store', 's3', { kind: 'resource', ...(name ? { name } : {}) })], source ? { source } : {});
  const program = (path: string): FileFacts => file(path, [is('', 'training-pipeline', 'pytorch')]);
  it.each<[string, FileFacts[], string[]]>([
    [
      'are one component a source',
      [file('a.py', [is('', 'monitoring', 'grafana')]), file('b.py', [is('', 'monitoring', 'grafana')])],
      ['monitoring/grafana'],
    ],
    [
      'are told apart by name',
      [bucket('a.tf', 'raw'), bucket('b.tf', 'features')],
      ['data-store/s3/features', 'data-store/s3/raw'],
    ],
    [
      'are not told apart by name where one server is meant',
      [
        file('a.py', [
          is('', 'model-registry', 'mlflow', { name: 'churn' }),
          is('', 'model-registry', 'mlflow', { name: 'fraud' }),
        ]),
      ],
      ['model-registry/mlflow'],
    ],
    ['without a name mean the only one that has one', [bucket('a.tf', 'raw'), bucket('b.tf')], ['data-store/s3/raw']],
    [
      'without a name mean neither of two',
      [bucket('a.tf', 'raw'), bucket('b.tf', 'x'), bucket('c.tf')],
      ['data-store/s3', 'data-store/s3/raw', 'data-store/s3/x'],
    ],
    ['have no name where it is unknown', [bucket('a.tf', reference('terraform:.', 'var.gone'))], ['data-store/s3']],
    [
      'have the name of which a part is known',
      [bucket('a.tf', `raw-${reference('terraform:.', 'var.gone')}`)],
      ['data-store/s3/raw--var.gone'],
    ],
    [
      'are by file where they are code',
      [program('a.py'), program('b.py')],
      ['training-pipeline/pytorch/a.py', 'training-pipeline/pytorch/b.py'],
    ],
    [
      'are one program whatever its libraries',
      [file('a.py', [is('', 'training-pipeline', 'pytorch'), is('', 'training-pipeline', 'xgboost')])],
      ['training-pipeline/pytorch/a.py'],
    ],
    [
      'name the source where two share an id',
      [bucket('a.tf', 'raw', 'x'), bucket('a.tf', 'raw', 'y')],
      ['data-store/s3/raw@x', 'data-store/s3/raw@y'],
    ],
    [
      'do not name it where names differ',
      [bucket('a.tf', 'raw', 'x'), bucket('a.tf', 'old', 'y')],
      ['data-store/s3/old', 'data-store/s3/raw'],
    ],
    [
      'are counted where names are written the same',
      [bucket('a.tf', 'raw data'), bucket('b.tf', 'raw-data')],
      ['data-store/s3/raw-data', 'data-store/s3/raw-data~2'],
    ],
    [
      'keep the end of a long name',
      [program(`${'long/'.repeat(40)}a.py`)],
      [`training-pipeline/pytorch/${`${'long/'.repeat(40)}a.py`.slice(-120)}`],
    ],
  ])('%s', (_, files, expected) => {
    expect(graphOf(files).components.map((c) => c.id)).toEqual(expected);
  });
});

describe('two sources', () => {
  const client = (...facts: Fact[]): FileFacts =>
    file(
      'train.py',
      [is('', 'training-pipeline', 'pytorch'), uses('', 'logs-to', 'ml-metadata-store', 'mlflow', 3), ...facts],
      { source: 'model' },
    );
  const server = (technology = 'mlflow', host = 'mlflow.example.com'): FileFacts =>
    file(
      'server.yaml',
      [unit('w', 'workload'), is('w', 'ml-metadata-store', technology, { kind: 'manifest' }), offer('w', 'host', host)],
      { source: 'platform' },
    );
  const names = link('', 'logs-to', 'host', 'https://mlflow.example.com/', 4);
  it.each<[string, FileFacts[], string[]]>([
    ['share what one names by its host', [client(names), server()], ['ml-metadata-store/mlflow']],
    [
      'share nothing without a name',
      [client(), server()],
      ['ml-metadata-store/mlflow@model', 'ml-metadata-store/mlflow@platform'],
    ],
    [
      'share nothing by another host',
      [client(names), server('mlflow', 'ml.example.com')],
      ['ml-metadata-store/mlflow@model', 'ml-metadata-store/mlflow@platform'],
    ],
    [
      'share nothing of another technology',
      [client(names), server('wandb')],
      ['ml-metadata-store/mlflow', 'ml-metadata-store/wandb'],
    ],
    [
      'share what a third provides',
      [
        client(names),
        file(
          'other.py',
          [uses('', 'logs-to', 'ml-metadata-store', 'mlflow'), link('', 'logs-to', 'host', 'mlflow.example.com')],
          { source: 'other' },
        ),
        server(),
      ],
      ['ml-metadata-store/mlflow'],
    ],
  ])('%s', (_, files, expected) => {
    expect(
      graphOf(files)
        .components.filter((c) => c.type === 'ml-metadata-store')
        .map((c) => c.id),
    ).toEqual(expected);
  });

  it('that share a component both are its evidence, the one that provides it first', () => {
    expect(graphOf([client(names), server()]).component('ml-metadata-store/mlflow')?.evidence).toEqual([
      { source: 'platform', file: 'server.yaml', line: 1, column: 1, kind: 'manifest', excerpt: 'line 1' },
      { source: 'model', file: 'train.py', line: 3, column: 1, kind: 'call', excerpt: 'line 3' },
    ]);
  });
});

describe('evidence', () => {
  const store = (line: number, rest: Parameters<typeof is>[3] = {}): Fact =>
    is('', 'ml-metadata-store', 'mlflow', { at: at(line), ...rest });
  const id = 'ml-metadata-store/mlflow';
  it.each<[string, FileFacts[], string[]]>([
    [
      'of a defined component holds nothing that is only listed',
      [file('a.py', [store(1, { declared: 'import-only' }), store(2)])],
      ['a.py:2'],
    ],
    [
      'nor what is not production',
      [file('tests/a.py', [store(1)], { role: 'test' }), file('b.py', [store(2)])],
      ['b.py:2'],
    ],
    ['of a declared component is what is listed', [file('a.py', [store(3, { declared: 'import-only' })])], ['a.py:3']],
    [
      'is the definition before its use',
      [file('a.py', [uses('', 'logs-to', 'ml-metadata-store', 'mlflow', 1), store(2)])],
      ['a.py:2', 'a.py:1'],
    ],
    [
      'is the more certain first',
      [file('a.py', [store(1, { confidence: 'low' }), store(2), store(3, { confidence: 'medium' })])],
      ['a.py:2', 'a.py:3', 'a.py:1'],
    ],
    [
      'is else in order of place',
      [file('b.py', [store(1)]), file('a.py', [store(9), store(4)])],
      ['a.py:4', 'a.py:9', 'b.py:1'],
    ],
    ['names a line once', [file('a.py', [store(1), store(1, { kind: 'import' })])], ['a.py:1']],
    [
      'has an end',
      [
        file(
          'a.py',
          Array.from({ length: 30 }, (_, i) => store(i + 1)),
        ),
      ],
      Array.from({ length: 20 }, (_, i) => `a.py:${i + 1}`),
    ],
  ])('%s', (_, files, expected) => {
    expect(places(files, id)).toEqual(expected);
  });
});

describe('attributes', () => {
  const engine = { attributes: { engine: true } };
  it.each<[string, Fact[], Record<string, string | boolean>]>([
    [
      'of all claims are put together',
      [
        is('', 'model-validation', 'x', { attributes: { gate: true } }),
        is('', 'model-validation', 'x', { attributes: { detail: 'f1' } }),
      ],
      { detail: 'f1', gate: true },
    ],
    [
      'are true where one claim says so',
      [
        is('', 'model-validation', 'x', { attributes: { gate: false } }),
        is('', 'model-validation', 'x', { attributes: { gate: true } }),
      ],
      { gate: true },
    ],
    ['say that it is an engine', [is('', 'workflow-orchestration', 'x', engine)], { engine: true }],
    [
      'of an engine with a pipeline do not',
      [is('', 'workflow-orchestration', 'x', engine), is('', 'workflow-orchestration', 'x')],
      {},
    ],
    [
      'of an engine with a pipeline that is only listed do',
      [is('', 'workflow-orchestration', 'x', engine), is('', 'workflow-orchestration', 'x', { declared: 'empty' })],
      { engine: true },
    ],
  ])('%s', (_, facts, expected) => {
    expect(graphOf([file('a', facts)]).components.map((c) => c.attributes)).toEqual([expected]);
  });
});

describe('the graph', () => {
  const files: FileFacts[] = [
    file('ci.yml', [
      unit('workflow', 'workflow'),
      is('workflow', 'ci-cd', 'github-actions'),
      link('workflow', 'runs', 'path', 'train.py'),
      {
        fact: 'not-understood',
        unit: '',
        reason: 'unresolved-variable',
        detail: `x-${reference('env:', 'A')}`,
        at: at(6),
      },
    ]),
    file('train.py', [is('', 'training-pipeline', 'pytorch'), uses('', 'registers-in', 'model-registry', 'mlflow', 8)]),
  ];
  it('is the same for the same facts', () => {
    const [first, second] = [graphOf(files), graphOf(files)].map(({ components, relations, notUnderstood }) => ({
      components,
      relations,
      notUnderstood,
    }));
    expect(second).toEqual(first);
  });
  it('knows its components by id, and what leads to and from them', () => {
    const graph = graphOf(files);
    const [ci, registry] = ['ci-cd/github-actions', 'model-registry/mlflow'];
    expect(graph.component(ci)).toBe(graph.components[0]);
    expect(graph.outgoing(ci).map((r) => r.type)).toEqual(['registers-in', 'triggers']);
    expect(graph.incoming(registry).map((r) => r.from)).toEqual([ci, 'training-pipeline/pytorch/train.py']);
    expect([graph.component('gone'), graph.outgoing('gone'), graph.incoming('gone')]).toEqual([undefined, [], []]);
  });
  it('keeps what was not understood, with names in place of references', () => {
    expect(graphOf(files).notUnderstood).toEqual([
      { source: 'repo', file: 'ci.yml', line: 6, reason: 'unresolved-variable', detail: 'x-${A}' },
    ]);
  });
  it('of no facts is empty', () => {
    expect(shown(graphOf([]))).toEqual({ components: [], relations: [] });
  });
});
