/** How much room text takes. Fonts differ from machine to machine: widths are those of a bold Helvetica, and a little more. */
import { forXml, printable } from '../escape.js';

/** Of ASCII from the space to the tilde, in thousandths of the size of the font. */
const WIDTHS = [
  278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611,
  556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389,
  280, 389, 584,
];
const MARGIN = 1.04;
/** Letters of the alphabets of Europe; other scripts and pictures are drawn within the room that they are given. */
const LATIN = 0x250;
const ELLIPSIS = '…';
/** Between words that stay on one line. */
export const SOLID_SPACE = '\u00a0';
/** More of a text than this no box shows. */
const LONGEST = 300;

function widthOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (character === SOLID_SPACE) return widthOf(' ');
  if (code < 0x7f) return WIDTHS[code - 0x20] ?? 0;
  if (character === ELLIPSIS || (code >= 0x1100 && code !== 0x2192)) return 1000;
  return code < LATIN ? 780 : 950;
}

/** @returns an upper bound of the width of `printable` text, in pixels */
export function measure(text: string, size: number): number {
  let sum = 0;
  for (const character of text) sum += widthOf(character);
  return (sum / 1000) * size * MARGIN;
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

export interface TextStyle {
  size: number;
  /** Class names of the page's style sheet. */
  look: string;
  anchor?: 'start' | 'middle' | 'end';
}

/** A line of text, which has to fit. Characters of which the width is not known are drawn in the width that was reckoned. */
export function text(line: string, x: number, y: number, { size, look, anchor = 'start' }: TextStyle): string {
  if (line === '') return '';
  const shown = printable(line);
  const unknown = [...shown].some((c) => (c.codePointAt(0) ?? 0) >= LATIN && !'…→–·×’'.includes(c));
  const length = unknown ? ` textLength="${round(measure(shown, size))}" lengthAdjust="spacingAndGlyphs"` : '';
  const at = anchor === 'start' ? '' : ` text-anchor="${anchor}"`;
  return `<text class="${look}" x="${round(x)}" y="${round(y)}" font-size="${size}"${at}${length}>${forXml(shown)}</text>\n`;
}

export const round = (value: number): number => Math.round(value * 100) / 100;
