/** A check as data: `rules/checks/*.yaml`, validated by `schemas/check.schema.json`. */
import type { Condition } from '../conditions/types.js';
import type { Confidence, Severity } from '../vocabulary/index.js';

export interface Check {
  id: string;
  severity: Severity;
  confidence: Confidence;
  /** What the rule says is wrong, as one sentence. */
  message: string;
  /** Why it matters. */
  rationale: string;
  remediation: string;
  /** The check speaks only where this holds; otherwise it selected nothing. Its evidence becomes the finding's. */
  subject: Condition;
  /** The finding is raised where the subject holds and this does not. */
  expects: Condition;
  /** Ids of model elements and criteria that the check serves. */
  references: string[];
}
