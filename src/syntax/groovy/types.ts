import type { DocumentBase } from '../document.js';

export type GroovyValue =
  /** Also concatenations; what is interpolated stands as `${NAME}`. `offset` is where the text begins. */
  | { kind: 'string'; value: string; offset: number }
  | { kind: 'number'; value: number; offset: number }
  | { kind: 'boolean'; value: boolean; offset: number }
  | { kind: 'name'; name: string; offset: number }
  | { kind: 'list'; items: GroovyValue[]; offset: number }
  | { kind: 'map'; entries: GroovyArgument[]; offset: number }
  | { kind: 'closure'; body: GroovyStatement[]; offset: number }
  | { kind: 'call'; call: GroovyCall; offset: number }
  | { kind: 'operation'; operands: GroovyValue[]; offset: number }
  | { kind: 'unknown'; offset: number };

export interface GroovyArgument {
  name?: string;
  value: GroovyValue;
}

export interface GroovyCall {
  /** Dotted as written; a call in front keeps `()`: `docker.image().inside`. An annotation keeps its sign: `@Library`. */
  name: string;
  /** The call in front. */
  receiver?: GroovyCall;
  /** In order; a closure behind the parentheses is the last one. */
  arguments: GroovyArgument[];
  offset: number;
}

export type GroovyStatement =
  | { kind: 'call'; call: GroovyCall; offset: number }
  | { kind: 'assignment'; target: string; value: GroovyValue; offset: number }
  | { kind: 'function'; name: string; body: GroovyStatement[]; offset: number }
  /** `if`, `else`, `try`, `catch`, `for` …: `condition` is its text, `tests` the values in it. */
  | {
      kind: 'block';
      word: string;
      condition?: string;
      tests?: GroovyValue[];
      body: GroovyStatement[];
      offset: number;
    }
  | { kind: 'exit'; word: string; value?: GroovyValue; offset: number }
  | { kind: 'value'; value: GroovyValue; offset: number };

export interface GroovyDocument extends DocumentBase {
  language: 'groovy';
  statements: GroovyStatement[];
}
