import { describe, expect, it } from 'vitest';
import { parseJson } from '../../../src/syntax/data/json.js';
import { plain } from '../../../src/syntax/data/tree.js';

const read = (text: string) => {
  const { roots, problems, templated } = parseJson(text);
  return { values: roots.map((root) => plain(root)), reasons: problems.map(({ reason }) => reason), templated };
};

describe('parseJson', () => {
  it('gives the exact tree with offsets', () => {
    expect(parseJson('{"a": [1.50, "x"],\n "b": null}').roots).toEqual([
      {
        kind: 'map',
        offset: 0,
        entries: [
          {
            key: 'a',
            offset: 1,
            value: {
              kind: 'sequence',
              offset: 6,
              items: [
                { kind: 'scalar', offset: 7, value: '1.50', resolved: 1.5 },
                { kind: 'scalar', offset: 13, value: 'x', resolved: 'x' },
              ],
            },
          },
          { key: 'b', offset: 20, value: { kind: 'scalar', offset: 25, value: '', resolved: null } },
        ],
      },
    ]);
  });

  it.each<[string, string, unknown[]]>([
    ['nothing', ' \n', []],
    ['scalars', '[true,false,null,-1,2e3,"",0.5]', [[true, false, null, -1, 2000, '', 0.5]]],
    ['escapes', String.raw`["\"\\\/\b\f\n\r\t\u0041\ud83d\ude00"]`, [['"\\/\b\f\n\r\tA😀']]],
    ['comments and trailing commas', '// x\n{"a": 1, /* y */ "b": [2,],}\n', [{ a: 1, b: [2] }]],
    ['one document a line', '{"a":1}\n{"b":2}\n', [{ a: 1 }, { b: 2 }]],
    ['byte order mark and tabs', '\uFEFF{\t"a":\t1}', [{ a: 1 }]],
    ['repeated keys: the last counts', '{"a":1,"a":2}', [{ a: 2 }]],
    ['numbers of Python', '[NaN, -Infinity]', [[NaN, -Infinity]]],
    ['addresses', '{"a":"http://x//y"}', [{ a: 'http://x//y' }]],
  ])('%s', (_, text, expected) => {
    expect(read(text)).toEqual({ values: expected, reasons: [], templated: false });
  });

  it.each<[string, string, unknown[]]>([
    ['an open object', '{"a": {"b": 1', [{ a: { b: 1 } }]],
    ['an open text', '{"a": "b\n}', [{ a: 'b' }]],
    ['no colon', '{"a" 1, "b": 2}', [{}]],
    ['no comma', '{"a": 1 "b": 2}', [{ a: 1 }]],
    ['no value', '{"a": }', [{ a: null }]],
    ['a wrong bracket', '[1}', [[1]]],
    ['text behind', '{"a":1} x', [{ a: 1 }]],
    ['keys without quotes', "{a: 'b', c: d}", [{ a: 'b', c: 'd' }]],
    ['an open comment', '[1, /* x', [[1, null]]],
  ])('keeps what it can: %s', (_, text, expected) => {
    expect(read(text)).toEqual({ values: expected, reasons: ['syntax-error'], templated: false });
  });

  it('reads templates', () => {
    expect(read('{\n{{ if .x }}\n"a": {{ .a }},\n{{ end }}\n"{{ .k }}": "b-{{ .b }}", "c": {{ toJson .c }}}')).toEqual({
      values: [{ a: '{{ .a }}', '{{ .k }}': 'b-{{ .b }}', c: '{{ toJson .c }}' }],
      reasons: [],
      templated: true,
    });
  });
});
