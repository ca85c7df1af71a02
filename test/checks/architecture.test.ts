/** The rules about reference architectures: what an organisation's own model, or one that comes with refarch, says of a graph. */
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/assessment/types.js';
import { evaluateChecks } from '../../src/checks/index.js';
import { evaluateConformance } from '../../src/conformance/index.js';
import { completeArchitecture, type WrittenArchitecture } from '../../src/conformance/written.js';
import { file, graphOf, is, unit, uses } from '../graph/support.js';
import { architectures, checks, dag, gate, registers, serving, train } from './support.js';

const ELEMENTS: WrittenArchitecture['elements'] = [
  { id: 'flow', name: 'Flow', in: 'top', types: ['workflow-orchestration'] },
  { id: 'training', name: 'Training', in: 'top', types: ['training-pipeline'] },
  { id: 'registry', name: 'Registry', in: 'low', types: ['model-registry'] },
  { id: 'service', name: 'Service', in: 'low', types: ['model-serving'] },
];
const HEAD = { id: 'm', kind: 'reference-architecture', name: 'M' } as const;
const LAYERS = [
  { id: 'top', name: 'Top' },
  { id: 'low', name: 'Low' },
];
const files = [dag(uses('dag:d', 'registers-in', 'model-registry', 'mlflow', 3)), serving(), gate(true)];

function found(model: Partial<WrittenArchitecture>, own = true, graph = graphOf(files)): Finding[] {
  const completed = completeArchitecture({ ...HEAD, layers: LAYERS, elements: ELEMENTS, ...model });
  if ('fault' in completed) throw new Error(completed.fault.message);
  const verdict = evaluateConformance({ ...completed.model, ...(own ? { own } : {}) }, graph);
  return evaluateChecks(checks, graph, (id) => id, [verdict]).findings.filter((f) =>
    f.ruleId.startsWith('architecture-'),
  );
}
const brief = (findings: Finding[]): string[] =>
  findings.map(
    (f) => `${f.ruleId} ${f.severity}: ${f.message} ${f.evidence.map((e) => `${e.file}:${e.line}`).join(' ')}`,
  );

const forbidden = { from: 'flow', to: 'registry', types: ['registers-in'], modality: 'forbidden' } as const;
const rule = (enforcement: 'rule' | 'advisory' | 'off', kind: 'forbidden' | 'allowed' = 'forbidden') => ({
  layerRules: [
    {
      id: 'r',
      statement: 'The top leaves the low alone.',
      kind,
      enforcement,
      uses: [kind === 'forbidden' ? { from: ['top'], to: ['low'] } : { from: ['low'], to: ['top'] }],
    },
  ],
});
const SAID = 'A relation is against the reference architecture';
const RELATION = 'd (airflow) registers in mlflow. dag.py:3 dag.py:1';

/** Rule, severity, message and places of what a model makes of one graph. */
const CASES: Record<string, [name: string, model: Partial<WrittenArchitecture>, expected: string[], own?: boolean][]> =
  {
    'architecture-divergence': [
      [
        'a forbidden relation',
        { relations: [{ ...forbidden, types: ['registers-in'] }] },
        [`architecture-divergence error: ${SAID} (M, flow-registry: Flow → Registry is forbidden): ${RELATION}`],
      ],
      [
        'a layer rule that is in force',
        rule('rule'),
        [`architecture-divergence error: ${SAID} (M, r: The top leaves the low alone): ${RELATION}`],
      ],
      [
        'a layer rule that is advice',
        rule('advisory', 'allowed'),
        [`architecture-divergence info: ${SAID} (M, r: The top leaves the low alone): ${RELATION}`],
      ],
      [
        'a model that comes with refarch',
        { relations: [{ ...forbidden, types: ['registers-in'] }] },
        [`architecture-divergence warning: ${SAID} (M, flow-registry: Flow → Registry is forbidden): ${RELATION}`],
        false,
      ],
      ['advice of a model that comes with refarch', rule('advisory', 'allowed'), [], false],
      ['a layer rule that is off', rule('off'), []],
      [
        'a relation that is allowed',
        { relations: [{ ...forbidden, types: ['registers-in'], modality: 'allowed' }] },
        [],
      ],
      ['a forbidden relation that is not there', { relations: [{ ...forbidden, types: ['deploys'] }] }, []],
    ],
    'architecture-absence': [
      [
        'a required relation between what is there',
        { relations: [{ from: 'flow', to: 'service', types: ['deploys'] }] },
        [
          'architecture-absence warning: A relation that the architecture of the organisation requires is defined nowhere (M, flow-service: Flow → Service is required). dag.py:1 serve.yaml:1',
        ],
      ],
      [
        'each of several',
        {
          relations: [
            { from: 'flow', to: 'service', types: ['deploys'] },
            { from: 'service', to: 'registry', types: ['loads-from'] },
          ],
        },
        [
          'architecture-absence warning: A relation that the architecture of the organisation requires is defined nowhere (M, flow-service: Flow → Service is required). dag.py:1 serve.yaml:1',
          'architecture-absence warning: A relation that the architecture of the organisation requires is defined nowhere (M, service-registry: Service → Registry is required). serve.yaml:1 dag.py:3',
        ],
      ],
      ['an end that is absent', { relations: [{ from: 'training', to: 'registry', types: ['registers-in'] }] }, []],
      ['a relation that is there', { relations: [{ from: 'flow', to: 'registry', types: ['registers-in'] }] }, []],
      [
        'a model that comes with refarch: its checks say it',
        { relations: [{ from: 'flow', to: 'service', types: ['deploys'] }] },
        [],
        false,
      ],
    ],
  };

describe.each(Object.entries(CASES))('%s', (_, table) => {
  it.each(table)('%s', (_name, model, expected, own = true) => {
    expect(brief(found(model, own))).toEqual(expected);
  });
});

describe('a finding about an architecture', () => {
  it('keeps its fingerprint when lines move, and has one of its own for each relation', () => {
    const model = rule('rule');
    const twice = graphOf([
      dag(
        uses('dag:d', 'registers-in', 'model-registry', 'mlflow', 9),
        uses('dag:d', 'registers-in', 'model-registry', 'sagemaker', 10),
      ),
      serving(),
    ]);
    const [first] = found(model);
    const findings = found(model, true, twice);
    expect(findings.map((f) => f.components)).toEqual([
      ['workflow-orchestration/airflow/d', 'model-registry/mlflow'],
      ['workflow-orchestration/airflow/d', 'model-registry/sagemaker'],
    ]);
    expect(findings[0]?.fingerprint).toBe(first?.fingerprint);
    expect(findings[1]?.fingerprint).not.toBe(first?.fingerprint);
  });

  it('is raised where a service that answers at once reads what is behind the feature store', () => {
    const kreuzberger = architectures.find(({ id }) => id === 'kreuzberger-2022');
    if (!kreuzberger) throw new Error('no model');
    const bucket = (name: string) => is('', 'data-store', 's3', { name });
    const reads = (at: string, line: number) => ({
      ...uses(at, 'reads-from', 'data-store', 's3', line),
      name: 'lake',
    });
    const graph = graphOf([
      file('features.py', [unit('f', 'resource'), is('f', 'feature-store', 'feast'), reads('f', 2)]),
      file('lake.tf', [bucket('lake')]),
      file('serve.py', [
        unit('w', 'workload'),
        is('w', 'model-serving', 'fastapi', { attributes: { mode: 'online' } }),
        reads('w', 4),
      ]),
      train(registers),
    ]);
    const { findings } = evaluateChecks(checks, graph, (id) => id, [evaluateConformance(kreuzberger, graph)]);
    expect(brief(findings.filter((f) => f.ruleId === 'architecture-divergence'))).toEqual([
      `architecture-divergence warning: ${SAID} (${kreuzberger.name}, online-features: Offline database of the feature store → Model serving component is forbidden): fastapi reads from lake (s3). serve.py:4 serve.py:1 lake.tf:1`,
    ]);
  });
});
