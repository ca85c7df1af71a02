import { createHash } from 'node:crypto';

/** What a finding is about, no line numbers: it keeps its identity when code moves. 32 hexadecimal digits. */
export function fingerprint(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32);
}
