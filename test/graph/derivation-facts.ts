/** What the tables of derivation rules share. */
import type { Fact, FileFacts } from '../../src/facts/types.js';
import { file, is, link, unit } from './support.js';

/** Id of a rule → facts and the components that it derives from them. */
export type Table = Record<string, [name: string, files: FileFacts[], expected: string[]][]>;

export const job = (path: string, kind: Parameters<typeof unit>[1] = 'job'): FileFacts =>
  file('run.yaml', [unit('r', kind), link('r', 'runs', 'path', path)]);
export const dag = (...facts: Fact[]): FileFacts =>
  file('dag.py', [unit('dag:d', 'dag'), is('dag:d', 'workflow-orchestration', 'airflow', { name: 'd' }), ...facts]);
export const pipeline = 'workflow-orchestration/airflow/d defined';

export const STEP = unit('task:s', 'task', { parent: 'dag:d' });
export const RUNS = link('task:s', 'runs', 'path', 'p.py');
