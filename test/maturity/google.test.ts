import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LevelVerdict } from '../../src/assessment/types.js';
import type { Fact } from '../../src/facts/types.js';
import { evaluateMaturity } from '../../src/maturity/index.js';
import { readKnowledge } from '../../src/knowledge/read.js';
import { file, graphOf, is, link, trait, unit, uses } from '../graph/support.js';

/** The entry of that id; the test cannot go on without it. */
function the<T extends { id: string }>(list: readonly T[], id: string): T {
  const found = list.find((entry) => entry.id === id);
  if (!found) throw new Error(`no ${id}`);
  return found;
}

/** The verdict of a model that has levels. */
function levelVerdict(...of: Parameters<typeof evaluateMaturity>): LevelVerdict {
  const verdict = evaluateMaturity(...of);
  if (verdict.kind === 'questionnaire') throw new Error('no levels');
  return verdict;
}

const knowledge = readKnowledge(resolve(import.meta.dirname, '../..'));
const google = the(knowledge.maturityModels, 'google-mlops');
const level = (facts: Record<string, Fact[]>, roles: Record<string, 'test'> = {}) =>
  levelVerdict(
    google,
    graphOf(
      Object.entries(facts).map(([path, list]) => file(path, list, { role: roles[path] ?? 'production' })),
      knowledge.derivations,
    ),
  );

const train: Fact[] = [is('', 'training-pipeline', 'pytorch')];
const dag: Fact[] = [
  unit('dag:d', 'dag'),
  is('dag:d', 'workflow-orchestration', 'airflow', { name: 'd' }),
  link('dag:d', 'runs', 'path', 'train.py'),
];
const gate: Fact[] = [trait('', 'model-gate')];
const serving: Fact[] = [is('', 'model-serving', 'kserve')];
const deploy: Fact[] = [link('dag:d', 'deploys', 'path', 'serving.yaml')];
const ci = (...facts: Fact[]): Fact[] => [
  unit('workflow', 'workflow'),
  is('workflow', 'ci-cd', 'github-actions'),
  ...facts,
];
const tests: Fact[] = [trait('workflow', 'tests')];
const testFile: Fact[] = [link('', 'imports', 'python-module', 'train')];

describe('level', () => {
  it.each<[string, Record<string, Fact[]>, { level: number; ceiling: number; blockers: string[] }]>([
    ['training by hand', { 'train.py': train }, { level: 0, ceiling: 2, blockers: ['G1.1', 'G1.5', 'G1.8'] }],
    [
      'an orchestrated training that ends there',
      { 'dag.py': dag, 'train.py': train },
      { level: 0, ceiling: 2, blockers: ['G1.5', 'G1.8'] },
    ],
    [
      'a pipeline that registers without looking',
      { 'dag.py': dag, 'train.py': [...train, uses('', 'registers-in', 'model-registry', 'mlflow')] },
      { level: 0, ceiling: 0, blockers: ['G1.5', 'G1.8'] },
    ],
    [
      'a pipeline that validates and deploys',
      { 'dag.py': [...dag, ...deploy], 'train.py': [...train, ...gate], 'serving.yaml': serving },
      { level: 1, ceiling: 2, blockers: ['G2.s2', 'G2.s3'] },
    ],
    [
      'the same, with a CI that tests the training but does not deliver the pipeline',
      {
        'ci.yml': ci(...tests),
        'dag.py': [...dag, ...deploy],
        'train.py': [...train, ...gate],
        'serving.yaml': serving,
        'tests/test_train.py': testFile,
      },
      { level: 1, ceiling: 1, blockers: ['G2.s3'] },
    ],
    [
      'the same, with a CI that also delivers the pipeline',
      {
        'ci.yml': ci(...tests, link('workflow', 'deploys', 'path', 'dag.py')),
        'dag.py': [...dag, ...deploy],
        'train.py': [...train, ...gate],
        'serving.yaml': serving,
        'tests/test_train.py': testFile,
      },
      { level: 2, ceiling: 2, blockers: [] },
    ],
  ])('%s', (_, facts, expected) => {
    const verdict = level(facts, { 'tests/test_train.py': 'test' });
    expect({ level: verdict.level, ceiling: verdict.ceiling, blockers: verdict.blockers }).toEqual(expected);
  });

  it('says nothing about sources without machine learning', () => {
    expect(level({ 'ci.yml': ci() }).assessable).toBe(false);
    expect(level({ 'train.py': train }).assessable).toBe(true);
  });
});

describe('trigger', () => {
  it.each<[string, Fact[], string]>([
    ['a schedule of the pipeline', [trait('dag:d', 'runs-on-schedule')], 'met'],
    ['an event that starts the pipeline', [trait('dag:d', 'runs-on-event')], 'met'],
    ['a push is none', [trait('dag:d', 'runs-on-push')], 'not-observed'],
    ['nor is a person', [trait('dag:d', 'runs-on-demand')], 'not-observed'],
  ])('%s', (_, traits, status) => {
    const verdict = level({ 'dag.py': [...dag, ...traits], 'train.py': train });
    expect(verdict.criteria.find((c) => c.id === 'G1.12')?.status).toBe(status);
  });
});
