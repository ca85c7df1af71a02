import { describe, expect, it } from 'vitest';
import { auditFiles, auditSources } from './support.js';

const AIRFLOW = 'variable "create_airflow" {\n  type    = bool\n  default = false\n}\n';
const MWAA = 'resource "aws_mwaa_environment" "this" {\n  count = var.create_airflow ? 1 : 0\n  name  = "etl"\n}\n';

describe('Terraform', () => {
  it('switches resources by variables of other files', async () => {
    const off = await auditFiles({ 'main.tf': MWAA, 'variables.tf': AIRFLOW });
    expect(off.components).toEqual(['workflow-orchestration amazon-mwaa etl (declared: disabled)']);
    const on = await auditFiles({
      'main.tf': MWAA,
      'variables.tf': AIRFLOW,
      'terraform.tfvars': 'create_airflow = true\n',
    });
    expect(on.components).toEqual(['workflow-orchestration amazon-mwaa etl']);
    const chosen = await auditFiles({
      'main.tf': MWAA,
      'variables.tf': AIRFLOW,
      'env/prod.tfvars': 'create_airflow = true\n',
    });
    expect(chosen.components).toEqual(['workflow-orchestration amazon-mwaa etl']);
  });

  it('is on where one of several calls of a module leaves it on', async () => {
    const { components } = await auditFiles({
      'main.tf': `module "a" {
  source        = "./modules/bucket"
  create_bucket = false
}
module "b" {
  source = "./modules/bucket"
}
`,
      'modules/bucket/main.tf': 'resource "aws_s3_bucket" "this" {\n  count = var.create_bucket ? 1 : 0\n}\n',
      'modules/bucket/variables.tf': 'variable "create_bucket" {\n  default = true\n}\n',
    });
    expect(components).toEqual(['data-store amazon-s3']);
  });

  it('has no instances of an empty collection', async () => {
    const { components } = await auditFiles({
      'main.tf': 'resource "aws_s3_bucket" "data" {\n  for_each = var.buckets\n  bucket   = each.key\n}\n',
      'variables.tf': 'variable "buckets" {\n  default = {}\n}\n',
    });
    expect(components).toEqual(['data-store amazon-s3 (declared: disabled)']);
  });

  it('takes modules of another repository into force, not those whose calls are off', async () => {
    const { components } = await auditSources({
      platform: {
        'main.tf': `module "tracking" {
  source = "git::https://github.com/acme/tf-modules.git//modules/mlflow?ref=v2"
}
module "airflow" {
  source = "./stacks/airflow"
  count  = 0
}
`,
        'stacks/airflow/main.tf': 'resource "aws_mwaa_environment" "this" {\n  name = "etl"\n}\n',
      },
      'tf-modules': {
        'modules/mlflow/main.tf': 'resource "helm_release" "mlflow" {\n  name = "mlflow"\n  chart = "mlflow"\n}\n',
      },
    });
    expect(components).toEqual([
      'infrastructure helm mlflow',
      'infrastructure terraform',
      'ml-metadata-store mlflow',
      'workflow-orchestration amazon-mwaa etl (declared: not-included)',
    ]);
  });

  it('is read in JSON too', async () => {
    const { components } = await auditFiles({
      'main.tf.json': JSON.stringify({
        variable: { name: { default: 'features' } },
        resource: {
          aws_s3_bucket: { data: { bucket: 'acme-${var.name}' } },
          aws_sagemaker_feature_group: { f: [{ feature_group_name: 'f' }] },
        },
      }),
      'other.json': JSON.stringify({ resource: { aws_mwaa_environment: { x: { name: 'x' } } } }),
    });
    expect(components).toEqual(['data-store amazon-s3 acme-features', 'feature-store sagemaker']);
  });

  it('does not provide what it only looks up', async () => {
    const { components } = await auditFiles({
      'main.tf':
        'data "aws_s3_bucket" "data" {\n  bucket = "shared"\n}\ndata "azurerm_machine_learning_workspace" "ml" {\n  name = "x"\n}\n',
    });
    expect(components).toEqual([]);
  });

  it("is run by the reusable workflow of Microsoft's templates, where that applies", async () => {
    const workflow = (action: string): string =>
      `on: push\njobs:\n  deploy:\n    uses: Azure/mlops-templates/.github/workflows/tf-gha-install-terraform.yml@main\n    with:\n      TFAction: '${action}'\n      terraform_workingdir: infrastructure\n`;
    const files = {
      'infrastructure/main.tf': 'resource "azurerm_machine_learning_workspace" "ml" {\n  name = "ml"\n}\n',
    };
    const applied = await auditFiles({ ...files, '.github/workflows/infra.yml': workflow('apply') });
    expect(applied.tools).toContain('ci-cd terraform');
    const planned = await auditFiles({ ...files, '.github/workflows/infra.yml': workflow('plan') });
    expect(planned.tools).not.toContain('ci-cd terraform');
  });
});
