/** What every document has, whatever its language. */
import type { Location, NotUnderstoodReason } from '../facts/types.js';

export const LANGUAGES = [
  'yaml',
  'json',
  'toml',
  'requirements',
  'python',
  'typescript',
  'hcl',
  'bicep',
  'dockerfile',
  'shell',
  'makefile',
  'groovy',
  'sql',
  'text',
] as const;
export type Language = (typeof LANGUAGES)[number];

export interface Problem {
  reason: NotUnderstoodReason;
  detail: string;
  offset: number;
}

export interface DocumentBase {
  language: Language;
  /** Original text of the file (of the notebook's JSON, for a notebook). */
  text: string;
  problems: Problem[];
  locate(offset: number): Location;
  /** Line of the file on which embedded text begins; lines that the parser noted in its nodes count from there. */
  firstLine?: number;
}

export interface TextDocument extends DocumentBase {
  language: 'text';
}
