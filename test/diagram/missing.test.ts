import { describe, expect, it } from 'vitest';
import type { ConformanceVerdict } from '../../src/assessment/types.js';
import { diagramView } from '../../src/diagram/view/index.js';
import { auditFiles } from '../systems/support.js';
import { assessmentOf, component, relation } from './assessments.js';

const TRAIN = 'training-pipeline/pytorch/train.py';
const AIRFLOW = 'workflow-orchestration/airflow';

const verdict: ConformanceVerdict = {
  model: 'm',
  name: 'A model',
  elements: [
    { id: 'O', name: 'Orchestration', status: 'present', components: [AIRFLOW], types: ['workflow-orchestration'] },
    { id: 'R', name: 'Registry', status: 'absent', components: [], types: ['model-registry'] },
    {
      id: 'R.copy',
      name: 'Registry again',
      status: 'absent',
      components: [],
      types: ['model-registry'],
      instanceOf: 'R',
    },
    { id: 'P', name: 'People', status: 'not-observable', components: [] },
    { id: 'A', name: 'Somebody', status: 'absent', components: [] },
    { id: 'S', name: 'Scheduler', status: 'absent', components: [], types: ['scheduler'], secondary: true },
    { id: 'E', name: 'Events', status: 'absent', components: [], types: ['event-bus'], secondary: true },
    { id: 'V', name: 'Serving', status: 'declared', components: ['model-serving/kserve'], types: ['model-serving'] },
  ],
  relations: [
    {
      ...{ id: 'r1', from: 'O', to: 'x', modality: 'required', verdict: 'absence', relations: [] },
      wanted: {
        from: ['training-pipeline', 'workflow-orchestration'],
        type: 'logs-to',
        to: ['workflow-orchestration'],
      },
    },
    { ...{ id: 'r2', from: 'O', to: 'x', modality: 'required', verdict: 'absence', relations: [] } },
    {
      ...{ id: 'r3', from: 'O', to: 'x', modality: 'required', verdict: 'convergence', relations: ['…'] },
      wanted: { from: ['workflow-orchestration'], type: 'triggers', to: ['training-pipeline'] },
    },
  ],
  notJudged: [
    {
      ...{ id: 'r4', from: 'O', to: 'R', modality: 'required', reason: 'end-absent' },
      wanted: { from: ['training-pipeline'], type: 'registers-in', to: ['model-registry'] },
    },
    {
      ...{ id: 'r5', from: 'S', to: 'O', modality: 'required', reason: 'end-absent' },
      wanted: { from: ['scheduler'], type: 'triggers', to: ['workflow-orchestration'] },
    },
    {
      ...{ id: 'r6', from: 'E', to: 'O', modality: 'allowed', reason: 'not-found' },
      wanted: { from: ['event-bus'], type: 'triggers', to: ['workflow-orchestration'] },
    },
  ],
  principles: [],
  unmapped: [],
};

describe('what is missing', () => {
  const assessment = {
    ...assessmentOf(
      [
        component(AIRFLOW),
        component('training-pipeline/a/unrelated.py'),
        component(TRAIN),
        component('model-serving/kserve', 'model', 'declared'),
        component('monitoring/x', 'model', 'declared'),
      ],
      [relation(AIRFLOW, 'orchestrates', TRAIN)],
    ),
    conformance: [{ ...verdict, model: 'empty', elements: [] }, verdict],
  };
  const view = diagramView(assessment, { view: 'gaps' });

  it('are absent elements, those named in passing only where a required relation needs them', () => {
    expect(view.nodes.map((n) => `${n.id} ${n.status} ${n.title}`)).toEqual([
      'missing/m/R absent Registry',
      'missing/m/S absent Scheduler',
      'model-serving/kserve declared kserve',
      'training-pipeline/a/unrelated.py present a',
      `${TRAIN} present pytorch`,
      `${AIRFLOW} present airflow`,
    ]);
    expect(view.nodes[0]).toMatchObject({
      members: [],
      sources: [],
      element: { model: 'm', id: 'R' },
      type: 'model-registry',
    });
  });

  it('are relations that are required, at the component that most is related to', () => {
    expect(view.edges.map((e) => `${e.from} ${e.types.join()} ${e.to} ${e.status}`)).toEqual([
      `missing/m/S triggers ${AIRFLOW} absent`,
      `${TRAIN} registers-in missing/m/R absent`,
      `${TRAIN} logs-to ${AIRFLOW} absent`,
      `${AIRFLOW} orchestrates ${TRAIN} present`,
    ]);
  });

  it('are of the model that is asked for; nothing of one that is not there', () => {
    const shown = (model: string): number =>
      diagramView(assessment, { view: 'gaps', model }).nodes.filter((n) => n.status === 'absent').length;
    expect([shown('m'), shown('empty'), shown('other')]).toEqual([2, 0, 0]);
  });

  it('are drawn between what is there when only a relation is missing', async () => {
    const { assessment: audited } = await auditFiles({
      'train.py': [
        'import mlflow, joblib',
        'from sklearn.linear_model import LogisticRegression',
        'with mlflow.start_run():',
        '    model = LogisticRegression().fit(X, y)',
        '    mlflow.sklearn.log_model(model, "model", registered_model_name="churn")',
      ].join('\n'),
    });
    const gaps = diagramView(audited, { view: 'gaps', model: 'kreuzberger-2022' });
    const missing = gaps.nodes.filter((n) => n.status === 'absent').map((n) => n.title);
    expect(missing).toEqual(
      expect.arrayContaining(['CI/CD component', 'Monitoring component', 'Model serving component']),
    );
    expect(missing).not.toContain('Model registry');
    for (const edge of gaps.edges.filter((e) => e.status === 'absent'))
      expect(gaps.nodes.map((n) => n.id)).toEqual(expect.arrayContaining([edge.from, edge.to]));
  });
});

describe('a component with what is related to it', () => {
  it('leaves out what its neighbours do to each other', () => {
    const assessment = assessmentOf(
      [
        component(TRAIN),
        component(AIRFLOW),
        component('model-registry/mlflow', 'model', 'declared'),
        component('ci-cd/a'),
      ],
      [
        relation(AIRFLOW, 'orchestrates', TRAIN),
        relation(TRAIN, 'registers-in', 'model-registry/mlflow', 'declared'),
        relation(AIRFLOW, 'triggers', 'model-registry/mlflow'),
        relation('ci-cd/a', 'triggers', AIRFLOW),
      ],
    );
    const view = diagramView(assessment, { view: 'component', component: TRAIN });
    expect(view.title).toBe(`${TRAIN} and what is related to it, in model`);
    expect(view.nodes.map((n) => [n.id, n.focus ?? false])).toEqual([
      ['model-registry/mlflow', false],
      [TRAIN, true],
      [AIRFLOW, false],
    ]);
    expect(view.edges.map((e) => `${e.from} ${e.to}`)).toEqual([
      `${TRAIN} model-registry/mlflow`,
      `${AIRFLOW} ${TRAIN}`,
    ]);
    expect(diagramView(assessment, { view: 'component', component: 'none' }).nodes).toEqual([]);
  });
});
