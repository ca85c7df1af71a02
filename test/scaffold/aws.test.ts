/** The definitions of the stack on AWS, held to a policy of our own and to what Terraform needs. */
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { HclBlock } from '../../src/syntax/types.js';
import { blocksOf, danglingIn, nested, textIn, textsIn, valueOf } from './arguments.js';
import { REQUIRED, SETS } from './aws.js';
import { made } from './clouds.js';
import { filesOf } from './support.js';
import { hasTerraform, terraform } from './terraform.js';

/** What Terraform takes and we do not. */
function broken(blocks: readonly HclBlock[]): string[] {
  const of = (type: string): HclBlock[] =>
    blocks.filter((block) => block.type === 'resource' && block.labels[0] === type);
  const faults: string[] = [];
  const want = (holds: boolean, fault: string): void => {
    if (!holds) faults.push(fault);
  };
  for (const type of ['aws_iam_user', 'aws_iam_access_key', 'aws_s3_bucket_acl']) want(of(type).length === 0, type);
  for (const provider of blocks.filter(({ type }) => type === 'provider'))
    want(!provider.attributes.some(({ name }) => /key|token|secret/.test(name)), 'a key of the provider');
  for (const bucket of of('aws_s3_bucket')) {
    const address = `aws_s3_bucket.${bucket.labels[1] ?? ''}.id`;
    const beside = (type: string): HclBlock | undefined =>
      of(type).find((block) => textIn(valueOf(block, 'bucket')) === address);
    for (const wall of ['block_public_acls', 'block_public_policy', 'ignore_public_acls', 'restrict_public_buckets'])
      want(textIn(valueOf(beside('aws_s3_bucket_public_access_block'), wall)) === 'true', `${address} ${wall}`);
    for (const type of ['versioning', 'server_side_encryption_configuration', 'lifecycle_configuration'])
      want(beside(`aws_s3_bucket_${type}`) !== undefined, `${address} ${type}`);
  }
  for (const repository of of('aws_ecr_repository')) {
    want(textIn(valueOf(repository, 'image_tag_mutability')) === 'IMMUTABLE', 'tags that change');
    const [scanning] = nested(repository, 'image_scanning_configuration');
    want(textIn(valueOf(scanning, 'scan_on_push')) === 'true', 'images that are not scanned');
  }
  for (const url of of('aws_lambda_function_url'))
    want(textIn(valueOf(url, 'authorization_type')) === 'AWS_IAM', 'a service that answers anyone');
  for (const policy of blocks.filter(({ type, labels }) => type === 'data' && labels[0] === 'aws_iam_policy_document'))
    for (const statement of nested(policy, 'statement')) {
      const who = policy.labels[1] ?? '';
      const allows = textIn(valueOf(statement, 'effect')) !== 'Deny';
      const actions = textsIn(valueOf(statement, 'actions'));
      const resources = textsIn(valueOf(statement, 'resources'));
      want(actions.length > 0, `${who}: no action`);
      if (!allows) continue;
      want(!actions.includes('*'), `${who}: every action`);
      // Of these the service knows no narrower resource; the second is bound by its namespace.
      const unbound = actions.filter(
        (action) => !/^(?:ecr:GetAuthorizationToken|cloudwatch:PutMetricData)$/.test(action),
      );
      if (resources.includes('*')) want(unbound.length === 0, `${who}: ${unbound.join(', ')} on everything`);
      if (actions.includes('cloudwatch:PutMetricData'))
        want(nested(statement, 'condition').length === 1, `${who}: every metric`);
      if (actions.includes('iam:PassRole'))
        want(nested(statement, 'condition').length === 1, `${who}: a role for any service`);
      for (const { labels } of nested(statement, 'principals')) want(labels.length === 0, who);
      for (const principals of nested(statement, 'principals'))
        want(!textsIn(valueOf(principals, 'identifiers')).includes('*'), `${who}: anyone`);
    }
  return faults;
}

describe.each(SETS)('%s', (name, options) => {
  let root = '';
  let infrastructure: [string, string][] = [];
  let blocks: HclBlock[] = [];
  beforeAll(async () => {
    root = await made([name, options]);
    infrastructure = filesOf(root).filter(([path]) => path.startsWith('mlops/infra/'));
    blocks = blocksOf(new Map(infrastructure));
  });

  it('keeps to the policy', () => {
    expect(blocks.length).toBeGreaterThan(5);
    expect(broken(blocks)).toEqual([]);
  });

  it('gives every resource what it cannot be without', () => {
    const missing = blocks
      .filter(({ type }) => type === 'resource')
      .flatMap((block) => {
        const [type = '', id = ''] = block.labels;
        const wanted = REQUIRED.resources[type];
        if (!wanted) return [`${type} is not in the table`];
        const has = new Set([...block.attributes, ...block.blocks].map((one) => ('name' in one ? one.name : one.type)));
        return wanted.filter((argument) => !has.has(argument)).map((argument) => `${type}.${id}: ${argument}`);
      });
    expect(missing).toEqual([]);
  });

  it('names only what is there', () => {
    expect(danglingIn(new Map(infrastructure), blocks)).toEqual([]);
  });

  it.skipIf(!hasTerraform)('is formatted as Terraform does it', () => {
    expect(terraform(join(root, 'mlops/infra'), 'fmt', '-check', '-diff')).toEqual({ code: 0, text: '' });
  });
});
