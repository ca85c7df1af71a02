import { describe, expect, it } from 'vitest';
import { captured, matches, valueAt } from '../../src/catalogue/value.js';
import { reference } from '../../src/facts/value.js';

const name = reference('python:a/b', 'cfg.name');

describe('captured', () => {
  it.each([
    ['s3://data/raw.csv', '^s3://([^/]+)', 'data'],
    ['models:/fraud@champion', '^models:/([^/@]+)[/@]', 'fraud'],
    ['gs://data', '^s3://([^/]+)', undefined],
    [`models:/${name}/Production`, '^models:/([^/@]+)[/@]', name],
    [`s3://data-${name}/x`, '^s3://([^/]+)', `data-${name}`],
    [`${name}/${name}/y`, '^([^/]+)/', name],
    ['', '(x)?', undefined],
    ['\ue000/', '^([^/]*)', ''],
  ])('%j by %s', (value, capture, expected) => expect(captured(value, capture)).toBe(expected));

  it('reads nothing out of a text that is too long to be a name', () => {
    expect(captured('a'.repeat(20_000), '(a+)')).toBeUndefined();
  });
});

describe('matches', () => {
  it('sees the name of a reference, not where it is defined', () => {
    expect(matches(reference('python:models.load', 'file'), 'model')).toBe(false);
    expect(matches(reference('python:load', 'model_file'), 'model')).toBe(true);
  });
});

describe('valueAt', () => {
  const occurrence = {
    kind: 'call' as const,
    name: 'f',
    value: ({ key }: { key?: string }) => (key === 'k' ? 's3://b/x' : undefined),
  };
  it('gives the whole value, or what is captured of it', () => {
    expect(valueAt(occurrence, { key: 'k' })).toBe('s3://b/x');
    expect(valueAt(occurrence, { key: 'k', capture: '^s3://([^/]+)' })).toBe('b');
    expect(valueAt(occurrence, { key: 'k', capture: '^gs://([^/]+)' })).toBeUndefined();
    expect(valueAt(occurrence, { key: 'other', capture: '(.)' })).toBeUndefined();
  });
});
