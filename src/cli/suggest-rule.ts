import { closest } from '../workspace/index.js';

/** An id that no rule has, with one that may be meant: the end of a sentence. */
export function ruleHint(id: string, rules: readonly string[]): string {
  const near = closest(id, [...rules]);
  return `${JSON.stringify(id)}${near === undefined ? '.' : `, did you mean ${JSON.stringify(near)}?`}`;
}
