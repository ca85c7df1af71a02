/** Lines of text in an overlay. Their looks, sizes and places are classes: said once, in the style sheet. */
import { forXml, printable } from '../escape.js';
import { prescribed } from '../measure.js';
import { round } from '../numbers.js';

type Anchor = 'start' | 'middle' | 'end';

interface Look {
  size: number;
  anchor?: Anchor;
  bold?: true;
}

/** What a text looks like that says no more than its class. */
export const LOOKS = {
  'ra-title': { size: 16, bold: true },
  'ra-name': { size: 12, bold: true },
  'ra-text': { size: 11 },
  'ra-dim': { size: 11 },
  'ra-strong': { size: 11, bold: true },
  'ra-word': { size: 11, bold: true },
  'ra-number': { size: 9.5, anchor: 'middle', bold: true },
  'ra-letter-text': { size: 11, anchor: 'middle', bold: true },
  'ra-task': { size: 10, anchor: 'middle' },
} as const satisfies Record<string, Look>;

/** Other sizes have classes of their own: `ra-z105` is 10.5 pixels. */
export const SIZES = [9, 10, 10.5, 11, 11.5, 12, 13, 24] as const;
export type Size = (typeof SIZES)[number] | (typeof LOOKS)[keyof typeof LOOKS]['size'];

export const sizeClass = (size: Size): string => `ra-z${size * 10}`;
export const anchorClass = (anchor: Anchor): string => `ra-${anchor}`;

export interface TextStyle {
  look: keyof typeof LOOKS;
  size?: Size;
  anchor?: Anchor;
}

export const sizeOf = ({ look, size = LOOKS[look].size }: TextStyle): Size => size;

/**
 * A line of text, which has to fit.
 * @param room pixels that it has, where it stands beside something that it must not touch
 */
export function text(line: string, x: number, y: number, style: TextStyle, room?: number): string {
  if (line === '') return '';
  const shown = printable(line);
  const look: Look = LOOKS[style.look];
  const size = sizeOf(style);
  const { anchor = look.anchor ?? 'start' } = style;
  const classes = [
    style.look,
    ...(size === look.size ? [] : [sizeClass(size)]),
    ...(anchor === (look.anchor ?? 'start') ? [] : [anchorClass(anchor)]),
  ];
  const width = prescribed(shown, size, look.bold ?? false, room);
  const length = width === undefined ? '' : ` textLength="${round(width)}" lengthAdjust="spacingAndGlyphs"`;
  return `<text class="${classes.join(' ')}" x="${round(x)}" y="${round(y)}"${length}>${forXml(shown)}</text>\n`;
}
