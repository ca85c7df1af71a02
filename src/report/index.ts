/** Formats by name; each is loaded when it is asked for. */
import type { Assessment } from '../assessment/types.js';
import type { Severity } from '../vocabulary/index.js';
import type { Drawing } from '../diagram/overlay/types.js';
import type { Style } from './terminal/layout.js';

/** What reports say beside the assessment: names and meanings out of the knowledge. */
export interface ReportContext {
  style: Style;
  technologyName?: (id: string) => string;
  /** How reference architectures are drawn. */
  drawings?: readonly Drawing[];
  advice?: (id: string) => string | undefined;
  /** What is known of a rule. */
  rule?: (id: string) => RuleText | undefined;
  /** What stands before the paths of a source, seen from the directory to which links are relative: '' or `dir/`. */
  pathPrefix?: (source: string) => string;
  /** What a part of a model means and where that stands, as labelled paragraphs: `Looked for`, `Source` … */
  explain?: (id: string, model: string) => readonly (readonly [label: string, text: string])[];
  /** Where a model was published, and how it was chosen what decides a level. */
  source?: (model: string) => PublishedSource | undefined;
  /** Address of a line of evidence, for forges that are not known by their host; see `evidence-links.ts`. */
  linkTemplate?: string;
}

export interface PublishedSource {
  title: string;
  authors?: string;
  year?: number;
  url: string;
  decides?: string;
}

export interface RuleText {
  severity: Severity;
  title: string;
  rationale: string;
  remediation: string;
  example: string;
  references: readonly string[];
  /** It finds what is not there. */
  absence: boolean;
}

export type Reporter = (assessment: Assessment, context: ReportContext) => string | Promise<string>;

const REPORTERS: Record<string, () => Promise<Reporter>> = {
  terminal: async () => (await import('./terminal/index.js')).terminal,
  json: async () => (await import('./json/index.js')).json,
  markdown: async () => (await import('./markdown/index.js')).markdown,
  sarif: async () => (await import('./sarif/index.js')).sarif,
  junit: async () => (await import('./junit/index.js')).junit,
  gitlab: async () => (await import('./gitlab/index.js')).gitlab,
  github: async () => (await import('./github/index.js')).github,
  'github-summary': async () => (await import('./digest/index.js')).githubSummary,
  comment: async () => (await import('./digest/index.js')).comment,
  azure: async () => (await import('./azure/index.js')).azure,
  csv: async () => (await import('./csv/index.js')).csv,
  badge: async () => (await import('./badge/index.js')).badge,
  cyclonedx: async () => (await import('./cyclonedx/index.js')).cyclonedx,
  html: async () => (await import('./html/index.js')).html,
};

export const FORMATS = Object.keys(REPORTERS);

/** @returns the reporter of a format, or undefined when there is none of that name */
export async function reporter(format: string): Promise<Reporter | undefined> {
  return Object.hasOwn(REPORTERS, format) ? REPORTERS[format]?.() : undefined;
}
