/** Whatever stands in a name, HCL that is made with it says the same, and nothing else. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { composeHcl, hclText } from '../../src/scaffold/hcl.js';
import type { Lookup } from '../../src/scaffold/yaml.js';
import { parseHcl, prepareHcl } from '../../src/syntax/hcl/index.js';
import type { HclBlock, HclExpression } from '../../src/syntax/types.js';
import { project, put } from './support.js';
import { hasTerraform, terraform } from './terraform.js';

beforeAll(prepareHcl);

const TEMPLATE = `# What a bucket holds: "quotes" and $\{braces} mean nothing here.
resource "aws_s3_bucket" "data" {
  bucket = "{{name}}"
  tags = {
    owner = "team {{name}}, {{name}}/x"
    path  = "\${var.prefix}-{{name}}-\${lower("{{name}}")}"
  }
  policy = <<-EOT
    "not a string
  EOT
  days   = "{{days}}" /* " */
  note   = "100%% of $\${nothing} \\" {{name}}"
}

output "last" {
  value = ["{{name}}", "\${true}"]
}
`;
const LITERAL = 'a-name';

const lookup =
  (value: string): Lookup =>
  (name) => ({ value: name === 'days' ? 30 : value });

/** All that the document says, with the name replaced by a mark. */
function saysWith(name: string): unknown {
  const document = parseHcl(composeHcl([TEMPLATE], lookup(name), ' Made.'));
  expect(document.problems).toEqual([]);
  // The reader keeps a call inside a text as its source.
  const marked = (text: string): string => text.replaceAll(name, '⟨name⟩').replaceAll(hclText(name), '⟨name⟩');
  const value = (expression: HclExpression): unknown =>
    JSON.parse(
      JSON.stringify(expression, (key, inner: unknown) =>
        key === 'offset' ? undefined : typeof inner === 'string' ? marked(inner) : inner,
      ),
    );
  const block = ({ type, labels, attributes, blocks }: HclBlock): unknown => ({
    type,
    labels,
    attributes: attributes.map((attribute) => [attribute.name, value(attribute.value)]),
    blocks: blocks.map(block),
  });
  return document.blocks.map(block);
}

const HOSTILE = [
  'x"\n privileged = true #',
  '${var.secret}',
  '$${x}',
  '$$${x}',
  '%{ if true }',
  '%%{',
  '$',
  '%',
  '{',
  '}',
  '\\',
  '\\"',
  '\\u0024{x}',
  '"',
  '\n',
  '\r\n',
  '\t',
  '\u0000',
  '\u0007',
  '\u007f',
  '\u2028',
  '# comment',
  '/* comment',
  '<<EOT\n',
  '{{name}}',
  'é',
  'ß😀',
];
const PIECES = [...HOSTILE, ...'abc-_.0 '.split('')];

describe('a name in HCL', () => {
  const expected = (): unknown => saysWith(LITERAL);

  it.each(HOSTILE)('%j stays one', (name) => {
    expect(saysWith(`<${name}>`)).toEqual(expected());
  });

  it('of any letters stays one', () => {
    const name = fc
      .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'grapheme', maxLength: 5 })), { maxLength: 8 })
      .map((parts) => `<${parts.join('')}>`);
    const says = expected();
    fc.assert(
      fc.property(name, (text) => {
        expect(saysWith(text)).toEqual(says);
      }),
      { seed: 20261121, numRuns: 300 },
    );
  });

  it('joins with what stands beside it, and still begins nothing', () => {
    const made = composeHcl(['a = "{{x}}{{y}}{ {{x}}"\n'], (name) => ({ value: name === 'x' ? '$' : '{z}' }), '');
    expect(parseHcl(made).attributes).toMatchObject([{ value: { kind: 'string', value: '${z}{ $' } }]);
  });

  it.skipIf(!hasTerraform)('means the same to Terraform', () => {
    // Terraform has no text with a null character, and composes letters with their accents.
    const values = HOSTILE.filter((value) => !value.includes('\u0000'));
    const root = project();
    put(
      root,
      'main.tf',
      composeHcl(
        values.map((_value, at) => `output "o${at}" {\n  value = "{{${at}}}"\n}\n`),
        (at) => ({ value: values[Number(at)] ?? '' }),
        '',
      ),
    );
    expect(terraform(root, 'apply', '-auto-approve', '-input=false', '-no-color')).toMatchObject({ code: 0 });
    const { text: read } = terraform(root, 'output', '-json');
    const outputs = JSON.parse(read) as Record<string, { value: string }>;
    expect(values.map((_value, at) => outputs[`o${at}`]?.value)).toEqual(values);
  });
});

describe('a template of HCL', () => {
  it('keeps all that is not a placeholder', () => {
    expect(composeHcl([TEMPLATE.replaceAll('{{name}}', LITERAL), 'x = 1\n'], lookup(''), ' Made.')).toBe(
      `# Made.\n\n${TEMPLATE.replaceAll('{{name}}', LITERAL).replace('"{{days}}"', '30')}\nx = 1\n`,
    );
  });

  it.each([
    ['outside a string', 'a = {{name}}\n'],
    ['in a comment', 'a = 1 # {{name}}\n'],
    ['in a comment of several lines', '/*\n{{name}} */\n'],
    ['in a here-document', 'a = <<EOT\n{{name}}\nEOT\n'],
    ['as the name of a block', '{{name}} {\n}\n'],
    ['after a mark', 'a = "${{name}}"\n'],
    ['after a percent sign', 'a = "100%{{name}}"\n'],
  ])('with a placeholder %s is refused', (_where, template) => {
    expect(() => composeHcl([template], lookup('x'), '')).toThrow('not inside a quoted string');
  });

  it('whose string does not end is refused', () => {
    expect(() => composeHcl(['a = "x\n'], lookup('x'), '')).toThrow('does not end');
  });

  it('leaves out what is said of pieces that are not made', () => {
    const template = 'a {\n  # {{#if has.serving}}\n  b = 1\n  # {{/if}}\n}\n# {{#if has.drift}}\nc = 2\n# {{/if}}\n';
    const of = (...made: string[]): string => composeHcl([template], lookup(''), '', new Map(), new Set(made));
    expect(of()).toBe('#\n\na {\n}\n');
    expect(of('serving')).toBe('#\n\na {\n  b = 1\n}\n');
    expect(of('drift', 'serving')).toBe('#\n\na {\n  b = 1\n}\nc = 2\n');
  });

  it('holds others, with names of its own in place of words of capitals', () => {
    const partials = new Map([
      ['job.tf', 'job "THIS" {\n  of = KIND.THIS.id\n\n  name = "{{x}}-THIS"\n}\n'],
      ['flag.tf', 'on = true # OK\n'],
    ]);
    const template =
      'a = 1\n# {{> job.tf KIND=cron THIS=train}}\nouter {\n  # {{> flag.tf}}\n  # {{> job.tf KIND=b THIS=c}}\n}\n';
    expect(composeHcl([template], () => ({ value: 'THIS "x"' }), '', partials)).toBe(
      `#\n
a = 1
job "train" {
  of = cron.train.id

  name = "THIS \\"x\\"-train"
}
outer {
  on = true # OK
  job "c" {
    of = b.c.id

    name = "THIS \\"x\\"-c"
  }
}
`,
    );
    expect(() => composeHcl(['# {{> none.tf}}\n'], lookup('x'), '', partials)).toThrow('there is no template none.tf');
  });

  it.each([
    ['behind other text', 'a = 1 # {{> flag.tf}}\n'],
    ['with a name that is none', '# {{> flag.tf THIS=a.b}}\n'],
    ['in a string', 'a = "{{> flag.tf}}"\nb = "\n'],
  ])('that names another one %s is refused', (_where, template) => {
    expect(() => composeHcl([template], lookup('x'), '', new Map([['flag.tf', 'on = true\n']]))).toThrow();
  });

  it('asks for what is there', () => {
    const asks = (): string =>
      composeHcl(
        ['a = "{{x}}"\n'],
        () => {
          throw new Error('nothing says x');
        },
        '',
      );
    expect(asks).toThrow('nothing says x');
  });
});

it('writes letters as they are, and marks by their number', () => {
  expect(hclText('a-é "x" ${y} %{z}\n\u0001')).toBe('a-é \\"x\\" \\u0024{y} \\u0025{z}\\n\\u0001');
});
