/** A path or a set of paths cannot be audited. The message is one sentence for people (exit code 2). */
export class WorkspaceError extends Error {
  override name = 'WorkspaceError';
}

/** The configuration cannot be used. The message is one sentence that begins with `FILE:LINE:COLUMN` where known (exit code 2). */
export class ConfigurationError extends Error {
  override name = 'ConfigurationError';
  readonly file: string;
  /** Both count from 1. */
  readonly line: number | undefined;
  readonly column: number | undefined;

  constructor(file: string, message: string, position?: { line: number; column: number }) {
    super(`${file}${position ? `:${position.line}:${position.column}` : ''}: ${message}`);
    this.file = file;
    this.line = position?.line;
    this.column = position?.column;
  }
}
