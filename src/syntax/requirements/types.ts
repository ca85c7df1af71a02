import type { DocumentBase } from '../document.js';

/** A parsed requirement: requirements.txt, conda `dependencies`, `pyproject.toml`, setup files, Pipfile. */
export interface Requirement {
  /** Normalised by PEP 503: lower case, runs of `-_.` are one `-`. */
  name: string;
  specifier: string;
  offset: number;
}
export interface RequirementsDocument extends DocumentBase {
  language: 'requirements';
  requirements: Requirement[];
}
