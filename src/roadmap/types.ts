/** A step of the roadmap as data: `rules/roadmap/*.yaml`, validated by `schemas/roadmap-step.schema.json`. */
import type { Condition } from '../conditions/types.js';

export interface RoadmapRule {
  id: string;
  title: string;
  /** The smallest change that does it. */
  change: string;
  /** Ids of steps without which this one has no ground. */
  after: string[];
  /** Where this holds the step is done, and no longer stands before others, unless a finding that it closes says otherwise. */
  there?: Condition;
  /** By model, ids of the elements, principles and criteria that the step closes. */
  closes: Record<string, string[]>;
  /** Ids of the checks whose findings it closes. */
  checks: string[];
}
