import { describe, expect, it } from 'vitest';
import { conditionText } from '../../src/conditions/describe.js';
import type { Condition } from '../../src/conditions/types.js';

const serving: Condition = { component: { type: ['model-serving'] } };

describe('a condition in words', () => {
  it.each<[Condition, string]>([
    [serving, 'a defined model-serving'],
    [{ not: serving }, 'no defined model-serving'],
    [
      { component: { type: ['scheduler', 'monitoring'], status: 'declared', reason: ['not-included'] } },
      'a declared scheduler or monitoring (because not included)',
    ],
    [
      { component: { type: ['monitoring'], technology: ['a', 'b'], attributes: { alerts: true }, fileEnds: ['.tf'] } },
      'a defined monitoring (by a or b, alerts: true, in files *.tf)',
    ],
    [
      {
        component: {
          type: ['training-pipeline'],
          with: [{ outgoing: ['runs-on'], to: ['infrastructure'] }],
          without: [{ incoming: ['triggers', 'orchestrates'], from: ['ci-cd'] }],
        },
      },
      'a defined training-pipeline (runs-on → infrastructure, not ci-cd → triggers or orchestrates → it)',
    ],
    [
      { relation: { from: ['ci-cd'], type: ['deploys'], to: ['model-serving'], toWithout: { engine: true } } },
      'a relation ci-cd → deploys → model-serving (without engine: true)',
    ],
    [
      { count: { technologies: { type: ['model-registry'] }, atLeast: 2 } },
      '2 or more technologies in one source for a defined model-registry',
    ],
    [
      { all: [serving, { any: [serving, { not: serving }] }] },
      'a defined model-serving; and (a defined model-serving; or no defined model-serving)',
    ],
  ])('%#', (condition, text) => {
    expect(conditionText(condition)).toBe(text);
  });
});
