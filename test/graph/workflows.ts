import type { FileFacts } from '../../src/facts/types.js';
import { file, link, trait, unit } from './support.js';

/** A workflow that tests a file and perhaps trains. */
export const testing = (subject: 'judges-data' | 'judges-model' | 'reads-data', trains: boolean): FileFacts[] => [
  file('run.yaml', [
    unit('w', 'workflow'),
    unit('t', 'step', { parent: 'w' }),
    trait('t', 'tests'),
    link('t', 'validates', 'path', 'input.py'),
    unit('r', 'step', { parent: 'w' }),
    link('r', 'runs', 'path', 'train.py'),
  ]),
  file('input.py', [trait('', subject)]),
  file('train.py', trains ? [trait('', 'trains-model')] : []),
];

/** A task that asks a function of another file. */
export const decides = (judgement: 'judges-model' | 'judges-data'): FileFacts[] => [
  file('p.py', [
    unit('task:gate', 'task'),
    trait('task:gate', 'guards-delivery'),
    link('task:gate', 'calls', 'python-name', 'judge.judge'),
  ]),
  file('judge.py', [unit('def:judge', 'function'), trait('def:judge', judgement)]),
];
