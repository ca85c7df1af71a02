/** Jupyter notebooks: the code cells as one module, with the way back to the lines of the JSON text. */
import { createLocator } from '../locations.js';
import type { Location } from '../../facts/types.js';
import type { Problem, PythonDocument } from '../types.js';
import { readCells } from './cells.js';
import { plainCell } from './magics.js';
import { SourceMap } from './source-map.js';

export interface ModuleText {
  /** Text that is parsed, and text from which names and values are cut; of the same length. */
  parsed: string;
  source: string;
  place(offset: number): number;
  locate(offset: number): Location;
  shell: PythonDocument['shell'];
  problems: Problem[];
}

/** Source beyond this is left out. */
const MAX_SOURCE = 2_000_000;
/** Kernels whose cells are not Python. `language` of a notebook without metadata is taken to be Python. */
const PYTHON = /^(?:i?python|pyspark|sagemath)/;

/** @param text JSON of the notebook; what is not JSON gives a problem and whatever cells can be made out */
export function readNotebook(text: string): ModuleText {
  const problems: Problem[] = [];
  const { cells, language, cut } = readCells(text, MAX_SOURCE);
  if (cut) problems.push({ reason: 'too-large', detail: `more than ${MAX_SOURCE} characters of source`, offset: 0 });
  if (!isJson(text)) problems.push({ reason: 'syntax-error', detail: 'not valid JSON', offset: 0 });
  const isPython = language === undefined || PYTHON.test(language);
  if (!isPython) {
    problems.push({ reason: 'unsupported-construct', detail: `notebook in ${language.slice(0, 40)}`, offset: 0 });
  }
  const map = new SourceMap();
  const parsed: string[] = [];
  const shell: { text: string; offset: number }[] = [];
  for (const cell of isPython ? cells : []) {
    if (cell.type !== 'code') continue;
    const base = map.length;
    map.add(cell.text, cell.starts, cell.offsets);
    const plain = plainCell(cell.text);
    // On a line of its own: the last one may be a comment or a string without an end.
    const end = plain.closing === '' ? '\n' : `\n${plain.closing}\n`;
    parsed.push(plain.code, end);
    map.insert(end);
    for (const one of plain.shell) shell.push({ text: one.text, offset: base + one.offset });
  }
  const source = map.text();
  const inJson = createLocator(text);
  const inModule = createLocator(source);
  const locate = (offset: number): Location => {
    const { line, column, excerpt } = inJson(offset);
    return { line, column, excerpt: map.precedes(offset) ? excerpt : inModule(map.derived(offset)).excerpt };
  };
  const place = (offset: number): number => map.original(offset);
  return {
    parsed: parsed.join(''),
    source,
    place,
    locate,
    shell: shell.map((one) => {
      const offset = place(one.offset);
      return { text: one.text, offset, line: inJson(offset).line };
    }),
    problems,
  };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
