/**
 * What the workspace hands to the rest: where the definitions lie, which files there are, in what role, and what was left out.
 */
import type { FileRole, Severity } from '../vocabulary/index.js';

/** Bounds on what is read; all are inclusive. */
export interface Limits {
  /** Bytes of one file. Notebooks may have four times as many, for their outputs are not read. */
  fileSize: number;
  /** Directories below a source's root. */
  depth: number;
  /** Readable files (and, counted apart, directories, and names of data files) of all sources. */
  files: number;
  /** Bytes that are read from all sources. */
  totalBytes: number;
}

/** The defaults hold every real repository that was measured and bound time and memory on one that is made to hurt. */
export const DEFAULT_LIMITS: Limits = { fileSize: 5_000_000, depth: 40, files: 100_000, totalBytes: 1_000_000_000 };

export interface ConfiguredSource {
  id: string;
  /** Absolute. */
  directory: string;
  /** As written in the configuration. */
  path: string;
  /** `host/owner/name` of the repository that the source is a copy of. */
  repository?: string;
  /** For this source alone, before what holds for all. */
  exclude?: string[];
  roles?: RoleOverride[];
  /** What rules weigh for findings in this source, by id; before what holds for all. */
  rules?: ReadonlyMap<string, RuleSetting>;
}

/** Gives the files that match a pattern (syntax of `.gitignore`, relative to the source's root) a role. */
export interface RoleOverride {
  pattern: string;
  role: FileRole;
}

export const FAIL_ON = ['error', 'warning', 'info', 'never'] as const satisfies readonly (Severity | 'never')[];
export type FailOn = (typeof FAIL_ON)[number];

/** What a rule weighs here; `off`: it is not evaluated. */
export interface RuleSetting {
  severity: Severity | 'off';
  /** Required where it is off. */
  reason?: string;
  /** Where it is written; a preset's place is the file that extends it. */
  file: string;
  line?: number;
  column?: number;
}

/** A finding that somebody accepts for a time. */
export interface Waiver {
  rule: string;
  /** Id; all components when left out. */
  component?: string;
  source?: string;
  reason: string;
  owner: string;
  /** Last day on which it holds. */
  expires: string;
  /** Where it is written. */
  file: string;
  line?: number;
  column?: number;
}

/** What an audit has to reach beside `failOn`. */
export interface Gates {
  /** Lowest level by id of a maturity model. */
  minLevel: Record<string, number>;
  /** Ids of elements that have to be present. */
  require: string[];
  /** How many findings may be new. */
  maxNew?: number;
}

/** What a person in a role states about a criterion of a maturity model. */
export interface Attestation {
  /** Id of the criterion or statement. */
  criterion: string;
  /** Id of its model; needed only where two models share the id. */
  model?: string;
  /** Whether it holds; 0.5 where it is done by hand with a documented result, for a model that gives half points. */
  value: boolean | 0.5;
  /** Role, not name. */
  by: string;
  /** Year, month and day. */
  date: string;
  /** The last day on which it counts. */
  expires?: string;
  link?: string;
  note?: string;
  /** Where it is written. */
  file: string;
  line?: number;
  column?: number;
}

/** The configuration with defaults filled in; `schemas/configuration.schema.json` says what a user may write. */
export interface Configuration {
  sources: ConfiguredSource[];
  /** Patterns (syntax of `.gitignore`) of what is not looked at, relative to each source's root. */
  exclude: string[];
  /** First match wins, before the built-in patterns. */
  roles: RoleOverride[];
  limits: Limits;
  /** Ids of reference architectures and maturity models; empty: all. */
  models: string[];
  attestations: Attestation[];
  failOn: FailOn;
  /** By id of the rule. */
  rules: ReadonlyMap<string, RuleSetting>;
  waivers: Waiver[];
  gates: Gates;
  /** Absolute path of the file with the findings that are known. */
  baseline?: string;
}

export interface LoadedConfiguration {
  configuration: Configuration;
  /** Absolute path of the file; undefined when there is none and the defaults hold. */
  file?: string;
  /** Where each of the models is named: the file as people know it, and the place in it. */
  modelPlaces?: { file: string; position?: { line: number; column: number } }[];
}

/** A directory that is audited as one body of definitions, usually a repository. */
export interface Source {
  /** Unique in the workspace. */
  id: string;
  /** As configured, else the directory's name: the same wherever the source lies and the audit runs. */
  path: string;
  /** Absolute, links resolved. */
  directory: string;
  /** Commit that is checked out, as the `.git` directory says. */
  commit?: string;
  /** Day of the commit. */
  committed?: string;
  /** `host/owner/name` of the repository, as configured, else of the remote that `.git/config` names. */
  repository?: string;
}

export interface WorkspaceFile {
  /** Source id. */
  source: string;
  /** Relative to the source's root, '/'-separated, exactly as on disk: it may hold line breaks and escape codes. */
  path: string;
  absolutePath: string;
  role: FileRole;
  /** False for data, images, archives and binaries, which no reader understands; their names still count as existing. */
  readable: boolean;
  /** What it would hold, whatever lies on disk. */
  planned?: string;
}

export const NOTICE_REASONS = [
  'symbolic-link', // not followed: it may lead out of the source or into a loop
  'special-file', // FIFO, socket, device
  'unreadable', // no permission, vanished, or a name that is not UTF-8
  'file-size',
  'depth',
  'file-count',
  'total-size',
  'attestation', // expired, not yet valid, or against what the definitions show
  'waiver', // not used, or written so that it holds for nothing
  'ignore-rules', // an ignore file that is not applied as it is written
] as const;
export type NoticeReason = (typeof NOTICE_REASONS)[number];

/** Something the workspace left out. */
export interface Notice {
  source: string;
  /** '' when it is about the source as a whole. */
  file: string;
  reason: NoticeReason;
  message: string;
  /** The assessment is incomplete because of it (exit code 3). */
  incomplete: boolean;
}

export interface SourceSummary {
  id: string;
  /** As configured, else the directory's name. */
  path: string;
  commit?: string;
  /** `host/owner/name`. */
  repository?: string;
  /** Day of the commit. */
  committed?: string;
  /** Files of evidence that are not as in git's index: changed, or never added. */
  uncommitted?: string[];
  files: { read: number; skipped: number };
}

export interface Workspace {
  /** Sorted by id. */
  sources: Source[];
  /** Sorted by source id, then path, in code-unit order. */
  files: WorkspaceFile[];
  notices: Notice[];
  limits: Limits;
}
