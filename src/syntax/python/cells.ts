/**
 * Cells of a Jupyter notebook with the places of their source lines in the JSON text. `JSON.parse` knows no places, so
 * the text is scanned once; the scanner is lenient and never recurses.
 *
 * Source: the notebook format, https://nbformat.readthedocs.io/en/latest/format_description.html
 */

/** A run of characters that stands in the JSON text as it is; escapes are runs of their own. */
export interface Run {
  text: string;
  /** Offset in the JSON text. */
  offset: number;
}
export interface Cell {
  type: string;
  runs: Run[];
}

interface Frame {
  isArray: boolean;
  /** Last key, for an object. */
  key: string;
}

const LONGEST_KEY = 40;

/** @returns cells in order, and the language that the notebook's metadata names, if they do. */
export function readCells(text: string): { cells: Cell[]; language?: string } {
  const cells: Cell[] = [];
  const frames: Frame[] = [];
  let language: string | undefined;
  let cell: Cell | undefined;
  let isKey = false;
  for (let at = 0; at < text.length; at++) {
    const top = frames.at(-1);
    switch (text.charCodeAt(at)) {
      case 123: // {
      case 91: // [
        frames.push({ isArray: text[at] === '[', key: '' });
        isKey = text[at] === '{';
        if (isKey && isCell(frames)) cells.push((cell = { type: '', runs: [] }));
        break;
      case 125: // }
      case 93: // ]
        frames.pop();
        isKey = false;
        break;
      case 44: // ,
        isKey = top?.isArray === false;
        break;
      case 58: // :
        isKey = false;
        break;
      case 34: {
        const end = endOfString(text, at + 1);
        if (isKey && top) top.key = end - at > LONGEST_KEY ? '' : text.slice(at + 1, end);
        else if (cell && isCellValue(frames, 'source')) decode(text, at + 1, end, cell.runs);
        else if (cell && isCellValue(frames, 'cell_type')) cell.type = text.slice(at + 1, end);
        else if (isLanguage(frames)) language ??= text.slice(at + 1, end).toLowerCase();
        at = end;
      }
    }
  }
  return language === undefined ? { cells } : { cells, language };
}

/** The object that begins is an element of the notebook's `cells`. */
function isCell(frames: readonly Frame[]): boolean {
  return frames.length === 3 && frames[0]?.key === 'cells' && frames[1]?.isArray === true;
}

function isCellValue(frames: readonly Frame[], key: string): boolean {
  if (frames[0]?.key !== 'cells' || frames[2]?.key !== key) return false;
  return frames.length === 3 || (frames.length === 4 && frames[3]?.isArray === true && key === 'source');
}

function isLanguage(frames: readonly Frame[]): boolean {
  if (frames.length !== 3 || frames[0]?.key !== 'metadata') return false;
  const [, { key: about } = { key: '' }, { key } = { key: '' }] = frames;
  return (about === 'kernelspec' && key === 'language') || (about === 'language_info' && key === 'name');
}

function endOfString(text: string, start: number): number {
  for (let at = start; ; at++) {
    const quote = text.indexOf('"', at);
    if (quote === -1) return text.length;
    let slashes = 0;
    while (quote - 1 - slashes >= start && text.charCodeAt(quote - 1 - slashes) === 92) slashes++;
    if (slashes % 2 === 0) return quote;
    at = quote;
  }
}

const ESCAPES: Record<string, string> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

function decode(text: string, start: number, end: number, runs: Run[]): void {
  let at = start;
  while (at < end) {
    let slash = text.indexOf('\\', at);
    if (slash === -1 || slash >= end) slash = end;
    if (slash > at) runs.push({ text: text.slice(at, slash), offset: at });
    if (slash >= end) return;
    const isUnicode = text[slash + 1] === 'u';
    const code = isUnicode ? parseInt(text.slice(slash + 2, slash + 6), 16) : 0;
    const letter = text[slash + 1] ?? '';
    runs.push({ text: isUnicode ? String.fromCharCode(Number.isNaN(code) ? 63 : code) : (ESCAPES[letter] ?? letter), offset: slash });
    at = slash + (isUnicode ? 6 : 2);
  }
}
