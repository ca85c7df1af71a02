import { describe, expect, it } from 'vitest';
import { parseJson } from '../../src/syntax/data/json.js';
import { parseToml } from '../../src/syntax/data/toml.js';
import { entries, get, plain, text as textOf, walk } from '../../src/syntax/data/tree.js';
import { parseYaml } from '../../src/syntax/data/yaml.js';
import { parseDockerfile } from '../../src/syntax/dockerfile/index.js';
import { parseRequirements } from '../../src/syntax/requirements/index.js';
import type { DataNode, Document } from '../../src/syntax/types.js';

const SECONDS = 1000;
const reasons = (document: Document) => document.problems.map(({ reason }) => reason);

/** Plain recursion, as a plugin would write it. */
function count(node: DataNode): number {
  if (node.kind === 'scalar') return 1;
  const below = node.kind === 'map' ? node.entries.map(({ value }) => value) : node.items;
  return 1 + below.reduce((sum, child) => sum + count(child), 0);
}

/** What `run` returns, which must come within some seconds: many, because machines are busy; a quadratic step takes more. */
function within<T>(seconds: number, run: () => T): T {
  const start = performance.now();
  const result = run();
  expect(performance.now() - start).toBeLessThan(seconds * SECONDS);
  return result;
}

describe('aliases', () => {
  it('a bomb unfolds to a bounded number of nodes, even for plain recursion', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
    for (let i = 1; i < 30; i++)
      lines.push(
        `a${i}: &a${i} [${Array(9)
          .fill(`*a${i - 1}`)
          .join(', ')}]`,
      );
    const document = within(2, () => parseYaml(lines.join('\n')));
    expect(reasons(document)).toContain('too-large');
    expect(document.problems.length).toBeLessThanOrEqual(20);
    for (const root of document.roots) expect(count(root)).toBeLessThan(110_000);
  });

  it('a bomb in every document of a file is bounded together', () => {
    const bomb =
      'a: &a [1,2,3,4,5,6,7,8,9]\nb: &b [*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c]\n---\n';
    const document = within(5, () => parseYaml(bomb.repeat(2000)));
    expect(document.roots).toHaveLength(2000);
    expect(document.roots.reduce((sum, root) => sum + count(root), 0)).toBeLessThan(300_000);
  });

  it('a chain does not nest deeper than the limit', () => {
    const lines = ['a0: &a0 [x]'];
    for (let i = 1; i < 20_000; i++) lines.push(`a${i}: &a${i} [*a${i - 1}]`);
    const document = within(2, () => parseYaml(lines.join('\n')));
    expect(reasons(document)).toContain('too-deep');
    let deepest = 0;
    walk(document.roots[0], (_, { depth }) => (deepest = Math.max(deepest, depth)), 3_000_000);
    expect(deepest).toBeLessThanOrEqual(100);
  });

  it('merge keys are bounded like aliases', () => {
    const keys = Array.from({ length: 1000 }, (_, i) => `k${i}: ${i}`).join(', ');
    const document = within(2, () => parseYaml(`a: &a {${keys}}\nb:\n${'  - <<: *a\n'.repeat(50_000)}`));
    expect(reasons(document)).toContain('too-large');
    expect(document.roots.reduce((sum, root) => sum + count(root), 0)).toBeLessThan(400_000);
  });
});

describe('nesting', () => {
  const deep = 100_000;
  it.each<[string, () => Document]>([
    ['YAML flow', () => parseYaml('['.repeat(deep))],
    ['YAML flow, closed', () => parseYaml('['.repeat(deep) + ']'.repeat(deep))],
    ['YAML flow maps', () => parseYaml('{a: '.repeat(deep))],
    ['YAML block', () => parseYaml(Array.from({ length: 2000 }, (_, i) => `${' '.repeat(i)}a:\n`).join(''))],
    ['YAML sequences on a line', () => parseYaml('- '.repeat(deep))],
    ['YAML explicit keys', () => parseYaml('? '.repeat(deep))],
    ['JSON', () => parseJson('['.repeat(deep))],
    ['JSON maps', () => parseJson('{"a":'.repeat(deep))],
    ['TOML arrays', () => parseToml(`a = ${'['.repeat(deep)}`)],
    ['TOML tables', () => parseToml(`a = ${'{b = '.repeat(deep)}`)],
    ['TOML keys', () => parseToml(`${'a.'.repeat(deep)}a = 1`)],
    ['TOML headers', () => parseToml(`[${'a.'.repeat(deep)}a]`)],
  ])('%s', (_, run) => {
    expect(reasons(within(2, run))).toEqual(['too-deep']);
  });

  it('brackets that abort a process when the tolerant parser sees them', () => {
    const brackets = `${'['.repeat(3000)}${']'.repeat(3000)}`;
    for (let i = 0; i < 3; i++) {
      expect(reasons(parseYaml(brackets))).toEqual(['too-deep']);
      // An error in front of them makes the strict parser stop before it counts.
      expect(reasons(parseYaml(`a: b: c\nd: ${brackets}`))).toEqual(['too-deep']);
      expect(reasons(parseYaml(`a: b: c\nd: ${'["]", '.repeat(3000)}`))).toEqual(['too-deep']);
      expect(reasons(parseYaml(`a: "x" y\n${'a: '.repeat(3000)}`))).toEqual(['too-deep']);
      expect(reasons(parseYaml(`a: "x" y\n${'? '.repeat(3000)}`))).toEqual(['too-deep']);
      // Nesting without brackets and indentation, by what is an error and opens a map all the same.
      expect(reasons(parseYaml(`a: "x" y\n${'[a]: "x": a: \n  '.repeat(3000)}`))).toEqual(['too-deep']);
      for (const piece of ['- ', '[\n', '{\n']) parseYaml(`a: "x" y\n${piece.repeat(3000)}`);
    }
  });

  it('what people nest is read', () => {
    expect(reasons(parseYaml(`${'['.repeat(95)}x${']'.repeat(95)}`))).toEqual([]);
    expect(reasons(parseJson(`${'['.repeat(100)}1${']'.repeat(100)}`))).toEqual([]);
  });
});

describe('size', () => {
  const many = Array.from({ length: 20_000 }, (_, i) => i);

  it('twenty thousand keys, all different or all the same', () => {
    const different = within(2, () => parseYaml(many.map((i) => `k${i}: ${i}\n`).join('')));
    expect(entries(different.roots[0])).toHaveLength(20_000);
    const same = within(2, () => parseYaml('k: 1\n'.repeat(20_000)));
    expect(entries(same.roots[0])).toHaveLength(20_000);
    const broken = within(4, () => parseYaml(`${'k: 1\n'.repeat(20_000)}a: b: c\n`));
    expect(entries(broken.roots[0]).length).toBeGreaterThanOrEqual(20_000);
    expect(entries(within(2, () => parseJson(`{${many.map(() => '"k":1').join()}}`)).roots[0])).toHaveLength(20_000);
    expect(entries(within(2, () => parseToml(many.map((i) => `k${i} = 1\n`).join(''))).roots[0])).toHaveLength(20_000);
  });

  it('a scalar of five million characters', () => {
    const long = 'x'.repeat(5_000_000);
    expect(textOf(get(within(3, () => parseYaml(`a: ${long}`)).roots[0], 'a'))).toHaveLength(5_000_000);
    expect(textOf(get(within(3, () => parseYaml(`a: "${long}"`)).roots[0], 'a'))).toHaveLength(5_000_000);
    expect(textOf(get(within(3, () => parseYaml(`a: {{ x }}${long}`)).roots[0], 'a'))).toHaveLength(5_000_007);
    expect(textOf(get(within(3, () => parseJson(`{"a": "${long}"}`)).roots[0], 'a'))).toHaveLength(5_000_000);
    expect(textOf(get(within(3, () => parseToml(`a = "${long}"`)).roots[0], 'a'))).toHaveLength(5_000_000);
    within(3, () => parseRequirements(long));
    within(3, () => parseDockerfile(`FROM ${long}`));
  });

  it('more documents than are read', () => {
    const document = within(3, () => parseYaml('---\na: 1\n'.repeat(30_000)));
    expect(document.roots).toHaveLength(10_000);
    expect(reasons(document)).toEqual(['too-large']);
  });

  it('more broken text than is read tolerantly', () => {
    const document = within(3, () => parseYaml(`a: b: c\n${'k: 1\n'.repeat(100_000)}`));
    expect(reasons(document)).toEqual(['too-large']);
  });
});

// Repeated pieces that would show a quadratic step: many characters each.
const PIECES = [
  ...[
    '{{',
    '}}',
    '{{"',
    '{{`}} ',
    '{{ x }}',
    '{{ x }}\n',
    'a: {{ x }}\n',
    '{{ if x }}',
    '{{ end }}',
    '{% ',
    '<%',
    '{# ',
  ],
  ...[
    '"',
    "'",
    '\\',
    '"\\',
    '[',
    ']',
    '[a]\n',
    'a: [\n',
    'a: "x\n',
    'a: [1\n]\n',
    '- "x\n y"\n',
    '- - - a\n',
    '? a\n: b\n',
  ],
  ...[
    '&a ',
    '*a ',
    '!t ',
    '<<: ',
    'a: b: ',
    '|\n',
    'a: |\n',
    '>\n ',
    '#',
    '---\n',
    '...\n',
    '%YAML 1.2\n',
    '\uFEFF\n',
    '\0',
    '\t',
  ],
  ...['\r', '\n', ' ', '//', '/* ', '{"a":', '["a",', '1,', '[[a.b]]\n', 'a.', 'a = """', 'b = {c = ', "'''", '\ud800'],
  ...[
    'FROM a\n',
    'RUN \\\n',
    'RUN <<E\n',
    'RUN <<E <<F ',
    'ARG a=$a$a\n',
    '--x ',
    '-e ',
    'a==1;',
    'a @ ',
    '#egg=a',
    'kind: CustomResourceDefinition\n',
  ],
];
describe('many repetitions of', () => {
  it.each(PIECES)('%j', (piece) => {
    const text = piece.repeat(Math.floor(100_000 / piece.length));
    for (const parse of [parseYaml, parseJson, parseToml]) {
      const document = within(8, () => parse(text));
      within(3, () => document.roots.map((root) => plain(root)));
    }
    within(3, () => parseRequirements(text));
    within(3, () => parseDockerfile(text));
  });
});

describe('odd characters', () => {
  it.each(['\0', '\u0001', '\u001b[31m', '\u007f', '\ud800', '\udc00', '\uFFFE', '\u2028', '\uE0FF', '\r', '\v'])(
    '%j',
    (odd) => {
      for (const text of [
        odd,
        `a: ${odd}`,
        `a: "${odd}"`,
        `{"a": "${odd}"}`,
        `a = "${odd}"`,
        `${odd}: {{ x }}${odd}`,
        `FROM ${odd}`,
      ]) {
        for (const parse of [parseYaml, parseJson, parseToml, parseRequirements, parseDockerfile]) {
          const document = parse(text);
          for (const { offset } of document.problems) {
            // eslint-disable-next-line no-control-regex
            expect(document.locate(offset).excerpt).not.toMatch(/[\0-\x1f\x7f]/);
          }
        }
      }
    },
  );
});
