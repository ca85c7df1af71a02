/** Microsoft's levels over invented definitions: what they support without anybody's attestation. */
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LevelVerdict } from '../../src/assessment/types.js';
import type { Fact } from '../../src/facts/types.js';
import { readKnowledge } from '../../src/knowledge/read.js';
import { evaluateMaturity } from '../../src/maturity/index.js';
import { file, graphOf, is, link, trait, unit, uses } from '../graph/support.js';

const knowledge = readKnowledge(resolve(import.meta.dirname, '../..'));

function microsoft(facts: Record<string, Fact[]>, edition = '2020'): LevelVerdict {
  const model = knowledge.maturityModels.find((m) => m.id === 'microsoft-mlops');
  if (!model) throw new Error('no model');
  const files = Object.entries(facts).map(([path, list]) =>
    file(path, list, { role: path.startsWith('tests/') ? 'test' : 'production' }),
  );
  const verdict = evaluateMaturity(model, graphOf(files, knowledge.derivations), { edition });
  if (verdict.kind === 'questionnaire') throw new Error('no levels');
  return verdict;
}

const train: Fact[] = [
  is('', 'training-pipeline', 'pytorch'),
  uses('', 'logs-to', 'ml-metadata-store', 'mlflow'),
  uses('', 'registers-in', 'model-registry', 'mlflow'),
];
const dag: Fact[] = [
  unit('dag:d', 'dag'),
  is('dag:d', 'workflow-orchestration', 'airflow', { name: 'd' }),
  link('dag:d', 'runs', 'path', 'train.py'),
];
const ci = (...facts: Fact[]): Fact[] => [
  unit('workflow', 'workflow'),
  is('workflow', 'ci-cd', 'github-actions'),
  ...facts,
];
const tested: Fact[] = [trait('workflow', 'tests')];
const delivers: Fact = link('workflow', 'deploys', 'path', 'serving.yaml');
const endpoint: Fact[] = [is('', 'model-serving', 'azure-ml')];
const canary: Fact[] = [is('', 'model-serving', 'kserve', { attributes: { canary: true } })];
const app: Fact[] = [is('', 'model-serving', 'flask', { attributes: { mode: 'online' } })];
const imports = (module: string): Fact[] => [link('', 'imports', 'python-module', module)];

describe('microsoft-mlops', () => {
  it.each<[string, Record<string, Fact[]>, Pick<LevelVerdict, 'level' | 'confirmed' | 'ceiling' | 'blockers'>]>([
    [
      'training and serving by hand',
      { 'train.py': train, 'app.py': app },
      { level: 0, confirmed: 0, ceiling: 4, blockers: ['MT1.1', 'MT1.2'] },
    ],
    [
      'a service that CI deploys untested',
      { 'ci.yml': ci(link('workflow', 'deploys', 'path', 'app.py')), 'train.py': train, 'app.py': app },
      { level: 0, confirmed: 0, ceiling: 4, blockers: ['MT1.2'] },
    ],
    [
      'a managed endpoint has no application code to test; training is manual',
      { 'ci.yml': ci(delivers), 'train.py': train, 'serving.yaml': endpoint },
      { level: 1, confirmed: 1, ceiling: 4, blockers: ['MT2.1'] },
    ],
    [
      'the same with a pipeline; people have not spoken',
      { 'ci.yml': ci(delivers), 'dag.py': dag, 'train.py': train, 'serving.yaml': endpoint },
      { level: 2, confirmed: 1, ceiling: 4, blockers: ['MT3.1', 'MT3.2'] },
    ],
    [
      'tests of training and serving, a share of the traffic, an approval by a person',
      {
        'ci.yml': ci(delivers, ...tested, trait('workflow', 'approval')),
        'dag.py': dag,
        'train.py': train,
        'serving.yaml': canary,
        'tests/test_train.py': imports('train'),
      },
      { level: 2, confirmed: 1, ceiling: 4, blockers: ['MT3.2'] },
    ],
    [
      'a model in service that CI does not release',
      { 'ci.yml': ci(...tested), 'dag.py': dag, 'train.py': train, 'serving.yaml': endpoint },
      { level: 0, confirmed: 0, ceiling: 2, blockers: ['MT1.1'] },
    ],
  ])('%s', (_, facts, expected) => {
    const { level, confirmed, ceiling, blockers } = microsoft(facts);
    expect({ level, confirmed, ceiling, blockers }).toEqual(expected);
  });

  it('asks for recurring training in the current edition only', () => {
    const facts = { 'ci.yml': ci(delivers), 'dag.py': dag, 'train.py': train, 'serving.yaml': endpoint };
    expect(microsoft(facts, 'current')).toMatchObject({ edition: 'current', level: 1, blockers: ['MT2.4'] });
    const scheduled = { ...facts, 'dag.py': [...dag, trait('dag:d', 'runs-on-schedule')] };
    expect(microsoft(scheduled, 'current')).toMatchObject({ level: 2 });
  });

  it('does not call a release manual because a person approves it', () => {
    const facts = {
      'ci.yml': ci(delivers, trait('workflow', 'approval')),
      'train.py': train,
      'serving.yaml': endpoint,
    };
    expect(microsoft(facts).criteria.find((c) => c.id === 'ME1')?.status).toBe('met');
  });
});
