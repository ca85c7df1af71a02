import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FileFacts } from '../../src/facts/types.js';
import { reference } from '../../src/facts/value.js';
import { readKnowledge } from '../../src/knowledge/read.js';
import { dag, job, pipeline, type Table } from './derivation-facts.js';
import { monitoringTables } from './monitoring-derivations.js';
import { servingTables } from './serving-derivations.js';
import { decides, testing } from './workflows.js';
import { at, file, graphOf, is, link, shown, trait, unit } from './support.js';

const { derivations } = readKnowledge(resolve(import.meta.dirname, '../..'));

/** Components with the one rule at work. */
const derived = (id: string, files: FileFacts[]): string[] =>
  shown(
    graphOf(
      files,
      derivations.filter((rule) => rule.id === id),
    ),
  ).components;

const tables: Table = {
  'model-validation-decision': [
    ['a delivery that asks a judge of models', decides('judges-model'), ['model-validation/custom-code defined']],
    ['a delivery that asks a judge of data', decides('judges-data'), []],
    ['a delivery that asks nobody', [file('p.py', [trait('', 'guards-delivery')])], []],
    ['a judge whom nobody asks', [file('p.py', [trait('', 'judges-model')])], []],
  ],
  ...monitoringTables,
  'data-validation-decision': [
    ['a run that asks a judge of data', decides('judges-data'), ['data-validation/custom-code defined']],
    ['a run that asks a judge of models', decides('judges-model'), []],
  ],
  'data-validation-tests': [
    ['a test of data in a workflow that trains', testing('judges-data', true), ['data-validation/custom-code defined']],
    ['a test of data where nothing trains', testing('judges-data', false), []],
    ['a test of code', testing('reads-data', true), []],
  ],
  'model-validation-tests': [
    [
      'a test of a model in a workflow that trains',
      testing('judges-model', true),
      ['model-validation/custom-code defined'],
    ],
    ['a test of a model where nothing trains', testing('judges-model', false), []],
  ],
  'data-validation-before-training': [
    [
      'a check in the code that trains',
      [file('t.py', [trait('', 'data-gate', { technology: 'pandera' }), trait('', 'trains-model')])],
      ['data-validation/pandera defined'],
    ],
    [
      'a check in code that calls the training',
      [
        file('t.py', [trait('', 'data-gate'), link('', 'calls', 'python-name', 'fit.fit')]),
        file('fit.py', [unit('def:fit', 'function'), trait('def:fit', 'trains-model')]),
      ],
      ['data-validation/custom-code defined'],
    ],
    ['a check in code that trains nothing', [file('t.py', [trait('', 'data-gate')])], []],
    ['a check that stops nothing', [file('t.py', [trait('', 'validates-data'), trait('', 'trains-model')])], []],
    [
      'a check beside the training, in a function of its own',
      [
        file('t.py', [
          unit('def:check', 'function'),
          unit('def:fit', 'function'),
          trait('def:check', 'data-gate'),
          trait('def:fit', 'trains-model'),
        ]),
      ],
      [],
    ],
  ],
  'data-validation-gate': [
    [
      'a check in the main part of a program',
      [file('c.py', [unit('main', 'main'), trait('', 'data-gate')])],
      ['data-validation/custom-code defined'],
    ],
    [
      'a check that a job runs',
      [job('c.py'), file('c.py', [trait('', 'data-gate')])],
      ['data-validation/custom-code defined'],
    ],
    [
      'a task of a pipeline',
      [dag(unit('task:c', 'task', { parent: 'dag:d' }), trait('task:c', 'data-gate', { technology: 'soda' }))],
      ['data-validation/soda defined', pipeline],
    ],
    ['a check that nothing runs', [file('c.py', [trait('', 'data-gate')])], []],
    [
      'a check that a job left out runs',
      [
        file('run.yaml', [unit('r', 'job', { off: 'disabled' }), link('r', 'runs', 'path', 'c.py')]),
        file('c.py', [trait('', 'data-gate')]),
      ],
      [],
    ],
  ],
  'data-validation': [
    [
      'a check',
      [file('c.py', [trait('', 'validates-data', { technology: 'pandera' })])],
      ['data-validation/pandera defined'],
    ],
    [
      'a check that is switched off',
      [file('c.py', [unit('t', 'task', { off: 'disabled' }), trait('t', 'validates-data')])],
      [],
    ],
    ['reading data', [file('c.py', [trait('', 'reads-data')])], []],
  ],
  'event-trigger': [
    ['an event of a pipeline', [dag(trait('dag:d', 'runs-on-event'))], ['event-bus/airflow defined', pipeline]],
    [
      'an event that starts training',
      [
        file('f.tf', [
          unit('resource:f', 'resource'),
          trait('resource:f', 'runs-on-event', { technology: 'eventarc' }),
          link('resource:f', 'runs', 'path', 'train.py'),
        ]),
        file('train.py', [is('', 'training-pipeline', 'pytorch')]),
      ],
      ['event-bus/eventarc defined', 'training-pipeline/pytorch/train.py defined'],
    ],
    [
      'an event that starts something else',
      [file('f.tf', [unit('resource:f', 'resource'), trait('resource:f', 'runs-on-event')])],
      [],
    ],
    ['a push', [dag(trait('dag:d', 'runs-on-push'))], [pipeline]],
  ],
  ...servingTables,
  'model-validation-gate': [
    ['a gate', [file('v.py', [trait('', 'model-gate')])], ['model-validation/custom-code defined']],
    [
      'a gate of a technology',
      [file('v.py', [trait('', 'model-gate', { technology: 'tfx' })])],
      ['model-validation/tfx defined'],
    ],
    ['an evaluation', [file('v.py', [trait('', 'evaluates-model')])], []],
    [
      'a gate that is switched off',
      [file('v.py', [unit('t', 'task', { off: 'disabled' }), trait('t', 'model-gate')])],
      [],
    ],
  ],
  'pipeline-training-call': [
    [
      'a function that a task calls to start training',
      [
        dag(unit('task:t', 'task', { parent: 'dag:d' }), link('task:t', 'calls', 'python-name', 'jobs.start')),
        file('jobs.py', [
          unit('def:start', 'function'),
          trait('def:start', 'trains-model', { technology: 'sagemaker' }),
        ]),
      ],
      ['training-pipeline/sagemaker/jobs.py defined', pipeline],
    ],
    ['a function that no task calls', [file('t.py', [unit('def:t', 'function'), trait('def:t', 'trains-model')])], []],
  ],
  'pipeline-training-step': [
    [
      'a task that trains',
      [dag(unit('task:t', 'task', { parent: 'dag:d' }), trait('task:t', 'trains-model', { technology: 'tfx' }))],
      ['training-pipeline/tfx/dag.py defined', pipeline],
    ],
    ['a task that does not', [dag(unit('task:t', 'task', { parent: 'dag:d' }))], [pipeline]],
    ['a function that trains', [file('t.py', [unit('def:t', 'function'), trait('def:t', 'trains-model')])], []],
  ],
  schedule: [
    ['a schedule of a pipeline', [dag(trait('dag:d', 'runs-on-schedule'))], ['scheduler/airflow defined', pipeline]],
    [
      'a schedule of a job that runs training',
      [
        file('cron.yaml', [
          unit('w', 'workload'),
          trait('w', 'runs-on-schedule', { technology: 'kubernetes' }),
          link('w', 'runs', 'path', 'train.py'),
        ]),
        file('train.py', [is('', 'training-pipeline', 'pytorch')]),
      ],
      ['scheduler/kubernetes defined', 'training-pipeline/pytorch/train.py defined'],
    ],
    [
      'a schedule of training that is only listed',
      [
        dag(),
        file('w.yaml', [
          unit('w', 'workload'),
          trait('w', 'runs-on-schedule'),
          is('w', 'training-pipeline', 'x', { declared: 'empty' }),
        ]),
      ],
      ['training-pipeline/x/w.yaml declared (empty)', pipeline],
    ],
    ['a schedule of a backup', [file('cron.yaml', [unit('w', 'workload'), trait('w', 'runs-on-schedule')])], []],
    ['a pipeline that people start', [dag(trait('dag:d', 'runs-on-demand'))], [pipeline]],
  ],
  'accelerated-training-job': [
    [
      'a CI job on a machine with an accelerator that runs training',
      [
        file('ci.yaml', [
          unit('w', 'workflow'),
          is('w', 'ci-cd', 'gitlab-ci'),
          unit('j', 'job', { parent: 'w' }),
          trait('j', 'requests-accelerator'),
          link('j', 'runs', 'path', 'train.py'),
        ]),
        file('train.py', [trait('', 'trains-model')]),
      ],
      ['ci-cd/gitlab-ci defined', 'model-training-infrastructure/gitlab-ci defined'],
    ],
    ['one that runs tests', [file('ci.yaml', [unit('j', 'job'), trait('j', 'requests-accelerator')])], []],
  ],
  'training-job': [
    [
      'a job that runs training',
      [
        file('job.yaml', [
          unit('w', 'workload'),
          trait('w', 'batch-job', { technology: 'kubernetes' }),
          link('w', 'runs', 'path', 'train.py'),
        ]),
        file('train.py', [trait('', 'trains-model')]),
      ],
      ['model-training-infrastructure/kubernetes defined'],
    ],
    ['a job that runs something else', [file('job.yaml', [unit('w', 'workload'), trait('w', 'batch-job')])], []],
    [
      'a service that runs training code',
      [
        file('d.yaml', [unit('w', 'workload'), link('w', 'runs', 'path', 'train.py')]),
        file('train.py', [trait('', 'trains-model')]),
      ],
      [],
    ],
  ],
};

it('every rule is tested', () => {
  expect(Object.keys(tables).sort()).toEqual(derivations.map((rule) => rule.id).sort());
});

describe.each(Object.entries(tables))('%s', (id, table) => {
  it.each(table)('%s', (_, files, expected) => {
    expect(derived(id, files)).toEqual(expected);
  });
});

it('a derived component says what its rule says, and where the trait stands', () => {
  const gate = trait('', 'model-gate', { at: at(12), detail: `accuracy > ${reference('p', 'LEAST')}` });
  expect(graphOf([file('v.py', [gate])], derivations).components).toEqual([
    {
      id: 'model-validation/custom-code',
      type: 'model-validation',
      technology: 'custom-code',
      name: '',
      status: 'defined',
      confidence: 'high',
      attributes: { detail: 'accuracy > ${LEAST}', gate: true },
      evidence: [{ source: 'repo', file: 'v.py', line: 12, column: 1, kind: 'call', excerpt: 'line 12' }],
    },
  ]);
});
