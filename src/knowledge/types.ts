import type { DocumentTopic } from '../catalogue/documents.js';
import type { Catalogue, Technology } from '../catalogue/types.js';
import type { Check } from '../checks/types.js';
import type { ModelSource, ReferenceArchitecture, Sourced } from '../conformance/types.js';
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
  /** What documents beside the code may speak of. */
  documents: DocumentTopic[];
  glossary: Glossary[];
  /** What sources name and refarch does not evaluate. */
  lists: SourceList[];
}

/** Practices, phases or tools that a source names; shown where they help to understand, without a verdict. */
export interface SourceList {
  id: string;
  name: string;
  /** What an item is, in one or two words. */
  what: string;
  source: ModelSource;
  notes?: string[];
  /** With a count, items are numbered by the group's id, whether they are listed or not. */
  groups?: { id: string; name: string; count?: number }[];
  items: SourceItem[];
}

export interface SourceItem extends Sourced {
  id: string;
  name: string;
  group?: string;
  /** What the source says of it, in our words. */
  says?: string;
  /** Elements of the source's own architecture that it is named for. */
  of?: string[];
  /** Ids of what refarch evaluates that comes near to it; our reading. */
  near?: string[];
  /** Technologies of the catalogue that it is. */
  technologies?: string[];
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
