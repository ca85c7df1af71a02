import { describe, expect, it } from 'vitest';
import { file, graphOf, is, link, offer, unit, uses } from './support.js';

describe('a component that is used without its name', () => {
  it('stays where something is said of it that is said of none by name', () => {
    const graph = graphOf([
      file('ci.yml', [
        unit('workflow', 'workflow'),
        is('workflow', 'ci-cd', 'github-actions'),
        uses('workflow', 'deploys', 'workflow-orchestration', 'databricks'),
        uses('workflow', 'triggers', 'workflow-orchestration', 'databricks'),
        link('workflow', 'deploys', 'pipeline', 'features'),
      ]),
      file('jobs.yml', [
        ...['features', 'training'].flatMap((name) => [
          unit(`dag:${name}`, 'dag'),
          is(`dag:${name}`, 'workflow-orchestration', 'databricks', { name, kind: 'manifest' }),
          offer(`dag:${name}`, 'pipeline', name),
        ]),
      ]),
    ]);
    expect(graph.components.map((c) => c.id)).toContain('workflow-orchestration/databricks');
  });
});
