import { describe, expect, it } from 'vitest';
import { file, graphOf, is, link, offer, unit, uses } from './support.js';

describe('names with expressions', () => {
  const named = (name: string): [string, string][] =>
    graphOf([
      file('main.tf', [unit('r', 'resource'), is('r', 'data-store', 'amazon-s3', { name, kind: 'resource' })]),
    ]).components.map((component) => [component.id, component.name]);
  it.each([
    ['logs-${var.env}', 'data-store/amazon-s3/logs--var.env', 'logs-${var.env}'],
    [
      'a-${data.aws_caller_identity.current.account_id}-b',
      'data-store/amazon-s3/a--data.aws_caller_identity.current.account_id--b',
      'a-${data.aws_caller_identity.current.account_id}-b',
    ],
    ['st${replace(var.name, "-", "")}', 'data-store/amazon-s3/st', 'st${…}'],
    ['st${take({a: b}, 3)}x', 'data-store/amazon-s3/stx', 'st${…}x'],
    ['st${substring(uniqueString(deployment().name,subscr', 'data-store/amazon-s3/st', 'st${…}'],
    ['${take(a, 2)}-${uniqueString(b)}', 'data-store/amazon-s3', ''],
  ])('%s', (name, id, shownName) => expect(named(name)).toEqual([[id, shownName]]));
});

describe('what is told apart by name', () => {
  it('is neither one nor a further one because a use without a name means all', () => {
    const pipeline = (name: string) => [
      unit(`dag:${name}`, 'dag'),
      is(`dag:${name}`, 'workflow-orchestration', 'databricks', { name, kind: 'manifest' }),
      offer(`dag:${name}`, 'pipeline', name),
    ];
    const graph = graphOf([
      file('ci.yml', [
        unit('workflow', 'workflow'),
        is('workflow', 'ci-cd', 'github-actions'),
        uses('workflow', 'deploys', 'workflow-orchestration', 'databricks'),
        link('workflow', 'deploys', 'pipeline', 'features'),
        link('workflow', 'deploys', 'pipeline', 'training'),
      ]),
      file('jobs.yml', [...pipeline('features'), ...pipeline('training')]),
    ]);
    expect(graph.components.filter((c) => c.type === 'workflow-orchestration').map((c) => c.id)).toEqual([
      'workflow-orchestration/databricks/features',
      'workflow-orchestration/databricks/training',
    ]);
  });
});
