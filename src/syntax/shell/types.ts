import type { DocumentBase } from '../document.js';

/** A simple command with its words. Wrappers (`sudo`, `time`, `env A=b`, `poetry run`, `uv run`, `pipenv run`, `xargs`) are removed. */
export interface ShellCommand {
  /** Words; constant variables replaced, unknown ones kept as `$NAME`; quotes removed. */
  words: string[];
  /** Environment assignments in front of the command. */
  environment: Record<string, string>;
  /** Directory after `cd` in the same script, relative to where the script starts. */
  directory: string;
  /** Stands behind `||`, or the script says `set +e`, or ends with `|| true`: a failure does not stop. */
  ignoresFailure: boolean;
  /** What it answers is looked at, and the script stops where it is not as it should be. */
  checked?: boolean;
  /** Its output goes to another command, whose failure counts instead of its own. */
  piped?: boolean;
  /** Lives on when the script has ended: `nohup python app.py &`. */
  detached?: boolean;
  /** Name of the function in which it stands. */
  function?: string;
  offset: number;
  /** Counts from 1 where the same place runs several times: rounds of a loop, calls of a function. */
  round?: number;
  /** Here-document handed to the command's standard input. */
  input?: { text: string; line: number };
  /** File that the command reads from its standard input: `< train.sql`, or what `cat` in front of it reads. */
  inputFile?: string;
  /** File that the command writes its output to: `> train.py`. */
  outputFile?: string;
}
export interface ShellDocument extends DocumentBase {
  language: 'shell';
  commands: ShellCommand[];
  /** `set -e` or `bash -e`. */
  stopsOnError: boolean;
}
