/** Small invented definitions, and the table form in which every rule is tested. */
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/assessment/types.js';
import { evaluateChecks } from '../../src/checks/index.js';
import type { Fact, FileFacts } from '../../src/facts/types.js';
import { readKnowledge } from '../../src/knowledge/read.js';
import { file, graphOf, is, link, trait, unit, uses } from '../graph/support.js';

export const { checks, architectures, maturityModels } = readKnowledge(resolve(import.meta.dirname, '../..'));

/** Findings of one rule; those of the rules that it leaves a cause to count as if they were all. */
export const found = (id: string, files: FileFacts[]): Finding[] =>
  evaluateChecks(checks, graphOf(files)).findings.filter(({ ruleId }) => ruleId === id);

export const train = (...facts: Fact[]): FileFacts =>
  file('train.py', [is('', 'training-pipeline', 'pytorch'), ...facts]);
export const notebook = (...facts: Fact[]): FileFacts =>
  file('train.ipynb', [is('', 'training-pipeline', 'pytorch'), ...facts]);
export const dag = (...facts: Fact[]): FileFacts =>
  file('dag.py', [
    unit('dag:d', 'dag'),
    is('dag:d', 'workflow-orchestration', 'airflow', { name: 'd', kind: 'structure' }),
    ...facts,
  ]);
export const ci = (...facts: Fact[]): FileFacts =>
  file('ci.yml', [unit('workflow', 'workflow'), is('workflow', 'ci-cd', 'github-actions'), ...facts]);
export const serving = (...facts: Fact[]): FileFacts =>
  file('serve.yaml', [unit('w', 'workload'), is('w', 'model-serving', 'kserve', { kind: 'manifest' }), ...facts]);
export const monitoring = (...facts: Fact[]): FileFacts =>
  file('monitor.yaml', [unit('m', 'workload'), is('m', 'monitoring', 'prometheus', { kind: 'manifest' }), ...facts]);
export const schedule = (path: string): FileFacts =>
  file('schedule.yaml', [
    unit('s', 'resource'),
    is('s', 'scheduler', 'cron', { kind: 'manifest' }),
    link('s', 'triggers', 'path', path),
  ]);
export const deploys = (unitId: string): Fact => link(unitId, 'deploys', 'path', 'serve.yaml');
export const runs = (unitId: string, path = 'train.py'): Fact => link(unitId, 'runs', 'path', path);
export const gate = (gate: boolean): FileFacts =>
  file('evaluate.py', [is('', 'model-validation', 'custom-code', { attributes: { gate } })]);
export const approval = (unitId: string): Fact => trait(unitId, 'approval');
export const registers = uses('', 'registers-in', 'model-registry', 'mlflow', 7);
export const logs = uses('', 'logs-to', 'ml-metadata-store', 'mlflow', 6);
export const listed = (claim: Parameters<typeof is>[1], technology: string): FileFacts =>
  file('requirements.txt', [is('', claim, technology, { declared: 'dependency-only' })]);

/** Of a hit the files of its evidence; of a miss nothing. */
export type Table = [name: string, files: FileFacts[], evidence?: string[]][];

/** Tests each rule of a group; two hits and two misses are the least. */
export function testRules(tables: Record<string, Table>): void {
  describe.each(Object.entries(tables))('%s', (id, table) => {
    it.each(table.filter(([, , evidence]) => evidence))('is raised: %s', (_, files, evidence) => {
      expect(found(id, files).map((f) => [f.ruleId, f.evidence.map((e) => e.file)])).toEqual([[id, evidence]]);
    });
    it.each(table.filter(([, , evidence]) => !evidence))('is not raised: %s', (_, files) => {
      expect(found(id, files)).toEqual([]);
    });
    it('has two hits and two misses', () => {
      const hits = table.filter(([, , evidence]) => evidence).length;
      expect([hits, table.length - hits].map((n) => n >= 2)).toEqual([true, true]);
    });
  });
}
