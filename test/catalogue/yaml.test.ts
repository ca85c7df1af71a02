import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadCompiledCatalogue } from '../../src/catalogue/index.js';
import { loadCatalogue, parseTechnology, readTechnologies } from '../../src/catalogue/yaml.js';

const HEAD = 'id: a\nname: A\ndocumentation: https://example.com\n';
const parse = (signals: string) => parseTechnology(`${HEAD}signals:\n${signals}`, 'a.yaml');

describe('a technology file', () => {
  it('becomes one signal for each pattern', () => {
    expect(
      parse(`
  - call: [a.log*, a.start]
    example: [a.log(1), a.start()]
    component: ml-metadata-store
    relation: logs-to
    trait: emits-metrics
    offers: [{ key: name, identifier: model }]
  - resource: a_thing
    example: a_thing
    component: data-store
`),
    ).toEqual({
      id: 'a',
      name: 'A',
      documentation: 'https://example.com',
      signals: [
        {
          kind: 'call',
          pattern: 'a.log*',
          example: 'a.log(1)',
          component: 'ml-metadata-store',
          relation: 'logs-to',
          trait: ['emits-metrics'],
          offers: [{ key: 'name', identifier: 'model' }],
        },
        {
          kind: 'call',
          pattern: 'a.start',
          example: 'a.start()',
          component: 'ml-metadata-store',
          relation: 'logs-to',
          trait: ['emits-metrics'],
          offers: [{ key: 'name', identifier: 'model' }],
        },
        { kind: 'resource', pattern: 'a_thing', example: 'a_thing', component: 'data-store' },
      ],
    });
  });

  it.each([
    ['no example', '  - call: a.b\n    component: data-store', 'example'],
    ['an unknown component', '  - call: a.b\n    example: a.b()\n    component: database', 'component'],
    [
      'an unknown key',
      '  - call: a.b\n    example: a.b()\n    component: data-store\n    colour: red',
      'additional properties',
    ],
    ['no kind', '  - example: a.b()\n    component: data-store', 'exactly one schema'],
    ['two kinds', '  - call: a.b\n    base: a.b\n    example: a.b()\n    component: data-store', 'exactly one schema'],
    ['nothing that it says', '  - call: a.b\n    example: a.b()', 'schema in anyOf'],
    [
      'a relation to nothing',
      '  - call: a.b\n    example: a.b()\n    trait: tests\n    relation: logs-to',
      'component',
    ],
    [
      'a value without a place',
      '  - call: a.b\n    example: a.b()\n    trait: tests\n    when: [{ present: true }]',
      'anyOf',
    ],
    [
      'fewer examples than patterns',
      '  - call: [a.b, a.c]\n    example: a.b()\n    trait: tests',
      '2 patterns (a.b …) but 1 examples',
    ],
  ])('with %s is refused', (_, signals, message) => {
    expect(() => parse(signals)).toThrow(message);
  });

  it.each([
    [
      'an id that is not kebab-case',
      'id: A_b\nname: A\ndocumentation: https://example.com\nsignals: [{call: a, example: a(), trait: tests}]',
      '/id',
    ],
    [
      'a plain http link',
      'id: a\nname: A\ndocumentation: http://example.com\nsignals: [{call: a, example: a(), trait: tests}]',
      '/documentation',
    ],
    ['no signal', `${HEAD}signals: []`, '/signals'],
    ['another form', '- a', 'object'],
  ])('with %s is refused', (_, text, message) => {
    expect(() => parseTechnology(text, 'a.yaml')).toThrow(message);
  });
});

describe('a directory of technologies', () => {
  let directory = '';
  beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'catalogue-'))));
  afterEach(() => rmSync(directory, { recursive: true }));
  const write = (file: string, id: string): void =>
    writeFileSync(
      join(directory, file),
      `id: ${id}\nname: ${id}\ndocumentation: https://example.com\nsignals: [{ call: ${id}.f, example: x, trait: tests }]`,
    );

  it('is read in order of ids; other files are left alone', () => {
    write('b.yaml', 'b');
    write('a.yaml', 'a');
    writeFileSync(join(directory, 'README.md'), '');
    expect(readTechnologies(directory).map(({ id }) => id)).toEqual(['a', 'b']);
    expect([...loadCatalogue(directory).technologies.keys()]).toEqual(['a', 'b']);
  });

  it('has each technology in a file of its name', () => {
    write('a.yaml', 'b');
    expect(() => readTechnologies(directory)).toThrow('a.yaml: its id is b');
  });
});

describe('the catalogue at run time', () => {
  it('falls back to the rules when nothing is compiled', async () => {
    expect((await loadCompiledCatalogue()).technologies.has('mlflow')).toBe(true);
  });
});
