import { forTerminal } from '../escape.js';

/** Invisible, no part of any word: forges look for mentions, references and addresses in what a page shows, after entities. */
const JOINER = '&#8288;';

/** Text from elsewhere inside Markdown: no markup, no link, no HTML, no table cell break, no mention, no reference. */
export function forMarkdown(text: string): string {
  return forTerminal(text).replace(/[\\`*_[\]#|<>~@&]|:(?=\/\/)|(?<=www)\./gi, (character) => {
    const entity = `&#${character.codePointAt(0) ?? 32};`;
    return '@#:.'.includes(character) ? `${entity}${JOINER}` : entity;
  });
}

/**
 * Names and places of a scanned tree as code, in which forges look for neither mentions nor links. What could end the code or
 * the cell of a table stays text.
 */
export function code(text: string): string {
  if (text === '' || /[`|\\]/.test(text)) return forMarkdown(text);
  return `\`${forTerminal(text)}\``;
}
