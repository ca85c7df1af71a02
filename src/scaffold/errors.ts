/** The scaffold cannot be made as asked. The message is one sentence for people (exit code 2). */
export class ScaffoldError extends Error {
  override name = 'ScaffoldError';
}
