/** Text from a scanned tree is hostile until it is escaped for where it goes. */

const UNSHOWABLE =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]/g;

/** Halves of surrogate pairs, which no encoding can write. */
const HALVES = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/**
 * What the log of a build obeys: `##[…]` and `##vso[…]` anywhere in a line (Azure Pipelines, GitHub Actions), `::name` of the
 * commands of GitHub Actions at the beginning of one, where wrapping may put it.
 */
const LOG_COMMAND =
  /##(?=\[|vso\[)|::(?=(?:add-mask|add-matcher|add-path|debug|echo|endgroup|error|group|notice|remove-matcher|save-state|set-env|set-output|stop-commands|warning)\b)/gi;

/**
 * For a terminal and the log of a build: control characters, escape sequences, text-direction marks and invisible characters
 * become visible `\x1b`-like text, and what a log would obey is broken up in the same way.
 */
export function forTerminal(text: string): string {
  return text
    .replace(UNSHOWABLE, visible)
    .replace(HALVES, visible)
    .replace(LOG_COMMAND, (mark) => `${mark.charAt(0)}${visible(mark.charAt(1))}`);
}

/** Text of which every encoder can make bytes. */
export function wellFormed(text: string): string {
  return text.replace(HALVES, '\ufffd');
}

function visible(character: string): string {
  const code = character.charCodeAt(0);
  return code <= 0xff ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}

/**
 * JSON, indented. What cannot be shown and what the log of a build would obey is written as JSON's own escape, so that the
 * value stays what it is.
 */
export function toJson(value: unknown): string {
  const escape = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  // Line breaks are those of the indentation; JSON has escaped the others.
  const text = JSON.stringify(value, null, 2)
    .replace(UNSHOWABLE, (character) => (character === '\n' ? character : escape(character)))
    .replace(LOG_COMMAND, (mark) => `${mark.charAt(0)}${escape(mark.charAt(1))}`);
  return `${text}\n`;
}
