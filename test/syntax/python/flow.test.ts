import { describe, expect, it } from 'vitest';
import { parse, show } from './helper.js';

describe('shifts', () => {
  const rows: [title: string, source: string, expected: string[]][] = [
    ['chain', 'a >> b >> c', ['$a → $b → $c']],
    ['lists', 'a >> [b, c] >> d', ['$a → $b,$c → $d']],
    ['calls', 'f() >> g(1)', ['f() → g(1)']],
    ['backwards', 'a << b << c', ['$c → $b → $a']],
    ['both directions', 'a >> b << c', ['$a → $b', '$c → $b']],
    ['list in a variable', 'xs = [b, c]\na >> xs', ['$a → $b,$c']],
    ['chain in parentheses', 'a >> (b >> c)', ['$a → $c', '$b → $c']],
    ['over lines', '(\n    a\n    >> b\n)', ['$a → $b']],
    ['tasks of a module', 'from m import a, b\na >> b', ['$m.a → $m.b']],
    ['numbers', '1 << 20\nx >> 3', []],
    ['other operators', 'a | b\na & b', []],
  ];
  it.each(rows)('%s', (_, source, expected) => {
    const shown = parse(source).shifts.map(({ stages }) => stages.map((stage) => stage.map(show).join()).join(' → '));
    expect(shown).toEqual(expected);
  });

  it('has scope and place', () => {
    const source = 'def f():\n    a >> b';
    expect(parse(source).shifts).toMatchObject([{ scope: 'def:f', offset: source.indexOf('a >>') }]);
  });
});

describe('branches', () => {
  const rows: [title: string, source: string, expected: string[]][] = [
    ['if', 'if a.b > 3:\n    x', ['0 if [a.b > 3] a.b compares']],
    [
      'if, elif, else',
      'if a:\n    x\nelif b == c:\n    y\nelse:\n    z',
      ['0 if [a] a', '0 elif [b == c] b,c compares', '0 else [a] a'],
    ],
    [
      'else of a comparison',
      'if a < 1:\n    x\nelse:\n    y',
      ['0 if [a < 1] a compares', '0 else [a < 1] a compares'],
    ],
    ['two statements', 'if a:\n    if b:\n        x\nif c:\n    y', ['0 if [a] a', '1 if [b] b', '2 if [c] c']],
    [
      'not comparisons',
      'if a in b and c is not None and not d:\n    x',
      ['0 if [a in b and c is not None and not d] a,b,c,d'],
    ],
    [
      'resolved names',
      'import m as n\nfrom o import p\nif n.q(x=r)["s"] > p:\n    x',
      ['0 if [n.q(x=r)["s"] > p] m.q,r,o.p compares'],
    ],
    ['names once', 'if a and a.b and a:\n    x', ['0 if [a and a.b and a] a,a.b']],
    [
      'except',
      'try:\n    x\nexcept (A, m.B) as e:\n    y\nexcept:\n    z',
      ['0 except [(A, m.B)] A,m.B', '0 except [] '],
    ],
    ['with', 'with m.C(x == "a") as c, d:\n    x', ['0 with [m.C(x == "a")] m.C,x compares', '0 with [d] d']],
    ['main guard is none', 'if __name__ == "__main__":\n    x', []],
    [
      'never',
      'if False:\n    x\nelif 0:\n    y\nelse:\n    z',
      ['0 if [False]  never', '0 elif [0]  never', '0 else [False] '],
    ],
    [
      'always',
      'if True:\n    x\nelif a:\n    y\nelse:\n    z',
      ['0 if [True] ', '0 elif [a] a never', '0 else [True]  never'],
    ],
    [
      'switch',
      'RUN = False\nif RUN and a:\n    x\nif not RUN:\n    y\nelse:\n    z',
      ['0 if [RUN and a] RUN,a never', '1 if [not RUN] RUN', '1 else [not RUN] RUN never'],
    ],
    [
      'switch that is not one',
      'import os\nA = os.getenv("A", False)\nB = False\nB = True\nif A or B:\n    x',
      ['0 if [A or B] A,B'],
    ],
    [
      'attribute may be given',
      'class T:\n    on = False\n    def f(self):\n        if self.on:\n            x',
      ['0 if [self.on] self.on'],
    ],
    [
      'type checking',
      'from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    x',
      ['0 if [TYPE_CHECKING] typing.TYPE_CHECKING never'],
    ],
  ];
  it.each(rows)('%s', (_, source, expected) => {
    const shown = parse(source).branches.map(
      ({ statement, kind, condition, names, compares, never }) =>
        `${statement} ${kind} [${condition}] ${names.join()}${compares ? ' compares' : ''}${never ? ' never' : ''}`,
    );
    expect(shown).toEqual(expected);
  });

  it('has scope and the offsets of condition and body', () => {
    const source = 'def f():\n    if a > 1:\n        b()\n        c()\n    d()\n';
    expect(parse(source).branches).toMatchObject([
      { scope: 'def:f', offset: source.indexOf('a >'), start: source.indexOf('b()'), end: source.indexOf('    d()') },
    ]);
  });
});

describe('exits', () => {
  it('lists raise, return and assert', () => {
    const source =
      'def f():\n    if a < 1:\n        raise ValueError("low") from e\n    assert a > 2, "m"\n    raise\n    return\n    return None\n    return a, 1\n    return g(x)\n';
    const shown = parse(source).exits.map(({ kind, scope, branches, text, value, offset }) => [
      kind,
      scope,
      branches.join(),
      text,
      value && show(value),
      parse(source).locate(offset).line,
    ]);
    expect(shown).toEqual([
      ['raise', 'def:f', '0', 'ValueError("low")', undefined, 3],
      ['assert', 'def:f', '', 'a > 2', undefined, 4],
      ['raise', 'def:f', '', '', undefined, 5],
      ['return', 'def:f', '', '', undefined, 6],
      ['return', 'def:f', '', 'None', undefined, 7],
      ['return', 'def:f', '', 'a, 1', '[$a, 1]', 8],
      ['return', 'def:f', '', 'g(x)', 'g($x)', 9],
    ]);
  });
});
