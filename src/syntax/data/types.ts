/** YAML, JSON and TOML. */
import type { DocumentBase } from '../document.js';

/** A positioned tree that serves YAML, JSON and TOML alike. */
export type DataNode = DataMap | DataSequence | DataScalar;
interface DataBase {
  offset: number;
  /** Custom tag such as `!Ref` or `!reference`. */
  tag?: string;
}
export interface DataMap extends DataBase {
  kind: 'map';
  entries: DataEntry[];
}
export interface DataEntry {
  key: string;
  /** Offset of the key. */
  offset: number;
  value: DataNode;
}
export interface DataSequence extends DataBase {
  kind: 'sequence';
  items: DataNode[];
}
export interface DataScalar extends DataBase {
  kind: 'scalar';
  /** Text as written, quotes removed, block scalars unfolded. '' for null. */
  value: string;
  /** The value under the YAML 1.2 core schema (`true`, 3, null); strings that were quoted stay strings. */
  resolved: string | number | boolean | null;
  /** True for `|` and `>` scalars: `bodyLine` is the 1-based line on which their text begins. */
  block?: boolean;
  bodyLine?: number;
}

export interface DataDocument extends DocumentBase {
  language: 'yaml' | 'json' | 'toml';
  /** One root for each document of a multi-document file. */
  roots: DataNode[];
  /** True when template expressions (`{{ … }}`, `<% … %>`) were masked before parsing. */
  templated: boolean;
}
