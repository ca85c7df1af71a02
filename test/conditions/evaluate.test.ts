import { describe, expect, it } from 'vitest';
import { evaluateCondition, typesIn } from '../../src/conditions/evaluate.js';
import type { Condition } from '../../src/conditions/types.js';
import { file, graphOf, is, uses } from '../graph/support.js';

const graph = graphOf([
  file('train.py', [is('', 'training-pipeline', 'pytorch'), uses('', 'logs-to', 'ml-metadata-store', 'mlflow', 4)]),
  file('gate.py', [is('', 'model-validation', 'code', { attributes: { gate: true } })]),
  file('requirements.txt', [is('', 'feature-store', 'feast', { declared: 'dependency-only' })]),
]);
const component = (type: string, rest: object = {}): Condition =>
  ({ component: { type: [type], ...rest } }) as Condition;
const logs: Condition = { relation: { from: ['training-pipeline'], type: ['logs-to'], to: ['ml-metadata-store'] } };

const logging = { outgoing: ['logs-to'], to: ['ml-metadata-store'] };
const started = { incoming: ['orchestrates', 'triggers'], from: ['workflow-orchestration'] };

describe('condition', () => {
  it.each<[string, Condition, boolean]>([
    ['component that is defined', component('training-pipeline'), true],
    ['component that is absent', component('model-serving'), false],
    ['component that is only declared', component('feature-store'), false],
    ['component that shall be only declared', component('feature-store', { status: 'declared' }), true],
    ['component of a technology', component('ml-metadata-store', { technology: ['mlflow', 'wandb'] }), true],
    ['component of another technology', component('ml-metadata-store', { technology: ['wandb'] }), false],
    ['component with an attribute', component('model-validation', { attributes: { gate: true } }), true],
    ['component without the attribute', component('model-validation', { attributes: { gate: false } }), false],
    ['relation', logs, true],
    [
      'relation the other way',
      { relation: { from: ['ml-metadata-store'], type: ['logs-to'], to: ['training-pipeline'] } },
      false,
    ],
    ['all', { all: [logs, component('training-pipeline')] }, true],
    ['all with one that fails', { all: [logs, component('model-serving')] }, false],
    ['any', { any: [component('model-serving'), logs] }, true],
    ['any of nothing that holds', { any: [component('model-serving'), component('monitoring')] }, false],
    [
      'component that is declared for a reason',
      component('feature-store', { status: 'declared', reason: ['dependency-only'] }),
      true,
    ],
    [
      'component that is declared for another one',
      component('feature-store', { status: 'declared', reason: ['disabled'] }),
      false,
    ],
    ['component in files of a kind', component('training-pipeline', { fileEnds: ['.ipynb', '.py'] }), true],
    ['component in files of another kind', component('training-pipeline', { fileEnds: ['.ipynb'] }), false],
    ['component with a relation', component('training-pipeline', { with: [logging] }), true],
    ['component with a relation that it has not', component('training-pipeline', { with: [logging, started] }), false],
    [
      'component at the other end',
      component('ml-metadata-store', { with: [{ incoming: ['logs-to'], from: ['training-pipeline'] }] }),
      true,
    ],
    ['component without a relation', component('training-pipeline', { without: [started] }), true],
    [
      'component without a relation that it has',
      component('training-pipeline', { without: [started, logging] }),
      false,
    ],
    ['one technology of two', { count: { technologies: { type: ['ml-metadata-store'] }, atLeast: 2 } }, false],
    [
      'two technologies',
      { count: { technologies: { type: ['ml-metadata-store', 'training-pipeline'] }, atLeast: 2 } },
      true,
    ],
    ['not', { not: component('model-serving') }, true],
    ['not what holds', { not: logs }, false],
  ])('%s', (_, condition, holds) => {
    expect(evaluateCondition(condition, graph).holds).toBe(holds);
  });

  it('shows evidence of every part, and none when it does not hold', () => {
    const places = (c: Condition): string[] => evaluateCondition(c, graph).evidence.map((e) => `${e.file}:${e.line}`);
    expect(places({ all: [component('model-validation'), logs] })).toEqual(['gate.py:1', 'train.py:4']);
    expect(places({ all: [logs, component('model-serving')] })).toEqual([]);
  });
});

describe('the tools of components', () => {
  const tool = {
    id: 't',
    type: 'ci-cd' as const,
    technology: 'pytest',
    name: '',
    status: 'defined' as const,
    confidence: 'high' as const,
    attributes: { role: 'tool' },
    evidence: [],
  };
  const withTool = { ...graph, tools: [tool] };
  it.each<[string, Condition, boolean]>([
    ['are found where they are asked for', component('ci-cd', { attributes: { role: 'tool' } }), true],
    ['by technology', component('ci-cd', { technology: ['locust'], attributes: { role: 'tool' } }), false],
    ['and are no components', component('ci-cd'), false],
  ])('%s', (_, condition, holds) => {
    expect(evaluateCondition(condition, withTool).holds).toBe(holds);
  });
});

describe('the types that a condition speaks of', () => {
  it('are those of all its parts, each once', () => {
    expect(
      typesIn({ all: [logs, { not: component('monitoring') }, { any: [component('ml-metadata-store')] }] }),
    ).toEqual(['training-pipeline', 'ml-metadata-store', 'monitoring']);
    expect(typesIn(undefined)).toEqual([]);
  });
});
