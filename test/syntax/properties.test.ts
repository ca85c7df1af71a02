import fc from 'fast-check';
import { stringify } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { stringify as stringifyYaml } from 'yaml';
import { parseJson } from '../../src/syntax/data/json.js';
import { parseToml } from '../../src/syntax/data/toml.js';
import { plain, walk } from '../../src/syntax/data/tree.js';
import { parseYaml } from '../../src/syntax/data/yaml.js';
import { parseDockerfile } from '../../src/syntax/dockerfile/index.js';
import { languageOf } from '../../src/syntax/index.js';
import { parseRequirement, parseRequirements } from '../../src/syntax/requirements/index.js';
import type { DataDocument } from '../../src/syntax/types.js';

const SEED = { seed: 20261121, numRuns: 2000 };

/** Text made of what the languages give a meaning to; random characters hardly ever hit it. */
const PIECES = [
  ...[
    '{',
    '}',
    '[',
    ']',
    '{{',
    '}}',
    '{%',
    '%}',
    '${{',
    '"',
    "'",
    '`',
    ':',
    ': ',
    ',',
    ', ',
    '- ',
    '? ',
    '|\n',
    '>-\n',
    '#',
    ' #',
    '\n',
  ],
  ...[
    '\n  ',
    '\n    ',
    '\t',
    '\r\n',
    '\\',
    '\\\n',
    '---\n',
    '...\n',
    '&a ',
    '*a',
    '!t ',
    '<<: ',
    '<<: *a\n',
    '%TAG ! x\n',
    '\uFEFF',
  ],
  ...[
    'a',
    'b: 1\n',
    'if',
    'end',
    '=',
    ' = ',
    '"""',
    "'''",
    '//',
    '/*',
    '*/',
    '1',
    '1e5',
    'true',
    'null',
    '~',
    '@',
    '>=1',
    '--x ',
    '\0',
  ],
  ...[
    '\ud800',
    'é',
    'FROM ',
    'RUN ',
    '<<E',
    'E\n',
    'ARG A=',
    '$A',
    '${A}',
    'kind: CustomResourceDefinition\n',
    'spec:\n',
  ],
];
const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join('')),
);

/** Values that JSON, YAML and TOML share: no `-0`, which YAML prints as 0. */
const values = fc
  .jsonValue({ maxDepth: 6, noUnicodeString: false })
  .map((value) => JSON.parse(JSON.stringify(value)) as unknown);

function consistent(document: DataDocument): void {
  for (const { offset } of document.problems) {
    expect(offset).toBeGreaterThanOrEqual(0);
    expect(offset).toBeLessThanOrEqual(document.text.length);
  }
  for (const root of document.roots) {
    walk(root, (node, { entry }) => {
      for (const offset of [node.offset, entry?.offset ?? 0]) {
        if (!(offset >= 0 && offset <= document.text.length)) throw new Error(`offset ${offset}`);
      }
    });
    plain(root);
  }
}

describe('any text', () => {
  it.each<[string, (text: string) => DataDocument]>([
    ['YAML', parseYaml],
    ['JSON', parseJson],
    ['TOML', parseToml],
  ])('gives a tree with offsets inside the text: %s', (_, parse) => {
    fc.assert(
      fc.property(texts, (text) => {
        consistent(parse(text));
      }),
      SEED,
    );
  });

  it('never throws in the line languages', () => {
    fc.assert(
      fc.property(texts, (text) => {
        parseRequirement(text);
        languageOf(text, text);
        for (const { offset } of parseRequirements(text).requirements) expect(offset).toBeLessThanOrEqual(text.length);
        for (const { offset } of parseDockerfile(`FROM a\n${text}`).stages)
          expect(offset).toBeLessThanOrEqual(text.length + 7);
      }),
      SEED,
    );
  });

  it('offsets of YAML point at what is written there', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.stringMatching(/^[a-z]{1,8}$/)), (object) => {
        const text = `# x\n---\n${stringifyYaml({ top: object })}`;
        const { roots } = parseYaml(text);
        walk(roots[0], (node, { entry }) => {
          if (entry) expect(text.startsWith(entry.key, entry.offset + (text[entry.offset] === '"' ? 1 : 0))).toBe(true);
          if (node.kind === 'scalar') expect(text.slice(node.offset)).toMatch(new RegExp(`^"?${node.value}`));
        });
      }),
      { ...SEED, numRuns: 200 },
    );
  });
});

describe('a printed value is read back', () => {
  it('JSON, and JSON as YAML', () => {
    fc.assert(
      fc.property(values, fc.constantFrom(0, 2, '\t'), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(plain(parseJson(text).roots[0])).toStrictEqual(value);
      }),
      SEED,
    );
  });

  it('YAML', () => {
    fc.assert(
      fc.property(values, (value) => {
        const { roots, problems } = parseYaml(stringifyYaml(value));
        expect(problems).toEqual([]);
        expect(roots.length === 0 ? null : plain(roots[0])).toStrictEqual(value);
      }),
      SEED,
    );
  });

  it('TOML', () => {
    // TOML has no null.
    const tables = fc
      .dictionary(fc.string(), values, { maxKeys: 5, noNullPrototype: true })
      .map((table) => JSON.parse(JSON.stringify(table, (_, value: unknown) => value ?? false)) as object);
    fc.assert(
      fc.property(tables, (table) => {
        const { roots, problems } = parseToml(stringify(table));
        expect(problems).toEqual([]);
        expect(plain(roots[0])).toEqual(table);
      }),
      { ...SEED, numRuns: 300 },
    );
  });
});
