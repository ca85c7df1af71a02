import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ConformanceVerdict } from '../../src/assessment/types.js';
import { evaluateConformance } from '../../src/conformance/index.js';
import type { ModelRelation } from '../../src/conformance/types.js';
import { completeArchitecture, type WrittenArchitecture } from '../../src/conformance/written.js';
import type { FileFacts } from '../../src/facts/types.js';
import { readKnowledge } from '../../src/knowledge/read.js';
import { file, graphOf, is, link, trait, unit, uses } from '../graph/support.js';

const architecture = readKnowledge(resolve(import.meta.dirname, '../..')).architectures.find(
  (model) => model.id === 'kreuzberger-2022',
);
if (!architecture) throw new Error('no kreuzberger-2022');

/** A verdict, short enough to compare whole. */
function brief(verdict: ConformanceVerdict) {
  return {
    elements: verdict.elements.slice(0, 9).map((e) => [e.id, e.status, ...e.components].join(' ')),
    besides: verdict.elements.slice(9).flatMap((e) => (e.status === 'present' ? e.id : [])),
    relations: (['convergence', 'absence', 'divergence'] as const).map((word) =>
      [word, ...verdict.relations.flatMap((r) => (r.verdict === word ? (r.id ?? '') : []))].join(' '),
    ),
    endAbsent: (verdict.notJudged ?? []).flatMap((r) => (r.reason === 'end-absent' ? r.id : [])).join(' '),
    principles: verdict.principles.map((p) => `${p.id} ${p.status}`),
    unmapped: verdict.unmapped,
  };
}

const whole: FileFacts[] = [
  file('CODEOWNERS', [is('', 'source-repository', 'github', { kind: 'file', attributes: { review: true } })]),
  file('ci.yml', [
    unit('workflow', 'workflow'),
    is('workflow', 'ci-cd', 'github-actions'),
    trait('workflow', 'tests'),
    link('workflow', 'deploys', 'path', 'dag.py'),
    link('workflow', 'deploys', 'path', 'serve.yaml'),
  ]),
  file('dag.py', [
    unit('dag:d', 'dag'),
    is('dag:d', 'workflow-orchestration', 'airflow', { name: 'd', kind: 'structure' }),
    is('dag:d', 'scheduler', 'airflow', { kind: 'config' }),
    uses('dag:d', 'runs-on', 'model-training-infrastructure', 'kubernetes'),
    link('dag:d', 'runs', 'path', 'train.py'),
  ]),
  file('train.py', [
    is('', 'training-pipeline', 'pytorch'),
    is('', 'model-validation', 'custom-code'),
    uses('', 'logs-to', 'ml-metadata-store', 'mlflow'),
    uses('', 'registers-in', 'model-registry', 'mlflow'),
    uses('', 'reads-from', 'feature-store', 'feast'),
  ]),
  file('tests/test_train.py', [link('', 'imports', 'python-module', 'train')], { role: 'test' }),
  file('serve.yaml', [
    unit('w', 'workload'),
    is('w', 'model-serving', 'kserve', { kind: 'manifest' }),
    uses('w', 'reads-from', 'feature-store', 'feast'),
  ]),
  file('monitor.yaml', [
    unit('w', 'workload'),
    is('w', 'monitoring', 'prometheus', { kind: 'manifest' }),
    uses('w', 'monitors', 'model-serving', 'kserve'),
    link('w', 'triggers', 'path', 'dag.py'),
  ]),
];

const part: FileFacts[] = [
  file('ci.yml', [unit('workflow', 'workflow'), is('workflow', 'ci-cd', 'github-actions'), trait('workflow', 'tests')]),
  file('train.py', [is('', 'training-pipeline', 'pytorch'), uses('', 'registers-in', 'model-registry', 'mlflow')]),
  file('notebook.ipynb', [uses('', 'logs-to', 'ml-metadata-store', 'mlflow')]),
  file('requirements.txt', [is('', 'feature-store', 'feast', { declared: 'dependency-only' })]),
  file('serve.yaml', [
    unit('w', 'workload', { off: 'disabled' }),
    is('w', 'model-serving', 'kserve', { kind: 'manifest' }),
  ]),
  file('monitor.yaml', [unit('w', 'workload'), is('w', 'monitoring', 'prometheus', { kind: 'manifest' })]),
];

describe('Kreuzberger, Kühl and Hirschl', () => {
  it('is met by definitions that show all of it', () => {
    expect(brief(evaluateConformance(architecture, graphOf(whole)))).toEqual({
      elements: [
        'C1 present ci-cd/github-actions',
        'C2 present source-repository/github',
        'C3 present workflow-orchestration/airflow/d',
        'C4 present feature-store/feast',
        'C5 present model-training-infrastructure/kubernetes',
        'C6 present model-registry/mlflow',
        'C7 present ml-metadata-store/mlflow',
        'C8 present model-serving/kserve',
        'C9 present monitoring/prometheus',
      ],
      besides: ['scheduler', 'C1.ml', 'C3.ml'],
      relations: ['convergence e23 e27 e28 e30 e31 e32 e33 e34 e36 e37 e40 e41 e44', 'absence e25 e38', 'divergence'],
      endAbsent: 'e7 e9 e14 e26',
      principles: ['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7', 'P8', 'P9'].map((id) => `${id} met`),
      unmapped: ['model-validation/custom-code', 'training-pipeline/pytorch/train.py'],
    });
  });

  it('tells what is listed, what is unconnected and what is not there', () => {
    expect(brief(evaluateConformance(architecture, graphOf(part)))).toEqual({
      elements: [
        'C1 present ci-cd/github-actions',
        'C2 absent',
        'C3 absent',
        'C4 declared feature-store/feast',
        'C5 absent',
        'C6 present model-registry/mlflow',
        'C7 present ml-metadata-store/mlflow',
        'C8 declared model-serving/kserve',
        'C9 present monitoring/prometheus',
      ],
      besides: [],
      relations: ['convergence e37', 'absence e23 e38', 'divergence'],
      endAbsent: 'e7 e9 e14 e25 e26 e27 e28 e30 e31 e32 e33 e34 e40 e44',
      principles: [
        'P1 partly-met',
        'P2 not-observed',
        'P3 partly-met',
        'P4 partly-met',
        'P5 not-observed',
        'P6 not-observed',
        'P7 partly-met',
        'P8 partly-met',
        'P9 not-observed',
      ],
      unmapped: ['training-pipeline/pytorch/train.py'],
    });
  });

  it('is not observed where there is nothing', () => {
    const { elements, relations, principles, unmapped } = evaluateConformance(architecture, graphOf([]));
    expect(new Set(elements.map((e) => e.status))).toEqual(new Set(['absent', 'not-observable']));
    expect(relations).toEqual([]);
    expect(new Set(principles.map((p) => p.status))).toEqual(new Set(['not-observed']));
    expect(unmapped).toEqual([]);
  });

  it('shows what a principle rests on, and what was looked for', () => {
    const principles = evaluateConformance(architecture, graphOf(part)).principles;
    const shown = ['P8', 'P9'].map((id) => principles.find((p) => p.id === id));
    expect(shown.map((p) => [p?.summary, p?.evidence.map((e) => e.file)])).toEqual([
      ['Not complete; looked for monitoring that is wired to model serving.', ['monitor.yaml']],
      [
        'Not seen; looked for a path from monitoring back to training, such as an alert or drift signal that starts a pipeline.',
        [],
      ],
    ]);
  });
});

describe('a model', () => {
  const verdictOf = (relation: Partial<ModelRelation>, files: FileFacts[]): ConformanceVerdict => {
    const written: WrittenArchitecture = {
      id: 'm',
      kind: 'reference-architecture',
      name: 'M',
      elements: [
        { id: 'A', name: 'A', types: ['model-serving'] },
        { id: 'B', name: 'B', types: ['model-registry'] },
        { id: 'X', name: 'X', types: ['governance'], notObservable: 'People decide it.' },
      ],
      relations: [{ id: 'r', from: 'A', to: 'B', types: ['loads-from'], ...relation }],
    };
    const completed = completeArchitecture(written);
    if ('fault' in completed) throw new Error(completed.fault.message);
    return evaluateConformance(completed.model, graphOf(files));
  };
  const serving = (off = false): FileFacts[] => [
    file('serve.yaml', [
      unit('w', 'workload', off ? { off: 'disabled' } : {}),
      is('w', 'model-serving', 'kserve', { kind: 'manifest' }),
      uses('w', 'loads-from', 'model-registry', 'mlflow'),
    ]),
  ];
  const loads = 'model-serving/kserve loads-from model-registry/mlflow';
  it.each<[string, Partial<ModelRelation>, FileFacts[], [string, string[]][]]>([
    ['finds a relation that it requires', {}, serving(), [['convergence', [loads]]]],
    ['is silent where an end is switched off', {}, serving(true), []],
    ['is silent where an end is an example', {}, serving().map((f) => ({ ...f, role: 'example' })), []],
    ['is silent where definitions cannot show it', { notObservable: 'why', answeredBy: [], types: [] }, serving(), []],
    ['misses it among other relations', { types: ['reads-from'] }, serving(), [['absence', []]]],
    ['misses it in the other direction', { from: 'B', to: 'A' }, serving(), [['absence', []]]],
    ['finds it either way', { from: 'B', to: 'A', eitherWay: true }, serving(), [['convergence', [loads]]]],
    ['is silent where it allows', { modality: 'allowed' }, [], []],
    ['finds what it allows', { modality: 'allowed' }, serving(), [['convergence', [loads]]]],
    ['is silent where nothing is that it forbids', { modality: 'forbidden' }, [], []],
    ['finds what it forbids', { modality: 'forbidden' }, serving(), [['divergence', [loads]]]],
  ])('%s', (_, relation, files, expected) => {
    expect(verdictOf(relation, files).relations.map((r) => [r.verdict, r.relations])).toEqual(expected);
  });

  it.each<[string, FileFacts[], string]>([
    ['says that definitions cannot show an element', [], 'not-observable'],
    ['but sees it where they do', [file('a', [is('', 'governance', 'model-card')])], 'present'],
    ['or list it', [file('a', [is('', 'governance', 'model-card', { declared: 'empty' })])], 'declared'],
  ])('%s', (_, files, status) => {
    expect(verdictOf({}, files).elements.find((e) => e.id === 'X')?.status).toBe(status);
  });

  it('names defined components of an element before those that are only declared', () => {
    const files = [
      file('a', [is('', 'model-serving', 'bentoml', { declared: 'import-only' }), is('', 'model-serving', 'kserve')]),
    ];
    expect(verdictOf({}, files).elements[0]?.components).toEqual(['model-serving/kserve', 'model-serving/bentoml']);
  });
});
