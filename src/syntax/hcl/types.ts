import type { DocumentBase } from '../document.js';

export type HclExpression =
  | { kind: 'string'; value: string; offset: number }
  /** Text with interpolations; `parts` holds literals and references in order. */
  | { kind: 'template'; parts: (string | { reference: string })[]; offset: number }
  | { kind: 'number'; value: number; offset: number }
  | { kind: 'boolean'; value: boolean; offset: number }
  | { kind: 'null'; offset: number }
  | { kind: 'list'; items: HclExpression[]; offset: number }
  | { kind: 'object'; entries: { key: string; value: HclExpression }[]; offset: number }
  /** `var.name`, `module.x.y`, `aws_s3_bucket.data.id`, `each.value`; index parts kept as `[0]`, `["k"]`. */
  | { kind: 'reference'; name: string; offset: number }
  | { kind: 'call'; name: string; arguments: HclExpression[]; offset: number }
  | { kind: 'conditional'; condition: HclExpression; then: HclExpression; else: HclExpression; offset: number }
  | { kind: 'unknown'; text: string; offset: number };

export interface HclAttribute {
  name: string;
  value: HclExpression;
  offset: number;
}
export interface HclBlock {
  type: string;
  labels: string[];
  attributes: HclAttribute[];
  blocks: HclBlock[];
  offset: number;
}
export interface HclDocument extends DocumentBase {
  language: 'hcl';
  blocks: HclBlock[];
  attributes: HclAttribute[];
}
