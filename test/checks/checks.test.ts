import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/assessment/types.js';
import { evaluateChecks } from '../../src/checks/index.js';
import type { Fact, FileFacts } from '../../src/facts/types.js';
import { readKnowledge } from '../../src/knowledge/read.js';
import { file, graphOf, is, link, trait, unit, uses } from '../graph/support.js';

const { checks } = readKnowledge(resolve(import.meta.dirname, '../..'));
const found = (id: string, files: FileFacts[]): Finding[] =>
  evaluateChecks(
    checks.filter((check) => check.id === id),
    graphOf(files),
  );

const train = (...facts: Fact[]): FileFacts => file('train.py', [is('', 'training-pipeline', 'pytorch'), ...facts]);
const dag = (...facts: Fact[]): FileFacts =>
  file('dag.py', [
    unit('dag:d', 'dag'),
    is('dag:d', 'workflow-orchestration', 'airflow', { name: 'd', kind: 'structure' }),
    ...facts,
  ]);
const ci = (...facts: Fact[]): FileFacts =>
  file('ci.yml', [unit('workflow', 'workflow'), is('workflow', 'ci-cd', 'github-actions'), ...facts]);
const serving = (...facts: Fact[]): FileFacts =>
  file('serve.yaml', [unit('w', 'workload'), is('w', 'model-serving', 'kserve', { kind: 'manifest' }), ...facts]);
const monitoring = (...facts: Fact[]): FileFacts =>
  file('monitor.yaml', [unit('m', 'workload'), is('m', 'monitoring', 'prometheus', { kind: 'manifest' }), ...facts]);
const deploys = (unitId: string): Fact => link(unitId, 'deploys', 'path', 'serve.yaml');
const runs = (unitId: string): Fact => link(unitId, 'runs', 'path', 'train.py');
const gate = (gate: boolean): FileFacts =>
  file('evaluate.py', [is('', 'model-validation', 'custom-code', { attributes: { gate } })]);
const registers = uses('', 'registers-in', 'model-registry', 'mlflow', 7);
const logs = uses('', 'logs-to', 'ml-metadata-store', 'mlflow', 6);
const listed = (claim: Parameters<typeof is>[1], technology: string): FileFacts =>
  file('requirements.txt', [is('', claim, technology, { declared: 'dependency-only' })]);

/** Of a hit the files of its evidence; of a miss nothing. */
type Table = [name: string, files: FileFacts[], evidence?: string[]][];
const tables: Record<string, Table> = {
  'deployment-without-validation': [
    ['CI deploys a service', [ci(deploys('workflow')), serving()], ['ci.yml', 'serve.yaml']],
    ['a pipeline deploys it', [dag(deploys('dag:d')), serving()], ['dag.py', 'serve.yaml']],
    ['the evaluation stops nothing', [ci(deploys('workflow')), serving(), gate(false)], ['ci.yml', 'serve.yaml']],
    ['the evaluation can stop it', [ci(deploys('workflow')), serving(), gate(true)]],
    ['nothing deploys the service', [ci(), serving()]],
    ['something else is deployed', [ci(link('workflow', 'deploys', 'path', 'dag.py')), dag()]],
    [
      'what deploys it is only listed',
      [ci(deploys('workflow'), unit('workflow', 'workflow', { off: 'disabled' })), serving()],
    ],
  ],
  'manual-training': [
    ['nothing starts the training', [train()], ['train.py']],
    ['CI and a pipeline do other things', [ci(), dag(), train()], ['train.py']],
    ['a pipeline runs it', [dag(runs('dag:d')), train()]],
    ['CI runs it', [ci(runs('workflow')), train()]],
    ['there is no training', [ci(), dag()]],
    ['training is only in a test', [file('t.py', [is('', 'training-pipeline', 'pytorch')], { role: 'test' })]],
  ],
  'monitoring-without-feedback': [
    ['monitoring beside training', [monitoring(), train()], ['monitor.yaml', 'train.py']],
    ['monitoring beside a pipeline', [monitoring(), dag()], ['monitor.yaml', 'dag.py']],
    [
      'monitoring watches the service only',
      [monitoring(uses('m', 'monitors', 'model-serving', 'kserve')), serving(), train()],
      ['monitor.yaml', 'train.py'],
    ],
    ['monitoring starts the pipeline', [monitoring(link('m', 'triggers', 'path', 'dag.py')), dag()]],
    ['monitoring feeds an event bus', [monitoring(uses('m', 'feeds-back-to', 'event-bus', 'kafka')), train()]],
    ['there is nothing to train', [monitoring(), serving()]],
    ['there is no monitoring', [train(), dag()]],
  ],
  'pipeline-without-tests': [
    ['CI beside training', [ci(), train()], ['ci.yml', 'train.py']],
    ['CI deploys the pipeline', [ci(link('workflow', 'deploys', 'path', 'dag.py')), dag()], ['ci.yml', 'dag.py']],
    [
      'tests import nothing of it',
      [ci(trait('workflow', 'tests')), train(), file('tests/test_x.py', [], { role: 'test' })],
      ['ci.yml', 'train.py'],
    ],
    [
      'tests import the training, and CI does not run them',
      [ci(), train(), file('tests/test_x.py', [link('', 'imports', 'python-module', 'train')], { role: 'test' })],
      ['ci.yml', 'train.py'],
    ],
    [
      'CI runs tests that import it',
      [
        ci(trait('workflow', 'tests')),
        train(),
        file('tests/test_x.py', [link('', 'imports', 'python-module', 'train')], { role: 'test' }),
      ],
    ],
    ['CI builds the pipeline', [ci(link('workflow', 'builds', 'path', 'dag.py')), dag()]],
    ['there is no CI', [train(), dag()]],
    ['CI has nothing to test', [ci(), serving()]],
  ],
  'serving-bypasses-registry': [
    ['a registry that nothing reads', [serving(), train(registers)], ['serve.yaml', 'train.py']],
    [
      'serving loads from a bucket',
      [serving(uses('w', 'loads-from', 'data-store', 's3', 4)), train(registers)],
      ['serve.yaml', 'train.py'],
    ],
    [
      'only training loads from it',
      [serving(), train(uses('', 'loads-from', 'model-registry', 'mlflow'))],
      ['serve.yaml', 'train.py'],
    ],
    ['serving loads from it', [serving(uses('w', 'loads-from', 'model-registry', 'mlflow')), train(registers)]],
    ['a pipeline loads from it and deploys', [serving(), dag(uses('dag:d', 'loads-from', 'model-registry', 'mlflow'))]],
    ['there is no registry', [serving(), train()]],
    ['the registry is only listed', [serving(), listed('model-registry', 'mlflow')]],
    ['nothing is served', [train(registers)]],
  ],
  'serving-without-monitoring': [
    ['a service', [serving()], ['serve.yaml']],
    ['monitoring is only listed', [serving(), listed('monitoring', 'evidently')], ['serve.yaml']],
    ['monitoring', [serving(), monitoring()]],
    ['the service reports to monitoring', [serving(uses('w', 'logs-to', 'monitoring', 'datadog'))]],
    ['nothing is served', [train()]],
    ['the service is only listed', [listed('model-serving', 'kserve')]],
  ],
  'training-without-registry': [
    ['training', [train()], ['train.py']],
    ['the registry is only listed', [train(), listed('model-registry', 'mlflow')], ['train.py']],
    ['training that logs', [train(logs)], ['train.py']],
    ['training registers', [train(registers)]],
    ['another program registers', [train(), file('register.py', [registers])]],
    ['nothing trains', [serving(), listed('training-pipeline', 'pytorch')]],
  ],
  'training-without-tracking': [
    ['training', [train()], ['train.py']],
    ['training registers only', [train(registers)], ['train.py']],
    ['tracking is only listed', [train(), listed('ml-metadata-store', 'mlflow')], ['train.py']],
    ['training logs', [train(logs)]],
    ['the pipeline logs', [dag(uses('dag:d', 'logs-to', 'ml-metadata-store', 'mlflow'), runs('dag:d')), train()]],
    ['nothing trains', [dag(), serving()]],
  ],
};

it('every rule is tested', () => {
  expect(Object.keys(tables)).toEqual(checks.map((check) => check.id));
});

describe.each(Object.entries(tables))('%s', (id, table) => {
  it.each(table.filter(([, , evidence]) => evidence))('is raised: %s', (_, files, evidence) => {
    expect(found(id, files).map((f) => [f.ruleId, f.evidence.map((e) => e.file)])).toEqual([[id, evidence]]);
  });
  it.each(table.filter(([, , evidence]) => !evidence))('is not raised: %s', (_, files) => {
    expect(found(id, files)).toEqual([]);
  });
});

describe('a finding', () => {
  const moved = (fact: Fact, lines: number): Fact => ({ ...fact, at: { ...fact.at, line: fact.at.line + lines } });
  const findings = (files: FileFacts[]): Finding[] => evaluateChecks(checks, graphOf(files));
  const files = [ci(deploys('workflow')), serving(), train(registers), monitoring(), dag()];
  const prints = (list: FileFacts[]): string[] => findings(list).map((f) => `${f.ruleId} ${f.fingerprint}`);

  it('is what its rule says', () => {
    const [rule] = checks;
    const [finding] = findings(files);
    expect({ ...finding, fingerprint: '', evidence: [] }).toEqual({
      ruleId: rule?.id,
      severity: rule?.severity,
      confidence: rule?.confidence,
      message: rule?.message,
      remediation: rule?.remediation,
      fingerprint: '',
      evidence: [],
    });
    expect(finding?.fingerprint).toMatch(/^[0-9a-f]{32}$/);
  });
  it('keeps its fingerprint when lines move', () => {
    const later = files.map((f) => ({ ...f, facts: f.facts.map((fact) => moved(fact, 40)) }));
    expect(findings(later).map((f) => f.evidence)).not.toEqual(findings(files).map((f) => f.evidence));
    expect(prints(later)).toEqual(prints(files));
  });
  it('keeps it when the checkout has another name', () => {
    expect(prints(files.map((f) => ({ ...f, source: 'elsewhere' })))).toEqual(prints(files));
  });
  it('has another one for another rule, and for other components', () => {
    const all = findings([train()]).map((f) => f.fingerprint);
    expect(new Set(all).size).toBe(3);
    const other = findings([{ ...train(), path: 'other.py' }]).map((f) => f.fingerprint);
    expect(all.filter((print) => other.includes(print))).toEqual([]);
  });
  it('needs something to speak of', () => {
    expect(findings([])).toEqual([]);
  });
});
