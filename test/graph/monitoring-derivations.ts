/** Facts and what the rules about monitoring derive from them. */
import type { Fact, FileFacts } from '../../src/facts/types.js';
import type { Table } from './derivation-facts.js';
import { file, is, link, trait, unit } from './support.js';

/** A step that trains again when what it asks says so. */
const again = (judge: Fact[]): FileFacts[] => [
  file('p.py', [
    unit('task:t', 'task'),
    unit('if', 'step', { parent: 'task:t' }),
    trait('if', 'guards-retraining'),
    link('if', 'calls', 'python-name', 'judge.judge'),
  ]),
  file('judge.py', judge),
];

export const monitoringTables: Table = {
  'model-monitoring': [
    [
      'a comparison that a task runs',
      [
        file('p.py', [unit('task:watch', 'task'), link('task:watch', 'calls', 'python-name', 'drift.test')]),
        file('drift.py', [unit('def:test', 'function'), trait('def:test', 'watches-model')]),
      ],
      ['monitoring/custom-code defined'],
    ],
    ['a comparison that nothing runs', [file('drift.py', [trait('', 'watches-model')])], []],
  ],
  'model-monitoring-decision': [
    [
      'training again when a judge says so',
      again([unit('def:judge', 'function'), trait('def:judge', 'judges-model')]),
      ['monitoring/custom-code defined'],
    ],
    [
      'training again when a tool says so',
      again([
        unit('def:judge', 'function'),
        is('def:judge', 'monitoring', 'evidently', { relation: 'logs-to', attributes: { watches: 'model' } }),
      ]),
      ['monitoring/evidently defined'],
    ],
    ['training again when something else says so', again([unit('def:judge', 'function')]), []],
  ],
};
