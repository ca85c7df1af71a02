/**
 * Cells of a Jupyter notebook with the places of their source lines in the JSON text. `JSON.parse` knows no places, so
 * the text is scanned once; the scanner is lenient and never recurses.
 *
 * Source: the notebook format, https://nbformat.readthedocs.io/en/latest/format_description.html
 */

/** A cell with its decoded source. Piece `i` of it begins at `starts[i]` and stands in the JSON text at `offsets[i]`. */
export interface Cell {
  type: string;
  text: string;
  starts: number[];
  offsets: number[];
}

interface Frame {
  isArray: boolean;
  /** Last key, for an object. */
  key: string;
}

/** Objects and arrays deeper than this are passed over: sources stand in the fourth. */
const MAX_FRAMES = 5;
const LONGEST_KEY = 40;

/**
 * @param limit characters of source after which the rest is left out
 * @returns cells in order, and the language that the notebook's metadata names, if they do
 */
export function readCells(text: string, limit: number): { cells: Cell[]; language?: string; cut: boolean } {
  const cells: Cell[] = [];
  const frames: Frame[] = [];
  let deeper = 0;
  let length = 0;
  let language: string | undefined;
  let cell: Cell | undefined;
  let isKey = false;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 123: // {
      case 91: // [
        isKey = text[at] === '{';
        if (deeper > 0 || frames.length === MAX_FRAMES) deeper++;
        else frames.push({ isArray: !isKey, key: '' });
        if (isKey && isCell(frames)) cells.push((cell = { type: '', text: '', starts: [], offsets: [] }));
        break;
      case 125: // }
      case 93: // ]
        if (deeper > 0) deeper--;
        else frames.pop();
        isKey = false;
        break;
      case 44: // ,
        isKey = frames.at(-1)?.isArray === false;
        break;
      case 58: // :
        isKey = false;
        break;
      case 34: {
        const end = endOfString(text, at + 1);
        const top = frames.at(-1);
        if (deeper > 0) {
          // not of interest
        } else if (isKey && top) top.key = end - at > LONGEST_KEY ? '' : text.slice(at + 1, end);
        else if (cell && isCellValue(frames, 'source')) {
          length += end - at;
          if (length < limit) decode(text, at + 1, end, cell);
        } else if (cell && isCellValue(frames, 'cell_type')) cell.type = text.slice(at + 1, end);
        else if (isLanguage(frames)) language ??= text.slice(at + 1, end).toLowerCase();
        at = end;
      }
    }
  }
  return { cells, cut: length >= limit, ...(language === undefined ? {} : { language }) };
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
  const [root, about, entry] = frames;
  if (frames.length !== 3 || root?.key !== 'metadata') return false;
  return (
    (about?.key === 'kernelspec' && entry?.key === 'language') ||
    (about?.key === 'language_info' && entry?.key === 'name')
  );
}

function endOfString(text: string, start: number): number {
  for (let quote = text.indexOf('"', start); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let slashes = 0;
    while (quote - 1 - slashes >= start && text.charCodeAt(quote - 1 - slashes) === 92) slashes++;
    if (slashes % 2 === 0) return quote;
  }
  return text.length;
}

const ESCAPES: Record<string, string> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

/** Adds a JSON string to a cell; a new piece begins behind each escape. */
function decode(text: string, start: number, end: number, cell: Cell): void {
  const body = text.slice(start, end);
  const parts: string[] = [];
  let length = cell.text.length;
  for (let at = 0; at < body.length;) {
    cell.starts.push(length);
    cell.offsets.push(start + at);
    const found = body.indexOf('\\', at);
    const slash = found === -1 ? body.length : found;
    parts.push(body.slice(at, slash));
    length += slash - at;
    if (found === -1) break;
    const letter = body[slash + 1] ?? '';
    const code = letter === 'u' ? parseInt(body.slice(slash + 2, slash + 6), 16) : NaN;
    const char = letter === 'u' ? String.fromCharCode(Number.isNaN(code) ? 0xfffd : code) : (ESCAPES[letter] ?? letter);
    parts.push(char);
    length += char.length;
    at = slash + (letter === 'u' ? 6 : 2);
  }
  cell.text += parts.join('');
}
