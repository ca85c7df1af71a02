/** Wrong use of the command line; the message is one sentence for the user. */
export class UsageError extends Error {
  override name = 'UsageError';
}
