import { describe, expect, it } from 'vitest';
import type { ComponentFact, Fact, FileFacts } from '../../src/facts/types.js';
import { at, file, graphOf, is, link, relationsOf, unit, uses } from './support.js';

const dag = (...facts: Fact[]): FileFacts =>
  file('dag.py', [
    unit('dag:d', 'dag'),
    is('dag:d', 'workflow-orchestration', 'airflow', { name: 'd', kind: 'structure' }),
    ...facts,
  ]);
const runsTraining = link('dag:d', 'runs', 'path', 'train.py');
const train = (...facts: Fact[]): FileFacts => file('train.py', [is('', 'training-pipeline', 'pytorch'), ...facts]);
const workload = (path: string, claim: Parameters<typeof is>[1], technology: string, ...facts: Fact[]): FileFacts =>
  file(path, [unit('w', 'workload'), is('w', claim, technology, { kind: 'manifest' }), ...facts]);
const ci = (...facts: Fact[]): FileFacts =>
  file('ci.yml', [unit('workflow', 'workflow'), is('workflow', 'ci-cd', 'github-actions'), ...facts]);

describe('serving that loads from a metadata store', () => {
  const serving = workload(
    'serve.yaml',
    'model-serving',
    'kserve',
    uses('w', 'loads-from', 'ml-metadata-store', 'mlflow'),
  );
  const registers = (technology: string, source = 'repo'): FileFacts =>
    file('register.py', [uses('', 'registers-in', 'model-registry', technology)], { source });
  it.each<[string, FileFacts[], string[]]>([
    [
      'loads from the registry of that technology',
      [serving, registers('mlflow')],
      ['model-serving/kserve loads-from model-registry/mlflow'],
    ],
    ['and of no other', [serving, registers('wandb')], ['model-serving/kserve loads-from ml-metadata-store/mlflow']],
    [
      'nor of another source',
      [serving, registers('mlflow', 'x')],
      ['model-serving/kserve loads-from ml-metadata-store/mlflow'],
    ],
    ['nor where there is none', [serving], ['model-serving/kserve loads-from ml-metadata-store/mlflow']],
    [
      'which training does not',
      [train(uses('', 'loads-from', 'ml-metadata-store', 'mlflow')), registers('mlflow')],
      ['training-pipeline/pytorch/train.py loads-from ml-metadata-store/mlflow'],
    ],
  ])('%s', (_, files, expected) => {
    expect(relationsOf(graphOf(files), 'loads-from')).toEqual(expected);
  });
});

describe('what training does, the infrastructure does on which it runs', () => {
  const logs = uses('', 'logs-to', 'ml-metadata-store', 'mlflow');
  const on = (id: string, technology: string): ComponentFact =>
    uses(id, 'runs-on', 'model-training-infrastructure', technology);
  const infrastructure = (files: FileFacts[]): string[] =>
    relationsOf(graphOf(files), 'logs-to').filter((relation) => relation.startsWith('model-training-infrastructure/'));
  const [kubernetes, sagemaker] = ['kubernetes', 'sagemaker'].map(
    (technology) => `model-training-infrastructure/${technology} logs-to ml-metadata-store/mlflow`,
  );
  it.each<[string, FileFacts[], (string | undefined)[]]>([
    ['by itself', [train(logs, on('', 'sagemaker'))], [sagemaker]],
    ['through its pipeline', [dag(runsTraining, on('dag:d', 'kubernetes')), train(logs)], [kubernetes]],
    [
      'of which its own comes first',
      [
        dag(link('dag:d', 'orchestrates', 'path', 'train.py'), on('dag:d', 'kubernetes')),
        train(logs, on('', 'sagemaker')),
      ],
      [sagemaker],
    ],
    ['unless the pipeline does not run it', [dag(on('dag:d', 'kubernetes')), train(logs)], []],
    ['unless it does nothing', [dag(runsTraining, on('dag:d', 'kubernetes')), train()], []],
    ['unless it runs nowhere that is known', [dag(runsTraining), train(logs)], []],
  ])('%s', (_, files, expected) => {
    expect(infrastructure(files)).toEqual(expected);
  });
});

describe('promotion in the registry', () => {
  const promotes = (id: string, promoted: boolean): ComponentFact =>
    is(id, 'model-registry', 'mlflow', { relation: 'registers-in', at: at(7), attributes: { promotes: promoted } });
  const serving = (...facts: Fact[]): FileFacts => workload('serve.yaml', 'model-serving', 'kserve', ...facts);
  const loads = uses('w', 'loads-from', 'model-registry', 'mlflow', 3);
  it.each<[string, FileFacts[], string[]]>([
    [
      'by a pipeline deploys what loads from it',
      [dag(promotes('dag:d', true)), serving(loads)],
      ['workflow-orchestration/airflow/d deploys model-serving/kserve'],
    ],
    [
      'by CI does too',
      [ci(promotes('workflow', true)), serving(loads)],
      ['ci-cd/github-actions deploys model-serving/kserve'],
    ],
    ['by training alone deploys nothing', [train(promotes('', true)), serving(loads)], []],
    ['is more than registration', [dag(promotes('dag:d', false)), serving(loads)], []],
    ['deploys nothing that does not load from it', [dag(promotes('dag:d', true)), serving()], []],
    [
      'by a person deploys nothing by a pipeline',
      [file('notebook.ipynb', [promotes('', true)]), dag(), serving(loads)],
      [],
    ],
    [
      'elsewhere is none of the pipeline that only registers',
      [
        file('promote.py', [promotes('', true)]),
        dag(uses('dag:d', 'registers-in', 'model-registry', 'mlflow', 7)),
        serving(loads),
      ],
      [],
    ],
  ])('%s', (_, files, expected) => {
    expect(relationsOf(graphOf(files), 'deploys')).toEqual(expected);
  });

  it('is evidence of the deployment, with the place that loads', () => {
    const graph = graphOf([dag(promotes('dag:d', true)), serving(loads)]);
    const deploys = graph.relations.find((r) => r.type === 'deploys');
    expect(deploys).toMatchObject({ status: 'defined', confidence: 'medium' });
    expect(deploys?.evidence.map((e) => `${e.file}:${e.line}`)).toEqual(['dag.py:7', 'serve.yaml:3']);
  });
});

describe('what a job applies runs on the cluster that the job works with', () => {
  const cluster = (name: string): ComponentFact =>
    is('workflow', 'infrastructure', 'amazon-eks', { relation: 'runs-on', name, at: at(4) });
  const deploys = link('workflow', 'deploys', 'path', 'serve.yaml', 9);
  const serving = workload('serve.yaml', 'model-serving', 'kserve');
  const own = 'ci-cd/github-actions runs-on infrastructure/amazon-eks/a';
  it.each<[string, FileFacts[], string[]]>([
    [
      'a service',
      [ci(cluster('a'), deploys), serving],
      [own, 'model-serving/kserve runs-on infrastructure/amazon-eks/a'],
    ],
    [
      'a training job',
      [ci(cluster('a'), deploys), workload('serve.yaml', 'model-training-infrastructure', 'kuberay')],
      [own, 'model-training-infrastructure/kuberay runs-on infrastructure/amazon-eks/a'],
    ],
    ['nothing else', [ci(cluster('a'), deploys), workload('serve.yaml', 'feature-store', 'feast')], [own]],
    ['not what it does not apply', [ci(cluster('a')), serving], [own]],
    [
      'not where it works with two',
      [ci(cluster('a'), cluster('b'), deploys), serving],
      [own, 'ci-cd/github-actions runs-on infrastructure/amazon-eks/b'],
    ],
    ['not where it works with none', [ci(deploys), serving], []],
  ])('%s', (_, files, expected) => {
    expect(relationsOf(graphOf(files), 'runs-on')).toEqual(expected);
  });
});

describe('a monitor of models', () => {
  const monitor = (rest: Partial<ComponentFact> = {}, place: Parameters<typeof file>[2] = {}): FileFacts =>
    file(
      'monitor.py',
      [is('', 'monitoring', 'sagemaker', { attributes: { monitors: 'model-serving' }, ...rest })],
      place,
    );
  const endpoint = (technology = 'sagemaker'): FileFacts => workload('endpoint.yaml', 'model-serving', technology);
  const watched = ['monitoring/sagemaker monitors model-serving/sagemaker'];
  it.each<[string, FileFacts[], string[]]>([
    ['watches the endpoints of its platform', [monitor(), endpoint()], watched],
    ['that a call starts does too', [monitor({ relation: 'monitors' }), endpoint()], watched],
    ['watches no other platform', [monitor(), endpoint('kserve')], []],
    ['watches no other source', [monitor({}, { source: 'x' }), endpoint()], []],
    ['of something else watches no endpoint', [monitor({ attributes: {} }), endpoint()], []],
    ['that is only listed watches nothing', [monitor({ declared: 'import-only' }), endpoint()], []],
    ['in a test watches nothing', [monitor({}, { role: 'test' }), endpoint()], []],
    ['without an endpoint watches nothing', [monitor()], []],
  ])('%s', (_, files, expected) => {
    expect(relationsOf(graphOf(files), 'monitors')).toEqual(expected);
  });
});

describe('a model that code deploys from the registry', () => {
  const deploy = (technology = 'sagemaker', id = ''): ComponentFact =>
    uses(id, 'deploys', 'model-serving', technology, 5);
  const code = (facts: Fact[], place: Parameters<typeof file>[2] = {}): FileFacts => file('deploy.py', facts, place);
  const loaded = ['model-serving/sagemaker loads-from model-registry/sagemaker'];
  const takes = uses('', 'loads-from', 'model-registry', 'sagemaker', 4);
  const puts = uses('', 'registers-in', 'model-registry', 'sagemaker', 4);
  it.each<[string, FileFacts[], string[]]>([
    ['which it takes out', [code([takes, deploy()])], loaded],
    ['where it puts it', [code([puts, deploy()])], loaded],
    [
      'of another platform, which it takes out',
      [code([takes, deploy('vertex-ai')])],
      ['model-serving/vertex-ai loads-from model-registry/sagemaker'],
    ],
    ['of another platform, where it puts it', [code([puts, deploy('vertex-ai')])], []],
    ['that another unit looks into', [code([unit('def:d', 'function'), takes, deploy('sagemaker', 'def:d')])], []],
    ['that it never looks into', [code([deploy()]), file('r.py', [is('', 'model-registry', 'sagemaker')])], []],
    ['in an example', [code([takes, deploy()], { role: 'example' })], []],
    ['by a call that is only mentioned', [code([takes, { ...deploy(), declared: 'uncalled' }])], []],
  ])('%s', (_, files, expected) => {
    expect(relationsOf(graphOf(files), 'loads-from')).toEqual(expected);
  });
});

describe('a pipeline that CI compiles', () => {
  const step = unit('step:u', 'step', { parent: 'workflow' });
  const compiles = link('workflow', 'builds', 'path', 'dag.py');
  const copies = (excerpt: string, id = 'step:u'): ComponentFact =>
    is(id, 'data-store', 'google-cloud-storage', {
      relation: 'writes-to',
      kind: 'command',
      at: { line: 8, column: 1, excerpt },
    });
  const delivered = ['ci-cd/github-actions publishes-to workflow-orchestration/airflow/d'];
  it.each<[string, FileFacts[], string[]]>([
    [
      'is delivered by copying its JSON',
      [ci(step, compiles, copies('gsutil cp pipeline.json gs://b')), dag()],
      delivered,
    ],
    [
      'is delivered by copying its YAML',
      [ci(step, compiles, copies('gsutil cp pipeline.yaml gs://b')), dag()],
      delivered,
    ],
    ['is not delivered by copying data', [ci(step, compiles, copies('gsutil cp data.csv gs://b')), dag()], []],
    [
      'is not delivered by a copy outside a step',
      [ci(step, compiles, copies('cp p.json gs://b', 'workflow')), dag()],
      [],
    ],
    ['is not delivered without a copy', [ci(step, compiles), dag()], []],
    ['has to be compiled', [ci(step, copies('gsutil cp pipeline.json gs://b')), dag()], []],
  ])('%s', (_, files, expected) => {
    expect(relationsOf(graphOf(files), 'publishes-to')).toEqual(expected);
  });
});

describe('a flow that asks the monitoring and starts another one', () => {
  const watcher = (...facts: Fact[]): FileFacts =>
    file('watch.py', [
      unit('dag:w', 'dag'),
      is('dag:w', 'workflow-orchestration', 'airflow', { name: 'w', kind: 'structure' }),
      ...facts,
    ]);
  const asks = uses('dag:w', 'reads-from', 'monitoring', 'databricks');
  const starts = link('dag:w', 'triggers', 'path', 'dag.py');
  const feeds = (files: FileFacts[]): string[] => relationsOf(graphOf(files), 'feeds-back-to');
  it.each<[string, FileFacts[], string[]]>([
    [
      'feeds back to the one that trains',
      [watcher(asks, starts), dag(runsTraining), train()],
      ['monitoring/databricks feeds-back-to workflow-orchestration/airflow/d'],
    ],
    ['but not to one that does not', [watcher(asks, starts), dag()], []],
    ['nor where it does not ask', [watcher(starts), dag(runsTraining), train()], []],
    ['nor where it starts nothing', [watcher(asks), dag(runsTraining), train()], []],
  ])('%s', (_, files, expected) => {
    expect(feeds(files)).toEqual(expected);
  });
});
