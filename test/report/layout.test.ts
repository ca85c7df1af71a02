import { describe, expect, it } from 'vitest';
import { forTerminal } from '../../src/report/escape.js';
import { createStyle } from '../../src/cli/output.js';
import { column, cut, cutPath, length, listed, wrap } from '../../src/report/terminal/layout.js';
import { table } from '../../src/report/terminal/table.js';

describe('layout', () => {
  it.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'ab…'],
    ['abcd', 1, '…'],
    ['abcd', 0, ''],
    ['𝒜𝒷𝒸𝒹', 3, '𝒜𝒷…'],
  ])('cuts %s to %i', (text, width, expected) => {
    expect(cut(text, width)).toBe(expected);
  });

  it.each([
    ['a/b.py:1', 8, 'a/b.py:1'],
    ['model/dags/churn_training.py:8', 22, '…/churn_training.py:8'],
    ['model/dags/churn_training.py:8', 21, '…/churn_training.py:8'],
    ['model/dags/churn_training.py:8', 20, '…churn_training.py:8'],
    ['model/dags/churn_training.py:8', 10, '…ning.py:8'],
    ['a/some_directory/b.py:1', 20, '…me_directory/b.py:1'],
    ['abc', 1, '…'],
    ['abc', 0, ''],
  ])('cuts the path %s to %i', (path, width, expected) => {
    expect(cutPath(path, width)).toBe(expected);
  });

  it('pads', () => {
    expect([column('a', 3), column('abcd', 3)]).toEqual(['a  ', 'ab…']);
  });

  it.each([
    [['MLflow', 'DVC'], 20, 'MLflow, DVC'],
    [['MLflow', 'DVC', 'Kubeflow'], 16, 'MLflow, DVC + 1'],
    [['MLflow', 'DVC', 'Kubeflow'], 10, 'MLflow + 2'],
    [['Amazon Elastic Kubernetes Service'], 10, 'Amazon El…'],
    [[], 10, ''],
  ])('lists %j within %i', (items, width, expected) => {
    expect(listed(items, width)).toBe(expected);
  });

  it.each([
    ['one two three', 7, '', 'one two\nthree'],
    ['one two three', 7, '  ', 'one two\n  three'],
    ['one two-and-three four', 7, '  ', 'one\n  two-and-three\n  four'],
    ['', 7, '', ''],
  ])('wraps %j at %i', (text, width, indent, expected) => {
    expect(wrap(text, width, indent)).toBe(expected);
  });
});

describe('text for a terminal', () => {
  it.each([
    ['plain ünïcödé モデル 𝒳', 'plain ünïcödé モデル 𝒳'],
    ['\u001b[2J', '\\x1b[2J'],
    ['a\nb\tc\r', 'a\\x0ab\\x09c\\x0d'],
    ['\u009b31m\u007f', '\\x9b31m\\x7f'],
    ['\u202egnp\u2066\u200b\u061c\ufeff', '\\u202egnp\\u2066\\u200b\\u061c\\ufeff'],
  ])('shows %j as %s', (text, expected) => {
    expect(forTerminal(text)).toBe(expected);
  });
});

describe('a table of elements', () => {
  const style = { ...createStyle(false), width: 60 };
  const row = (name: string) => ({ status: 'present' as const, id: 'K-R1', name, what: ['MLflow'], place: 'a.py:1' });

  it('goes on with a long name in the next line, below the name', () => {
    const [text = ''] = table([row('Flexible and portable infrastructure without a lock-in')], style);
    expect(text.split('\n').map((line) => line.trimEnd())).toEqual([
      '  ● K-R1 Flexible and portable      MLflow  a.py:1',
      '         infrastructure without a',
      '         lock-in',
    ]);
  });

  it('cuts what nobody would write', () => {
    for (const name of ['x'.repeat(5000), 'word '.repeat(2000)]) {
      const lines = table([row(name)], style)
        .join('\n')
        .split('\n');
      expect(lines.length).toBeLessThanOrEqual(3);
      expect(lines.filter((line) => length(line) > 60)).toEqual([]);
    }
  });
});
