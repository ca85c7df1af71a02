import { describe, expect, it } from 'vitest';
import type { Attestation } from '../../src/assessment/types.js';
import { attestationNotices, findAttestationFault } from '../../src/maturity/attestations.js';
import { openStatements } from '../../src/maturity/statements.js';
import { attestationSentence } from '../../src/report/verdict.js';
import { attested, LEVELS, levelsGiven, SCORE, scoreGiven } from './support.js';

const MODELS = [LEVELS, SCORE];

describe('an attestation that cannot be used', () => {
  it.each<[string, Attestation[], string]>([
    [
      'names no criterion',
      [attested('zzz')],
      'no maturity model has a criterion "zzz"; refarch attest lists those that can be attested.',
    ],
    [
      'names a criterion of another model',
      [attested('x1', true, { model: 'levels' })],
      'levels has no criterion "x1"; refarch attest lists those that can be attested.',
    ],
    [
      'names no model',
      [attested('p', true, { model: 'cmmi' })],
      'there is no maturity model "cmmi"; there are levels, score.',
    ],
    [
      'gives half of what has no halves',
      [attested('p', 0.5)],
      'levels gives no half points; the value of "p" is true or false.',
    ],
    [
      'is at odds with another one',
      [attested('p'), attested('p', false, { line: 9 })],
      '"p" is attested as false here and as true in line 3; let one expire before the other begins.',
    ],
    [
      'is at odds with one that expires on its day',
      [attested('p', true, { expires: '2026-06-01' }), attested('p', false, { date: '2026-06-01' })],
      '"p" is attested as false here and as true in line 3; let one expire before the other begins.',
    ],
  ])('%s', (_, attestations, message) => {
    const fault = findAttestationFault(attestations, MODELS);
    expect(fault).toEqual({ attestation: attestations.at(-1), message });
  });

  it('is named with its model where two models share the id', () => {
    const twin = { ...LEVELS, id: 'twin' };
    const models = [LEVELS, twin];
    expect(findAttestationFault([attested('p')], models)?.message).toBe(
      '"p" is in levels, twin; say which with "model".',
    );
    expect(findAttestationFault([attested('p', true, { model: 'twin' })], models)).toBeUndefined();
  });

  it.each<[string, Attestation[]]>([
    ['one of each', [attested('p'), attested('x1', 0.5)]],
    ['two that say the same', [attested('p'), attested('p')]],
    [
      'one after the other',
      [attested('p', true, { expires: '2026-05-31' }), attested('p', false, { date: '2026-06-01' })],
    ],
  ])('can be used: %s', (_, attestations) => {
    expect(findAttestationFault(attestations, MODELS)).toBeUndefined();
  });
});

describe('the day', () => {
  const expiring = attested('p', true, { expires: '2026-06-30' });
  it.each<[string, string | undefined, string, string]>([
    ['before it is made', '2025-12-31', 'not-yet', 'not-observed'],
    ['when it is made', '2026-01-01', 'in-force', 'attested'],
    ['its last', '2026-06-30', 'in-force', 'attested'],
    ['after its last', '2026-07-01', 'expired', 'not-observed'],
    ['not said', undefined, 'in-force', 'attested'],
  ])('%s', (_, today, state, status) => {
    const p = levelsGiven({ attestations: [expiring], ...(today ? { today } : {}) }).criteria.find((c) => c.id === 'p');
    expect([p?.attestation?.state, p?.status]).toEqual([state, status]);
  });

  it('chooses the newest that counts', () => {
    const verdict = levelsGiven({
      attestations: [
        expiring,
        attested('p', false, { date: '2026-07-01' }),
        attested('p', false, { date: '2027-01-01' }),
      ],
      today: '2026-08-01',
    });
    expect(verdict.criteria.find((c) => c.id === 'p')?.attestation?.date).toBe('2026-07-01');
  });
});

describe('what a reader is told', () => {
  const told = (attestation: Attestation, today = '2026-08-01') => {
    const verdict = levelsGiven({
      types: ['training-pipeline', 'monitoring'],
      attestations: [attestation],
      today,
    });
    const criterion = verdict.criteria.find((c) => c.id === attestation.criterion);
    return [
      criterion ? attestationSentence(criterion) : '',
      ...attestationNotices(verdict).map((n) => `${n.file} ${n.message}`),
    ];
  };
  it.each<[string, Attestation, string[]]>([
    ['in force', attested('p'), ['p name of p: attested by lead on 2026-01-01 that it holds.']],
    [
      'expired',
      attested('p', true, { expires: '2026-06-30' }),
      [
        'p name of p: attested by lead on 2026-01-01 that it holds; expired on 2026-06-30, no longer counted.',
        'refarch.yaml:3 The attestation of p (levels) by lead on 2026-01-01 expired on 2026-06-30 and is not counted.',
      ],
    ],
    [
      'against an absence that definitions show',
      attested('b'),
      [
        'b name of b: attested by lead on 2026-01-01 that it holds; the definitions show that it does not, and decide.',
        'refarch.yaml:3 The attestation of b (levels) by lead on 2026-01-01 says that it holds, the definitions show that it does not; the definitions decide.',
      ],
    ],
    [
      'against what definitions show',
      attested('a', false),
      [
        'a name of a: attested by lead on 2026-01-01 that it does not hold; the definitions show that it does, and decide.',
        'refarch.yaml:3 The attestation of a (levels) by lead on 2026-01-01 says that it does not hold, the definitions show that it does; the definitions decide.',
      ],
    ],
  ])('%s', (_, attestation, sentences) => {
    expect(told(attestation)).toEqual(sentences);
  });

  it('leaves the evidence of the definitions as it is', () => {
    const [without, with_] = [[], [attested('a', false), attested('p')]].map((attestations) =>
      levelsGiven({ types: ['training-pipeline'], attestations }).criteria.map((c) => [c.summary, c.evidence]),
    );
    expect(with_).toEqual(without);
  });
});

describe('the questions', () => {
  it('come in the order in which an answer matters, and no answered one is among them', () => {
    const verdicts = [levelsGiven({ types: ['training-pipeline'] }), scoreGiven({ attestations: [attested('x2')] })];
    expect(openStatements(MODELS, verdicts).map((s) => `${s.criterion.id}: ${s.because}`)).toEqual([
      'p: confirms level 1',
      'q: needed for level 3',
      'y2: section Second',
    ]);
  });
});
