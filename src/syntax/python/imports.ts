/** Import statements. Read from their text, which is simpler than from the nodes and survives errors inside. */

export interface ImportedName {
  /** Dotted module, leading dots kept. */
  module: string;
  /** Undefined for `import module`. */
  name?: string;
  alias?: string;
}

/** The two most frequent forms; all others are taken apart. */
const PLAIN = /^(?:import ([A-Za-z_][\w.]*\w)|from (\.*[A-Za-z_][\w.]*\w) import ([A-Za-z_]\w*))$/;
/** Names of one statement that are read. */
const MAX_NAMES = 1000;
/** What a template engine puts in: `from {{cookiecutter.package}}.train import fit`. */
const ACTION = /\{\{[^{}\n]{1,200}\}\}/g;
const NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/** Puts a name (`____`) for what a template engine puts in; the text keeps its length. */
export const maskImports = (text: string): string =>
  text.includes('{{') ? text.replace(ACTION, (action) => '_'.repeat(action.length)) : text;

/**
 * Names that an import statement binds.
 * @param statement its text, from `import` or `from` to the end; comments and line breaks may stand inside
 */
export function importNames(statement: string): ImportedName[] {
  const [, only, from, one] = PLAIN.exec(statement) ?? [];
  if (only) return [{ module: only }];
  if (from && one) return [{ module: from, name: one }];
  const text = maskImports(statement)
    .replace(/#[^\n]*/g, ' ')
    .replace(/[\\()\s]+/g, ' ');
  const words = text.trim().split(' ', 1)[0];
  if (words === 'import') return clauses(text.trim().slice('import'.length), (path) => ({ module: path }), true);
  const at = / import(?= |$|\*)|(?<=\.)import(?= |$|\*)/.exec(text);
  if (words?.startsWith('from') !== true || !at) return [];
  const module = text.slice(text.indexOf('from') + 4, at.index).replace(/ /g, '');
  if (!isDotted(module.replace(/^\.+/, '')) && !/^\.+$/.test(module)) return [];
  const names = text.slice(at.index + at[0].length);
  if (names.trim() === '*') return [{ module, name: '*' }];
  return clauses(names, (name) => ({ module, name }), false);
}

function clauses(text: string, make: (path: string) => ImportedName, dotted: boolean): ImportedName[] {
  const found: ImportedName[] = [];
  for (const clause of text.split(',', MAX_NAMES)) {
    const [first = '', ...rest] = clause.trim().split(/ as /);
    const path = first.replace(/ /g, '');
    if (!(dotted ? isDotted(path) : NAME.test(path))) continue;
    const alias = rest[0]?.trim();
    found.push(alias && NAME.test(alias) ? { ...make(path), alias } : make(path));
  }
  return found;
}

function isDotted(path: string): boolean {
  return path.split('.').every((part) => NAME.test(part));
}

/** `pkg` and `x` give `pkg.x`; `.` and `x` give `.x`. */
export function joinDotted(module: string, name: string): string {
  return module.endsWith('.') ? module + name : `${module}.${name}`;
}
