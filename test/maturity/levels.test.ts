import { describe, expect, it } from 'vitest';
import { levelSentence } from '../../src/report/verdict.js';
import type { Attestation } from '../../src/assessment/types.js';
import type { ComponentType } from '../../src/vocabulary/index.js';
import { attested, levelsGiven, scoreGiven } from './support.js';

const A: ComponentType = 'training-pipeline';
const B: ComponentType = 'model-registry';
const NOT_B: ComponentType = 'monitoring';

describe('the three numbers of a level model', () => {
  it.each<[string, ComponentType[], Attestation[], [number, number, number], string[], string[]]>([
    ['nothing is seen', [], [], [0, 0, 3], ['a'], []],
    ['people alone raise no level', [], [attested('p'), attested('a')], [0, 0, 3], ['a'], []],
    ['definitions support, people have not spoken', [A], [], [1, 0, 3], ['b'], ['p']],
    ['people confirm', [A], [attested('p')], [1, 1, 3], ['b'], []],
    ['people deny what only they know', [A], [attested('p', false)], [0, 0, 0], ['p'], []],
    ['people deny what definitions do not show', [A], [attested('p'), attested('b', false)], [1, 1, 1], ['b'], []],
    ['people deny what definitions show', [A], [attested('p'), attested('a', false)], [1, 1, 3], ['b'], []],
    ['definitions show an absence', [A, NOT_B], [attested('p')], [1, 1, 1], ['b'], []],
    ['people cannot attest against an absence', [A, NOT_B], [attested('p'), attested('b')], [1, 1, 1], ['b'], []],
    ['all that definitions can show is met', [A, B], [], [3, 0, 3], [], ['p', 'q']],
    ['the top is confirmed below it only', [A, B], [attested('p')], [3, 2, 3], [], ['q']],
    ['all is attested', [A, B], [attested('p'), attested('q')], [3, 3, 3], [], []],
    ['people deny the top', [A, B], [attested('p'), attested('q', false)], [2, 2, 2], ['q'], []],
  ])('%s', (_, types, attestations, numbers, blockers, toAttest) => {
    const v = levelsGiven({ types, attestations });
    expect([v.level, v.confirmed, v.ceiling]).toEqual(numbers);
    expect([v.blockers, v.toAttest]).toEqual([blockers, toAttest]);
  });

  it.each<[string, ComponentType[], Attestation[], string]>([
    [
      'supported, to be confirmed, waiting',
      [A],
      [],
      'The definitions support level 1 of Levels; 1 statement is to be attested to confirm it; level 2 waits for b (name of b).',
    ],
    [
      'contradicted',
      [A, NOT_B],
      [attested('p')],
      'The definitions support level 1 of Levels; not above level 1 because b (name of b) is not met.',
    ],
    [
      'the highest',
      [A, B],
      [],
      'The definitions support level 3 of Levels, its highest; 2 statements are to be attested to confirm it.',
    ],
  ])('say: %s', (_, types, attestations, sentence) => {
    expect(levelSentence(levelsGiven({ types, attestations }))).toBe(sentence);
  });

  it('say for what is open what was looked for, where, and what would change it', () => {
    const blocker = levelsGiven({ types: [A, NOT_B] }).criteria.find((c) => c.id === 'b');
    expect(blocker).toMatchObject({
      status: 'not-met',
      summary: 'The definitions that would show it were read and do not: looked for what shows b.',
      change: 'Do b.',
      evidence: [{ file: 'monitoring.yaml' }],
    });
  });
});

describe('a questionnaire', () => {
  it.each<[string, ComponentType[], Attestation[], [number, number], string]>([
    ['counts the lowest section', [A], [], [0, 0], 'nothing'],
    ['counts what definitions show', [A, 'model-serving'], [], [1, 1], 'little'],
    ['gives half a point for what is done by hand', [A], [attested('y2', 0.5)], [0, 0.5], 'little'],
    ['takes the minimum, not the mean', [A, 'model-serving'], [attested('x2')], [1, 1], 'little'],
    ['adds what is attested', [A, 'model-serving'], [attested('x2'), attested('y2')], [1, 2], 'more'],
    ['counts nothing that is denied', [A, 'model-serving'], [attested('x2', false)], [1, 1], 'little'],
  ])('%s', (_, types, attestations, [supported, confirmed], band) => {
    expect(scoreGiven({ types, attestations }).score).toEqual({ supported, confirmed, band });
  });
});
