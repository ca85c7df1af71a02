import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePython } from '../../../src/syntax/python/index.js';
import { maskTemplate } from '../../../src/syntax/python/templates.js';
import { plainCell } from '../../../src/syntax/python/magics.js';
import { callees, parse } from './helper.js';

const N = 100_000;
const LONG = 50_000;
const reasons = (source: string, path?: string): string[] => parse(source, path).problems.map(({ reason }) => reason);

describe('hostile modules', () => {
  const deep: [title: string, source: string][] = [
    ['open parentheses', '('.repeat(N)],
    ['balanced parentheses', '('.repeat(N) + ')'.repeat(N)],
    ['brackets', '['.repeat(N)],
    ['braces', '{'.repeat(N)],
    ['mixed brackets', '([{'.repeat(N)],
    ['comprehensions', '[x for '.repeat(N)],
    ['calls in calls', 'f('.repeat(N)],
    ['keywords in calls', 'f(a='.repeat(N)],
    ['formatted strings', 'f"{'.repeat(N)],
    ['attributes', `a${'.b'.repeat(N)}`],
    ['chained calls', `a${'.b()'.repeat(N)}`],
    ['calls of calls', `a${'()'.repeat(N)}`],
    ['sums', `1${'+1'.repeat(N)}`],
    ['comparisons', `x${' < x'.repeat(N)}`],
    ['shifts', `a${' >> a'.repeat(N)}`],
    ['negations', `${'not '.repeat(N)}x`],
    ['lambdas', `${'lambda:'.repeat(N)}x`],
    ['conditional expressions', 'x if y else '.repeat(N)],
    ['indentation', Array.from({ length: 1500 }, (_, i) => `${' '.repeat(i)}if x:\n`).join('')],
  ];
  it.each(deep)('nested too deeply: %s', (_, source) => {
    expect(reasons(source)).toEqual(['too-deep']);
  });

  const broken: [title: string, source: string][] = [
    ['closing brackets', ') '.repeat(N)],
    ['colons', ':'.repeat(N)],
    ['stars', '*'.repeat(N)],
    ['zero bytes', '\0'.repeat(N)],
    ['keywords', 'def '.repeat(N)],
    ['another language', 'function foo(a, b) { return a + {b: 3}; } // x\n'.repeat(N / 20)],
    ['HTML', '<div class="x">hello, world!</div>\n'.repeat(N / 20)],
  ];
  it.each(broken)('too many errors: %s', (_, source) => {
    expect(reasons(source)).toEqual(['syntax-error']);
  });

  const long: [title: string, source: string][] = [
    ['semicolons', 'a;'.repeat(LONG)],
    ['branches of one statement', `if a:\n pass\n${'elif a > 1:\n pass\n'.repeat(LONG / 5)}`],
    ['handlers of one statement', `try:\n pass\n${'except E as e:\n pass\n'.repeat(LONG / 5)}`],
    ['items of with', `with ${'a() as b,'.repeat(LONG / 5)}c: pass\n`],
    ['imported names', `from a import (${'b,'.repeat(LONG)})`],
    ['arguments', `f(${'a=1,'.repeat(LONG)})`],
    ['elements', `x = [${'a,'.repeat(LONG)}]`],
    ['targets', `${'a,'.repeat(LONG)} = b`],
    ['reassignments', `import q\nx = q.a()\n${'x = x.a()\n'.repeat(LONG / 5)}`],
    ['assignments to one attribute', `class A:\n def f(s):\n${'  s.x = f()\n  s.x.b()\n'.repeat(LONG / 10)}`],
    ['placeholders', 'x = None\nx.a()\n'.repeat(LONG / 10)],
    [
      'aliases in reverse order',
      `def f():\n  x0.z()\n${Array.from({ length: 5000 }, (_, i) => `x${i} = x${i + 1}.a()\n`).join('')}`,
    ],
    [
      'functions that return each other',
      `${Array.from({ length: 5000 }, (_, i) => `def f${i}(): return f${i + 1}()\n`).join('')}f0().a()`,
    ],
    ['bases of one class', `class A(${'b,'.repeat(LONG)}):\n def f(s):\n${'  s.x.b()\n'.repeat(1000)}`],
    ['adjacent strings', '"a" '.repeat(LONG)],
    ['blank lines', '\n'.repeat(LONG)],
  ];
  it.each(long)('linear and without problems: %s', (_, source) => {
    const start = performance.now();
    expect(reasons(source)).toEqual([]);
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  it('reads what stands in front of the place where it gives up', () => {
    expect(callees(`f()\n${'('.repeat(N)}`)).toEqual(['~f']);
    expect(callees(`f()\n${') '.repeat(N)}`)).toEqual(['~f']);
  });

  it('refuses files that are too large', () => {
    const document = parse('f()\n'.repeat(600_000));
    expect([document.problems.map(({ reason }) => reason), document.calls]).toEqual([['too-large'], []]);
    expect(document.locate(4)).toEqual({ line: 2, column: 1, excerpt: 'f()' });
  });

  it('counts only the code of a notebook', () => {
    const picture = { cell_type: 'code', source: ['f()'], outputs: [{ data: { 'image/png': 'A'.repeat(3_000_000) } }] };
    const large = { cell_type: 'code', source: 'f()\n'.repeat(600_000) };
    expect(reasons(JSON.stringify({ cells: [picture] }), 'a.ipynb')).toEqual([]);
    expect(reasons(JSON.stringify({ cells: [picture, large] }), 'a.ipynb')).toEqual(['too-large']);
  });

  it.each([
    ['empty', ''],
    ['blank', ' \n\t\n'],
    ['comments', '# a\n# b'],
    ['docstring', '"""a"""'],
    ['an expression', 'a'],
  ])('nothing to report: %s', (_, source) => {
    expect(reasons(source)).toEqual([]);
  });

  it.each([
    ['prose', 'This is, however, not a program!\n'],
    ['punctuation', '$$ ?? !!'],
  ])('nothing that could be read: %s', (_, source) => {
    expect(reasons(source)).toEqual(['syntax-error']);
  });
});

const SAMPLE = `
import os, boto3
from mlflow.tracking import MlflowClient as C
NAME = os.getenv("N", "n") + f"-{x}" % (1,)
class T(Base):
    name: str = "a"
    def __init__(self, c: "C" = None):
        self.c, self.d = c, boto3.client("s3")
    @property
    def p(self):
        return self.c.run(NAME, *a, **{"k": [1, 2]})
with T() as t, (u := g()):
    if t.p > 3 and not False:
        raise ValueError("x")
    elif x: pass
    else: assert y, "z"
a >> [b, c] << d
if __name__ == "__main__":
    try: t.c.run(Path("a") / NAME)
    except E as e: t = None
`;
const TOKENS = [
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  '"',
  "'",
  '"""',
  '\\',
  '\n',
  '\n    ',
  ':',
  ',',
  '.',
  '=',
  ':=',
  '>>',
  '*',
  '@',
  '#',
  '%',
  '!',
  '{{',
  '}}',
  '{%',
  '\0',
  '\uD800',
  'f"{',
  'if',
  'else',
  'with',
  'as',
  'def',
  'class',
  'for',
  'lambda',
  'await',
  'import',
  'from',
];

/** The sample with a few pieces cut out, doubled or replaced by a token. */
const mutation = fc
  .array(fc.tuple(fc.nat(SAMPLE.length), fc.nat(12), fc.constantFrom('', ...TOKENS), fc.boolean()), {
    minLength: 1,
    maxLength: 6,
  })
  .map((edits) =>
    edits.reduce(
      (text, [at, length, token, doubles]) =>
        text.slice(0, at) + token + text.slice(doubles ? Math.max(0, at - length) : at + length),
      SAMPLE,
    ),
  );
const PATHS = ['a.py', 'a.py.tmpl', 'a.ipynb', '{{x}}/a.py'];

describe('properties', () => {
  const isSound = (text: string, path: string): void => {
    const document = parsePython(text, path);
    const { calls, branches, definitions, exits, assignments, imports, shifts, shell, problems } = document;
    for (const { offset } of [
      ...calls,
      ...branches,
      ...definitions,
      ...exits,
      ...assignments,
      ...imports,
      ...shifts,
      ...shell,
      ...problems,
    ]) {
      if (!(offset >= 0 && offset <= text.length)) throw new Error(`offset ${offset} outside of ${text.length}`);
      document.locate(offset);
    }
    for (const call of calls) {
      if (call.end < call.offset) throw new Error('a call ends before it begins');
      if (call.branches.some((index) => !branches[index]))
        throw new Error('a call stands in a branch that does not exist');
    }
    if (JSON.stringify(parsePython(text, path)) !== JSON.stringify(document)) throw new Error('two readings differ');
  };

  it('reads arbitrary text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 300 }),
          fc.array(fc.constantFrom(...TOKENS, ' ', 'x', '1')).map((all) => all.join('')),
        ),
        fc.constantFrom(...PATHS),
        isSound,
      ),
      { numRuns: 400, seed: 1 },
    );
  });

  it('reads mutations of a sample', () => {
    fc.assert(fc.property(mutation, fc.constantFrom('a.py', 'a.py.tmpl'), isSound), { numRuns: 400, seed: 2 });
  });

  it('reads mutations of a notebook', () => {
    const cells = (source: string): string =>
      JSON.stringify({ cells: [{ cell_type: 'code', source: source.split(/(?<=\n)/) }] }, null, 1);
    const edited = fc
      .tuple(mutation, fc.nat(400), fc.constantFrom('', ...TOKENS))
      .map(([text, at, token]) => cells(text).slice(0, at) + token + cells(text).slice(at));
    fc.assert(
      fc.property(edited, (text) => isSound(text, 'a.ipynb')),
      { numRuns: 300, seed: 3 },
    );
  });

  it('keeps the length of what is blanked', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          mutation,
          fc.array(fc.constantFrom(...TOKENS, '%time ', '!ls', '%%bash\n', '?', ' ', 'x')).map((all) => all.join('')),
        ),
        (text) => {
          const { code } = plainCell(text);
          const masked = maskTemplate(text);
          const breaks = (one: string): number => one.split('\n').length;
          return (
            code.length === text.length &&
            masked.length === text.length &&
            breaks(masked) === breaks(text) &&
            breaks(code) === breaks(text)
          );
        },
      ),
      { numRuns: 500, seed: 4 },
    );
  });
});
