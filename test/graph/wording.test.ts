import { describe, expect, it } from 'vitest';
import { wordingOf } from '../../src/graph/wording.js';

describe('the name of a relation between two types', () => {
  it.each([
    ['ci-cd', 'runs-on', 'model-training-infrastructure', 'triggers'],
    ['ci-cd', 'runs-on', 'infrastructure', 'runs-on'],
    ['training-pipeline', 'runs-on', 'model-training-infrastructure', 'runs-on'],
    ['workflow-orchestration', 'runs-on', 'model-serving', 'orchestrates'],
    ['ci-cd', 'runs-on', 'model-serving', 'triggers'],
    ['training-pipeline', 'runs-on', 'model-serving', undefined],
    ['training-pipeline', 'writes-to', 'workflow-orchestration', undefined],
    ['data-pipeline', 'reads-from', 'training-pipeline', undefined],
    ['training-pipeline', 'reads-from', 'data-pipeline', 'reads-from'],
    ['training-pipeline', 'writes-to', 'data-pipeline', undefined],
    ['model-serving', 'registers-in', 'model-registry', undefined],
    ['data-store', 'deploys', 'security', undefined],
    ['data-pipeline', 'deploys', 'feature-store', 'deploys'],
    ['data-pipeline', 'deploys', 'event-bus', undefined],
    ['training-pipeline', 'registers-in', 'model-registry', 'registers-in'],
    ['ci-cd', 'triggers', 'scheduler', undefined],
    ['scheduler', 'triggers', 'workflow-orchestration', 'triggers'],
  ] as const)('%s %s %s', (from, relation, to, expected) => {
    expect(wordingOf(from, relation, to)).toBe(expected);
  });
});
