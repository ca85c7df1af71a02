/**
 * Markup in a third of its bytes, for pages that would be too long: what was said before is not said again but pointed at. The
 * page's script reads it (`client/00-unpack.js`). Own code, because what compresses in libraries gives bytes that differ from
 * processor to processor and takes a browser more than one turn to read.
 *
 * Text with marks in it: a mark, two digits that say how far back, one that says how many characters. A mark that is meant as
 * itself stands twice.
 */
const MARK = '`';
/** What JSON and HTML leave as it is. */
const DIGITS = Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index))
  .filter((sign) => !'"\\<&`'.includes(sign))
  .join('');
const BASE = DIGITS.length;
/** Shorter ones are as short as what points at them. */
const SHORTEST = 5;
const LONGEST = SHORTEST + BASE - 1;
const FARTHEST = BASE * BASE - 1;
/** More places are not tried: the nearest ones are as good. */
const TRIED = 48;

/** @returns text that holds no `<`; the same for the same markup */
export function packed(markup: string): string {
  const seen = new Map<string, number[]>();
  const remember = (at: number): void => {
    const begin = markup.slice(at, at + SHORTEST);
    const known = seen.get(begin);
    if (known) known.push(at);
    else seen.set(begin, [at]);
  };
  let result = '';
  for (let at = 0; at < markup.length;) {
    const { from, length } = longest(markup, at, seen.get(markup.slice(at, at + SHORTEST)) ?? []);
    if (length >= SHORTEST) {
      const back = at - from;
      result += MARK + digit(Math.floor(back / BASE)) + digit(back % BASE) + digit(length - SHORTEST);
    } else {
      const sign = markup.charAt(at);
      result += sign === MARK ? MARK + MARK : sign;
    }
    for (const end = at + Math.max(1, length); at < end; at++) remember(at);
  }
  return result;
}

const digit = (value: number): string => DIGITS.charAt(value);

/** @returns the longest text that begins like what follows, of length 0 when there is none */
function longest(markup: string, at: number, places: readonly number[]): { from: number; length: number } {
  let best = { from: 0, length: 0 };
  for (let index = places.length - 1; index >= Math.max(0, places.length - TRIED); index--) {
    const from = places[index] ?? 0;
    if (at - from > FARTHEST) break;
    if (at - from < SHORTEST) continue;
    const most = Math.min(LONGEST, at - from, markup.length - at);
    let length = SHORTEST;
    while (length < most && markup[from + length] === markup[at + length]) length++;
    if (length > best.length) best = { from, length };
  }
  return best;
}
