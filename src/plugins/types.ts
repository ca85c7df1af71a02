/**
 * The plugin contract. One folder an ecosystem, one default export; a plugin reads documents and returns facts. It knows
 * no other plugin, no file system, no second file. What data can say (a call, a resource type, an image) belongs into
 * `rules/technologies/`, whose signals `context.signals` applies; a plugin is for structure.
 */
import type { Catalogue } from '../catalogue/types.js';
import type { Confidence, FileRole } from '../vocabulary/index.js';
import type { EvidenceKind, Fact, Location } from '../facts/types.js';
import type { Document, Language } from '../syntax/types.js';

export interface FileInfo {
  source: string;
  /** Relative to the source's root, '/'-separated. */
  path: string;
  /**
   * `path` without a template ending (`.tmpl`, `.j2`, `.jinja`, `.tpl`, `.erb`) — what it becomes. For text embedded in
   * another file: `embedded.sh`, `embedded.py`, `embedded.yaml`, `embedded.json`.
   */
  logicalPath: string;
  role: FileRole;
}

export interface ExtractContext {
  file: FileInfo;
  catalogue: Catalogue;
  /** Directory that relative paths of the file's commands start from, relative to the source's root ('.' is the root). */
  directory: string;
  /** Resolves a path as written in the file against `directory`; undefined when it leaves the source or is absolute. */
  resolvePath(path: string, from?: string): string | undefined;
  /** Unit to which embedded text belongs; '' for a file of its own. */
  unit: string;
  /** The text runs on a machine that is thrown away afterwards: what it starts there serves nobody. */
  ephemeral?: boolean;
  /** Checkouts of other repositories among which the text works: directory → `host/owner/name`. */
  checkouts?: ReadonlyMap<string, string>;
}

export interface Plugin<L extends Language = Language> {
  /** Folder name. */
  id: string;
  title: string;
  /** Documentation of the ecosystem's definition format. */
  documentation: string;
  /** What it reads, in one sentence for `docs/technologies.md`. */
  reads?: string;
  /** Ids of the technologies whose structure it reads. */
  technologies?: readonly string[];
  languages: readonly L[];
  /** Cheap test on path and text, before anything is parsed. A file that no plugin accepts is never parsed. */
  accepts(file: FileInfo, text: string): boolean;
  /** Of a module of tests only the imports are read, unless the plugin asks for the whole of it. */
  readsTests?(text: string): boolean;
  extract(document: Extract<Document, { language: L }>, context: ExtractContext): Fact[];
}

export type { Catalogue, Confidence, EvidenceKind, Fact, Location };
