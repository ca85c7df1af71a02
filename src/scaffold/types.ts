/** Pieces, targets, pins and plans. The first three are data in `rules/scaffold/`, validated by the schemas of their names. */
import type { Finding } from '../assessment/types.js';

export const FORGES = ['github', 'gitlab', 'azure-devops'] as const;
export type Forge = (typeof FORGES)[number];

/** One file of a piece. Several pieces may put YAML into one file, whose maps are merged, or blocks of HCL. */
export interface PieceFile {
  path: string;
  /** Name in `rules/scaffold/templates/`. */
  template: string;
  /**
   * `text`: prose or code with Handlebars. `yaml`, `hcl`: values are set in the document. `block`: lines in a file of the user's.
   */
  kind: 'text' | 'yaml' | 'hcl' | 'block';
  forge?: Forge[];
  /** Only together with all of these pieces. */
  with?: string[];
  /** Only together with one of these pieces at least. */
  withAny?: string[];
  /** Only where none of these pieces is made. */
  without?: string[];
}

/** What fills one gap: what is the same on every target. */
export interface Piece {
  id: string;
  /** Rises with each change that an update should bring to users. */
  version: number;
  title: string;
  forge?: Forge[];
  /** What `--component` calls it, besides its id. */
  components: string[];
  /** Elements of the reference architecture (Kreuzberger et al. 2022) that it fills. */
  elements: string[];
  /** Ids of criteria of Google's model that it meets. */
  criteria: string[];
  /** What it meets together with others. */
  criteriaWith?: { with: string[]; criteria: string[] }[];
  /** Steps of the roadmap that it takes. */
  steps: string[];
  /** Checks whose findings it closes. */
  checks: string[];
  /** Components, as `type` or `type technology`; where all of them exist already, the piece is not needed. */
  provides: string[];
  /** Pieces without which it does not work. */
  needs: string[];
  /** It is made by itself wherever all of these are. */
  joins?: string[];
  /** Made only when it is named: why it is no part of the minimal stack, and when to add it. */
  optional?: string;
  files: PieceFile[];
}

/** What a piece is on one target, besides what it is on every one. */
export interface TargetPart {
  /** What it is called here. */
  title?: string;
  /** Words that templates may ask for, as `flags.vertex`, where it is made. */
  flags?: string[];
  /** Elements that it fills on this target only. */
  elements?: string[];
  criteria?: string[];
  /** Pieces without which it does not work on this target. */
  needs?: string[];
  /** Long-running services that it starts. */
  services?: string[];
  files: PieceFile[];
}

/** Something that a target needs to know and no audit tells: a region, an image registry. */
export interface Setting {
  title: string;
  /** What the whole value must be like. */
  pattern: string;
  default: string;
}

/** Where the stack runs. A piece that has no part here is not made here. */
export interface Target {
  id: string;
  title: string;
  /** Technologies (the beginning of their ids) whose components speak for this target. */
  technologies: string[];
  settings?: Record<string, Setting>;
  pieces: Record<string, TargetPart>;
}

/** A piece as one target has it. */
export interface TargetPiece extends Piece {
  services: string[];
  flags: string[];
}

export interface Pin {
  /** What is written into files: an image with its tag, a version, an action with its commit. */
  pin: string;
  version: string;
  source: string;
  verified: string;
  expires: string;
}

export interface Pins {
  /** Day of the last change of the table. */
  date: string;
  pins: Record<string, Pin>;
}

export interface ScaffoldKnowledge {
  pieces: Piece[];
  /** In the order of their files; the first is taken where nothing speaks for another. */
  targets: Target[];
  pins: Pins;
  /** By name. */
  templates: ReadonlyMap<string, string>;
}

export interface Answers {
  name: string;
  model: string;
  /** Id of the target. */
  target: string;
  forge: Forge;
  branch: string;
  ports: { mlflow: number; serving: number; prometheus: number };
  /** What the target needs to know besides. */
  settings?: Record<string, string>;
}

/** What the audit says is there. */
export interface Situation {
  /** Components in force that the scaffold has not made itself, as `type` and as `type technology`. */
  present: ReadonlySet<string>;
  /** Elements of the reference architecture that are absent or only declared: their names by id. */
  missing: ReadonlyMap<string, string>;
  /** Ids of the open steps of the roadmap, in order. */
  steps: string[];
  findings: ReadonlySet<string>;
  forge: Forge | undefined;
  /** Technologies of the components that are there, one for each component. */
  technologies: string[];
  name: string;
  /** Ports that definitions publish. */
  ports: ReadonlySet<number>;
  /** Level of Google's model, and what of its core criteria is met. */
  level: { now: number; core: { id: string; level: number; met: boolean }[] };
}

/** A piece that is made, and why. */
export interface Chosen {
  piece: TargetPiece;
  because: string;
}

export interface Selection {
  chosen: Chosen[];
  /** What could be made and is not, and why. */
  left: { piece: Piece; because: string }[];
  /** Elements that are missing and that the pieces fill on other targets only. */
  open: { element: string; name: string; targets: string[] }[];
}

export interface RenderedFile {
  path: string;
  text: string;
  executable: boolean;
  block: boolean;
  /** Ids of the pieces that need it. */
  pieces: string[];
}

export interface ManifestFile {
  path: string;
  /** Of the text as it was made, with line feeds. */
  sha256: string;
  pieces: string[];
  block?: true;
}

/** `refarch.scaffold.json`: what was made, from what, so that a later run can tell its own text from the user's. */
export interface Manifest {
  schemaVersion: '1';
  tool: { name: 'refarch'; version: string };
  pins: string;
  answers: Answers;
  pieces: { id: string; version: number }[];
  files: ManifestFile[];
}

/**
 * `create`: not there. `unchanged`: there already, as it would be made. `update`: made before and not touched since. `merge`: made
 * before and changed since; both changes go together. `conflict`: they do not, or the file is the user's own. `deleted`: made
 * before and deleted since; it stays deleted. `obsolete`: made before and no longer needed.
 */
export type Action = 'create' | 'unchanged' | 'update' | 'merge' | 'conflict' | 'deleted' | 'obsolete';

export interface PlannedFile {
  path: string;
  action: Action;
  /** What the file holds afterwards; of a conflict, what is proposed beside it. */
  text: string;
  /** What it holds now. */
  before?: string;
  executable: boolean;
  block: boolean;
  pieces: string[];
  reason: string;
  /** Of the text as it was made. */
  sha256: string;
}

export interface Plan {
  target: Target;
  answers: Answers;
  selection: Selection;
  /** Sorted by path. */
  files: PlannedFile[];
  manifest: Manifest;
  /** Texts as they were made, by hash: what the next update merges from. */
  base: ReadonlyMap<string, string>;
  services: string[];
  /** Level of Google's model that the definitions then support, as far as pieces promise criteria. */
  level: { now: number; then: number };
}

/** What an audit of the project with the files of a plan says. */
export interface Foreseen {
  /** Level of Google's model. */
  level: number;
  /** Findings above `info` that the project does not have without them: what is the user's to do then. */
  findings: (Pick<Finding, 'ruleId' | 'severity' | 'message' | 'remediation'> & {
    file?: string;
    line?: number;
    /** Id of a piece that closes it and is not made. */
    component?: string;
  })[];
}
