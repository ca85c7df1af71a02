/** Attestations from the command line: the questionnaire, and what the configuration may hold. */
import { load } from 'js-yaml';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../src/assessment/types.js';
import { temporaryTree } from '../workspace/temporary-tree.js';
import { DEMO_SOURCES, refarch } from './refarch.js';

const statement = (more: string): string => `attestations:\n  - ${more}\n`;
const MP4 = 'criterion: MP4\n    value: true\n    by: head of data\n    date: 2026-01-01\n    expires: 2026-12-31';

function audited(
  configuration: string,
  words: string[] = [],
  outcome: { code: number; stderr: string } = { code: 0, stderr: '' },
): Assessment {
  const cwd = temporaryTree({
    'refarch.yaml': configuration,
    'train.py': 'import mlflow\nmlflow.log_metric("a", 1)\n',
  });
  const { code, stdout, stderr } = refarch(['audit', '--format', 'json', '--fail-on', 'never', ...words], { cwd });
  expect({ code, stderr }).toEqual(outcome);
  return JSON.parse(stdout) as Assessment;
}

describe('refarch attest', () => {
  it('writes a questionnaire that is a valid configuration, and one that can be answered', () => {
    const { code, stdout } = refarch(['attest', ...DEMO_SOURCES]);
    expect(code).toBe(0);
    // Only comments: valid as it is.
    expect(stdout.split('\n').filter((line) => !/^(?:#|$)/.test(line))).toEqual([]);
    const uncommented = stdout.replace(/^# attestations:/m, 'attestations:').replace(/^#( {3}(?:- | ))/gm, '$1');
    const { attestations } = load(uncommented) as { attestations: { criterion: string }[] };
    expect(attestations.slice(0, 2).map((a) => a.criterion)).toEqual(['MP4', 'MP5']);
    expect(stdout.split('\n').filter((line) => line.length > 100)).toEqual([]);
  });

  it('writes it to a file, for one model', () => {
    const directory = temporaryTree({});
    const file = join(directory, 'questions.yaml');
    const { code, stdout } = refarch(['attest', ...DEMO_SOURCES, '-m', 'ml-test-score', '-o', file]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(readFileSync(file, 'utf8')).toMatch(/criterion: Data2\n/);
    expect(readFileSync(file, 'utf8')).not.toMatch(/criterion: M[PM]\d/);
  });
});

describe('attestations in the configuration', () => {
  it.each<[string, string[], string, number, { code: number; stderr: string }?]>([
    ['count until their last day', ['--date', '2026-12-31'], 'attested', 0],
    [
      'fall back after it; the report says so, and so does the exit code',
      ['--date', '2027-01-01'],
      'not-observed',
      1,
      {
        code: 2,
        stderr:
          'refarch: refarch.yaml:2: the attestation of "MP4" by head of data expired on 2026-12-31 and is not counted; renew it or remove it.\n',
      },
    ],
  ])('%s', (_, words, status, notices, outcome) => {
    const assessment = audited(statement(MP4), words, outcome);
    const microsoft = assessment.maturity.find((m) => m.model === 'microsoft-mlops');
    expect(microsoft?.criteria.find((c) => c.id === 'MP4')?.status).toBe(status);
    expect(assessment.notices.filter((n) => n.reason === 'attestation')).toHaveLength(notices);
  });

  it.each([
    [
      'unknown',
      MP4.replace('MP4', 'MP44'),
      'refarch.yaml:2:5: attestations: no maturity model has a criterion "MP44"; refarch attest lists those that can be attested.',
    ],
    [
      'at odds',
      `${MP4}\n  - ${MP4.replace('true', 'false')}`,
      'refarch.yaml:7:5: attestations: "MP4" is attested as false here and as true in line 2; let one expire before the other begins.',
    ],
    [
      'without a day',
      MP4.replace('2026-01-01', '2026-02-30'),
      'refarch.yaml:5:11: attestations[0].date: there is no day 2026-02-30.',
    ],
    [
      'expired at once',
      MP4.replace('2026-12-31', '2025-12-31'),
      'refarch.yaml:6:14: the attestation of "MP4" expires before it is made.',
    ],
    ['by nobody', MP4.replace('    by: head of data\n', ''), 'refarch.yaml:2:5: "by" is missing in attestations[0].'],
  ])('are refused when %s', (_, text, message) => {
    const cwd = temporaryTree({ 'refarch.yaml': statement(text) });
    expect(refarch(['audit'], { cwd })).toMatchObject({ code: 2, stdout: '', stderr: `refarch: ${message}\n` });
  });

  it('takes a day from SOURCE_DATE_EPOCH or --date only in its form', () => {
    const cwd = temporaryTree({ 'refarch.yaml': statement(MP4) });
    expect(refarch(['audit', '--date', 'tomorrow'], { cwd })).toMatchObject({
      code: 2,
      stderr: 'refarch: --date takes a day as YYYY-MM-DD, not "tomorrow".\n',
    });
  });
});

describe('an edition', () => {
  it('is chosen with the model', () => {
    const [microsoft, ...others] = audited('models: [microsoft-mlops@current]\n').maturity;
    expect(others).toEqual([]);
    expect(microsoft?.edition).toBe('current');
    expect(microsoft?.criteria.map((c) => c.id)).toContain('MT4.5');
  });

  it.each([
    ['microsoft-mlops@1999', 'there is no edition "1999" of "microsoft-mlops"; there are 2020, current.'],
    ['google-mlops@1', 'the model "google-mlops" has no editions.'],
  ])('is refused: %s', (model, message) => {
    expect(refarch(['audit', '-m', model], { cwd: temporaryTree({}) })).toMatchObject({
      code: 2,
      stderr: `refarch: ${message}\n`,
    });
  });
});
