/**
 * How much room text takes. Fonts differ from machine to machine: what is reckoned are the widths of Helvetica, which Arial and
 * Liberation Sans have too, bold and a little more; where a wider font would leave its room, the width is prescribed.
 */
import { printable } from './escape.js';

/** Of ASCII from the space to the tilde, in thousandths of the size of the font. */
const BOLD = [
  278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611,
  556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389,
  280, 389, 584,
];
const REGULAR = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
  556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
  260, 334, 584,
];
const MARGIN = 1.04;
/** How much wider than Helvetica the widest of the fonts is that systems have instead: DejaVu Sans. */
const WIDEST_FONT = 1.24;
/** Letters of the alphabets of Europe; other scripts and pictures are drawn within the room that they are given. */
const LATIN = 0x250;
const ELLIPSIS = '…';
/** Between words that stay on one line. */
export const SOLID_SPACE = '\u00a0';
/** More of a text than this no box shows. */
const LONGEST = 300;

function widthOf(character: string, widths = BOLD): number {
  const code = character.codePointAt(0) ?? 0;
  if (character === SOLID_SPACE) return widthOf(' ', widths);
  if (code < 0x7f) return widths[code - 0x20] ?? 0;
  if (character === ELLIPSIS || (code >= 0x1100 && code !== 0x2192)) return 1000;
  return code < LATIN ? 780 : 950;
}

/** @returns an upper bound of the width of `printable` text, in pixels */
export function measure(text: string, size: number): number {
  let sum = 0;
  for (const character of text) sum += widthOf(character);
  return (sum / 1000) * size * MARGIN;
}

const isKnown = (character: string): boolean => (character.codePointAt(0) ?? 0) < LATIN || '…→–·×’'.includes(character);

/**
 * The width that `printable` text is drawn with, whatever the font: that of Helvetica where its characters are known, else
 * the one that was reckoned.
 * @param room pixels that the text has
 * @returns undefined where every font keeps within the room
 */
export function prescribed(text: string, size: number, bold: boolean, room = Infinity): number | undefined {
  const known = [...text].every(isKnown);
  if (!known) return Math.min(room, measure(text, size));
  let sum = 0;
  for (const character of text) sum += widthOf(character, bold ? BOLD : REGULAR);
  const width = (sum / 1000) * size;
  return width * WIDEST_FONT > room ? Math.min(room, width) : undefined;
}

/** The text, or as much of its beginning as fits with an ellipsis. */
export function fit(text: string, size: number, width: number): string {
  const [line = ''] = wrap(text, size, width, 1);
  return line;
}

/** @returns at most `most` lines of at most `width` pixels; an ellipsis ends what does not fit */
export function wrap(text: string, size: number, width: number, most: number): string[] {
  const shown = [...printable(text)];
  const cut = shown.length > LONGEST;
  const words = shown.slice(0, LONGEST).join('').split(' ').filter(Boolean);
  const lines: string[] = [];
  let line = '';
  while (words.length > 0 && lines.length < most) {
    const word = words[0] ?? '';
    const longer = line === '' ? word : `${line} ${word}`;
    if (measure(longer, size) <= width) {
      line = longer;
      words.shift();
    } else if (line === '') {
      const [head, rest] = broken(word, size, width);
      lines.push(head);
      words[0] = rest;
    } else {
      lines.push(line);
      line = '';
    }
  }
  if (line !== '' && lines.length < most) lines.push(line);
  if (words.length > 0 || cut) {
    const last = lines.pop() ?? '';
    lines.push(`${head(`${last}${words.length > 0 && words[0] ? ` ${words[0]}` : ''}`, size, width)}${ELLIPSIS}`);
  }
  return lines;
}

/** A word that is too long for a line: at a hyphen or the like where there is one. */
function broken(word: string, size: number, width: number): [string, string] {
  const begin = begins(word, size, width) || ([...word][0] ?? '');
  const joint = Math.max(...['-', '/', '_', '.'].map((sign) => begin.lastIndexOf(sign))) + 1;
  const at = joint > begin.length / 2 ? joint : begin.length;
  return [word.slice(0, at), word.slice(at)];
}

/** As much of the beginning as fits. */
function begins(text: string, size: number, width: number): string {
  let sum = 0;
  let end = 0;
  for (const character of text) {
    sum += (widthOf(character) / 1000) * size * MARGIN;
    if (sum > width) break;
    end += character.length;
  }
  return text.slice(0, end);
}

const head = (text: string, size: number, width: number): string =>
  begins(text, size, width - measure(ELLIPSIS, size)).trimEnd();
