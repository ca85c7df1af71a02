import { printable } from '../escape.js';

/** Neither Mermaid, nor the Markdown in its labels, nor HTML reads anything into these. */
const INERT = /[^\p{L}\p{N} .,:/()+×…·○◐●-]/gu;

/** For a label in quotes: all that could mean something becomes Mermaid's own entity, `#34;`. */
export function forMermaid(text: string): string {
  return printable(text).replace(INERT, (character) => `#${character.codePointAt(0) ?? 0};`);
}

/** For where Mermaid knows no entities. */
export function plain(text: string): string {
  return printable(text).replace(/[^\p{L}\p{N} .,/()-]/gu, '_');
}
