import { forTerminal } from '../escape.js';

/** Text from elsewhere inside Markdown: no markup, no link, no HTML, no table cell break. */
export function forMarkdown(text: string): string {
  return forTerminal(text).replace(/[\\`*_[\]#|<>~@&]/g, (character) => `&#${character.codePointAt(0) ?? 32};`);
}

/**
 * Names and places of a scanned tree as code, in which forges look for neither mentions nor links. What could end the code or
 * the cell of a table stays text.
 */
export function code(text: string): string {
  if (text === '' || /[`|\\]/.test(text)) return forMarkdown(text);
  return `\`${forTerminal(text)}\``;
}
