import { describe, expect, it } from 'vitest';
import { entry, get, plain, string } from '../../../src/syntax/data/tree.js';
import { parseYaml } from '../../../src/syntax/data/yaml.js';

const plains = (text: string) => parseYaml(text).roots.map((root) => plain(root));
const reasons = (text: string) => parseYaml(text).problems.map(({ reason }) => reason);

describe('values', () => {
  it.each<[string, string, unknown[]]>([
    ['nothing', '', []],
    ['only comments', '# a\n---\n# b\n', []],
    ['an empty document between others', 'a: 1\n---\n---\nb: 2\n', [{ a: 1 }, { b: 2 }]],
    ['a scalar', 'a', ['a']],
    ['core schema', '[1, -2, 0o17, 0x1F, 1e3, .5, 012, +3]', [[1, -2, 15, 31, 1000, 0.5, 12, 3]]],
    ['words', '[true, False, null, ~, on, yes, No]', [[true, false, null, null, 'on', 'yes', 'No']]],
    ['special numbers', '[.inf, -.INF, .nan, .na]', [[Infinity, -Infinity, NaN, '.na']]],
    ['quotes keep text', `['1', "true", '', "a\\tb", 'it''s']`, [['1', 'true', '', 'a\tb', "it's"]]],
    ['the key of GitHub', 'on:\n  push: {}\n', [{ on: { push: {} } }]],
    ['keys that are no text', '1: a\ntrue: b\n? [x, y]\n: c\nnull: d\n', [{ 1: 'a', true: 'b', 'x,y': 'c', '': 'd' }]],
    ['repeated keys: the last counts', 'a: 1\na: 2\n', [{ a: 2 }]],
    ['literal', 'a: |\n  x\n   y\n\n  z\n', [{ a: 'x\n y\n\nz\n' }]],
    ['folded', 'a: >-\n  x\n  y\n\n  z\n', [{ a: 'x y\nz' }]],
    ['several lines, plain', 'a: x\n  y\n', [{ a: 'x y' }]],
    ['tags of the core schema', '[!!str 1, !!int "2", !!bool "true", ! 3, !!null x]', [['1', 2, true, '3', null]]],
    ['byte order mark', '\uFEFFa: 1', [{ a: 1 }]],
    ['line breaks of Windows', 'a: 1\r\nb: |\r\n  x\r\n', [{ a: 1, b: 'x\n' }]],
    ['directives', '%YAML 1.2\n---\na: 1\n...\n%YAML 1.2\n---\nb: 1\n', [{ a: 1 }, { b: 1 }]],
    ['markers inside text', 'a: "x --- y"\nb: |\n  ---\n  z\n', [{ a: 'x --- y', b: '---\nz\n' }]],
  ])('%s', (_, text, expected) => {
    expect(plains(text)).toEqual(expected);
    expect(reasons(text)).toEqual([]);
  });
});

describe('nodes', () => {
  it('gives the exact tree with offsets', () => {
    const text = 'a: !Ref x\nb:\n  - "q"\n  - |\n\n    one\nc:\n';
    expect(parseYaml(text).roots).toEqual([
      {
        kind: 'map',
        offset: 0,
        entries: [
          { key: 'a', offset: 0, value: { kind: 'scalar', offset: 8, value: 'x', resolved: 'x', tag: '!Ref' } },
          {
            key: 'b',
            offset: 10,
            value: {
              kind: 'sequence',
              offset: 15,
              items: [
                { kind: 'scalar', offset: 17, value: 'q', resolved: 'q' },
                { kind: 'scalar', offset: 32, value: '\none\n', resolved: '\none\n', block: true, bodyLine: 5 },
              ],
            },
          },
          { key: 'c', offset: 36, value: { kind: 'scalar', offset: 36, value: '', resolved: null } },
        ],
      },
    ]);
  });

  it('keeps offsets of the file in every document', () => {
    const { roots, locate } = parseYaml('a: 1\n---\n\nkey: value\n---\nrun: |\n  line\n');
    expect(roots.map((root) => locate(root.offset).line)).toEqual([1, 4, 6]);
    expect(locate(get(roots[1], 'key')?.offset ?? 0)).toEqual({ line: 4, column: 6, excerpt: 'key: value' });
    expect(get(roots[2], 'run')).toMatchObject({ bodyLine: 7 });
  });

  it('keeps tags of collections and of empty values', () => {
    const [root] = parseYaml('a: !reference [x, y]\nb: !Sub {k: v}\nc: !secret\n').roots;
    expect([get(root, 'a'), get(root, 'b'), get(root, 'c')].map((node) => node?.tag)).toEqual([
      '!reference',
      '!Sub',
      '!secret',
    ]);
  });
});

describe('anchors', () => {
  it('shares the node of an anchor', () => {
    const [root] = parseYaml('a: &x {k: [1]}\nb: *x\nc: &s text\nd: *s\n').roots;
    expect(get(root, 'b')).toBe(get(root, 'a'));
    expect(string(root, 'd')).toBe('text');
  });

  it.each([
    ['own keys win', 'x: &x {a: 1, b: 2}\ny:\n  b: 3\n  <<: *x\n', { a: 1, b: 3 }],
    ['the map named first wins', 'x: [&x {a: 1}, &z {a: 2, c: 4}]\ny:\n  <<: [*x, *z]\n', { a: 1, c: 4 }],
    ['several merge keys', 'x: [&x {a: 1}, &z {c: 4}]\ny:\n  <<: *x\n  <<: *z\n', { a: 1, c: 4 }],
    ['merged maps merge on', 'x: [&x {a: 1}, &z {<<: *x, c: 4}]\ny: {<<: *z}\n', { a: 1, c: 4 }],
    ['a map in place', 'y:\n  <<: {a: 1}\n  b: 2\n', { a: 1, b: 2 }],
    ['what is no map stays', 'y:\n  <<: text\n', { '<<': 'text' }],
    ['a quoted key stays', 'y:\n  "<<": {a: 1}\n', { '<<': { a: 1 } }],
  ])('merge keys: %s', (_, text, expected) => {
    const [root] = parseYaml(text).roots;
    expect(plain(get(root, 'y'))).toEqual(expected);
  });

  it('a merged entry points at its definition', () => {
    const { roots, locate } = parseYaml('x: &x\n  image: a\ny:\n  <<: *x\n');
    expect(locate(entry(get(roots[0], 'y'), 'image')?.offset ?? 0).line).toBe(2);
  });

  it.each([
    ['without anchor', 'a: *x\n', ['syntax-error']],
    ['inside its own anchor', 'a: &x [*x]\n', ['unsupported-construct']],
    ['of another document', 'a: &x 1\n---\nb: *x\n', ['syntax-error']],
  ])('an alias %s is null and reported', (_, text, expected) => {
    expect(reasons(text)).toEqual(expected);
  });
});

describe('what loaders accept and the specification does not', () => {
  it.each([
    [
      'brackets at the indentation of their key',
      'a:\n  b: [\n    1, # one\n    2\n  ]\n  c: 3\n',
      { a: { b: [1, 2], c: 3 } },
    ],
    [
      'quoted text over lines at the indentation of its list',
      'command:\n  - sh\n  - "if ! x ||\\\n  \\ y\\n\\\n  z"\n  - \'one\n  two\'\n',
      { command: ['sh', 'if ! x || y\nz', 'one two'] },
    ],
    [
      'beside block scalars with quotes and brackets',
      "- run: |\n    echo 'it\n  script: >\n   [ \"\n- a: [\n  x]\n- |\n  '\n",
      [{ run: "echo 'it\n", script: '[ "\n' }, { a: ['x'] }, "'\n"],
    ],
    ['with anchors, tags and comments', "a: &x !t [ # it's\n1\n]\nb: *x\n", { a: [1], b: [1] }],
  ])('%s', (_, text, expected) => {
    expect(plains(text)).toEqual([expected]);
    expect(reasons(text)).toEqual([]);
  });
});

describe('broken documents', () => {
  it('keeps what it can and reports the place', () => {
    const { roots, problems, locate } = parseYaml('kind: Deployment\nspec:\n  image: a: b\n  name: x\nlast: 1\n');
    expect(string(roots[0], 'kind')).toBe('Deployment');
    expect(string(roots[0], 'last')).toBe('1');
    expect(problems.map(({ reason, offset }) => [reason, locate(offset).line])).toEqual([['syntax-error', 3]]);
  });

  it('keeps offsets, anchors, blocks and tags on the tolerant path', () => {
    const text = 'ok: 1\n---\nx: &x !t {a: 1}\ny: *x\nrun: |\n  one\n\tbad: [\n';
    const { roots, problems, locate } = parseYaml(text);
    expect(roots).toHaveLength(2);
    expect(problems.map(({ reason }) => reason)).toEqual(['syntax-error']);
    const [, root] = roots;
    expect(get(root, 'x')?.tag).toBe('!t');
    expect(get(root, 'y')).toBe(get(root, 'x'));
    expect(get(root, 'run')).toMatchObject({ block: true, bodyLine: 6 });
    expect(locate(get(root, 'x', 'a')?.offset ?? 0).line).toBe(3);
  });

  it('does not lose the documents beside a broken one', () => {
    const { roots, problems } = parseYaml('a: 1\n---\nb: [\n---\nc: 3\n');
    expect([plain(roots[0]), plain(roots.at(-1))]).toEqual([{ a: 1 }, { c: 3 }]);
    expect(problems.map(({ reason }) => reason)).toEqual(['syntax-error']);
  });
});

describe('custom resource definitions', () => {
  const text =
    'a: 1\n---\napiVersion: v1\nkind: CustomResourceDefinition\nmetadata:\n  name: x\nspec:\n  a: [\n---\nb: 1\n';
  it('are known by their names; their schema is not parsed', () => {
    expect(plains(text)).toEqual([
      { a: 1 },
      { apiVersion: 'v1', kind: 'CustomResourceDefinition', metadata: { name: 'x' } },
      { b: 1 },
    ]);
    expect(reasons(text)).toEqual([]);
  });
});
