/**
 * What IPython adds to Python: shell lines and magics. They are replaced by as many characters of plain Python, so that
 * offsets hold.
 *
 * Source: https://ipython.readthedocs.io/en/stable/interactive/magics.html and reference.html ("System shell access")
 */

export interface ShellText {
  text: string;
  /** Offset in the text of the cell. */
  offset: number;
}
export interface PlainCell {
  /** Python of the same length as the cell. */
  code: string;
  shell: ShellText[];
  /** Quotes and brackets that the cell leaves open: put behind it, they keep the next cell from being swallowed. */
  closing: string;
}

/** Cell magics whose body is a shell script. */
const SHELL_CELLS = new Set(['bash', 'sh', 'zsh', '!', 'system', 'sx']);
/** Cell magics whose body is a file. */
const FILE_CELLS = new Set(['writefile', 'file']);
/** Cell magics whose body is not Python. */
const FOREIGN_CELLS = new Set([
  ...[
    'html',
    'HTML',
    'javascript',
    'js',
    'latex',
    'markdown',
    'md',
    'svg',
    'SVG',
    'sql',
    'bigquery',
    'R',
    'cython',
    'perl',
    'ruby',
  ],
  ...['script', 'cmd', 'powershell', 'pwsh', 'configure', 'scala', 'julia', 'yaml', 'json', 'mermaid', 'duckdb'],
]);
/** Line magics in front of a statement that runs. */
const RUNNING = new Set(['time', 'timeit', 'prun', 'memit', 'mprun', 'lprun']);
/** Line magics that are programs. */
const PROGRAMS = new Set(['pip', 'pip3', 'conda', 'mamba', 'micromamba', 'uv']);
/** Line magics whose argument is a shell line. */
const SHELL_LINES = new Set(['sh', 'sx', 'system']);

const SPECIAL = /^([ \t]*(?:[\w.,[\]"' ]{1,100}=[ \t]*)?)(!!?(?!=)|%)/;
const HELP = /^[ \t]*(?:\?[^\n]*|[\w.*]+\?{1,2}[ \t\r]*)$/;

/** Separates the Python of a cell from the rest, in time linear in the cell. */
export function plainCell(cell: string): PlainCell {
  const head = /^\s*%%(!|\w+)([^\n]*)(?:\n|$)/.exec(cell.slice(0, 2000));
  return head ? magicCell(cell, head[0].length, head[1] ?? '', (head[2] ?? '').trim()) : pythonCell(cell, 0, true);
}

function magicCell(cell: string, start: number, magic: string, argument: string): PlainCell {
  const isShell = SHELL_CELLS.has(magic) || (magic === 'script' && /^(?:ba|z)?sh\b/.test(argument));
  if (isShell) {
    const text = cell.slice(start);
    return { code: blank(cell), shell: text.trim() === '' ? [] : [{ text, offset: start }], closing: '' };
  }
  if (FILE_CELLS.has(magic)) {
    return /\.py["']?$/.test(argument) ? pythonCell(cell, start, false) : { code: blank(cell), shell: [], closing: '' };
  }
  return FOREIGN_CELLS.has(magic) ? { code: blank(cell), shell: [], closing: '' } : pythonCell(cell, start, true);
}

/** @param start what stands in front is blanked */
function pythonCell(cell: string, start: number, hasMagics: boolean): PlainCell {
  const state: LexicalState = { quote: '', brackets: [] };
  const code = [blank(cell.slice(0, start))];
  const shell: ShellText[] = [];
  let continued = false;
  for (let from = start; from < cell.length;) {
    const end = endOfLine(cell, from);
    const isStatement: boolean = hasMagics && !continued && state.quote === '' && state.brackets.length === 0;
    const special: string | undefined = isStatement ? specialLine(cell, from, end, shell) : undefined;
    if (!special) scan(cell, from, end, state);
    const line = special ?? cell.slice(from, end);
    continued = !special && endsWithBackslash(cell, end);
    from += line.length;
    code.push(line, cell.slice(from, from + 1));
    from++;
  }
  return { code: code.join(''), shell, closing: state.quote + state.brackets.reverse().join('') };
}

/** Plain Python in place of a line (and the lines that continue it) that is not; undefined if it is. */
function specialLine(cell: string, from: number, end: number, shell: ShellText[]): string | undefined {
  const line = cell.slice(from, end);
  const match = SPECIAL.exec(line);
  if (!match) return HELP.test(line) ? blank(line) : undefined;
  let to = end;
  while (to < cell.length && endsWithBackslash(cell, to)) to = endOfLine(cell, to + 1);
  const [marked, before = '', mark] = match;
  const rest = cell.slice(from + marked.length, to);
  const run = (text: string): void => {
    const trimmed = text.trimStart();
    if (trimmed !== '') shell.push({ text: trimmed.trimEnd(), offset: to - trimmed.length });
  };
  if (mark === '%') {
    const [words = '', name = ''] = /^(\w+)(?:[ \t]+-\w+(?:[ \t]+\d+)?)*[ \t]*/.exec(rest) ?? [];
    // `0;` keeps the statement behind it where it is, and a block from being empty.
    if (RUNNING.has(name)) return `${before}0;${' '.repeat(words.length - 1)}${rest.slice(words.length)}`;
    if (name === 'run') run(`%${rest}`);
    else if (PROGRAMS.has(name)) run(rest);
    else if (SHELL_LINES.has(name)) run(rest.slice(name.length));
  } else run(rest);
  return `${before}0${blank(cell.slice(from + before.length + 1, to))}`;
}

interface LexicalState {
  /** Open triple quote. */
  quote: string;
  /** Closing brackets that are awaited. */
  brackets: string[];
}

const CLOSING: Record<string, string> = { '(': ')', '[': ']', '{': '}' };

/** Follows strings and brackets through a line. */
function scan(cell: string, from: number, end: number, state: LexicalState): void {
  for (let at = from; at < end; at++) {
    const char = cell.charAt(at);
    if (state.quote !== '') {
      if (char === '\\') at++;
      else if (cell.startsWith(state.quote, at)) {
        state.quote = '';
        at += 2;
      }
    } else if (char === '#') return;
    else if (char === '"' || char === "'") {
      if (cell.startsWith(char.repeat(3), at)) {
        state.quote = char.repeat(3);
        at += 2;
      } else for (at++; at < end && cell[at] !== char; at++) if (cell[at] === '\\') at++;
    } else if (CLOSING[char]) state.brackets.push(CLOSING[char]);
    else if (char === ')' || char === ']' || char === '}') state.brackets.pop();
  }
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

function endsWithBackslash(text: string, end: number): boolean {
  return text[end - (text[end - 1] === '\r' ? 2 : 1)] === '\\';
}
