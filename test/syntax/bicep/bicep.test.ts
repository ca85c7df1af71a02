import { describe, expect, it } from 'vitest';
import { parseArmExpression, parseBicep } from '../../../src/syntax/bicep/index.js';
import type { BicepExpression } from '../../../src/syntax/types.js';

/** An expression without places, short. */
function plain(expression: BicepExpression | undefined): unknown {
  if (!expression) return undefined;
  switch (expression.kind) {
    case 'string':
    case 'number':
    case 'boolean':
      return expression.value;
    case 'null':
      return null;
    case 'reference':
      return { ref: expression.name };
    case 'template':
      return expression.parts;
    case 'list':
      return expression.items.map(plain);
    case 'object':
      return Object.fromEntries(expression.entries.map(({ key, value }) => [key, plain(value)]));
    case 'call':
      return [`${expression.name}()`, ...expression.arguments.map(plain)];
    case 'conditional':
      return { if: plain(expression.condition), then: plain(expression.then), else: plain(expression.else) };
    case 'unknown':
      return `?${expression.text}`;
  }
}

const value = (text: string): unknown => plain(parseBicep(`var x = ${text}\n`).declarations[0]?.value);

describe('expressions', () => {
  it.each([
    ["'a'", 'a'],
    ["'it\\'s \\${x}'", "it's ${x}"],
    ["'''\nline 'one'\n'''", "line 'one'\n"],
    ["'${a}-ws'", [{ reference: 'a' }, '-ws']],
    ["'${a.b}'", { ref: 'a.b' }],
    ["'x${toLower(n)}'", ['x', { reference: 'toLower(n)' }]],
    ['-3', -3],
    ['a.b[0].c', { ref: 'a.b[0].c' }],
    ["a['b']", { ref: 'a.b' }],
    ['a.?b!.c', { ref: 'a.b.c' }],
    ['parent::child.name', { ref: 'parent.child.name' }],
    ['concat(a, 1)', ['concat()', { ref: 'a' }, 1]],
    ["az.resourceId('T', a)", ['resourceId()', 'T', { ref: 'a' }]],
    ['a ?? b', ['coalesce()', { ref: 'a' }, { ref: 'b' }]],
    ["a ? 'b' : 'c'", { if: { ref: 'a' }, then: 'b', else: 'c' }],
    ["a\n  ? 'b'\n  : 'c'", { if: { ref: 'a' }, then: 'b', else: 'c' }],
    ["e == 'prod' && !f", "?e == 'prod' && !f"],
    ["[\n  'a' // one\n  'b'\n]", ['a', 'b']],
    ["['a', 'b']", ['a', 'b']],
    ["{\n  a: 1\n  'b-c': [] /* none */\n  d: { e: f }\n}", { a: 1, 'b-c': [], d: { e: { ref: 'f' } } }],
    ['[for n in names: { name: n }]', ['for()', { ref: 'names' }, { name: { ref: 'n' } }]],
    ['map(list, item => item.name)', ['map()', { ref: 'list' }, '?item => item.name']],
    ['map(list, (item, i) => i)', ['map()', { ref: 'list' }, '?(item, i) => i']],
  ])('%s', (text, expected) => expect(value(text)).toEqual(expected));

  it('of ARM double their quotes', () => {
    expect(plain(parseArmExpression("concat('it''s ${x}', parameters('a'))", 7))).toEqual([
      'concat()',
      "it's ${x}",
      ['parameters()', 'a'],
    ]);
  });
});

describe('declarations', () => {
  it('are found with their conditions, loops and children', () => {
    const { declarations, problems } = parseBicep(`targetScope = 'subscription'
@description('size (of { the node')
@allowed(['a', 'b'])
param size 'a' | 'b' = 'a'
param tags object
type t = { a: string }
resource kv 'Microsoft.KeyVault/vaults@2023-02-01' existing = { name: 'kv' }
resource ws 'Microsoft.MachineLearningServices/workspaces@2023-04-01' = if (deploy) {
  name: 'ml'

  @batchSize(1)
  resource cpu 'computes' = {
    name: 'cpu'
  }
}
module apps 'modules/app.bicep' = [for (name, i) in names: if (i > 0) {
  name: name
  params: { image: '\${name}:latest' }
}]
output id string = ws.id
`);
    expect(problems).toEqual([]);
    expect(
      declarations.map(({ kind, name, target, existing, parent, condition, loop, offset: _, value: body }) => [
        kind,
        name,
        ...[target, existing || undefined, parent, condition && 'if', loop && 'for', body?.kind].filter(Boolean),
      ]),
    ).toEqual([
      ['targetScope', '', 'string'],
      ['param', 'size', 'string'],
      ['param', 'tags'],
      ['resource', 'kv', 'Microsoft.KeyVault/vaults@2023-02-01', true, 'object'],
      ['resource', 'ws', 'Microsoft.MachineLearningServices/workspaces@2023-04-01', 'if', 'object'],
      ['resource', 'cpu', 'computes', 'ws', 'object'],
      ['module', 'apps', 'modules/app.bicep', 'if', 'for', 'object'],
      ['output', 'id', 'reference'],
    ]);
  });

  it('in comments and strings are none', () => {
    const text = "// resource a 'T@1' = {}\n/* resource b 'T@1' = {} */\nvar s = '''\nresource c 'T@1' = {}\n'''\n";
    expect(parseBicep(text).declarations.map(({ kind }) => kind)).toEqual(['var']);
  });

  it('are read from broken text as far as it goes', () => {
    const text = "param a string = \nresource x 'T/t@1' = {\n  name: 'x\n  tags: ) ]\n}\nvar y = 'z'\n";
    expect(parseBicep(text).declarations.map(({ name }) => name)).toEqual(['a', 'x', 'y']);
  });

  it.each([
    ['brackets', `var x = ${'['.repeat(20_000)}`],
    ['objects', `var x = ${'{a:'.repeat(20_000)}`],
    ['calls', `var x = ${'f('.repeat(20_000)}`],
    ['negations', `var x = ${'!'.repeat(20_000)}`],
    ['interpolations', `var x = ${"'${".repeat(20_000)}`],
    ['conditions', `var x = ${'a ? '.repeat(20_000)}`],
    ['nested resources', `resource a 'T@1' = {${"resource a 'b' = {".repeat(5_000)}`],
    ['loops', `var x = ${'[for a in b: '.repeat(20_000)}`],
    ['operators', `var x = ${'a + '.repeat(50_000)}`],
    ['members', `var x = a${'.b'.repeat(50_000)}`],
    ['lambdas', `var x = ${'a => '.repeat(20_000)}`],
    ['comment marks', '/*'.repeat(50_000)],
    ['quotes', "'".repeat(50_001)],
    ['decorators', '@a('.repeat(20_000)],
  ])('many %s neither throw nor take long', (_, text) => {
    const start = performance.now();
    expect(() => parseBicep(text)).not.toThrow();
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
