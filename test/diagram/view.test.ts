import { describe, expect, it } from 'vitest';
import { LANES, laneOf } from '../../src/diagram/lanes.js';
import { rows } from '../../src/diagram/rows.js';
import type { Diagram } from '../../src/diagram/types.js';
import { diagramView } from '../../src/diagram/view/index.js';
import { COMPONENT_TYPES } from '../../src/vocabulary/index.js';
import { assessmentOf, component, relation } from './assessments.js';

const brief = ({ nodes, edges }: Diagram): unknown => ({
  nodes: nodes.map((n) => `${n.id}${n.status === 'present' ? '' : ` ${n.status}`}`),
  edges: edges.map((e) => `${e.from} ${e.types.join('+')} ${e.to}${e.status === 'present' ? '' : ` ${e.status}`}`),
});

const TRAIN = 'training-pipeline/scikit-learn/train.py';
const REGISTRY = 'model-registry/mlflow';
const STORE = 'data-store/amazon-s3';

describe('lanes', () => {
  it('hold each component type once', () => {
    expect(LANES.flatMap((lane) => lane.types).sort()).toEqual([...COMPONENT_TYPES].sort());
    expect(COMPONENT_TYPES.map(laneOf)).toEqual(
      COMPONENT_TYPES.map((type) => LANES.findIndex((lane) => lane.types.includes(type))),
    );
  });
});

describe('what a diagram shows', () => {
  it('merges the relations of a pair, one way and the other', () => {
    const relations = [
      relation(TRAIN, 'writes-to', STORE),
      relation(TRAIN, 'reads-from', STORE),
      relation(STORE, 'triggers', TRAIN),
      relation(TRAIN, 'registers-in', REGISTRY),
      relation(TRAIN, 'runs-on', TRAIN),
    ];
    const view = diagramView(assessmentOf([component(TRAIN), component(REGISTRY), component(STORE)], relations));
    expect(brief(view)).toEqual({
      nodes: [STORE, REGISTRY, TRAIN],
      edges: [
        `${STORE} triggers ${TRAIN}`,
        `${TRAIN} reads-from+writes-to ${STORE}`,
        `${TRAIN} registers-in ${REGISTRY}`,
      ],
    });
  });

  it('leaves out what is only declared, unless it is wanted', () => {
    const relations = [relation(TRAIN, 'registers-in', REGISTRY, 'declared'), relation(TRAIN, 'reads-from', STORE)];
    const assessment = assessmentOf(
      [component(TRAIN), component(REGISTRY, 'model', 'declared'), component(STORE)],
      relations,
    );
    expect(brief(diagramView(assessment))).toEqual({
      nodes: [STORE, TRAIN],
      edges: [`${TRAIN} reads-from ${STORE}`],
    });
    expect(brief(diagramView(assessment, { declared: true }))).toEqual({
      nodes: [STORE, `${REGISTRY} declared`, TRAIN],
      edges: [`${TRAIN} reads-from ${STORE}`, `${TRAIN} registers-in ${REGISTRY} declared`],
    });
  });

  it.each([
    ['infrastructure', false],
    ['security', false],
    ['data-store', false],
    ['model-registry', true],
    ['monitoring', true],
  ])('shows a component of type %s without relations: %s', (type, shown) => {
    expect(diagramView(assessmentOf([component(`${type}/x`)])).nodes.map((n) => n.id)).toEqual(
      shown ? [`${type}/x`] : [],
    );
  });

  it('does not count relations to what it does not show', () => {
    const assessment = assessmentOf(
      [component(STORE), component(TRAIN, 'model', 'declared')],
      [relation(TRAIN, 'reads-from', STORE)],
    );
    expect(brief(diagramView(assessment))).toEqual({ nodes: [], edges: [] });
  });

  it('gathers components of one kind from three on when they are related alike', () => {
    const ids = ['a', 'b', 'c', 'd'].map((name) => `training-pipeline/pytorch/${name}.py`);
    const relations = [
      ...ids.map((id) => relation(id, 'logs-to', REGISTRY)),
      relation('training-pipeline/pytorch/d.py', 'reads-from', STORE),
    ];
    const components = [
      ...ids.map((id, n) => component(id, n === 1 ? 'other' : 'model')),
      component(REGISTRY),
      component(STORE),
    ];
    const view = diagramView(assessmentOf(components, relations));
    expect(
      view.nodes.map(({ id, title, name, members, sources }) => ({ id, title, name, count: members.length, sources })),
    ).toEqual([
      { id: '3×training-pipeline/pytorch/a.py', title: 'pytorch × 3', name: '', count: 3, sources: ['model', 'other'] },
      { id: STORE, title: 'amazon-s3', name: '', count: 1, sources: ['model'] },
      { id: REGISTRY, title: 'mlflow', name: '', count: 1, sources: ['model'] },
      { id: 'training-pipeline/pytorch/d.py', title: 'pytorch', name: 'd.py', count: 1, sources: ['model'] },
    ]);
    expect(view.edges.map((e) => `${e.from} ${e.types.join()} ${e.to}`)).toEqual([
      `3×training-pipeline/pytorch/a.py logs-to ${REGISTRY}`,
      `training-pipeline/pytorch/d.py reads-from ${STORE}`,
      `training-pipeline/pytorch/d.py logs-to ${REGISTRY}`,
    ]);
  });

  it.each([
    [12, 12],
    [13, 1],
  ])('shows %i of a kind with different relations as %i nodes', (count, nodes) => {
    const ids = Array.from({ length: count }, (_, n) => `workflow-orchestration/airflow/dag_${n}`);
    const stores = ids.map((_, n) => `data-store/amazon-s3/bucket_${n}`);
    const relations = ids.map((id, n) => relation(id, 'reads-from', stores[n] ?? ''));
    const view = diagramView(
      assessmentOf(
        [...ids, ...stores].map((id) => component(id)),
        relations,
      ),
    );
    expect(view.nodes.filter((n) => n.type === 'workflow-orchestration')).toHaveLength(nodes);
  });

  it('stays small enough to be read, however much there is', () => {
    const components = Array.from({ length: 2000 }, (_, n) =>
      component(`${COMPONENT_TYPES[n % COMPONENT_TYPES.length]}/technology_${n}/x`),
    );
    const relations = components.map((c, n) =>
      relation(c.id, 'reads-from', components[(n * 7 + 1) % components.length]?.id ?? ''),
    );
    expect(diagramView(assessmentOf(components, relations)).nodes).toHaveLength(COMPONENT_TYPES.length);
  });
});

describe('rows', () => {
  const rowsOf = (ids: string[], relations: [string, string, string][]): string[][] => {
    const full = (id: string): string => `training-pipeline/x/${id}`;
    const components = ids.map((id) => component(full(id)));
    const view = diagramView(
      assessmentOf(
        components,
        relations.map(([from, type, to]) => relation(full(from), type as 'triggers', full(to))),
      ),
    );
    return rows(view.nodes, view.edges).map((row) => row.map((id) => id.replace('training-pipeline/x/', '')));
  };

  it('follow the flow of work', () => {
    expect(
      rowsOf(
        ['a', 'b', 'c', 'd'],
        [
          ['d', 'triggers', 'c'],
          ['c', 'triggers', 'a'],
          ['d', 'triggers', 'a'],
          ['b', 'triggers', 'a'],
        ],
      ),
    ).toEqual([['b', 'd'], ['c'], ['a']]);
  });

  it('put what is read above its reader', () => {
    expect(rowsOf(['a', 'b'], [['a', 'reads-from', 'b']])).toEqual([['b'], ['a']]);
  });

  it('come to an end in a cycle', () => {
    expect(
      rowsOf(
        ['a', 'b', 'c'],
        [
          ['a', 'triggers', 'b'],
          ['b', 'triggers', 'c'],
          ['c', 'triggers', 'a'],
        ],
      ),
    ).toEqual([['a'], ['b'], ['c']]);
    expect(
      rowsOf(
        ['a', 'b', 'c'],
        [
          ['a', 'triggers', 'b'],
          ['b', 'triggers', 'a'],
          ['b', 'triggers', 'c'],
        ],
      ),
    ).toEqual([['a'], ['b'], ['c']]);
  });

  it('are short', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const relations = ids.map((id) => relation(`monitoring/${id}`, 'alerts', `data-store/${id}`));
    const view = diagramView(
      assessmentOf(
        ids.flatMap((id) => [component(`monitoring/${id}`), component(`data-store/${id}`)]),
        relations,
      ),
    );
    expect(rows(view.nodes, view.edges).map((row) => row.length)).toEqual([4, 3, 4, 3]);
  });
});
