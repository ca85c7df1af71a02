/** What a walk through a shell script knows and gives. */
import type { ShellCommand } from '../types.js';
import type { Variables } from './variables.js';

export interface Script {
  commands: ShellCommand[];
  stopsOnError: boolean;
}

/** What the walker is told about the text around the tree. */
export interface Setting {
  /** Text that was parsed, expressions masked. */
  source: string;
  restore(text: string): string;
  /** Line (from 1) of an offset. */
  line(offset: number): number;
  variables: Variables;
  /** Parses and walks the script of `sh -c`; undefined when it nests too deep. */
  inline(script: string): Script | undefined;
}

/** How a statement is reached. */
export interface Context {
  variables: Variables;
  function?: string;
  /** The script goes on when it fails. */
  ignored: boolean;
  /** It may not run: a branch, a loop. */
  uncertain: boolean;
  /** Inside `$(…)`. */
  substituted: boolean;
  /** Variable that takes the output. */
  assigned?: string;
  piped?: boolean;
  depth: number;
}
