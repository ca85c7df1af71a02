/**
 * The words that every room shares: component types, relation types, statuses and verdicts.
 * Field names and ids are part of the published assessment contract; change them only with `schemaVersion`.
 */

export const COMPONENT_TYPES = [
  'source-repository',
  'ci-cd',
  'artifact-registry',
  'workflow-orchestration',
  'scheduler',
  'event-bus',
  'data-source',
  'data-store',
  'data-pipeline',
  'data-validation',
  'data-versioning',
  'feature-store',
  'development-environment',
  'model-training-infrastructure',
  'training-pipeline',
  'model-validation',
  'model-registry',
  'ml-metadata-store',
  'model-serving',
  'prediction-store',
  'monitoring',
  'policy-engine',
  'governance',
  'security',
  'infrastructure',
] as const;
export type ComponentType = (typeof COMPONENT_TYPES)[number];

export const RELATION_TYPES = [
  'triggers',
  'builds',
  'publishes-to',
  'deploys',
  'orchestrates',
  'runs-on',
  'reads-from',
  'writes-to',
  'registers-in',
  'logs-to',
  'loads-from',
  'validates',
  'monitors',
  'alerts',
  'feeds-back-to',
] as const;
export type RelationType = (typeof RELATION_TYPES)[number];

/** `defined`: configured, deployed or called by a definition in force. `declared`: only listed, switched off or unused. */
export type Status = 'defined' | 'declared';

export const CONFIDENCES = ['high', 'medium', 'low'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

export const SEVERITIES = ['error', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What a file is for. Only `production` and `template` files make a component `defined` by themselves. */
export const FILE_ROLES = [
  'production',
  'test',
  'example',
  'documentation',
  'template',
  'vendored',
  'generated',
] as const;
export type FileRole = (typeof FILE_ROLES)[number];
