import { describe, expect, it } from 'vitest';
import { facts, run, units } from './terraform-support.js';

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
      'offer resource:aws_codepipeline.p name deploy',
      'component resource:aws_codepipeline.p is ci-cd codepipeline [deploy]',
    ]);
    expect(units(rule + target)[1]).toBe(
      'unit resource:aws_cloudwatch_event_target.t resource (aws_cloudwatch_event_target.t) in resource:aws_cloudwatch_event_rule.r',
    );
  });

  it('a change in the model registry starts what the rule has as its target', () => {
    const change = rule.replace(
      '"aws.sagemaker"',
      '"aws.sagemaker"], detail-type = ["SageMaker Model Package State Change"',
    );
    expect(facts(change + target + pipeline)).toEqual([
      'component resource:aws_cloudwatch_event_rule.r is event-bus eventbridge',
      'link resource:aws_cloudwatch_event_rule.r runs terraform infra#aws_cloudwatch_event_rule.r/parts',
      'trait resource:aws_cloudwatch_event_rule.r runs-on-event: {"source":["aws.sagemaker"],"detail-type":["SageMaker Model Package State Change"]}',
      'component resource:aws_cloudwatch_event_rule.r acts reads-from model-registry sagemaker',
      'component resource:aws_cloudwatch_event_target.t is model-registry sagemaker',
      'link resource:aws_cloudwatch_event_target.t triggers terraform infra#aws_codepipeline.p',
      'offer resource:aws_codepipeline.p name deploy',
      'component resource:aws_codepipeline.p is ci-cd codepipeline [deploy]',
    ]);
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
      [
        `trait ${step} deploys: CloudFormation`,
        `link ${step} deploys path deploy/stack.yml`,
        `link ${step} deploys config artifact:stack.yml`,
        `trait ${step} stage: S`,
      ],
    ],
  ])('%s', (_, body, expected) => expect(action(body)).toEqual(expected));

  it('variables of a build project are those of its commands', () =>
    expect(
      run(
        'resource "aws_codebuild_project" "b" {\n environment {\n  environment_variable {\n   name = "OUT"\n   value = "t.yml"\n  }\n }\n}',
      ).filter((line) => line.startsWith('symbol env:')),
    ).toEqual(['symbol env: OUT = t.yml']));

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
    ).toEqual(['embedded resource:a_b.c shell @5: docker run img z', 'offer resource:aws_x.y name z']));
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
${'\n'.repeat(2)}
        - image: "b"`,
    ]);
  });

  it('secrets are named and not read', () =>
    expect(facts('resource "kubernetes_secret" "s" {\n metadata {\n  name = "n"\n }\n data = { a = "b" }\n}')).toEqual([
      'embedded resource:kubernetes_secret.s yaml @1: apiVersion: "v1"\nkind: "Secret"\nmetadata:\n  name: "n"',
    ]));
});

describe('Helm', () => {
  it.each<[string, string, string[]]>([
    [
      'chart with values',
      'name = "x"\n chart = "mlflow"\n values = [yamlencode({ image = { tag = "1" } }), file("v.yaml"), <<EOF\na:\n  b: ${var.c}\nEOF\n]',
      [
        'offer resource:helm_release.h name x',
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
      ['embedded resource:helm_release.h yaml @1: \n\n\n\nimage:\n  tag: "1"\n\n\n  name: "${var.n}"'],
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
