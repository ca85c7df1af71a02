import { describe, expect, it } from 'vitest';
import type { Files } from '../systems/support.js';
import { linksOf, TRAINS } from './support.js';

describe('a resource is looked up by its name', () => {
  const LOOKS_UP = (name: string): Files => ({
    'main.tf': `variable "group" {
  default = "${name}"
}
data "databricks_group" "g" {
  display_name = var.group
}
`,
  });
  it.each<[string, Files]>([
    ['Terraform', { 'main.tf': 'resource "databricks_group" "g" {\n  display_name = "acme-risk-principals"\n}\n' }],
    [
      'CloudFormation',
      {
        'template.yaml':
          'AWSTemplateFormatVersion: "2010-09-09"\nResources:\n  Key: { Type: "AWS::IAM::Group", Properties: { GroupName: acme-risk-principals } }\n',
      },
    ],
  ])('that %s gives', async (_, platform) => {
    const links = await linksOf({ project: LOOKS_UP('acme-risk-principals'), platform });
    expect(links).toHaveLength(1);
    expect(links[0]).toMatch(/^project\/infrastructure --[\w-]+-> platform\//);
    expect(await linksOf({ project: LOOKS_UP('acme-risk-users'), platform })).toEqual([]);
  });

  it('but not by a name that every platform has', async () => {
    const platform = { 'main.tf': 'resource "databricks_group" "g" {\n  display_name = "data-platform-users"\n}\n' };
    expect(await linksOf({ project: LOOKS_UP('data-platform-users'), platform })).toEqual([]);
  });
});

describe('a host lies in the domain that another source serves', () => {
  const KEEPS_DATA = (host: string): Files => ({
    ...TRAINS,
    '.dvc/config': `[core]\n    remote = store\n['remote "store"']\n    url = s3://data/store\n    endpointurl = https://${host}\n`,
    'data.csv.dvc': 'outs:\n- md5: 0\n  path: data.csv\n',
  });
  const SERVES_DOMAIN = (domain: string): Files => ({
    'vars/main.yml': `base_domain: "${domain}"\n`,
    'mlflow.yml': 'services:\n  mlflow:\n    image: ghcr.io/mlflow/mlflow:v2\n    command: mlflow server\n',
  });

  it('that it names', async () => {
    const links = await linksOf({
      ml: KEEPS_DATA('s3.minio.acme-risk.cloud'),
      platform: SERVES_DOMAIN('acme-risk.cloud'),
    });
    expect(links).toHaveLength(1);
    expect(links[0]).toMatch(/^ml\/data-versioning --[\w-]+-> platform\/ml-metadata-store$/);
  });

  it.each([
    ['another domain', 's3.minio.acme-risk.cloud', 'acme-fraud.cloud'],
    ['a domain of a provider', 's3.eu-west-1.amazonaws.com', 'amazonaws.com'],
    ['a domain under which everybody is given a name', 'acme-risk.duckdns.org', 'duckdns.org'],
    ['an ending', 'acme-risk.com.br', 'com.br'],
  ])('but not %s', async (_, host, domain) => {
    expect(await linksOf({ ml: KEEPS_DATA(host), platform: SERVES_DOMAIN(domain) })).toEqual([]);
  });
});
