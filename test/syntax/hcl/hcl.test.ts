import { beforeAll, describe, expect, it } from 'vitest';
import { parseHcl, prepareHcl } from '../../../src/syntax/hcl/index.js';
import type { HclBlock, HclExpression } from '../../../src/syntax/types.js';

beforeAll(prepareHcl);

/** An expression without offsets. */
const bare = (expression: HclExpression | undefined): unknown =>
  JSON.parse(JSON.stringify(expression ?? null, (key, value: unknown) => (key === 'offset' ? undefined : value)));
const value = (text: string) => bare(parseHcl(`x = ${text}\n`).attributes[0]?.value);
const string = (text: string) => ({ kind: 'string', value: text });
const reference = (name: string) => ({ kind: 'reference', name });
const number = (n: number) => ({ kind: 'number', value: n });

/** Blocks as `type "label" { names }`. */
const outline = (blocks: HclBlock[]): string[] =>
  blocks.map(
    ({ type, labels, attributes, blocks: inner }) =>
      `${[type, ...labels].join(' ')} {${attributes.map((a) => a.name).join(' ')}}${outline(inner).join('')}`,
  );

describe('expressions', () => {
  it.each<[string, string, unknown]>([
    ['string', '"a"', string('a')],
    ['empty string', '""', string('')],
    ['escapes', '"a\\n\\"b\\" \\\\ \\u00e9 $${x} %%{y}"', string('a\n"b" \\ é ${x} %{y}')],
    ['number', '1.5', number(1.5)],
    ['negative number', '-2', number(-2)],
    ['boolean', 'true', { kind: 'boolean', value: true }],
    ['null', 'null', { kind: 'null' }],
    ['reference', 'var.a', reference('var.a')],
    ['index', 'aws_x.y[0].id', reference('aws_x.y[0].id')],
    ['key', 'aws_x.y["k"].id', reference('aws_x.y["k"].id')],
    ['legacy index', 'aws_x.y.0.id', reference('aws_x.y[0].id')],
    ['computed index', 'var.a[ count.index ]', reference('var.a[count.index]')],
    [
      'splats',
      '[a_b.c[*].id, a_b.c.*.id]',
      { kind: 'list', items: [reference('a_b.c[*].id'), reference('a_b.c.*.id')] },
    ],
    ['parentheses', '(var.a)', reference('var.a')],
    ['sole interpolation', '"${var.a}"', reference('var.a')],
    ['literal interpolation', '"a${"b"}${1}"', string('ab1')],
    [
      'template keeps white space around interpolations',
      '"a ${var.b} c"',
      { kind: 'template', parts: ['a ', { reference: 'var.b' }, ' c'] },
    ],
    ['call in a template', '"a-${lower(var.b)}"', { kind: 'template', parts: ['a-', { reference: 'lower(var.b)' }] }],
    [
      'directive in a string',
      '"a%{ if var.b }c%{ endif }"',
      { kind: 'template', parts: ['a', { reference: '%{ if var.b }c%{ endif }' }] },
    ],
    [
      'object',
      '{ a = 1, "b" : 2\n (var.c) = 3 }',
      {
        kind: 'object',
        entries: [
          { key: 'a', value: number(1) },
          { key: 'b', value: number(2) },
          { key: '(var.c)', value: number(3) },
        ],
      },
    ],
    [
      'call with an object',
      'jsonencode({ a = ["b"] })',
      {
        kind: 'call',
        name: 'jsonencode',
        arguments: [{ kind: 'object', entries: [{ key: 'a', value: { kind: 'list', items: [string('b')] } }] }],
      },
    ],
    ['call with expansion', 'f(a...)', { kind: 'call', name: 'f', arguments: [reference('a')] }],
    [
      'conditional',
      'var.a ? 1 : 0',
      { kind: 'conditional', condition: reference('var.a'), then: number(1), else: number(0) },
    ],
    ['for', '[for k in var.a : k]', { kind: 'unknown', text: '[for k in var.a : k]' }],
    ['operation', 'var.a == "b" && !c', { kind: 'unknown', text: 'var.a == "b" && !c' }],
    ['accessor on a call', 'f(a).b', { kind: 'unknown', text: 'f(a).b' }],
    [
      'heredoc',
      '<<EOF\n a ${var.b}\n  $(c) $D\nEOF',
      { kind: 'template', parts: [' a ', { reference: 'var.b' }, '\n  $(c) $D\n'] },
    ],
    ['indented heredoc', '<<-EOF\n    a\n\n      b\n    EOF', string('a\n\n  b\n')],
    [
      'heredoc that begins with an interpolation',
      '<<-EOF\n  ${a}\n    b\n  EOF',
      { kind: 'template', parts: [{ reference: 'a' }, '\n  b\n'] },
    ],
    ['heredoc keeps what directives enclose', '<<EOF\n%{ if a }\nb\n%{ endif }\nEOF', string('\nb\n\n')],
    ['heredoc with carriage returns', '<<EOF\r\na\r\nEOF\r\n', string('a\n')],
  ])('%s', (_, text, expected) => expect(value(text)).toEqual(expected));
});

describe('structure', () => {
  it('reads blocks, labels and nested blocks', () => {
    const text =
      'resource "a_b" "c" {\n x = 1 # note\n y { z = 2 }\n dynamic "w" {\n  content {}\n }\n}\nvariable d {}\ne = 3\n';
    const document = parseHcl(text);
    expect(outline(document.blocks)).toEqual(['resource a_b c {x}y {z}dynamic w {}content {}', 'variable d {}']);
    expect(document.attributes.map(({ name, offset }) => [name, text.slice(offset, offset + 5)])).toEqual([
      ['e', 'e = 3'],
    ]);
    expect(document.problems).toEqual([]);
    expect(document.locate(document.blocks[0]?.blocks[0]?.attributes[0]?.offset ?? 0)).toEqual({
      line: 3,
      column: 6,
      excerpt: 'y { z = 2 }',
    });
  });

  it('keeps offsets in UTF-16 units and over a byte order mark', () => {
    const text = '\uFEFFa = "é😀"\nb = 1\n';
    expect(parseHcl(text).attributes.map(({ offset }) => text.slice(offset, offset + 1))).toEqual(['a', 'b']);
  });

  it('keeps offsets in files that are read in several runs', () => {
    const text = Array.from({ length: 2000 }, (_, i) => `resource "a_b" "n${i}" {\n  x = "${i}"\n}\n`).join('');
    const document = parseHcl(text);
    expect(document.blocks).toHaveLength(2000);
    for (const block of document.blocks)
      expect(text.startsWith(`resource "a_b" "${block.labels[1] ?? ''}"`, block.offset)).toBe(true);
  });

  it.each([
    ['comments', '# a {\n// b [\n/* c {{{ */\nx = 1\n', ['x']],
    ['brackets in strings', 'a = "{[("\nb = "${f("}")}"\n', ['a', 'b']],
    ['brackets in heredocs', 'a = <<E\n{{{[[\nE\nb = 1\n', ['a', 'b']],
  ])('is not misled by %s', (_, text, names) => expect(parseHcl(text).attributes.map((a) => a.name)).toEqual(names));
});

describe('broken text', () => {
  it('keeps what stands around an error', () => {
    const document = parseHcl('resource "a_b" "c" {\n  x =\n  y = 1\n}\nresource "d_e" "f" { z = 1 }\n');
    expect(document.problems.map((p) => p.reason)).toEqual(['syntax-error']);
    expect(document.blocks.map((block) => block.labels)).toEqual([
      ['a_b', 'c'],
      ['d_e', 'f'],
    ]);
  });

  it('reads an unclosed block', () => {
    const document = parseHcl('resource "a_b" "c" {\n  x = 1\n');
    expect(outline(document.blocks)).toEqual(['resource a_b c {x}']);
    expect(document.problems).toHaveLength(1);
  });

  it.each(['[', '{', '(', '"${'])('refuses %j nested 100,000 deep', (bracket) => {
    const document = parseHcl(`x = ${bracket.repeat(100_000)}`);
    expect(document.problems.map((p) => p.reason)).toEqual(['too-deep']);
    expect(document.blocks).toEqual([]);
  });

  it('refuses a single huge item and reads the rest', () => {
    const huge = `a {\n${'  b = 1\n'.repeat(10_000)}}\n`;
    const document = parseHcl(`${'x = 1\n'.repeat(2000)}${huge}${'y = 1\n'.repeat(2000)}`);
    expect(document.problems.map((p) => p.reason)).toEqual(['too-large']);
    expect(document.attributes.at(-1)?.name).toBe('y');
  });

  it.each([
    'x = a + ',
    'x = !',
    'x = !\n',
    '= } " ${ ',
    '"${"',
    'a ? b : ',
    'x = <<EOT\n',
    '<<',
    'x = <<A\n${\nA\n',
    '"%{ if a }',
    '/* ',
    '{{ a }}\n',
    '<<<<<<< HEAD\nx = 1\n=======\n',
    '\0',
    '\uD800',
    'x = "',
    '%{',
    'resource "a" "b" {\n x = !\n',
  ])('does not hang or throw on %j', (unit) => {
    const start = performance.now();
    parseHcl(unit.repeat(Math.ceil(100_000 / unit.length)));
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  it.each(['!', '1+', 'a?b:', '-', 'a.b'])('bounds the depth of a chain of %j', (unit) => {
    const document = parseHcl(`x = ${unit.repeat(10_000)}1`);
    expect(JSON.stringify(document.attributes).length).toBeLessThan(100_000);
  });
});
