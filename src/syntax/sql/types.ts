import type { DocumentBase } from '../document.js';

/** A text inside a statement that has a grammar of its own: `$$ … $$`, `""" … """`. */
export interface SqlBody {
  text: string;
  offset: number;
}
export interface SqlStatement {
  /** Without comments and without the contents of strings, which are blank; offsets are those of `text`. */
  code: string;
  text: string;
  offset: number;
  bodies: SqlBody[];
}
export interface SqlDocument extends DocumentBase {
  language: 'sql';
  statements: SqlStatement[];
}
