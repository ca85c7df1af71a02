import { describe, expect, it } from 'vitest';
import { createLocator, lineAt, lineStarts } from '../../src/syntax/locations.js';

describe('createLocator', () => {
  it.each([
    ['first character', 'a\nb', 0, { line: 1, column: 1, excerpt: 'a' }],
    ['the line break belongs to its line', 'ab\ncd', 2, { line: 1, column: 3, excerpt: 'ab' }],
    ['second line', 'ab\ncd', 4, { line: 2, column: 2, excerpt: 'cd' }],
    ['behind a final line break', 'ab\n', 3, { line: 2, column: 1, excerpt: '' }],
    ['indentation and carriage return', 'a\r\n  b: 1 \r\n', 5, { line: 2, column: 3, excerpt: 'b: 1' }],
    ['empty text', '', 0, { line: 1, column: 1, excerpt: '' }],
    ['below the text', 'ab', -5, { line: 1, column: 1, excerpt: 'ab' }],
    ['beyond the text', 'a\nbc', 99, { line: 2, column: 3, excerpt: 'bc' }],
    ['no number', 'a\nbc', NaN, { line: 1, column: 1, excerpt: 'a' }],
    ['a fraction', 'a\nbc', 2.7, { line: 2, column: 1, excerpt: 'bc' }],
    ['controls', 'a\tb\u0007c\u001b[31m\u0000', 0, { line: 1, column: 1, excerpt: 'a b\uFFFDc\uFFFD[31m\uFFFD' }],
    ['direction overrides', 'x\u202e\u2066y\u2028', 0, { line: 1, column: 1, excerpt: 'x\uFFFD\uFFFDy' }],
    ['half a surrogate pair', '\ud800x', 1, { line: 1, column: 2, excerpt: '\uFFFDx' }],
  ])('%s', (_, text, offset, location) => {
    expect(createLocator(text)(offset)).toEqual(location);
  });

  it('cuts long lines at 160 characters', () => {
    expect(createLocator(`  ${'x'.repeat(500)}`)(5).excerpt).toBe('x'.repeat(160));
  });

  it('shows the part of a long line in which the place is', () => {
    const { column, excerpt } = createLocator(`${'x'.repeat(400)}PLACE${'y'.repeat(400)}`)(400);
    expect(column).toBe(401);
    expect(excerpt).toBe(`…${'x'.repeat(40)}PLACE${'y'.repeat(114)}`);
    expect(excerpt).toHaveLength(160);
  });

  it('is fast on one line of five million characters and on a million lines', () => {
    for (const text of ['x'.repeat(5_000_000), ' '.repeat(5_000_000), 'ab\n'.repeat(1_000_000)]) {
      const locate = createLocator(text);
      const start = performance.now();
      for (let i = 0; i < 10_000; i++) locate((i * 499) % text.length);
      expect(performance.now() - start).toBeLessThan(2000);
    }
  });
});

it('lineAt finds the line of every offset', () => {
  const text = 'a\n\nbc\n';
  const starts = lineStarts(text);
  expect(starts).toEqual([0, 2, 3, 6]);
  expect([0, 1, 2, 3, 4, 5, 6].map((offset) => lineAt(starts, offset))).toEqual([0, 0, 1, 2, 2, 2, 3]);
});
