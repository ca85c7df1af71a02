/** Names come from a scanned tree: they are hostile until they are escaped for where they go. */

/**
 * What a picture cannot show as it is: control characters (XML forbids most of them), marks that turn the direction of text,
 * invisible characters, noncharacters and halves of surrogate pairs.
 */
export const UNSHOWABLE =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** One line of text that shows what it holds: characters that cannot be shown become `\u202e`-like text. */
export function printable(text: string): string {
  return text.replace(UNSHOWABLE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** For element content and attribute values in XML, and for the text inside an HTML-like label of DOT. */
export function forXml(text: string): string {
  return printable(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/**
 * A quoted identifier of DOT. What ends the quotes, starts an escape sequence of Graphviz or cannot be shown is
 * percent-encoded, and so is the percent sign: two texts never become one identifier.
 */
export function dotId(text: string): string {
  const encoded = printable(text.replaceAll('%', '%25').replaceAll('\\', '%5c'));
  return `"${encoded.replaceAll('"', '%22').replaceAll('\\', '%')}"`;
}

/** `printable` text of at most `length` characters: of more the middle is cut out, for beginning and end of a path tell most. */
export function shorten(text: string, length: number): string {
  const characters = [...printable(text)];
  if (characters.length <= length) return characters.join('');
  const head = Math.floor((length - 1) / 3);
  return `${characters.slice(0, head).join('')}…${characters.slice(characters.length - (length - 1 - head)).join('')}`;
}
