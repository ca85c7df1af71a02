/** Elements, as boxes that say what was found, and the zones and steps around them. */
import type { ElementVerdict } from '../../assessment/types.js';
import { elementAnchor } from '../anchors.js';
import { forXml } from '../escape.js';
import { told, verdictClass, verdictIcon } from '../status.js';
import { fit, measure, SOLID_SPACE, wrap } from '../measure.js';
import { round } from '../numbers.js';
import { text } from './text.js';
import type { Box, Look, Place, Region, Step } from './types.js';

const NAME = { size: 12, look: 'ra-name' } as const;
const SMALL_NAME = { size: 10.5, look: 'ra-name' } as const;
const FOUND = { size: 11, look: 'ra-text' } as const;
const WORD = { size: 11, look: 'ra-word' } as const;
const SMALL_WORD = 10;
const LEAST_WORD = 9;
const WORD_SIZES = [WORD.size, SMALL_WORD, LEAST_WORD] as const;
const STEP = { size: 10, look: 'ra-task' } as const;
const REGION = { size: 11, look: 'ra-strong' } as const;
const NAME_LINE = 14;
const LINE = 13.5;
const PADDING = 7;
const CHIP_PADDING = 5;
/** Of an icon, with the space behind it. */
const ICON = 14;
const MOST_NAME_LINES = 4;
const MOST_FOUND_LINES = 3;
/** More names than these fit in no box. */
const MOST_NAMES = 8;
/** Room for the number of an element. */
const NUMBER = 24;

export interface ElementView {
  model: string;
  verdict: ElementVerdict;
  /** What was found, most telling first. */
  found: string[];
  /** Everything that was found, for those who ask. */
  all: string;
  /** To be looked at, in a picture of what is missing; `muted`: to be looked past. */
  emphasis?: 'missing' | 'muted';
  links: boolean;
}

/** What was found: as many names as fit into so many lines, and how many more there are. */
export function foundLines(found: readonly string[], size: number, width: number, most: number): string[] {
  if (found.length === 0 || most < 1) return [];
  const more = (shown: number): string => (found.length > shown ? `, +${found.length - shown}${SOLID_SPACE}more` : '');
  for (let shown = Math.min(found.length, MOST_NAMES); shown > 0; shown--) {
    const lines = wrap(`${found.slice(0, shown).join(', ')}${more(shown)}`, size, width, most + 1);
    if (lines.length <= most) return lines;
  }
  const [first = ''] = found;
  const lines = wrap(first, size, width, most);
  const last = lines.pop() ?? '';
  return [...lines, `${fit(last, size, width - measure(more(1), size))}${more(1)}`];
}

/** @param top where the boxes inside of it begin, if there are any */
export function element(place: Place, view: ElementView, top?: number): string {
  const { verdict, model, emphasis, links } = view;
  const shown = INSIDE[place.look ?? 'box'](place, view, top);
  const full = `${verdict.name}: ${told(verdict.status).word}${view.all === '' ? '' : ` (${view.all})`}`;
  const classes = ['ra-element', verdictClass(verdict.status), ...(emphasis ? [`ra-${emphasis}`] : [])].join(' ');
  const content = `<title>${forXml(full)}</title>\n${outline(place, verdict)}${shown}`;
  return links
    ? `<a class="${classes}" href="#${elementAnchor(model, verdict.id)}">${content}</a>\n`
    : `<g class="${classes}">${content}</g>\n`;
}

function outline({ at: [x, y, w, h], look = 'box' }: Place, { status }: ElementVerdict): string {
  const inner = status === 'not-observable' && look !== 'chip' ? 2.5 : 0;
  if (look === 'store') {
    const shape = (d: number): string => {
      const [l, r, t, b] = [x + d, x + w - d, y + 5 + d, y + h - 5 - d];
      return `M${l} ${t}A${(r - l) / 2} 5 0 0 1 ${r} ${t}V${b}A${(r - l) / 2} 5 0 0 1 ${l} ${b}Z`;
    };
    const lid = `<path class="ra-inline" d="M${x} ${y + 5}A${w / 2} 5 0 0 0 ${x + w} ${y + 5}"/>\n`;
    return `<path class="ra-outline" d="${shape(0)}"/>\n${inner ? `<path class="ra-inline" d="${shape(inner)}"/>\n` : lid}`;
  }
  if (look === 'document') {
    const shape = (d: number): string => `M${x + d} ${y + d}H${x + w - 9}L${x + w - d} ${y + 9}V${y + h - d}H${x + d}Z`;
    return `<path class="ra-outline" d="${shape(0)}"/>\n${inner ? `<path class="ra-inline" d="${shape(inner)}"/>\n` : ''}`;
  }
  const rect = (name: string, d: number, rx: number): string =>
    `<rect class="${name}" x="${x + d}" y="${y + d}" width="${w - 2 * d}" height="${h - 2 * d}" rx="${rx}"/>\n`;
  return rect('ra-outline', 0, 6) + (inner ? rect('ra-inline', inner, 4) : '');
}

const nameOf = (place: Place, { verdict }: ElementView): string => place.name ?? verdict.name;

function box(place: Place, view: ElementView, top?: number): string {
  const [x, y, w, h] = place.at;
  const look = place.look ?? 'box';
  const small = look === 'document' || h < 50;
  const nameStyle = small ? SMALL_NAME : NAME;
  const begin = y + (look === 'store' ? 9 : 4);
  const end = top ?? y + h - (look === 'store' ? 7 : 4);
  const width = w - 2 * PADDING;
  const nameLine = small ? 12 : NAME_LINE;
  const room = end - begin;
  const least = LINE + (view.found.length > 0 ? LINE : 0);
  const most = Math.max(1, Math.min(MOST_NAME_LINES, Math.floor((room - least) / nameLine)));
  const lines = wrap(nameOf(place, view), nameStyle.size, width - (place.number ? NUMBER : 0), most);
  const left = Math.floor((room - lines.length * nameLine - LINE) / LINE);
  const found = foundLines(view.found, FOUND.size, width, Math.max(1, Math.min(MOST_FOUND_LINES, left)));
  const height = lines.length * nameLine + (1 + found.length) * LINE;
  let at = top === undefined ? begin + Math.max(0, (room - height) / 2) : begin;
  let drawn = place.number ? number(place, at) : '';
  for (const line of lines) {
    at += nameLine;
    drawn += text(line, x + PADDING, at - 3, nameStyle, width - (place.number ? NUMBER : 0));
  }
  at += LINE;
  drawn += word(x + PADDING, at - 3, view, width, small ? SMALL_WORD : WORD.size);
  for (const line of found) {
    at += LINE;
    drawn += text(line, x + PADDING, at - 3, FOUND, width);
  }
  return drawn;
}

/** By which the source knows an element, at the right of its name. */
function number({ at: [x, , w], number: shown = '' }: Place, y: number): string {
  const left = x + w - PADDING - NUMBER + 3;
  return `<rect class="ra-letter" x="${left}" y="${round(y)}" width="${NUMBER - 3}" height="14" rx="4"/>\n${text(shown, left + (NUMBER - 3) / 2, y + 10.5, { size: 10, look: 'ra-letter-text' }, NUMBER - 5)}`;
}

/** Icon and word of the status, on a line of text, as large as there is room for. */
function word(
  x: number,
  y: number,
  { verdict: { status } }: ElementView,
  width: number,
  most: number = WORD.size,
): string {
  const size = WORD_SIZES.find((s) => s <= most && ICON + measure(told(status).word, s) <= width) ?? LEAST_WORD;
  const icon = verdictIcon(status, x + 5, y - size * 0.36, size > LEAST_WORD ? 5 : 4.5);
  return `${icon}\n${text(told(status).word, x + ICON, y, { size, look: WORD.look }, width - ICON)}`;
}

/** Name, then icon and word of the status. */
function chip(place: Place, view: ElementView): string {
  const [x, y, w, h] = place.at;
  const width = w - 2 * CHIP_PADDING;
  const name = fit(nameOf(place, view), SMALL_NAME.size, width);
  return (
    text(name, x + CHIP_PADDING, y + h / 2 - 2, SMALL_NAME, width) +
    word(x + CHIP_PADDING, y + h / 2 + 10, view, width, SMALL_WORD)
  );
}

function band(place: Place, view: ElementView): string {
  const [x, y, w, h] = place.at;
  const middle = y + h / 2 + 4;
  const status = told(view.verdict.status).word;
  const right = measure(status, WORD.size) + ICON;
  const room = w - 2 * PADDING - right - 8;
  const name = fit(nameOf(place, view), NAME.size, room);
  const rest = room - measure(name, NAME.size) - 8;
  const [found] = rest > 40 ? foundLines(view.found, FOUND.size, rest, 1) : [];
  return (
    text(name, x + PADDING, middle, NAME, measure(name, NAME.size) + 6) +
    (found ? text(found, x + PADDING + measure(name, NAME.size) + 8, middle, FOUND, rest) : '') +
    word(x + w - PADDING - right, middle, view, right)
  );
}

/** Name, then icon and word of the status with what was found. */
function row(place: Place, view: ElementView): string {
  const [x, y, w, h] = place.at;
  const middle = y + h / 2;
  const begin = x + PADDING + ICON + measure(told(view.verdict.status).word, WORD.size) + 6;
  const [found] = foundLines(view.found, FOUND.size, x + w - PADDING - begin, 1);
  return (
    text(fit(nameOf(place, view), NAME.size, w - 2 * PADDING), x + PADDING, middle - 2, NAME, w - 2 * PADDING) +
    word(x + PADDING, middle + 12, view, begin - x - PADDING) +
    (found ? text(found, begin, middle + 12, FOUND, x + w - PADDING - begin) : '')
  );
}

const INSIDE: Record<Look, (place: Place, view: ElementView, top?: number) => string> = {
  box,
  store: box,
  document: box,
  chip,
  band,
  row,
};

const LETTER = 22;
const SIDE_LINES = 5;

/** Title of a region: one line above what it encloses, or several beside it. */
function titleOf(
  { at: [, , w, h], letter, side }: Region,
  name: string,
): { left: number; width: number; lines: string[] } {
  const left = letter === undefined ? 8 : LETTER + 12;
  const width = (side ?? w) - left - 8;
  const most = side === undefined ? 1 : Math.max(1, Math.min(SIDE_LINES, Math.floor((h - 6) / NAME_LINE)));
  return { left, width, lines: wrap(name, REGION.size, width, most) };
}

export function region(place: Region, name: string): string {
  const {
    at: [x, y, w, h],
    letter,
  } = place;
  const rect = `<rect class="ra-zone" x="${x}" y="${y}" width="${w}" height="${h}" rx="8"/>\n`;
  const mark =
    letter === undefined
      ? ''
      : `<rect class="ra-letter" x="${x + 6}" y="${y + 4}" width="${LETTER}" height="15" rx="4"/>\n${text(letter, x + 6 + LETTER / 2, y + 15.5, { look: 'ra-letter-text' }, LETTER - 2)}`;
  const { left, width, lines } = titleOf(place, name);
  return (
    rect + mark + lines.map((line, index) => text(line, x + left, y + 15.5 + index * NAME_LINE, REGION, width)).join('')
  );
}

/** What the title of a region covers. */
export function regionTitle(place: Region, name: string): Box {
  const { left, lines } = titleOf(place, name);
  const width = Math.max(...lines.map((line) => measure(line, REGION.size)));
  return [place.at[0] + 4, place.at[1] + 3, left + width, 2 + lines.length * 15];
}

export function step({ at: [x, y, w, h], text: words }: Step): string {
  const lines = wrap(words, STEP.size, w - 8, Math.max(1, Math.floor((h - 4) / 11.5)));
  const first = y + h / 2 - (lines.length * 11.5) / 2 + 9;
  return `<rect class="ra-step" x="${x}" y="${y}" width="${w}" height="${h}" rx="3"/>\n${lines
    .map((line, index) => text(line, x + w / 2, first + index * 11.5, STEP, w - 4))
    .join('')}`;
}
