import { describe, expect, it } from 'vitest';
import { file, graphOf, is, link, offer, shown, unit, uses } from './support.js';

const training = (path: string, ...more: Parameters<typeof file>[1]) =>
  file(path, [is('', 'training-pipeline', 'scikit-learn'), ...more]);

describe('what a component executes', () => {
  it('is done by the pipeline that orchestrates the code', () => {
    const graph = graphOf([
      file('dags/churn.py', [
        unit('dag:churn', 'dag'),
        is('dag:churn', 'workflow-orchestration', 'airflow', { name: 'churn' }),
        unit('task:train', 'task', { parent: 'dag:churn' }),
        link('task:train', 'calls', 'python-name', 'churn.train.main'),
      ]),
      file('churn/train.py', [
        unit('def:main', 'function'),
        is('def:main', 'training-pipeline', 'scikit-learn'),
        uses('def:main', 'logs-to', 'ml-metadata-store', 'mlflow', 7),
        uses('def:main', 'registers-in', 'model-registry', 'mlflow', 8),
      ]),
    ]);
    expect(shown(graph).relations).toEqual([
      'training-pipeline/scikit-learn/churn/train.py logs-to ml-metadata-store/mlflow',
      'training-pipeline/scikit-learn/churn/train.py registers-in model-registry/mlflow',
      'workflow-orchestration/airflow/churn logs-to ml-metadata-store/mlflow',
      'workflow-orchestration/airflow/churn registers-in model-registry/mlflow',
      'workflow-orchestration/airflow/churn orchestrates training-pipeline/scikit-learn/churn/train.py',
    ]);
  });

  it('is not done by what deploys it', () => {
    const graph = graphOf([
      file('ci.yml', [
        unit('workflow', 'workflow'),
        is('workflow', 'ci-cd', 'github-actions'),
        link('workflow', 'deploys', 'path', 'serving.yaml'),
      ]),
      file('serving.yaml', [
        unit('manifest:x', 'workload'),
        is('manifest:x', 'model-serving', 'kserve', { name: 'churn' }),
        uses('manifest:x', 'loads-from', 'model-registry', 'mlflow'),
      ]),
    ]);
    expect(shown(graph).relations).toEqual([
      'ci-cd/github-actions deploys model-serving/kserve/churn',
      'model-serving/kserve/churn loads-from model-registry/mlflow',
    ]);
  });

  it('runs on the workload whose image is built from the code', () => {
    const graph = graphOf([
      file('job.yaml', [
        unit('manifest:train', 'workload'),
        is('manifest:train', 'model-training-infrastructure', 'kubernetes'),
        link('manifest:train', 'built-from', 'image', 'registry.example.com/team/churn-train:1'),
      ]),
      file('ci.yml', [
        unit('workflow', 'workflow'),
        is('workflow', 'ci-cd', 'github-actions'),
        offer('workflow', 'image', 'team/churn-train:$SHA'),
        link('workflow', 'builds', 'path', 'Dockerfile'),
      ]),
      file('Dockerfile', [unit('stage:0', 'image'), link('stage:0', 'runs', 'path', 'train.py')]),
      training('train.py'),
    ]);
    expect(shown(graph).relations).toEqual([
      'ci-cd/github-actions builds model-training-infrastructure/kubernetes',
      'ci-cd/github-actions builds training-pipeline/scikit-learn/train.py',
      'training-pipeline/scikit-learn/train.py runs-on model-training-infrastructure/kubernetes',
    ]);
  });

  it('stops at the next component that is no code', () => {
    const graph = graphOf([
      file('ci.yml', [
        unit('workflow', 'workflow'),
        is('workflow', 'ci-cd', 'github-actions'),
        link('workflow', 'runs', 'path', 'flow.py'),
      ]),
      file('flow.py', [
        is('', 'workflow-orchestration', 'prefect', { kind: 'decorator' }),
        link('', 'runs', 'path', 'train.py'),
      ]),
      training('train.py'),
    ]);
    expect(shown(graph).relations).toEqual([
      'ci-cd/github-actions triggers workflow-orchestration/prefect',
      'workflow-orchestration/prefect orchestrates training-pipeline/scikit-learn/train.py',
    ]);
  });
});

describe('what an imported file executes', () => {
  const lib = file('lib.py', [
    unit('main', 'main'),
    uses('main', 'logs-to', 'ml-metadata-store', 'wandb'),
    uses('', 'registers-in', 'model-registry', 'mlflow'),
  ]);
  it.each([
    ['imports', ['training-pipeline/scikit-learn/train.py registers-in model-registry/mlflow']],
    [
      'runs',
      [
        'training-pipeline/scikit-learn/train.py logs-to ml-metadata-store/wandb',
        'training-pipeline/scikit-learn/train.py registers-in model-registry/mlflow',
      ],
    ],
  ] as const)('by %s', (how, expected) => {
    const target = how === 'imports' ? link('', 'imports', 'python-module', 'lib') : link('', 'runs', 'path', 'lib.py');
    expect(shown(graphOf([training('train.py', target), lib])).relations).toEqual(expected);
  });
});

describe('what a program logs while it trains', () => {
  it('is logged by the training, although another file holds the call', () => {
    const graph = graphOf([
      file('run.py', [
        unit('main', 'main'),
        uses('main', 'logs-to', 'ml-metadata-store', 'mlflow', 3),
        link('main', 'calls', 'python-name', 'train.fit'),
      ]),
      file('train.py', [unit('def:fit', 'function'), is('def:fit', 'training-pipeline', 'pytorch')]),
    ]);
    expect(shown(graph).relations).toEqual(['training-pipeline/pytorch/train.py logs-to ml-metadata-store/mlflow']);
    expect(graph.relations[0]?.evidence).toEqual([
      { source: 'repo', file: 'run.py', line: 3, column: 1, kind: 'call', excerpt: 'line 3' },
    ]);
  });
});

describe('evidence', () => {
  it('starts with the command that acts, however far away the component is', () => {
    const graph = graphOf([
      file('ci.yml', [
        unit('workflow', 'workflow'),
        is('workflow', 'ci-cd', 'github-actions'),
        link('workflow', 'deploys', 'path', 'serving/unit.service', 12),
      ]),
      file('serving/unit.service', [link('', 'runs', 'path', 'serving/start.sh', 4)]),
      file('serving/start.sh', [link('', 'runs', 'path', 'serving/app.py', 2)]),
      file('serving/app.py', [is('', 'model-serving', 'fastapi')]),
    ]);
    expect(graph.relations.map(({ type, evidence }) => [type, evidence.map((e) => `${e.file}:${e.line}`)])).toEqual([
      ['deploys', ['ci.yml:12', 'serving/start.sh:2', 'serving/app.py:1']],
    ]);
  });
});

describe('evidence of what a program does', () => {
  const steps = [
    file('train.sh', [link('', 'runs', 'path', 'ml/train.py', 3)]),
    file('ml/train.py', [
      is('', 'training-pipeline', 'pytorch'),
      uses('', 'logs-to', 'ml-metadata-store', 'mlflow', 7),
    ]),
  ];
  const places = (start: ReturnType<typeof file>, type: string): string[] | undefined =>
    graphOf([start, ...steps])
      .relations.find((relation) => relation.type === type && !relation.from.startsWith('training-pipeline'))
      ?.evidence.map((e) => `${e.file}:${e.line}`);
  it.each<[string, string, string[]]>([
    ['triggers', 'starts with the line of the delivery', ['ci.yml:30', 'train.sh:3', 'ml/train.py:1']],
    ['logs-to', 'starts with the line of the delivery', ['ci.yml:30', 'ml/train.py:7']],
  ])('%s %s', (type, _, expected) => {
    const ci = file('ci.yml', [
      unit('workflow', 'workflow'),
      is('workflow', 'ci-cd', 'github-actions'),
      unit('job', 'job', { parent: 'workflow' }),
      link('job', 'runs', 'path', 'train.sh', 30),
    ]);
    expect(places(ci, type)).toEqual(expected);
  });
  it('ends with what the pipeline starts', () => {
    const dag = file('dag.py', [
      unit('dag:d', 'dag'),
      is('dag:d', 'workflow-orchestration', 'airflow', { name: 'd' }),
      link('dag:d', 'runs', 'path', 'train.sh', 12),
    ]);
    expect(places(dag, 'logs-to')).toEqual(['ml/train.py:7', 'dag.py:12']);
  });
});

describe('sources', () => {
  const tracking = (host: string) => [
    file(
      'train.py',
      [
        is('', 'training-pipeline', 'pytorch'),
        uses('', 'logs-to', 'ml-metadata-store', 'mlflow'),
        link('', 'logs-to', 'host', host, 4),
      ],
      { source: 'model' },
    ),
    file(
      'mlflow.yaml',
      [
        unit('manifest:mlflow', 'workload'),
        is('manifest:mlflow', 'ml-metadata-store', 'mlflow'),
        offer('manifest:mlflow', 'host', 'mlflow.platform'),
      ],
      { source: 'platform' },
    ),
  ];
  it('share a component when one names the host that the other provides', () => {
    const graph = graphOf(tracking('http://mlflow.platform.svc:5000'));
    expect(shown(graph)).toEqual({
      components: ['ml-metadata-store/mlflow defined', 'training-pipeline/pytorch/train.py defined'],
      relations: ['training-pipeline/pytorch/train.py logs-to ml-metadata-store/mlflow'],
    });
    expect(new Set(graph.relations[0]?.evidence.map((e) => e.source))).toEqual(new Set(['model', 'platform']));
  });
  it('do not share a component because both use the same technology', () => {
    expect(shown(graphOf(tracking('http://elsewhere.example.com'))).components).toEqual([
      'ml-metadata-store/mlflow@model defined',
      'ml-metadata-store/mlflow@platform defined',
      'training-pipeline/pytorch/train.py defined',
    ]);
  });
});

describe('a host name without a dot', () => {
  const parts = (source: string) => [
    file(
      'train.py',
      [
        is('', 'training-pipeline', 'pytorch'),
        uses('', 'logs-to', 'ml-metadata-store', 'mlflow'),
        link('', 'logs-to', 'host', 'http://mlflow:5000'),
      ],
      { source: 'model' },
    ),
    file(
      'compose.yaml',
      [
        unit('service:mlflow', 'workload'),
        is('service:mlflow', 'ml-metadata-store', 'mlflow'),
        offer('service:mlflow', 'host', 'mlflow'),
      ],
      { source },
    ),
  ];
  it.each([
    ['means the service of the same source', 'model', ['ml-metadata-store/mlflow defined']],
    [
      'means nothing in another source',
      'other',
      ['ml-metadata-store/mlflow@model defined', 'ml-metadata-store/mlflow@other defined'],
    ],
  ])('%s', (_, source, stores) => {
    expect(shown(graphOf(parts(source))).components).toEqual([...stores, 'training-pipeline/pytorch/train.py defined']);
  });
});
