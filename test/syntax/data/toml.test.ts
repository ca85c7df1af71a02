import { describe, expect, it } from 'vitest';
import { parseToml } from '../../../src/syntax/data/toml.js';
import { at, entry, get, plain } from '../../../src/syntax/data/tree.js';

const read = (text: string) => {
  const { roots, problems } = parseToml(text);
  return { value: plain(roots[0]), problems: problems.map(({ reason }) => reason) };
};

describe('parseToml', () => {
  it('gives the exact tree with offsets', () => {
    expect(parseToml('[a.b]\nc = [\n  "x",\n  1\n]\n').roots).toEqual([
      {
        kind: 'map',
        offset: 0,
        entries: [
          {
            key: 'a',
            offset: 1,
            value: {
              kind: 'map',
              offset: 1,
              entries: [
                {
                  key: 'b',
                  offset: 3,
                  value: {
                    kind: 'map',
                    offset: 0,
                    entries: [
                      {
                        key: 'c',
                        offset: 6,
                        value: {
                          kind: 'sequence',
                          offset: 10,
                          items: [
                            { kind: 'scalar', offset: 14, value: 'x', resolved: 'x' },
                            { kind: 'scalar', offset: 21, value: '1', resolved: 1 },
                          ],
                        },
                      },
                    ],
                  },
                },
              ],
            },
          },
        ],
      },
    ]);
  });

  it.each<[string, string, unknown]>([
    ['nothing', '', {}],
    ['comments', '# a\na = 1 # b\n', { a: 1 }],
    ['keys', 'a.b = 1\n"c.d" = 2\n\'e\'.f = 3\n3.1 = 4\n', { a: { b: 1 }, 'c.d': 2, e: { f: 3 }, 3: { 1: 4 } }],
    ['strings', String.raw`a = "x\t\"\u00e9\U0001F600"` + "\nb = 'c:\\x'\n", { a: 'x\t"é😀', b: 'c:\\x' }],
    ['texts', 'a = """\nx "y"\\\n   z"""\nb = \'\'\'\nq\'\'\'\'\'\n', { a: 'x "y"z', b: "q''" }],
    [
      'numbers',
      'a = [1_000, -2, 0xFF, 0o7, 0b11, 1.5e3, +inf, -inf]',
      { a: [1000, -2, 255, 7, 3, 1500, Infinity, -Infinity] },
    ],
    ['booleans', 'a = true\nb = false', { a: true, b: false }],
    [
      'dates',
      'a = 1979-05-27T07:32:00Z\nb = 1979-05-27 07:32:00\nc = 07:32:00',
      { a: '1979-05-27T07:32:00Z', b: '1979-05-27 07:32:00', c: '07:32:00' },
    ],
    ['inline tables', 'a = {b = 1, c.d = "x", e = {}}\n', { a: { b: 1, c: { d: 'x' }, e: {} } }],
    ['arrays of tables', '[[a]]\nb = 1\n[a.c]\nd = 2\n[[a]]\nb = 3\n', { a: [{ b: 1, c: { d: 2 } }, { b: 3 }] }],
    ['tables that come again', '[a.b]\nc = 1\n[a]\nd = 2\n', { a: { b: { c: 1 }, d: 2 } }],
    ['line breaks of Windows', 'a = 1\r\nb = [\r\n 2,\r\n]\r\n', { a: 1, b: [2] }],
    ['a prototype', '__proto__ = 1\n[constructor]\na = 1\n', JSON.parse('{"__proto__": 1, "constructor": {"a": 1}}')],
  ])('%s', (_, text, expected) => {
    expect(read(text)).toEqual({ value: expected, problems: [] });
  });

  it.each<[string, string, unknown]>([
    ['a value is missing', 'a =\nb = 1\n', { b: 1 }],
    ['a word without quotes', 'a = x\nb = 1\n', { b: 1 }],
    ['an open text', 'a = "x\nb = 1\n', { b: 1 }],
    ['an open header', '[a\nb = 1\n', { b: 1 }],
    ['two values on a line', 'a = 1 b = 2\nc = 3\n', { a: 1, c: 3 }],
    ['an expression', '{{ if x }}\na = 1\n{{ end }}\n', { a: 1 }],
    ['an open array', 'a = [1,\nb = 2\nc = 3\n', { c: 3 }],
  ])('leaves out what is not TOML: %s', (_, text, expected) => {
    expect(read(text)).toEqual({ value: expected, problems: ['syntax-error'] });
  });

  it('shows a dependency on its own line', () => {
    const { roots, locate } = parseToml(
      '[project]\nname = "x"\ndependencies = [\n  "mlflow>=2",\n]\n\n[tool.poetry.dependencies]\nmlflow = {version = "^2"}\n',
    );
    expect(locate(at(roots[0], 'project.dependencies.0')?.offset ?? 0)).toEqual({
      line: 4,
      column: 3,
      excerpt: '"mlflow>=2",',
    });
    const poetry = get(roots[0], 'tool', 'poetry', 'dependencies');
    expect(locate(entry(poetry, 'mlflow')?.offset ?? 0).line).toBe(8);
  });
});
