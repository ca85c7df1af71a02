/** Runs the Terraform plugin with a small catalogue. */
import terraform from '../../src/plugins/terraform/index.js';
import type { Fact } from '../../src/facts/types.js';
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

export const factsOf = (text: string, path = 'infra/main.tf'): Fact[] =>
  extract(terraform as never, path, text, { catalogue });
export const run = (text: string, path?: string): string[] => show(factsOf(text, path));
/** Facts without the unit and the offer that every resource has, and without symbols. */
export const facts = (text: string, path?: string): string[] =>
  run(text, path).filter((line) => !/^(?:unit|symbol) |^offer \S+ terraform \S+#[\w.-]+$/.test(line));
export const symbols = (text: string, path?: string): string[] =>
  run(text, path).flatMap((line) =>
    line.startsWith('symbol terraform:') ? [line.slice('symbol terraform:'.length)] : [],
  );
export const units = (text: string): string[] => run(text).filter((line) => line.startsWith('unit '));
