import { describe, expect, it } from 'vitest';
import { parse, show, showCall } from './helper.js';

describe('calls', () => {
  const rows: [title: string, source: string, expected: string[]][] = [
    ['module', 'f()', ['f in ""']],
    ['function', 'def g():\n    f()', ['f in "def:g"']],
    ['async function', 'async def g():\n    await f()', ['f in "def:g"']],
    [
      'method and class body',
      'class A:\n    x = f()\n    def g(self):\n        h()',
      ['f in "class:A" as x', 'h in "def:A.g"'],
    ],
    ['nested function', 'def a():\n    def b():\n        f()', ['f in "def:a.b"']],
    ['main guard', 'if __name__ == "__main__":\n    f()\ng()', ['f in "main"', 'g in ""']],
    [
      'main guard, other spellings',
      "if '__main__'==__name__:\n    f()\nif (__name__ == '__main__'):\n    g()",
      ['f in "main"', 'g in "main"'],
    ],
    ['main guard inside a function', 'def h():\n    if __name__ == "__main__":\n        f()', ['f in "def:h" under 0']],
    ['branch inside the main guard', 'if __name__ == "__main__":\n    if x:\n        f()', ['f in "main" under 0']],
    [
      'function defined under the main guard',
      'if __name__ == "__main__":\n    def g():\n        f()',
      ['f in "def:g"'],
    ],
    [
      'defaults and decorators stand outside',
      'def g(x=f()):\n    pass\n@d(h())\ndef k(): pass',
      ['f in ""', 'h in "" nested'],
    ],
    [
      'nested',
      'f(g(), x=[h()])\ni().j()\nk[l()]',
      ['f in ""', 'g in "" nested', 'h in "" nested', 'i().j in ""', 'i in "" nested', 'l in ""'],
    ],
    ['lambda and comprehensions', 'x = lambda: f()\ny = [g(z) for z in h()]', ['f in ""', 'g in ""', 'h in ""']],
    ['inside formatted strings', 'f"{g()}"', ['g in ""']],
    [
      'assigned',
      'x = f()\ny: T = g()\nself.z = h()\na["b"] = i()',
      ['f in "" as x', 'g in "" as y', 'h in "" as self.z', 'i in "" as a["b"]'],
    ],
    [
      'assigned through',
      'x = await (f())\ny = g() if h() else i()\nz = j().k()',
      ['f in "" as x', 'g in "" as y', 'h in ""', 'i in "" as y', 'j().k in "" as z', 'j in "" nested'],
    ],
    [
      'assigned to several',
      'a = b = f()\nc, d = g()\ne, h = i(), j()',
      ['f in "" as a', 'g in "" as c, d', 'i in "" as e', 'j in "" as h'],
    ],
    [
      'assigned otherwise',
      'with f() as x, g():\n    pass\nif (y := h()): pass',
      ['f in "" as x', 'g in ""', 'h in "" as y'],
    ],
    [
      'loops are no branches',
      'for x in f():\n    g()\nwhile h():\n    i()',
      ['f in ""', 'g in ""', 'h in ""', 'i in ""'],
    ],
    [
      'branches',
      'if f():\n    g()\nelif h():\n    i()\nelse:\n    j()',
      ['f in ""', 'g in "" under 0', 'h in ""', 'i in "" under 1', 'j in "" under 2'],
    ],
    [
      'branches in branches',
      'with a:\n    try:\n        f()\n    except E:\n        if b:\n            g()\n    else:\n        h()\n    finally:\n        i()',
      ['f in "" under 0', 'g in "" under 0,1,2', 'h in "" under 0', 'i in "" under 0'],
    ],
    ['branches around a definition', 'if a:\n    def f():\n        g()', ['g in "def:f" under 0']],
    ['conditional expression is no branch', 'f() if a else g()', ['f in ""', 'g in ""']],
    ['match', 'match f(x):\n    case A():\n        g()\n    case _:\n        h()', ['f in ""', 'g in ""', 'h in ""']],
    ['Python 2', 'print "a" % f()\nexec "b"\nprint >>g(), h()', ['f in ""', 'g in ""', 'h in ""']],
    ['errors around', 'f(\nx = = 3\n)\ndef g(:\n    h()\ni()', ['f in ""', 'h in "def:g"', 'i in ""']],
    ['merge conflict', '<<<<<<< HEAD\nf()\n=======\ng()\n>>>>>>> other\nh()', ['f in ""', 'g in ""', 'h in ""']],
  ];
  it.each(rows)('%s', (_, source, expected) => {
    const shown = parse(source).calls.map(
      ({ callee, scope, assignedTo, branches, nested }) =>
        `${callee} in "${scope}"${assignedTo ? ` as ${assignedTo}` : ''}${branches.length ? ` under ${branches.join()}` : ''}${nested ? ' nested' : ''}`,
    );
    expect(shown).toEqual(expected);
  });

  it('has the place of the callee and the end of the call', () => {
    const source = 'x = (\n    a.b(1)\n    .c(2)\n)';
    const shown = parse(source).calls.map(({ offset, end }) => source.slice(offset, end));
    expect(shown).toEqual(['a.b(1)\n    .c(2)', 'a.b(1)']);
    expect(parse(source).locate(source.indexOf('a.b'))).toEqual({ line: 2, column: 5, excerpt: 'a.b(1)' });
  });

  it('is the same object in an expression', () => {
    const { calls } = parse('f(g())');
    const value = calls[0]?.arguments[0]?.value;
    expect(value?.kind === 'call' && value.call === calls[1]).toBe(true);
  });
});

describe('definitions', () => {
  it('describes functions and classes', () => {
    const source =
      'import m\n@m.task(retries=2)\n@m.plain\nasync def train(a, b: int = 1, *c: str, d=f(), **e) -> str:\n    """Trains."""\n    return a\n' +
      'class Trainer(m.Base, Generic[T], metaclass=M):\n    def fit(self): pass\n';
    const shown = parse(source).definitions.map((definition) => ({
      ...definition,
      decorators: definition.decorators.map((call) => `${showCall(call)} ${String(call.resolved)}`),
      parameters: definition.parameters.map((one) => [one.name, one.annotation, one.default && show(one.default)]),
      offset: source.slice(definition.offset, definition.offset + 9),
      end: source.slice(definition.end - 5, definition.end),
    }));
    expect(shown).toEqual([
      {
        kind: 'function',
        name: 'train',
        scope: 'def:train',
        parent: '',
        decorators: ['m.task(retries=2) true', 'm.plain() true'],
        bases: [],
        parameters: [
          ['a', undefined, undefined],
          ['b', 'int', '1'],
          ['*c', 'str', undefined],
          ['d', undefined, 'f()'],
          ['**e', undefined, undefined],
        ],
        docstring: 'Trains.',
        stub: false,
        offset: 'async def',
        end: 'rn a\n',
      },
      {
        kind: 'class',
        name: 'Trainer',
        scope: 'class:Trainer',
        parent: '',
        decorators: [],
        bases: ['m.Base', 'Generic'],
        parameters: [],
        stub: false,
        offset: 'class Tra',
        end: 'pass\n',
      },
      {
        kind: 'function',
        name: 'Trainer.fit',
        scope: 'def:Trainer.fit',
        parent: 'class:Trainer',
        decorators: [],
        bases: [],
        parameters: [['self', undefined, undefined]],
        stub: true,
        offset: 'def fit(s',
        end: 'pass\n',
      },
    ]);
  });

  const decorators: [title: string, source: string, expected: string[]][] = [
    [
      'name of a from-import',
      'from airflow.decorators import task\n@task\ndef f(): pass',
      ['airflow.decorators.task()'],
    ],
    ['alias', 'from a import b as c\n@c(x=1)\ndef f(): pass', ['a.b(x=1)']],
    [
      'method of an application',
      'from fastapi import FastAPI\napp = FastAPI()\n@app.post("/x")\ndef f(): pass',
      ['fastapi.FastAPI.post("/x")'],
    ],
    ['constant argument', 'N = "n"\n@d(N)\nclass A: pass', ['d("n")']],
    ['local function', 'def d(): pass\n@d\ndef f(): pass', ['d()']],
    ['several', '@a\n@b.c()\ndef f(): pass', ['a()', 'b.c()']],
  ];
  it.each(decorators)('decorator: %s', (_, source, expected) => {
    expect(parse(source).definitions.flatMap((one) => one.decorators.map(showCall))).toEqual(expected);
  });

  const stubs: [source: string, expected: boolean][] = [
    ['def f(): pass', true],
    ['def f(): ...', true],
    ['def f():\n    """Doc."""', true],
    ['def f():\n    """Doc."""\n    raise NotImplementedError', true],
    ['def f():\n    raise NotImplementedError("x")', true],
    ['class A:\n    """Doc."""\n    pass', true],
    ['def f():\n    raise ValueError', false],
    ['def f():\n    return', false],
    ['def f():\n    pass\n    g()', false],
    ['def f():\n    "a" + g()', false],
  ];
  it.each(stubs)('stub: %s', (source, expected) => {
    expect(parse(source).definitions[0]?.stub).toBe(expected);
  });

  it('reads docstrings of any form', () => {
    const source = `def a():\n    'x'\ndef b():\n    """x\n    y"""\ndef c():\n    r"\\d"\ndef d():\n    "a" "b"\ndef e():\n    f"{x}"\ndef g():\n    h()\n    "x"\n`;
    expect(parse(source).definitions.map((one) => one.docstring)).toEqual([
      'x',
      'x\n    y',
      '\\d',
      'ab',
      undefined,
      undefined,
    ]);
  });

  it('names what is nested', () => {
    const { definitions } = parse(
      'class A:\n    class B:\n        def c(self):\n            def d(): pass\nif __name__ == "__main__":\n    def e(): pass',
    );
    expect(definitions.map(({ name, scope, parent }) => [name, scope, parent])).toEqual([
      ['A', 'class:A', ''],
      ['A.B', 'class:A.B', 'class:A'],
      ['A.B.c', 'def:A.B.c', 'class:A.B'],
      ['A.B.c.d', 'def:A.B.c.d', 'def:A.B.c'],
      ['e', 'def:e', 'main'],
    ]);
  });
});

describe('assignments', () => {
  const rows: [title: string, source: string, expected: string[]][] = [
    ['name', 'A = "a"', ['A = "a"']],
    ['annotated, with and without value', 'A: int = 1\nB: int', ['A = 1']],
    [
      'attribute and element',
      'self.x = 1\ncfg["a"] = "b"\na.b[0].c = d',
      ['self.x = 1', 'cfg["a"] = "b"', 'a.b[0].c = $d'],
    ],
    ['chained', 'A = B = f()', ['A = f()', 'B = f()']],
    [
      'tuples',
      'a, b = 1, "x"\nc, d = f()\n*e, g = h\ni = 1, 2\n[j, k] = l',
      ['a = 1', 'b = "x"', 'c, d = f()', '*e, g = $h', 'i = [1, 2]', '[j, k] = $l'],
    ],
    ['not an assignment', 'a += 1\nfor b in c: pass\nf(d=1)\nif (e := 2): pass', []],
    ['in a scope and a branch', 'def f():\n    if x:\n        a = 1', ['a = 1 in def:f under 0']],
  ];
  it.each(rows)('%s', (_, source, expected) => {
    const shown = parse(source).assignments.map(
      ({ target, value, scope, branches }) =>
        `${target} = ${show(value)}${scope ? ` in ${scope}` : ''}${branches.length ? ` under ${branches.join()}` : ''}`,
    );
    expect(shown).toEqual(expected);
  });
});
