import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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

  it('may hold patterns with their examples, and plain ones without', () => {
    const { signals } = parse(`
  - call: { a.log*: a.log(1), '*.b': x.b() }
    trait: tests
  - call: a.c
    trait: tests
  - decorator: a.d
    trait: tests
  - base: a.E
    trait: tests
  - environment: A_URL
    trait: tests
  - image: [a/b, a/c]
    trait: tests
`);
    expect(signals.map(({ kind, pattern, example }) => [kind, pattern, example])).toEqual([
      ['call', 'a.log*', 'a.log(1)'],
      ['call', '*.b', 'x.b()'],
      ['call', 'a.c', 'a.c()'],
      ['decorator', 'a.d', '@a.d\ndef step(): ...'],
      ['base', 'a.E', 'class Step(a.E): ...'],
      ['environment', 'A_URL', 'A_URL=value'],
      ['image', 'a/b', 'a/b'],
      ['image', 'a/c', 'a/c'],
    ]);
  });

  it.each([
    ['a glob without an example', '  - call: a.*\n    component: data-store', 'a.* needs an example'],
    [
      'a condition without an example',
      '  - call: a.b\n    trait: tests\n    when: [{ key: k, present: true }]',
      'a.b needs an example',
    ],
    ['examples in two places', '  - call: { a.b: a.b() }\n    example: a.b()\n    trait: tests', 'beside the patterns'],
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
