import { describe, expect, it } from 'vitest';
import type { Assessment, CriterionVerdict, Finding, LevelVerdict } from '../../src/assessment/types.js';
import { bySeverity, levelSentence, listing, plural, verdictSentence } from '../../src/report/verdict.js';

const criterion = (id: string, level: number, name: string): CriterionVerdict => ({
  id,
  name,
  level,
  status: 'not-observed',
  core: true,
  summary: '',
  evidence: [],
});
const maturity = (rest: Partial<LevelVerdict> = {}): LevelVerdict => ({
  model: 'google-mlops',
  name: 'Levels',
  assessable: true,
  level: 0,
  confirmed: 0,
  ceiling: 2,
  criteria: [
    criterion('G1.1', 1, 'Steps are orchestrated'),
    criterion('G1.5', 1, 'CD of models'),
    criterion('G1.8', 1, 'The model is validated'),
    criterion('G2.s2', 2, 'CI of the pipeline'),
  ],
  blockers: [],
  ...rest,
});
const assessment = (verdicts: LevelVerdict[], components = 1): Assessment => ({
  schemaVersion: '1',
  tool: { name: 'refarch', version: '0' },
  sources: [],
  components: Array.from({ length: components }, (_, n) => ({
    id: `${n}`,
    type: 'ci-cd',
    technology: 'x',
    name: '',
    status: 'defined',
    confidence: 'high',
    attributes: {},
    evidence: [],
  })),
  relations: [],
  conformance: [],
  maturity: verdicts,
  findings: [],
  notUnderstood: [],
  notices: [],
});

describe('the verdict', () => {
  const nothing = 'Nothing found: the sources hold no definition that refarch reads, so there is nothing to assess.';
  it.each<[string, Assessment, string]>([
    ['of no component', assessment([maturity({ assessable: false })], 0), nothing],
    ['of no component and no model', assessment([], 0), nothing],
    [
      'of no machine learning',
      assessment([maturity({ assessable: false })]),
      'No definition of machine learning was found: there are other definitions, but nothing to give a level of maturity to.',
    ],
    ['without a maturity model', assessment([], 3), '3 components were found.'],
    [
      'with one blocker',
      assessment([maturity({ blockers: ['G1.8'] })]),
      'The definitions support level 0 of Levels; level 1 waits for G1.8 (the model is validated).',
    ],
    [
      'with several, of which abbreviations stay as they are',
      assessment([maturity({ blockers: ['G1.1', 'G1.5', 'G1.8'] })]),
      'The definitions support level 0 of Levels; level 1 waits for G1.1 (steps are orchestrated), G1.5 (CD of models) and G1.8 (the model is validated).',
    ],
    [
      'under a ceiling',
      assessment([maturity({ level: 1, ceiling: 1, blockers: ['G2.s2'] })]),
      'The definitions support level 1 of Levels; level 2 waits for G2.s2 (CI of the pipeline); not above level 1 as they stand.',
    ],
    [
      'at the highest level',
      assessment([maturity({ level: 2, confirmed: 1 })]),
      'The definitions support level 2 of Levels, its highest.',
    ],
    [
      'of several models is that of the levels of Google',
      assessment([maturity({ model: 'other', name: 'Other', level: 2 }), maturity({ level: 2 })]),
      'The definitions support level 2 of Levels, its highest.',
    ],
    [
      'of another model is that of the first',
      assessment([maturity({ model: 'other', name: 'Other', level: 2 })]),
      'The definitions support level 2 of Other, its highest.',
    ],
  ])('%s', (_, given, expected) => {
    expect(verdictSentence(given)).toBe(expected);
  });

  it('leaves out blockers that the model does not have', () => {
    expect(levelSentence(maturity({ blockers: ['gone', 'G1.8'] }))).toBe(
      'The definitions support level 0 of Levels; level 1 waits for G1.8 (the model is validated).',
    );
  });
});

it('findings come by severity, else as they are', () => {
  const finding = (ruleId: string, severity: Finding['severity']): Finding => ({
    ruleId,
    severity,
    confidence: 'high',
    message: '',
    evidence: [],
    fingerprint: '',
    remediation: '',
  });
  const given = [finding('a', 'info'), finding('b', 'error'), finding('c', 'warning'), finding('d', 'error')];
  expect(bySeverity(given).map((f) => f.ruleId)).toEqual(['b', 'd', 'c', 'a']);
  expect(given.map((f) => f.ruleId)).toEqual(['a', 'b', 'c', 'd']);
});

it.each<[string[], string]>([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b'], 'a and b'],
  [['a', 'b', 'c'], 'a, b and c'],
])('lists %j', (parts, expected) => {
  expect(listing(parts)).toBe(expected);
});

it.each<[number, string | undefined, string]>([
  [0, undefined, '0 files'],
  [1, undefined, '1 file'],
  [2, undefined, '2 files'],
  [2, 'many', '2 many'],
])('counts %i', (count, many, expected) => {
  expect(plural(count, 'file', many)).toBe(expected);
});
