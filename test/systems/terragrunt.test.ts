import { describe, expect, it } from 'vitest';
import { auditFiles, auditSources } from './support.js';

const ROOT = `remote_state {
  backend = "s3"
  config  = { bucket = "acme-state", key = "\${path_relative_to_include()}/terraform.tfstate" }
}
inputs = { region = "eu-west-1" }
`;
const live = (source: string, more = ''): string => `include "root" {
  path = find_in_parent_folders("root.hcl")
}
terraform {
  source = "${source}"
}
${more}`;
const BUCKET =
  'variable "name" {}\nresource "aws_s3_bucket" "data" {\n  bucket = var.name\n}\noutput "id" { value = aws_s3_bucket.data.id }\n';
const REGISTRY =
  'variable "group" {}\nresource "aws_sagemaker_model_package_group" "models" {\n  model_package_group_name = var.group\n}\n';

describe('Terragrunt', () => {
  it('takes modules into force and gives them their inputs', async () => {
    const { components } = await auditFiles({
      'root.hcl': ROOT,
      'live/prod/data/terragrunt.hcl': live('../../..//modules/bucket', 'inputs = { name = "acme-training-data" }'),
      'live/prod/models/terragrunt.hcl': live('${get_repo_root()}/modules/registry', 'inputs = { group = "fraud" }'),
      'modules/bucket/main.tf': BUCKET,
      'modules/registry/main.tf': REGISTRY,
      'modules/unused/main.tf': 'resource "aws_sagemaker_feature_group" "f" {\n  feature_group_name = "x"\n}\n',
    });
    expect(components).toEqual([
      'data-store amazon-s3 acme-training-data',
      'feature-store sagemaker (declared: not-included)',
      'model-registry sagemaker',
    ]);
  });

  it('finds modules in another repository, also through what it includes', async () => {
    const { components } = await auditSources({
      'infra-live': {
        'root.hcl': ROOT,
        '_envcommon/models.hcl':
          'locals {\n  base = "git::git@github.com:acme/infra-modules.git//modules/registry"\n}\n',
        'prod/models/terragrunt.hcl': `include "envcommon" {
  path   = "\${dirname(find_in_parent_folders("root.hcl"))}/_envcommon/models.hcl"
  expose = true
}
terraform {
  source = "\${include.envcommon.locals.base}?ref=v1.2.0"
}
`,
        'prod/data/terragrunt.hcl': live('git::https://github.com/acme/infra-modules.git//modules/bucket?ref=v1'),
      },
      'infra-modules': {
        'modules/registry/main.tf': REGISTRY,
        'modules/bucket/main.tf': BUCKET,
        'modules/unused/main.tf': 'resource "aws_mwaa_environment" "airflow" {\n  name = "x"\n}\n',
      },
    });
    expect(components).toEqual([
      'data-store amazon-s3',
      'infrastructure terraform',
      'model-registry sagemaker',
      'workflow-orchestration amazon-mwaa x (declared: not-included)',
    ]);
  });

  it('leaves out what is skipped', async () => {
    const { components } = await auditFiles({
      'live/models/terragrunt.hcl': live('../../modules/registry', 'skip = true\n'),
      'modules/registry/main.tf': REGISTRY,
    });
    expect(components).toEqual(['model-registry sagemaker (declared: not-included)']);
  });

  it('follows stacks to their units', async () => {
    const { components } = await auditFiles({
      'live/terragrunt.stack.hcl': 'unit "models" {\n  source = "../units/models"\n  path   = "models"\n}\n',
      'units/models/terragrunt.hcl': live('../../modules/registry'),
      'modules/registry/main.tf': REGISTRY,
    });
    expect(components).toEqual(['model-registry sagemaker']);
  });
});
