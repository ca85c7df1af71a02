/**
 * The same document in fewer bytes: what HTML lets one leave out, left out. A tenth of a page is quotes around values that need
 * none and end tags that the parser puts in again. All values in the text are escaped before it comes here, so that `<` begins
 * a tag, and `"` a value.
 */

/** What is not HTML: the policy of the page holds their hashes. */
const VERBATIM = /(<(?:style|script)\b[^>]*>[^]*?<\/(?:style|script)>)/;
/** Before `/>` a space keeps the slash out of the value. */
const QUOTED = /="([^\s"'=<>`]*[^\s"'=<>`/])"(\/)?/g;
const TAG = /(<[^>]*>)/;
/** A paragraph ends where a block begins, or where its parent ends. */
const ENDS =
  /<\/(?:li|t[rhd]|thead|tbody|option)>|<\/p>(?=\s*<(?:\/?(?:div|ul|ol|section|details|td|th|table|h\d)|p|li|tr|td)\b)/g;
/** In text these are nothing but themselves. */
const PLAIN: Readonly<Record<string, string>> = {
  '&quot;': '"',
  '&#x27;': "'",
  '&#39;': "'",
  '&#x3D;': '=',
  '&#x60;': '`',
};

export function shortened(html: string): string {
  return html
    .split(VERBATIM)
    .map((part, index) => (index % 2 === 1 ? part : shortenedMarkup(part)))
    .join('');
}

const shortenedMarkup = (markup: string): string =>
  markup
    .replace(ENDS, '')
    .replace(/\n+/g, '\n')
    .split(TAG)
    .map((part, index) =>
      index % 2 === 1
        ? part.replace(QUOTED, (_, value: string, slash?: string) => `=${value}${slash ? ' /' : ''}`)
        : part.replace(/&(?:quot|#\w+);/g, (entity) => PLAIN[entity] ?? entity),
    )
    .join('');
