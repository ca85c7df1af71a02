/** The definitions of the stack on AWS, as Terraform's provider takes them. No cloud is asked. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { given, REQUIRED, SETS } from './aws.js';
import { made } from './clouds.js';
import { filesOf, project, scaffold } from './support.js';
import { hasTerraform, mirror, terraform } from './terraform.js';

if (mirror === undefined)
  process.stderr.write('Not held to the provider of AWS: there is no mirror of it on this machine.\n');

/** A provider that is older than the one that is pinned knows all but this resource, and its forerunner instead of it. */
function forMirror(text: string): string {
  return text
    .replace(/(source {2}= "hashicorp\/aws"\n\s+version = )"[^"]+"/, '$1">= 5.0"')
    .replaceAll('aws_sagemaker_mlflow_app', 'aws_sagemaker_mlflow_tracking_server')
    .replace(/(resource "aws_sagemaker_mlflow_tracking_server" "\w+" {\n\s+)name( +=)/, '$1tracking_server_name$2');
}

const PLANNED = `mock_provider "aws" {
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/r" }
  }
  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:eu-central-1:123456789012:t" }
  }
  mock_resource "aws_sagemaker_pipeline" {
    defaults = { arn = "arn:aws:sagemaker:eu-central-1:123456789012:pipeline/p" }
  }
  mock_resource "aws_cloudwatch_metric_alarm" {
    defaults = { arn = "arn:aws:cloudwatch:eu-central-1:123456789012:alarm:a" }
  }
  mock_resource "aws_lambda_function" {
    defaults = { arn = "arn:aws:lambda:eu-central-1:123456789012:function:f" }
  }
}

variables {
  email      = "a@example.org"
  ci_subject = "repo:a/b:environment:production"
  image_tag  = "abc"
}

run "made" {
  assert {
    condition = [for step in jsondecode(aws_sagemaker_pipeline.training.pipeline_definition).Steps : step.Name] == ["Validate", "Train", "Promote"]
    error_message = "steps"
  }
  assert {
    condition     = endswith(jsondecode(aws_sagemaker_pipeline.training.pipeline_definition).Steps[1].Arguments.AlgorithmSpecification.TrainingImage, ":abc")
    error_message = "image"
  }
  assert {
    condition     = aws_cloudwatch_event_target.retrain.arn == aws_sagemaker_pipeline.training.arn
    error_message = "retraining"
  }
  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.drift.event_pattern).resources == [aws_cloudwatch_metric_alarm.drift.arn]
    error_message = "alarm"
  }
  assert {
    condition     = aws_s3_bucket.data.bucket == "shop-123456789012"
    error_message = "bucket"
  }
}

run "refuses_a_pattern" {
  command = plan
  variables {
    ci_subject = "repo:a/*"
  }
  expect_failures = [var.ci_subject]
}
`;

describe.skipIf(!hasTerraform || mirror === undefined)('Terraform with its provider', () => {
  const init = (root: string): string => {
    const directory = join(root, 'mlops/infra');
    for (const [path, text] of filesOf(root))
      if (path.startsWith('mlops/infra/')) writeFileSync(join(root, path), forMirror(text));
    expect(terraform(directory, 'init', '-backend=false', '-input=false', '-no-color')).toMatchObject({ code: 0 });
    return directory;
  };

  // The others have the same files, fewer of them; that they name nothing that is not there is tested above.
  it.each(SETS.filter(([name]) => /^everything on github|^registry|one’s own/.test(name)))(
    'takes %s',
    { timeout: 60_000 },
    async (name, options) => {
      expect(terraform(init(await made([name, options])), 'validate', '-no-color').text).toContain('Success!');
    },
  );

  it('makes what is meant', { timeout: 60_000 }, async () => {
    const root = project();
    await scaffold(root, { all: true, given });
    writeFileSync(join(root, 'mlops/infra/made.tftest.hcl'), PLANNED);
    expect(terraform(init(root), 'test', '-no-color').text).toContain('2 passed, 0 failed');
  });

  it('asks for the arguments of the table', { timeout: 60_000 }, async () => {
    const root = project();
    await scaffold(root, { all: true, given });
    const schema = JSON.parse(terraform(init(root), 'providers', 'schema', '-json').text) as {
      provider_schemas: Record<
        string,
        {
          resource_schemas: Record<
            string,
            {
              block: {
                attributes?: Record<string, { required?: boolean }>;
                block_types?: Record<string, { min_items?: number }>;
              };
            }
          >;
        }
      >;
    };
    const known = Object.values(schema.provider_schemas)[0]?.resource_schemas ?? {};
    const asked = Object.keys(REQUIRED.resources)
      .filter((type) => known[type])
      .map((type) => {
        const { attributes = {}, block_types: inner = {} } = known[type]?.block ?? {};
        const required = Object.keys(attributes).filter((key) => attributes[key]?.required);
        return [type, [...required, ...Object.keys(inner).filter((key) => (inner[key]?.min_items ?? 0) > 0)].sort()];
      });
    expect(Object.fromEntries(asked)).toEqual(
      Object.fromEntries(
        Object.entries(REQUIRED.resources)
          .filter(([type]) => known[type])
          .map(([type, wanted]) => [type, [...wanted].sort()]),
      ),
    );
  });
});
