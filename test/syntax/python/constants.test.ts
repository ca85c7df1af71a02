import { describe, expect, it } from 'vitest';
import { argumentsOfF, parse, show } from './helper.js';

const table = (rows: [title: string, source: string, expected: string | string[]][]): void => {
  it.each(rows)('%s', (_, source, expected) => {
    expect(argumentsOfF(source)).toEqual(typeof expected === 'string' ? [expected] : expected);
  });
};

describe('literals', () => {
  table([
    ['strings', `f("a", 'b', """c\nd""", r"\\d", b"e", u'f')`, '"a", "b", "c\\nd", "\\\\d", "e", "f"'],
    ['escapes', String.raw`f("a\n\t\\\"\x41\u00e4\U0001F600\101\q")`, JSON.stringify('a\n\t\\"Aä😀A\\q')],
    ['line continued inside a string', 'f("a\\\nb")', '"ab"'],
    ['string without an end', 'f("a)\n', '"a)"'],
    ['adjacent strings', 'f("a" \'b\'\n  "c")', '"abc"'],
    ['numbers', 'f(1, -2, 1_000, 0x1F, 0b11, 0o17, 1.5, 1e3, .5)', '1, -2, 1000, 31, 3, 15, 1.5, 1000, 0.5'],
    ['complex number', 'f(2j)', '?2j'],
    ['other constants', 'f(True, False, None, ...)', 'true, false, None, ?...'],
    [
      'collections',
      'f([1, "a"], (1, 2), {1}, {"a": 1, b: [c]}, [], {})',
      '[1, "a"], [1, 2], [1], {"a": 1, $b: [$c]}, [], {}',
    ],
    ['keywords and unpacking', 'f(a, k=1, *b, **c)', '$a, k=1, *$b, **$c'],
    ['walrus', 'f(x := 1)', '1'],
    ['generator', 'f(x for x in y)', '?(x for x in y)'],
    [
      'what is not a value',
      'f(lambda: 1, [x for x in y], a[1:2], a == b)',
      '?lambda: 1, ?[x for x in y], ?a[1:2], ?a == b',
    ],
    ['call', 'f(g(1))', 'g(1)'],
    ['parentheses and await', 'f((1), await g())', '1, g()'],
    ['names through imports', 'import a.b as c\nfrom d import e\nf(c.x, e, g.h)', '$a.b.x, $d.e, $g.h'],
    ['variable that holds a call', 'import m\nx = m.C()\nf(x, x.y)', '$x, $x.y'],
    ['local definition', 'class A:\n    def g(self): pass\nf(A, A.g)', '$A, $A.g'],
  ]);

  it('cuts what is too deep, too long or too much', () => {
    const deep = parse(`f(${'['.repeat(20)}1${']'.repeat(20)})`).calls[0];
    const long = parse(`f([${'1, '.repeat(600)}])`).calls[0]?.arguments[0]?.value;
    const text = parse(`f(lambda: ${'x + '.repeat(100)}x)`).calls[0]?.arguments[0]?.value;
    expect(deep && show(deep.arguments[0]?.value ?? { kind: 'none', offset: 0 })).toBe(
      `${'['.repeat(12)}?${'['.repeat(8)}1${']'.repeat(20)}`,
    );
    expect(long?.kind === 'list' && long.items.length).toBe(500);
    expect(text?.kind === 'unknown' && text.text.length).toBe(200);
  });
});

describe('propagation', () => {
  table([
    ['module constant', 'NAME = "fraud"\ndef g():\n    f(NAME)', '"fraud"'],
    ['constant defined later', 'def g():\n    f(NAME)\nNAME = "fraud"', '"fraud"'],
    ['local constant', 'def g():\n    name = "a"\n    f(name)\nf(name)', ['"a"', '$name']],
    ['parameter hides', 'NAME = "a"\ndef g(NAME):\n    f(NAME)', '$NAME'],
    ['annotated', 'NAME: str = "a"\nf(NAME)', '"a"'],
    ['chained assignment', 'A = B = 3\nf(A, B)', '3, 3'],
    ['tuple by position', 'A, B = "a", 2\nf(A, B)', '"a", 2'],
    ['constant of a constant', 'A = "a"\nB = A\nf(B)', '"a"'],
    ['assigned twice, same value', 'A = 1\nA = 1\nf(A)', '1'],
    ['assigned twice, other value', 'A = 1\nA = 2\nf(A)', '$A'],
    ['assigned in branches', 'if x:\n    A = "a"\nelse:\n    A = "b"\nf(A)', '$A'],
    ['reassigned in a loop', 'A = 0\nfor x in y:\n    A += 1\nf(A)', '$A'],
    ['loop variable', 'A = "a"\nfor A in b:\n    f(A)', '$A'],
    ['global', 'A = "a"\ndef g():\n    global A\n    A = "b"\nf(A)', '$A'],
    ['depends on itself', 'A = A + "x"\nf(A)', '`{A}x`'],
    ['attribute of a class', 'class Config:\n    NAME = "a"\nf(Config.NAME)', '"a"'],
    ['attribute of an instance', 'class Config:\n    NAME = "a"\ncfg = Config()\nf(cfg.NAME)', '"a"'],
    [
      'field given to the constructor',
      'class Config:\n    name: str = "a"\ncfg = Config(name="b")\nf(cfg.name, Config().name)',
      '"b", "a"',
    ],
    [
      'attribute of self',
      'class T:\n    def __init__(self):\n        self.name = "a"\n    def g(self):\n        f(self.name, self.other)',
      '"a", $self.other',
    ],
    [
      'attribute of self with two values',
      'class T:\n    name = "a"\n    def g(self):\n        self.name = "b"\n        f(self.name)',
      '$self.name',
    ],
    [
      'enumeration',
      'from enum import Enum\nclass Stage(Enum):\n    PROD = "production"\nf(Stage.PROD, Stage.PROD.value)',
      '"production", "production"',
    ],
    ['dictionary', 'C = {"a": 1, "b": {"c": "d"}}\nf(C["a"], C["b"]["c"], C["x"])', '1, "d", ?C["x"]'],
    ['dictionary by get', 'C = {"a": 1}\nf(C.get("a"), C.get("b", 2), C.get(d))', '1, 2, C.get($d)'],
    ['dictionary made by a call', 'f(dict(a=1, b="c"))', '{"a": 1, "b": "c"}'],
    ['dictionary that changes', 'C = {"a": 1}\nC["a"] = 2\nf(C["a"])', '?C["a"]'],
    ['list', 'L = ["a", "b"]\nf(L, L[0], L[-1], L[5])', '["a", "b"], "a", "b", ?L[5]'],
    ['list that grows', 'L = []\nL.append(x)\nf(L)', '$L'],
    ['list of calls', 'steps = [g(1), h(2)]\nf(steps=steps)', 'steps=[g(1), h(2)]'],
    ['lists put together', 'A = [1]\nf(A + [2], [*A, 3], [*b])', '[1, 2], [1, 3], [?*b]'],
    ['dictionaries put together', 'A = {"a": 1}\nf({**A, "b": 2}, {**c})', '{"a": 1, "b": 2}, {?**: $c}'],
    ['arithmetic', 'A = 1024\nf(A * 1024, 7 // 2, 2 ** 10, 1 / 0, 5 % 3, -A)', '1048576, 3, 1024, ?1 / 0, 2, -1024'],
    ['conversions', 'f(int("3"), float("0.5"), str(3), int("x"), str(y))', '3, 0.5, "3", int("x"), str($y)'],
    ['alias of an import', 'import m\nX = m.AUTO\nf(X)', '$m.AUTO'],
  ]);

  it('gives the constants of the module and of its classes', () => {
    const source =
      'import os\nA = "a"\nB = A + "b"\nC = os.getenv("C", "c")\nD = os.environ["D"]\nE = f"{A}/{x}"\nF = [A, 1]\nG = g()\nH = 1\nH = 2\n' +
      'class Config:\n    NAME = "n"\n    class Inner:\n        X = 1\ndef h():\n    local = 1\n';
    const { constants } = parse(source);
    expect([...constants].map(([name, value]) => `${name} = ${show(value)}`)).toEqual([
      'A = "a"',
      'B = "ab"',
      'C = "c"',
      'D = $os.environ.D',
      'E = `a/{x}`',
      'F = ["a", 1]',
      'Config.NAME = "n"',
    ]);
  });

  it('keeps the offset of the place where a value is used', () => {
    const source = 'NAME = "fraud"\nf(NAME)';
    expect(parse(source).calls[0]?.arguments[0]?.value).toEqual({
      kind: 'string',
      value: 'fraud',
      offset: source.lastIndexOf('NAME'),
    });
  });
});

describe('environment', () => {
  table([
    [
      'default',
      'import os\nf(os.getenv("A", "a"), os.environ.get("B", "b"), os.getenv("C", default="c"))',
      '"a", "b", "c"',
    ],
    [
      'no default',
      'import os\nf(os.getenv("A"), os.environ.get("B"), os.environ["C"], os.getenv("D", None))',
      '$os.environ.A, $os.environ.B, $os.environ.C, $os.environ.D',
    ],
    ['imported names', 'from os import environ, getenv as g\nf(environ["A"], g("B", "b"))', '$os.environ.A, "b"'],
    ['through a constant', 'import os\nA = os.environ["A"]\nf(A)', '$os.environ.A'],
    ['or', 'import os\nf(os.environ.get("A") or "a", b or "c")', '"a", ?b or "c"'],
    ['unknown variable', 'import os\nf(os.getenv(x), os.environ[y])', 'os.getenv($x), ?os.environ[y]'],
    ['number', 'import os\nf(int(os.getenv("PORT", "8080")))', '8080'],
  ]);
});

describe('texts', () => {
  table([
    ['formatted, constant', 'A = "a"\nf(f"{A}-{1}-x", f"{{}}")', '"a-1-x", "{}"'],
    [
      'formatted, partly',
      'import m\nA = "a"\nf(f"{A}/{run_id}/{m.x.y}/{g(1)}/{h[0]!r:>10}")',
      '`a/{run_id}/{m.x.y}/{g()}/{h[0]}`',
    ],
    ['formatted, adjacent', 'f("a/" f"{b}" "/c")', '`a/{b}/c`'],
    ['formatted with nested quotes', 'C = {"a": 1}\nf(f"{C["a"]}", f\'{C["a"]}\')', '"1", "1"'],
    [
      'formatted environment',
      'import os\nA = os.environ["A"]\nf(f"s3://{A}/x", f"{os.getenv(\'B\', \'b\')}")',
      '`s3://{os.environ.A}/x`, "b"',
    ],
    ['template of a template', 'A = f"{x}/a"\nf(A, A + "/b")', '`{x}/a`, `{x}/a/b`'],
    ['plus', 'A = "a"\nf("x-" + A, "x-" + b, b + "-" + c, b + c)', '"x-a", `x-{b}`, `{b}-{c}`, ?b + c'],
    [
      'percent',
      'A = "a"\nf("%s-%d" % (A, 3), "%s" % b, "%(x)s" % {"x": 1}, "100%%" % ())',
      '"a-3", `{b}`, "1", "100%"',
    ],
    [
      'format',
      'A = "a"\nf("{}-{}".format(A, b), "{0}{1}{0}".format("x", "y"), "{k:>3}".format(k=A), "{}".format())',
      '`a-{b}`, "xyx", "a", str.format()',
    ],
    ['format on a constant', 'T = "{}/x"\nf(T.format("a"))', '"a/x"'],
    ['join', 'f("/".join(["a", "b"]), ",".join(c))', '"a/b", str.join($c)'],
    [
      'os.path.join',
      'import os\nf(os.path.join("a", "b/", "c"), os.path.join(x, "b"), os.path.join("a", "/b"))',
      '"a/b/c", `{x}/b`, "/b"',
    ],
    [
      'pathlib',
      'from pathlib import Path\nB = Path("a")\nf(Path("a") / "b", B / "c" / "d.txt", Path(x) / "b", Path("a", "b"))',
      '"a/b", "a/c/d.txt", `{pathlib.Path()}/b`, "a/b"',
    ],
    [
      'pathlib from a file',
      'from pathlib import Path\nROOT = Path(__file__).parent\nf(ROOT / "m.pkl")',
      '`{ROOT}/m.pkl`',
    ],
    ['division', 'f(a / b)', '?a / b'],
  ]);

  it('does not let texts or lists explode', () => {
    const doubled =
      'a0 = "0123456789"\n' + Array.from({ length: 40 }, (_, i) => `a${i + 1} = a${i} + a${i}\n`).join('');
    const listed = 'a0 = [1, 1]\n' + Array.from({ length: 40 }, (_, i) => `a${i + 1} = [a${i}, a${i}]\n`).join('');
    const inserted = `x = "${'y'.repeat(10_000)}"\n${'f(f"{x}a")\n'.repeat(20_000)}`;
    const lengths = [...parse(doubled).constants.values()].map((value) =>
      value.kind === 'string' ? value.value.length : -1,
    );
    expect(Math.max(...lengths)).toBeLessThanOrEqual(20_000);
    expect(
      Math.max(...[...parse(listed).constants.values()].map((value) => show(value).split('1').length)),
    ).toBeLessThan(200);
    const kinds = parse(inserted).calls.map(({ arguments: [first] }) => first?.value.kind);
    expect([kinds[0], kinds.at(-1)]).toEqual(['string', 'unknown']);
  });
});
