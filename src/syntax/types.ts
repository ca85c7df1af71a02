/**
 * Documents: what the adapters of this room make of a text. Adapters know languages, never machine learning. They are
 * pure, never throw on any input, and report what they could not read in `problems`.
 *
 * Locations are symbolic while plugins work: a node holds the `offset` (UTF-16 index into the original file text) and
 * `Document.locate(offset)` gives line, column and excerpt only for what is kept.
 */
import type { BicepDocument } from './bicep/types.js';
import type { DataDocument } from './data/types.js';
import type { DockerfileDocument } from './dockerfile/types.js';
import type { GroovyDocument } from './groovy/types.js';
import type { HclDocument } from './hcl/types.js';
import type { MakefileDocument } from './makefile/types.js';
import type { PythonDocument } from './python/types.js';
import type { RequirementsDocument } from './requirements/types.js';
import type { ShellDocument } from './shell/types.js';
import type { SqlDocument } from './sql/types.js';
import type { TypescriptDocument } from './typescript/types.js';
import type { TextDocument } from './document.js';

export type { Language, Problem, TextDocument } from './document.js';
export { LANGUAGES } from './document.js';
export type * from './bicep/types.js';
export type * from './data/types.js';
export type * from './dockerfile/types.js';
export type * from './groovy/types.js';
export type * from './hcl/types.js';
export type * from './makefile/types.js';
export type * from './python/types.js';
export type * from './requirements/types.js';
export type * from './shell/types.js';
export type * from './sql/types.js';
export type * from './typescript/types.js';

export type Document =
  | DataDocument
  | RequirementsDocument
  | PythonDocument
  | TypescriptDocument
  | HclDocument
  | BicepDocument
  | ShellDocument
  | MakefileDocument
  | DockerfileDocument
  | GroovyDocument
  | SqlDocument
  | TextDocument;

/** Parses a text. Pure; never throws. `path` only serves to tell dialects apart (a Helm template, a notebook). */
export type Adapter<D extends Document = Document> = (text: string, path: string) => D;
