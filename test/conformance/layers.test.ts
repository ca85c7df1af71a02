/** Layer rules on small graphs: who may use whom, with the evidence of both ends. */
import { describe, expect, it } from 'vitest';
import { evaluateConformance } from '../../src/conformance/index.js';
import type { ModelRelation } from '../../src/conformance/types.js';
import { completeArchitecture, type WrittenArchitecture } from '../../src/conformance/written.js';
import { file, graphOf, is, unit, uses } from '../graph/support.js';

const files = [
  file('dag.py', [
    unit('dag', 'dag'),
    is('dag', 'workflow-orchestration', 'airflow', { name: 'd', kind: 'structure' }),
    uses('dag', 'registers-in', 'model-registry', 'mlflow', 3),
  ]),
  file('registry.yaml', [is('', 'model-registry', 'mlflow', { kind: 'manifest' })]),
];

type Rule = NonNullable<WrittenArchitecture['layerRules']>[number];

function judged(rules: Rule[], relations: Partial<ModelRelation>[] = []) {
  const completed = completeArchitecture({
    id: 'm',
    kind: 'reference-architecture',
    name: 'M',
    layers: [
      { id: 'top', name: 'Top' },
      { id: 'low', name: 'Low' },
    ],
    elements: [
      { id: 'flow', name: 'Flow', in: 'top', types: ['workflow-orchestration'] },
      { id: 'registry', name: 'Registry', in: 'low', types: ['model-registry'] },
    ],
    relations,
    layerRules: rules.map((rule) => ({ statement: 's', uses: [], ...rule })),
  });
  if ('fault' in completed) throw new Error(completed.fault.message);
  const verdict = evaluateConformance(completed.model, graphOf(files));
  return (verdict.layerRules ?? []).map((rule) => [
    `${rule.id} ${rule.status} ${rule.selected}`,
    ...rule.violations.map((v) => `${v.relation}: ${v.evidence.map((e) => `${e.file}:${e.line}`).join(' ')}`),
  ]);
}

const DOWN = [{ from: ['top'], to: ['low'] }];
const UP = [{ from: ['low'], to: ['top'] }];
const USE = 'workflow-orchestration/airflow/d registers-in model-registry/mlflow: dag.py:3 dag.py:1 registry.yaml:1';

describe('a layer rule', () => {
  it.each<[string, Rule[], string[][]]>([
    ['finds what it forbids, at both ends', [{ id: 'r', kind: 'forbidden', uses: DOWN }], [['r broken 1', USE]]],
    ['holds where it allows what is there', [{ id: 'r', kind: 'allowed', uses: DOWN }], [['r holds 1']]],
    ['says that it selected nothing', [{ id: 'r', kind: 'forbidden', uses: UP }], [['r nothing-selected 0']]],
    ['is not looked at when off', [{ id: 'r', kind: 'forbidden', uses: DOWN, enforcement: 'off' }], [['r off 0']]],
    ['may only state something', [{ id: 'r', kind: 'structure' }], [['r stated 0']]],
    [
      'shows as advice what it does not allow',
      [{ id: 'r', kind: 'allowed', uses: UP, enforcement: 'advisory' }],
      [['r broken 0', USE]],
    ],
    [
      'unless another rule speaks of it, even one that is off',
      [
        { id: 'r', kind: 'allowed', uses: UP, enforcement: 'advisory' },
        { id: 'q', kind: 'forbidden', uses: DOWN, enforcement: 'off' },
      ],
      [['r nothing-selected 0'], ['q off 0']],
    ],
  ])('%s', (_, rules, expected) => {
    expect(judged(rules)).toEqual(expected);
  });

  it('does not speak against what the model draws itself', () => {
    const relations = [{ from: 'flow', to: 'registry', types: ['registers-in' as const] }];
    expect(judged([{ id: 'r', kind: 'forbidden', uses: DOWN }], relations)).toEqual([['r holds 1']]);
  });
});
