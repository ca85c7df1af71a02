/** Hashes, blocks, merges and differences of texts. */
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { createHash } from 'node:crypto';
import { diff3Merge } from 'node-diff3';

/** Hash of a text with line feeds: a checkout that writes CRLF has changed nothing. */
export const hashOf = (text: string): string => createHash('sha256').update(withLineFeeds(text)).digest('hex');

export const withLineFeeds = (text: string): string => text.replaceAll('\r\n', '\n');

/** `text` with the line ends of `model`. */
export const withEndsOf = (model: string, text: string): string =>
  model.includes('\r\n') ? withLineFeeds(text).replaceAll('\n', '\r\n') : text;

const BEGIN = '# >>> refarch';
const END = '# <<< refarch';

/** The lines between the marks, without them; undefined where there are none. */
export function blockIn(text: string): string | undefined {
  const at = placeOf(text);
  return at && text.slice(at.inner[0], at.inner[1]);
}

/** @returns `text` with the block in place of the one there, or at its end */
export function withBlock(text: string, block: string): string {
  const marked = `${BEGIN}\n${block}${END}\n`;
  const at = placeOf(text);
  if (at) return text.slice(0, at.outer[0]) + marked + text.slice(at.outer[1]);
  return text === '' ? marked : `${text}${text.endsWith('\n') ? '' : '\n'}\n${marked}`;
}

export function withoutBlock(text: string): string {
  const at = placeOf(text);
  if (!at) return text;
  const before = text.slice(0, at.outer[0]).replace(/\n\n$/, '\n');
  return before + text.slice(at.outer[1]);
}

function placeOf(text: string): { outer: [number, number]; inner: [number, number] } | undefined {
  const begin = text.indexOf(`${BEGIN}\n`);
  const end = begin < 0 ? -1 : text.indexOf(`${END}\n`, begin);
  if (end < 0) return undefined;
  return { outer: [begin, end + END.length + 1], inner: [begin + BEGIN.length + 1, end] };
}

/**
 * Puts two changes of one text together.
 * @returns undefined where both changed the same lines in different ways
 */
export function merge(mine: string, base: string, theirs: string): string | undefined {
  const lines = (text: string): string[] => withLineFeeds(text).split('\n');
  const regions = diff3Merge(lines(mine), lines(base), lines(theirs), { excludeFalseConflicts: true });
  const merged: string[] = [];
  for (const region of regions) {
    if (!region.ok) return undefined;
    merged.push(...region.ok);
  }
  return merged.join('\n');
}

/** Unified difference; from or to nothing as `/dev/null`. */
export function difference(path: string, before: string | undefined, after: string | undefined): string {
  return createTwoFilesPatch(
    before === undefined ? '/dev/null' : `a/${path}`,
    after === undefined ? '/dev/null' : `b/${path}`,
    before ?? '',
    after ?? '',
    undefined,
    undefined,
    { context: 3, headerOptions: FILE_HEADERS_ONLY },
  );
}
