import type { Catalogue, Technology } from '../catalogue/types.js';
import type { Check } from '../checks/types.js';
import type { ReferenceArchitecture } from '../conformance/types.js';
import type { Drawing } from '../diagram/overlay/types.js';
import type { Derivation } from '../graph/derivations.js';
import type { MaturityModel } from '../maturity/types.js';
import type { RoadmapRule } from '../roadmap/types.js';

/** Everything that refarch knows and that is data: one value, validated at build time. */
export interface KnowledgeData {
  technologies: Technology[];
  derivations: Derivation[];
  checks: Check[];
  architectures: ReferenceArchitecture[];
  /** How reference architectures are drawn. */
  drawings: Drawing[];
  maturityModels: MaturityModel[];
  roadmap: RoadmapRule[];
  glossary: Glossary[];
}

/** Words of one kind that outputs print, and what they mean. */
export interface Glossary {
  id: string;
  /** What kind of words they are. */
  what: string;
  /** Outputs may print a word with this before it and a slash. */
  prefix?: string;
  words: { id: string; means: string; do?: string }[];
}

export interface Knowledge extends Omit<KnowledgeData, 'technologies'> {
  catalogue: Catalogue;
}
