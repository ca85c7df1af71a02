import { describe, expect, it } from 'vitest';
import terraform from '../../src/plugins/terraform/index.js';
import { catalogueOf, extract, show, technology } from './support.js';

const catalogue = catalogueOf(
  technology('s3', {
    kind: 'resource',
    pattern: 'aws_s3_bucket',
    component: 'data-store',
    name: { key: 'bucket' },
    offers: [{ key: 'bucket', identifier: 'bucket' }],
  }),
  technology('eventbridge', {
    kind: 'resource',
    pattern: 'aws_cloudwatch_event_rule',
    component: 'event-bus',
    trait: ['runs-on-event'],
    when: [{ key: 'event_pattern', present: true }],
  }),
  technology('codepipeline', {
    kind: 'resource',
    pattern: 'aws_codepipeline',
    component: 'ci-cd',
    name: { key: 'name' },
  }),
  technology('alarm', {
    kind: 'resource',
    pattern: 'aws_alarm',
    links: [{ key: 'action.arn', identifier: 'terraform', link: 'alerts' }],
  }),
  technology('gpu', {
    kind: 'resource',
    pattern: 'aws_node_group',
    component: 'model-training-infrastructure',
    when: [{ key: 'instance_types', matches: '\\bp3\\.' }],
  }),
  technology('eks-module', {
    kind: 'resource',
    pattern: 'terraform-aws-modules/eks/aws',
    component: 'infrastructure',
    name: { key: 'cluster_name' },
  }),
  technology(
    'mlflow',
    { kind: 'chart', pattern: 'mlflow', component: 'ml-metadata-store', name: { key: 'name' } },
    { kind: 'image', pattern: 'mlflow/mlflow', component: 'ml-metadata-store' },
    { kind: 'environment', pattern: 'MLFLOW_TRACKING_URI', component: 'ml-metadata-store', relation: 'logs-to' },
  ),
);

const run = (text: string, path = 'infra/main.tf'): string[] =>
  show(extract(terraform as never, path, text, { catalogue }));
/** Facts without the unit and the offer that every resource has, and without symbols. */
const facts = (text: string, path?: string): string[] =>
  run(text, path).filter((line) => !/^(?:unit|symbol) |^offer \S+ terraform \S+#[\w.-]+$/.test(line));
const symbols = (text: string, path?: string): string[] =>
  run(text, path).flatMap((line) => (line.startsWith('symbol ') ? [line.slice('symbol terraform:'.length)] : []));
const units = (text: string): string[] => run(text).filter((line) => line.startsWith('unit '));

describe('files', () => {
  it.each([
    ['a.tf', true],
    ['dir/terraform.tfvars', true],
    ['dir/prod.auto.tfvars', true],
    ['dir/prod.tfvars', false],
    ['.terraform.lock.hcl', false],
    ['main.tf.json', false],
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
      'offer data:d_e.f terraform infra#d_e.f',
      'offer module:g terraform infra#module.g',
      'link module:g includes path infra/g',
      'symbol terraform:infra module.g = infra/g',
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
    expect(run('a = "b"\nc = { d = 1 }\n', 'env/terraform.tfvars')).toEqual([
      'symbol terraform:env var.a = b',
      'symbol terraform:env var.c.d = 1',
    ]));

  it('of defaults are weak', () => {
    const found = extract(terraform as never, 'main.tf', 'variable "a" {\n default = "b"\n}\nlocals {\n c = "d"\n}', {
      catalogue,
    });
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
    ['count = var.n', 'variable "n" {\n default = 0\n}', off],
    ['count = var.x ? 1 : 0', '', on],
    ['count = var.x ? 1 : 0', 'variable "x" {\n default = false\n}', off],
    ['count = var.x ? 1 : 0', 'variable "x" {\n default = true\n}', on],
    ['count = var.x ? 0 : 1', 'variable "x" {\n default = true\n}', off],
    ['count = !var.x ? 1 : 0', 'variable "x" {\n default = true\n}', off],
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

describe('triggers', () => {
  const rule =
    'resource "aws_cloudwatch_event_rule" "r" {\n event_pattern = jsonencode({ source = ["aws.sagemaker"] })\n}\n';
  const target =
    'resource "aws_cloudwatch_event_target" "t" {\n rule = aws_cloudwatch_event_rule.r.name\n arn = aws_codepipeline.p.arn\n role_arn = aws_iam_role.i.arn\n}\n';
  const pipeline = 'resource "aws_codepipeline" "p" {\n name = "deploy"\n}\n';

  it('a rule, its target and what it starts', () => {
    expect(facts(rule + target + pipeline)).toEqual([
      'component resource:aws_cloudwatch_event_rule.r is event-bus eventbridge',
      'link resource:aws_cloudwatch_event_rule.r runs terraform infra#aws_cloudwatch_event_rule.r/parts',
      'trait resource:aws_cloudwatch_event_rule.r runs-on-event: {"source":["aws.sagemaker"]}',
      'link resource:aws_cloudwatch_event_target.t triggers terraform infra#aws_codepipeline.p',
      'trait resource:aws_codepipeline.p runs-on-event: {"source":["aws.sagemaker"]}',
      'component resource:aws_codepipeline.p is ci-cd codepipeline [deploy]',
    ]);
    expect(units(rule + target)[1]).toBe(
      'unit resource:aws_cloudwatch_event_target.t resource (aws_cloudwatch_event_target.t) in resource:aws_cloudwatch_event_rule.r',
    );
  });

  it('a target of a rule in another file', () =>
    expect(facts(target)).toEqual([
      'offer resource:aws_cloudwatch_event_target.t terraform infra#aws_cloudwatch_event_rule.r/parts',
      'link resource:aws_cloudwatch_event_target.t triggers terraform infra#aws_codepipeline.p',
    ]));

  it.each<[string, string, string[]]>([
    [
      'schedule',
      'resource "aws_scheduler_schedule" "s" {\n schedule_expression = "rate(1 day)"\n target {\n  arn = aws_sfn_state_machine.m.arn\n }\n}\nresource "aws_sfn_state_machine" "m" {}',
      [
        'trait resource:aws_scheduler_schedule.s runs-on-schedule: rate(1 day)',
        'link resource:aws_scheduler_schedule.s triggers terraform infra#aws_sfn_state_machine.m',
        'trait resource:aws_sfn_state_machine.m runs-on-schedule: rate(1 day)',
      ],
    ],
    [
      'webhook',
      'resource "aws_codepipeline_webhook" "w" {\n target_pipeline = aws_codepipeline.p.name\n}',
      ['link resource:aws_codepipeline_webhook.w triggers terraform infra#aws_codepipeline.p'],
    ],
    [
      'subscription to a bucket elsewhere',
      'resource "aws_s3_bucket_notification" "n" {\n bucket = var.b\n lambda_function {\n  lambda_function_arn = aws_lambda_function.f.arn\n }\n}',
      ['link resource:aws_s3_bucket_notification.n triggers terraform infra#aws_lambda_function.f'],
    ],
    ['a target that is a variable', 'resource "aws_cloudwatch_event_target" "t" {\n arn = var.arn\n}', []],
  ])('%s', (_, text, expected) => expect(facts(text)).toEqual(expected));
});

describe('pipelines', () => {
  const action = (body: string): string[] =>
    facts(
      `resource "aws_codepipeline" "p" {\n stage {\n  name = "S"\n  action {\n   name = "A"\n   ${body}\n  }\n }\n}`,
    ).slice(1);
  const step = 'step:aws_codepipeline.p.S.A';
  it.each<[string, string, string[]]>([
    ['source', 'category = "Source"\n provider = "GitHub"', [`trait ${step} runs-on-push: GitHub`]],
    ['bucket as source', 'category = "Source"\n provider = "S3"', []],
    ['build', 'category = "Build"\n configuration = { ProjectName = "p" }', [`link ${step} runs workflow p`]],
    [
      'build by reference',
      'category = "Build"\n configuration = { ProjectName = aws_codebuild_project.b.name }',
      [`link ${step} runs terraform infra#aws_codebuild_project.b`],
    ],
    ['approval', 'category = "Approval"', [`trait ${step} approval: A`]],
    [
      'deployment',
      'category = "Deploy"\n provider = "CloudFormation"\n configuration = { TemplatePath = "Out::deploy/stack.yml" }',
      [`trait ${step} deploys: CloudFormation`, `link ${step} deploys path deploy/stack.yml`],
    ],
  ])('%s', (_, body, expected) => expect(action(body)).toEqual(expected));

  it('Cloud Build', () =>
    expect(
      facts('resource "google_cloudbuild_trigger" "t" {\n filename = "ci/build.yaml"\n github {\n  push {}\n }\n}'),
    ).toEqual([
      'link resource:google_cloudbuild_trigger.t runs path ci/build.yaml',
      'trait resource:google_cloudbuild_trigger.t runs-on-push: github',
    ]));

  it('code of a function', () =>
    expect(
      facts(
        'data "archive_file" "z" {\n source_dir = "${path.module}/../src"\n}\nresource "aws_lambda_function" "f" {\n handler = "app.main.handler"\n filename = data.archive_file.z.output_path\n}',
      ),
    ).toEqual([
      'link data:archive_file.z includes path src',
      'link resource:aws_lambda_function.f includes terraform infra#data.archive_file.z',
      'link resource:aws_lambda_function.f runs path src/app/main.py',
    ]));
});

describe('files', () => {
  it.each<[string, string, string[]]>([
    ['file', 'a = file("x.yml")', ['link resource:a_b.c includes path infra/x.yml']],
    ['template', 'a = templatefile("${path.module}/x.tpl", {})', ['link resource:a_b.c includes path infra/x.tpl']],
    ['inside other calls', 'a = base64encode(file("../x.sh"))', ['link resource:a_b.c includes path x.sh']],
    ['in a string', 'a = "x ${file("x.txt")}"', ['link resource:a_b.c includes path infra/x.txt']],
    ['hash', 'a = filemd5("x.zip")', []],
    ['unknown path', 'a = file(var.x)', []],
    ['outside', 'a = file("../../../x")', []],
    ['source', 'source = "./src"', ['link resource:a_b.c includes path infra/src']],
    [
      'source that is an address',
      'source = "hashicorp/aws"',
      ['link resource:a_b.c includes path infra/hashicorp/aws'],
    ],
  ])('%s', (_, argument, expected) => expect(facts(`resource "a_b" "c" {\n ${argument}\n}`)).toEqual(expected));
});

describe('texts in other languages', () => {
  const unit = 'resource:a_b.c';
  it.each<[string, string, string[]]>([
    [
      'buildspec',
      'source {\n  buildspec = <<-EOT\n    version: 0.2\n    env: ${var.e}\n  EOT\n}',
      [`embedded ${unit} yaml @4: version: 0.2\nenv: \${var.e}\n`],
    ],
    ['buildspec by path', 'source {\n  buildspec = "ci/buildspec.yml"\n}', []],
    [
      'script',
      'user_data = <<EOF\n#!/bin/bash\npython a.py\nEOF',
      [`embedded ${unit} shell @3: #!/bin/bash\npython a.py\n`],
    ],
    ['encoded script', 'custom_data = base64encode("python a.py")', [`embedded ${unit} shell @2: python a.py`]],
    ['script from a file', 'user_data = file("x.sh")', [`link ${unit} includes path infra/x.sh`]],
    ['metadata', 'metadata = {\n  startup-script = "python a.py"\n}', [`embedded ${unit} shell @3: python a.py`]],
    [
      'provisioners',
      'provisioner "local-exec" {\n  command = "a ${var.b}"\n}\nprovisioner "remote-exec" {\n  inline = ["c", "d"]\n}',
      [`embedded ${unit} shell @3: a \${var.b}`, `embedded ${unit} shell @6: c`, `embedded ${unit} shell @6: d`],
    ],
    ['JSON', 'definition = jsonencode({\n  StartAt = "a"\n})', [`embedded ${unit} yaml @2: \nStartAt: "a"`]],
    ['JSON text', 'definition = "{\\"StartAt\\": \\"a\\"}"', [`embedded ${unit} json @2: {"StartAt": "a"}`]],
    ['reference', 'definition = local.x', []],
  ])('%s', (_, argument, expected) => expect(facts(`resource "a_b" "c" {\n${argument}\n}`)).toEqual(expected));

  it('constants of the file are put in', () =>
    expect(
      facts(
        'locals {\n i = "img"\n}\nresource "a_b" "c" {\n user_data = "docker run ${local.i} ${aws_x.y.arn}"\n}\nresource "aws_x" "y" {\n name = "z"\n}',
      ),
    ).toEqual(['embedded resource:a_b.c shell @5: docker run img z']));
});

describe('Kubernetes', () => {
  it('manifests', () =>
    expect(
      facts(
        'resource "kubernetes_manifest" "m" {\n  manifest = {\n    apiVersion = "v1"\n    kind = "Pod"\n    on = null\n  }\n}',
      ),
    ).toEqual(['embedded resource:kubernetes_manifest.m yaml @2: \napiVersion: "v1"\nkind: "Pod"\n"on": null']));

  it('manifests as text', () =>
    expect(facts('resource "kubectl_manifest" "m" {\n  yaml_body = <<-YAML\n    kind: Pod\n  YAML\n}')).toEqual([
      'embedded resource:kubectl_manifest.m yaml @3: kind: Pod\n',
    ]));

  it('typed resources become manifests, every line in its place', () => {
    const text = `resource "kubernetes_deployment_v1" "d" {
  metadata {
    name = "d"
  }
  spec {
    replicas = 2
    template {
      spec {
        service_account_name = "s"
        container {
          image = "mlflow/mlflow:2"
          env {
            name  = "A"
            value = var.a
          }
        }
        container {
          image = "b"
        }
      }
    }
  }
  depends_on = [a_b.c]
}
`;
    expect(facts(text)).toEqual([
      `embedded resource:kubernetes_deployment_v1.d yaml @1: apiVersion: "apps/v1"
kind: "Deployment"
metadata:
  name: "d"
spec:
  replicas: 2
  template:
    spec:
      serviceAccountName: "s"
      containers:
        - image: "mlflow/mlflow:2"
          env:
            - name: "A"
              value: "\${var.a}"

${''}
        - image: "b"`,
    ]);
  });

  it('secrets are not read', () =>
    expect(facts('resource "kubernetes_secret" "s" {\n data = { a = "b" }\n}')).toEqual([]));
});

describe('Helm', () => {
  it.each<[string, string, string[]]>([
    [
      'chart with values',
      'name = "x"\n chart = "mlflow"\n values = [yamlencode({ image = { tag = "1" } }), file("v.yaml"), <<EOF\na:\n  b: ${var.c}\nEOF\n]',
      [
        'link resource:helm_release.h includes path infra/v.yaml',
        'component resource:helm_release.h is ml-metadata-store mlflow [x]',
        'embedded resource:helm_release.h yaml @4: image:\n  tag: "1"',
        'embedded resource:helm_release.h yaml @5: a:\n  b: ${var.c}\n',
      ],
    ],
    [
      'chart of a registry',
      'chart = "oci://ghcr.io/charts/mlflow"',
      ['component resource:helm_release.h is ml-metadata-store mlflow'],
    ],
    [
      'chart in the repository',
      'chart = "${path.module}/../charts/x"',
      ['link resource:helm_release.h deploys path charts/x'],
    ],
    ['unknown chart', 'chart = var.c', []],
    [
      'settings',
      'chart = "x"\n set {\n  name = "image.tag"\n  value = "1"\n }\n set {\n  name = "image.name"\n  value = var.n\n }',
      ['embedded resource:helm_release.h yaml @1: image:\n\n\n\n  tag: "1"\n\n\n\n  name: "${var.n}"'],
    ],
  ])('%s', (_, body, expected) => expect(facts(`resource "helm_release" "h" {\n ${body}\n}`)).toEqual(expected));
});

describe('containers', () => {
  const unit = 'resource:a_b.c';
  const uses = `component ${unit} acts logs-to ml-metadata-store mlflow`;
  it.each<[string, string, string[]]>([
    [
      'image',
      'image = "mlflow/mlflow:2"',
      [`component ${unit} is ml-metadata-store mlflow`, `link ${unit} built-from image mlflow/mlflow:2`],
    ],
    [
      'image of a repository',
      'image_uri = "${aws_ecr_repository.r.repository_url}:1"',
      [`link ${unit} built-from image \${aws_ecr_repository.r.id}:1`],
    ],
    ['machine image', 'image = "projects/debian/global/images/x"', []],
    [
      'variables',
      'environment {\n  variables = { MLFLOW_TRACKING_URI = "http://mlflow:5000" }\n }',
      [uses, `link ${unit} logs-to host mlflow`],
    ],
    [
      'one variable',
      'environment_variable {\n  name = "MLFLOW_TRACKING_URI"\n  value = var.u\n }',
      [uses, `link ${unit} logs-to host \${var.u}`],
    ],
    [
      'definitions',
      'container_definitions = jsonencode([{ name = "a", image = "i", command = ["python", "a.py"], environment = [{ name = "MLFLOW_TRACKING_URI", value = "http://m" }] }])',
      [
        `link ${unit} built-from image i`,
        `embedded ${unit} shell @2: python a.py`,
        uses,
        `link ${unit} logs-to host m`,
      ],
    ],
    [
      'definitions as text',
      'container_definitions = <<E\n[{"image": "i:${var.t}"}]\nE',
      [`link ${unit} built-from image i:\${var.t}`],
    ],
    ['no JSON', 'container_definitions = "x"', []],
    [
      'accelerators',
      'guest_accelerator {\n  type = "t4"\n }\n limits = { "nvidia.com/gpu" = 1 }',
      [`trait ${unit} requests-accelerator: nvidia.com/gpu`, `trait ${unit} requests-accelerator: guest_accelerator`],
    ],
    [
      'commands of blocks',
      'container {\n  image = "i"\n  command = ["python"]\n  args = ["a.py"]\n }',
      [`link ${unit} built-from image i`, `embedded ${unit} shell @4: python a.py`],
    ],
  ])('%s', (_, body, expected) => expect(facts(`resource "a_b" "c" {\n ${body}\n}`)).toEqual(expected));
});

it('resources of one service are parts of one thing', () =>
  expect(
    facts(
      'resource "aws_sagemaker_endpoint" "e" {\n endpoint_config_name = aws_sagemaker_endpoint_configuration.c.name\n role = aws_iam_role.r.arn\n}',
    ),
  ).toEqual([
    'link resource:aws_sagemaker_endpoint.e includes terraform infra#aws_sagemaker_endpoint_configuration.c',
  ]));

it.each([
  'resource "aws_s3_bucket" "x" { bucket = [[[',
  'locals {\n a = local.b\n b = local.a\n}\nresource "a_b" "c" {\n count = local.a\n for_each = local.b\n user_data = local.a\n}',
  'resource "__proto__" "constructor" {\n __proto__ = { constructor = 1 }\n}',
  'module "m" {\n source = 1\n}\nmodule {}\nvariable {}\noutput {}\nresource {}',
  `resource "helm_release" "h" {\n set {\n  name = "${'a.'.repeat(1000)}"\n  value = 1\n }\n}`,
  'resource "a_b" "c" {\n container_definitions = "[[[["\n}',
])('does not throw on %j', (text) => expect(() => run(text)).not.toThrow());
