import { describe, expect, it } from 'vitest';
import terraform from '../../src/plugins/terraform/index.js';
import { facts, factsOf, run, symbols, units } from './terraform-support.js';

describe('files', () => {
  it.each([
    ['a.tf', true],
    ['dir/terraform.tfvars', true],
    ['dir/prod.auto.tfvars', true],
    ['dir/prod.tfvars', true],
    ['live/vpc/terragrunt.hcl', true],
    ['image.pkr.hcl', false],
    ['.terraform.lock.hcl', false],
    ['main.tf.json', true],
  ])('%s is read: %s', (path, expected) =>
    expect(terraform.accepts({ source: '', path, logicalPath: path, role: 'production' }, '')).toBe(expected),
  );

  it('an empty file says nothing', () => expect(run('')).toEqual([]));
});

describe('blocks', () => {
  it('are units that are offered by their address', () => {
    expect(
      run('resource "a_b" "c" {}\ndata "d_e" "f" {}\nmodule "g" {\n  source = "./g"\n}\nresource "broken" {}\n'),
    ).toEqual([
      'unit resource:a_b.c resource (a_b.c)',
      'unit data:d_e.f resource (d_e.f)',
      'unit module:g module (g)',
      'offer resource:a_b.c terraform infra#a_b.c',
      'offer data:d_e.f terraform infra#data.d_e.f',
      'offer module:g terraform infra#module.g',
      'link module:g includes path infra/g',
      'symbol terraform:infra module.g = infra/g',
      'symbol calls:terraform:infra/g infra/main.tf#module.g = true',
    ]);
  });

  it.each<[string, string, string[]]>([
    ['local source', 'module "m" {\n source = "../m"\n}', ['link module:m includes path m']],
    ['source outside', 'module "m" {\n source = "../../m"\n}', ['not-understood module:m remote-reference: ../../m']],
    [
      'registry',
      'module "m" {\n source = "terraform-aws-modules/eks/aws"\n cluster_name = "prod"\n}',
      [
        'component module:m is infrastructure eks-module [prod]',
        'not-understood module:m remote-reference: terraform-aws-modules/eks/aws',
      ],
    ],
    [
      'git',
      'module "m" {\n source = "git::https://x.y/z.git"\n}',
      ['not-understood module:m remote-reference: git::https://x.y/z.git'],
    ],
  ])('module with a %s', (_, text, expected) => expect(facts(text)).toEqual(expected));
});

describe('what the catalogue knows', () => {
  it.each<[string, string, string[]]>([
    [
      'name with references',
      'resource "aws_s3_bucket" "x" {\n bucket = "a-${var.b}"\n}',
      [
        'component resource:aws_s3_bucket.x is data-store s3 [a-${var.b}]',
        'offer resource:aws_s3_bucket.x bucket a-${var.b}',
        'link resource:aws_s3_bucket.x runs terraform infra#aws_s3_bucket.x/parts',
      ],
    ],
    ['unknown type', 'resource "aws_vpc" "x" {}', []],
    [
      'list',
      'resource "aws_node_group" "x" {\n instance_types = ["m5.large", "p3.2xlarge"]\n}',
      ['component resource:aws_node_group.x is model-training-infrastructure gpu'],
    ],
    ['condition that fails', 'resource "aws_node_group" "x" {\n instance_types = ["m5.large"]\n}', []],
    [
      'address of another resource',
      'resource "aws_alarm" "x" {\n action {\n  arn = aws_sns_topic.t[0].arn\n }\n}',
      ['link resource:aws_alarm.x alerts terraform infra#aws_sns_topic.t'],
    ],
    ['no address', 'resource "aws_alarm" "x" {\n action {\n  arn = var.arn\n }\n}', []],
    [
      'instances of a literal for_each',
      'resource "aws_s3_bucket" "x" {\n for_each = toset(["a", "b"])\n bucket = each.key\n}',
      [
        'component resource:aws_s3_bucket.x is data-store s3 [a]',
        'offer resource:aws_s3_bucket.x bucket a',
        'component resource:aws_s3_bucket.x is data-store s3 [b]',
        'offer resource:aws_s3_bucket.x bucket b',
        'link resource:aws_s3_bucket.x runs terraform infra#aws_s3_bucket.x/parts',
      ],
    ],
    [
      'instances of a map',
      'locals {\n m = { a = { n = "x" } }\n}\nresource "aws_s3_bucket" "x" {\n for_each = local.m\n bucket = "${each.key}-${each.value.n}"\n}',
      [
        'component resource:aws_s3_bucket.x is data-store s3 [a-x]',
        'offer resource:aws_s3_bucket.x bucket a-x',
        'link resource:aws_s3_bucket.x runs terraform infra#aws_s3_bucket.x/parts',
      ],
    ],
  ])('%s', (_, text, expected) => expect(facts(text)).toEqual(expected));

  it.each([
    ['"a"', 'a'],
    ['format("%s-%d", "a", 1)', 'a-1'],
    ['join("-", ["a", var.b])', 'a-${var.b}'],
    ['lower("A")', 'A'],
    ['coalesce(null, "", "a")', 'a'],
    ['var.a[0]', '${var.a}'],
    ['module.m.name', '${module.m.name}'],
    ['data.aws_s3_bucket.o.bucket', '${data.aws_s3_bucket.o.bucket}'],
    ['aws_s3_bucket.o[0].arn', '${aws_s3_bucket.o.id}'],
    ['true ? "a" : "b"', 'a'],
    ['var.x ? null : "b"', 'b'],
    ['replace(var.a, "x", "y")', '${replace(…, "x", "y")}'],
  ])('text of %s is %s', (expression, expected) => {
    const [component] = facts(`resource "aws_s3_bucket" "x" {\n bucket = ${expression}\n}`);
    expect(component).toBe(`component resource:aws_s3_bucket.x is data-store s3 [${expected}]`);
  });
});

describe('symbols', () => {
  it.each<[string, string, string[]]>([
    ['variable', 'variable "a" {\n default = "b"\n}\nvariable "c" {}', ['infra var.a = b']],
    [
      'object',
      'variable "a" {\n default = { b = 1, c = { d = 2 }, e = ["f"] }\n}',
      ['infra var.a.b = 1', 'infra var.a.e = f'],
    ],
    ['list', 'variable "a" {\n default = ["b"]\n}\nvariable "c" {\n default = ["d", "e"]\n}', ['infra var.a = b']],
    ['locals', 'locals {\n a = "b-${var.c}"\n}', ['infra local.a = b-${var.c}']],
    ['output', 'output "a" {\n value = aws_s3_bucket.b.arn\n}', ['infra output.a = ${aws_s3_bucket.b.id}']],
    [
      'module arguments in the space of the module',
      'module "m" {\n source = "./m"\n a = var.b\n c = module.m.d\n count = 1\n}',
      ['infra module.m = infra/m', 'infra/m var.a = ${var.b}', 'infra/m var.c = ${output.d}'],
    ],
    [
      'names of a resource',
      'resource "aws_s3_bucket" "x" {\n bucket = "b"\n}\nresource "aws_x" "y" {\n function_name = var.f\n}',
      [
        'infra aws_s3_bucket.x.bucket = b',
        'infra aws_s3_bucket.x.id = b',
        'infra aws_x.y.function_name = ${var.f}',
        'infra aws_x.y.id = ${var.f}',
      ],
    ],
    [
      'instances have none',
      'resource "aws_x" "y" {\n for_each = var.a\n name = each.key\n}\nresource "aws_x" "z" {\n count = 2\n name = "z-${count.index}"\n}',
      [],
    ],
    ['provider', 'provider "aws" {}\nprovider "google" {}', ['infra __root__ = true']],
    ['backend', 'terraform {\n backend "s3" {}\n}', ['infra __root__ = true']],
    ['cloud', 'terraform {\n cloud {}\n}', ['infra __root__ = true']],
    ['required providers are no root', 'terraform {\n required_providers {\n  a = {}\n }\n}', []],
  ])('%s', (_, text, expected) => expect(symbols(text)).toEqual(expected));

  it('come from tfvars', () =>
    expect(run('a = "b"\nc = { d = 1 }\n', 'network/terraform.tfvars')).toEqual([
      'symbol terraform:network var.a = b',
      'symbol terraform:network var.c.d = 1',
    ]));

  it('come from tfvars of an environment, for the module above', () =>
    expect(run('a = "b"\n', 'env/prod/terraform.tfvars')).toEqual([
      'symbol terraform:env/prod var.a = b',
      'symbol chosen: var.a = b',
    ]));

  it('of defaults are weak', () => {
    const found = factsOf('variable "a" {\n default = "b"\n}\nlocals {\n c = "d"\n}', 'main.tf');
    expect(found.map((fact) => fact.fact === 'symbol' && [fact.space, fact.name, fact.weak])).toEqual([
      ['terraform:.', 'var.a', true],
      ['terraform:.', 'local.c', undefined],
    ]);
  });
});

describe('in force', () => {
  const off = 'unit resource:a_b.c resource (a_b.c) off disabled';
  const on = 'unit resource:a_b.c resource (a_b.c)';
  it.each<[string, string, string]>([
    ['count = 0', '', off],
    ['count = 1', '', on],
    ['count = var.n', '', on],
    ['count = var.x ? 1 : 0', '', on],
    ['count = var.x ? 1 : 0', 'variable "x" {\n default = true\n}', on],
    ['count = var.e == "prod" ? 1 : 0', 'variable "e" {\n default = "dev"\n}', off],
    ['count = var.e != null ? 1 : 0', 'variable "e" {\n default = null\n}', off],
    ['count = local.x ? 1 : 0', 'locals {\n x = false\n}', off],
    ['for_each = {}', '', off],
    ['for_each = toset([])', '', off],
    ['for_each = toset(["a"])', '', on],
    ['for_each = var.m', '', on],
    ['enabled = false', '', off],
    ['state = "DISABLED"', '', off],
    ['paused = true', '', off],
    ['enabled = var.x', '', on],
  ])('%s %s', (argument, more, expected) =>
    expect(units(`resource "a_b" "c" {\n ${argument}\n}\n${more}`)).toEqual([expected]),
  );

  it.each([
    ['count = var.n', '${var.n}', 'variable "n" {\n default = 0\n}'],
    ['count = var.x ? 1 : 0', '${var.x}', 'variable "x" {\n default = false\n}'],
    ['count = var.x ? 0 : 1', '!${var.x}', 'variable "x" {\n default = true\n}'],
    ['count = !var.x ? 1 : 0', '!${var.x}', 'variable "x" {\n default = true\n}'],
    ['count = local.x ? 1 : 0', '${local.x}', ''],
    ['for_each = var.m', '${var.m}', 'variable "m" {\n default = {}\n}'],
  ])('%s is decided by the value that is set: %s', (argument, text, more) =>
    expect(facts(`resource "a_b" "c" {\n ${argument}\n}\n${more}`).filter((fact) => !/^symbol/.test(fact))).toEqual([
      `link resource:a_b.c includes config terraform:${text}`,
    ]),
  );

  it('leaves the decision to other files, and says so of what is known', () => {
    const undecided = (type: string): string[] => facts(`resource "${type}" "x" {\n count = var.on ? 1 : 0\n}`);
    expect(undecided('aws_vpc')).toEqual(['link resource:aws_vpc.x includes config terraform:${var.on}']);
    expect(undecided('aws_codepipeline')).toEqual([
      'component resource:aws_codepipeline.x is ci-cd codepipeline',
      'link resource:aws_codepipeline.x includes config terraform:${var.on}',
      'not-understood resource:aws_codepipeline.x unresolved-variable: var.on',
    ]);
  });
});

it.each([
  'resource "aws_s3_bucket" "x" { bucket = [[[',
  'locals {\n a = local.b\n b = local.a\n}\nresource "a_b" "c" {\n count = local.a\n for_each = local.b\n user_data = local.a\n}',
  'locals {\n a = toset(local.a)\n b = !local.b\n c = local.b ? local.c : 1\n}\nresource "a_b" "c" {\n for_each = local.a\n count = local.b ? local.c : local.a\n}',
  'resource "__proto__" "constructor" {\n __proto__ = { constructor = 1 }\n}',
  'module "m" {\n source = 1\n}\nmodule {}\nvariable {}\noutput {}\nresource {}',
  `resource "helm_release" "h" {\n set {\n  name = "${'a.'.repeat(1000)}"\n  value = 1\n }\n}`,
  'resource "a_b" "c" {\n container_definitions = "[[[["\n}',
])('does not throw on %j', (text) => expect(() => run(text)).not.toThrow());
