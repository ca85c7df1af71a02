/**
 * What IPython adds to Python: shell lines and magics. They are blanked, character by character, so that offsets hold.
 *
 * Source: https://ipython.readthedocs.io/en/stable/interactive/magics.html and reference.html ("System shell access")
 */

export interface ShellText {
  text: string;
  /** Offset in the text of the cell. */
  offset: number;
}
export interface PlainCell {
  /** Python with magics blanked, of the same length as the cell. */
  code: string;
  shell: ShellText[];
  /** Quotes and brackets that the cell leaves open, closed here so that the next cell is not swallowed. */
  closing: string;
}

/** Cell magics whose body is a shell script. */
const SHELL_CELLS = new Set(['bash', 'sh', 'zsh', '!', 'system', 'sx']);
/** Cell magics whose body is not Python. */
const FOREIGN_CELLS = new Set([
  ...['html', 'HTML', 'javascript', 'js', 'latex', 'markdown', 'md', 'svg', 'SVG', 'sql', 'bigquery', 'R', 'cython', 'perl', 'ruby'],
  ...['script', 'cmd', 'powershell', 'pwsh', 'file', 'writefile', 'configure', 'scala', 'julia', 'yaml', 'json', 'mermaid', 'duckdb'],
]);
/** Line magics in front of a statement that runs. */
const RUNNING = new Set(['time', 'timeit', 'prun', 'memit', 'mprun', 'lprun']);
/** Line magics that run a program. */
const PROGRAMS = new Set(['pip', 'pip3', 'conda', 'mamba', 'micromamba', 'uv']);
/** Line magics whose argument is a shell line. */
const SHELL_LINES = new Set(['sh', 'sx', 'system']);

/** Takes the Python and the shell out of a cell. Linear in the cell. */
export function plainCell(cell: string): PlainCell {
  const head = /^\s*%%(!|\w+)([^\n]*)/.exec(cell.slice(0, 1000));
  if (head) return magicCell(cell, head[1] ?? '', (head[2] ?? '').trim(), head[0].length);
  const lines = new Lines(cell);
  const marked = /^[ \t]*[%!?]|=[ \t]*[%!]/m.test(cell) || /\?[ \t]*$/m.test(cell);
  const shell: ShellText[] = [];
  let code = marked ? '' : cell;
  for (let line = lines.next(); line; line = lines.next()) {
    if (!marked) {
      lines.skip(line.end);
      continue;
    }
    const special = line.isStatement ? specialLine(cell, line.start, line.end) : undefined;
    if (special?.shell) shell.push(special.shell);
    code += special ? special.code : cell.slice(line.start, line.end);
    if (special) lines.jump(line.start + special.code.length);
    else lines.skip(line.end);
  }
  return { code, shell, closing: lines.closing() };
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}

function magicCell(cell: string, magic: string, argument: string, bodyStart: number): PlainCell {
  const nothing = { code: blank(cell), shell: [], closing: '' };
  const body = cell.slice(bodyStart + 1);
  if (SHELL_CELLS.has(magic) || (magic === 'script' && /^(?:ba|z)?sh\b/.test(argument))) {
    return body.trim() === '' ? nothing : { ...nothing, shell: [{ text: body, offset: bodyStart + 1 }] };
  }
  if ((magic === 'writefile' || magic === 'file') && /\.py["']?$/.test(argument)) {
    const lines = new Lines(cell);
    lines.jump(bodyStart);
    for (let line = lines.next(); line; line = lines.next()) lines.skip(line.end);
    return { ...nothing, code: blank(cell.slice(0, bodyStart)) + cell.slice(bodyStart), closing: lines.closing() };
  }
  if (FOREIGN_CELLS.has(magic)) return nothing;
  const rest = plainCell(body.startsWith('%%') ? ` ${body.slice(1)}` : body);
  return {
    code: blank(cell.slice(0, bodyStart + 1)) + rest.code,
    shell: rest.shell.map((one) => ({ ...one, offset: one.offset + bodyStart + 1 })),
    closing: rest.closing,
  };
}

/** A line that is not Python: what stands in its place, of the same length (with continuation lines), and its shell text. */
function specialLine(cell: string, start: number, end: number): { code: string; shell?: ShellText } | undefined {
  const line = cell.slice(start, end);
  const match = /^([ \t]*(?:[\w.,[\]"' ]{1,100}=[ \t]*)?)(!!?|%)([^\n]*)/.exec(line);
  if (!match) {
    const isHelp = /^[ \t]*\?|^[ \t]*[\w.*]+\?{1,2}[ \t\r]*$/.test(line);
    return isHelp ? { code: blank(line) } : undefined;
  }
  const [, before = '', mark = '', after = ''] = match;
  if (mark === '!' && after.startsWith('=')) return undefined; // the rest of a comparison
  const at = start + before.length + mark.length;
  // A backslash continues a shell line and a magic.
  let to = end;
  while (to < cell.length && cell.slice(start, to).trimEnd().endsWith('\\')) to = endOfLine(cell, to + 1);
  const text = cell.slice(at, to);
  // `0` stands for the value, and keeps an `if` from having no body.
  const replaced = before + '0' + blank(cell.slice(start + before.length + 1, to));
  if (mark !== '%') return { code: replaced, shell: { text: text.trim(), offset: at + text.length - text.trimStart().length } };
  const [, name = '', rest = ''] = /^(\w*)([^]*)$/.exec(text) ?? [];
  if (RUNNING.has(name)) {
    const [options = ''] = /^(?:[ \t]+-\w+(?:[ \t]+\d+)?)*[ \t]*/.exec(rest) ?? [];
    const indent = blank(`${mark}${name}${options}`);
    return { code: before === before.trimStart() && before === '' ? `${rest.slice(options.length)}${indent}` : replaced };
  }
  if (PROGRAMS.has(name)) return { code: replaced, shell: { text: text.trim(), offset: at } };
  if (name === 'run') return { code: replaced, shell: { text: `%${text.trim()}`, offset: at - 1 } };
  if (SHELL_LINES.has(name)) {
    return { code: replaced, shell: { text: rest.trim(), offset: at + name.length + rest.length - rest.trimStart().length } };
  }
  return { code: replaced };
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}
