/** A check as data: `rules/checks/*.yaml`, validated by `schemas/check.schema.json`. */
import type { Condition } from '../conditions/types.js';
import type { ComponentType, Confidence, Severity } from '../vocabulary/index.js';

/**
 * Not a condition, but what the reference architectures say: relations that they forbid or whose layer rules they break
 * (`divergence`), or relations that an organisation's own one requires and definitions lack (`absence`).
 */
export interface ArchitectureSubject {
  architecture: 'divergence' | 'absence';
}

export interface Check {
  id: string;
  severity: Severity;
  confidence: Confidence;
  /** What the rule says is wrong: one sentence without its full stop, for the components that it is about follow. */
  message: string;
  /** Why it matters. */
  rationale: string;
  /** The smallest change, as one sentence. */
  remediation: string;
  /** What a definition looks like that the rule finds. */
  example: string;
  /** The check speaks only where this holds; otherwise it selected nothing. Its evidence becomes the finding's. */
  subject: Condition | ArchitectureSubject;
  /** Other severities: for what only a layer rule advises, and for models that come with refarch. */
  severities?: { advisory?: Severity; shipped?: Severity };
  /** Types of the subject's components that the finding names; all when left out. */
  concerns?: ComponentType[];
  /** What is missing is missing of the source as a whole: a further component that shows it is no further finding. */
  scope?: 'source';
  /** The finding is raised where the subject holds and this does not; without it wherever the subject holds. */
  expects?: Condition;
  /** Rules whose finding says the same and more: one cause, one finding. */
  unless?: string[];
  /** Ids of model elements, principles and criteria that the check serves. */
  references: string[];
}
