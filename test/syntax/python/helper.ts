/** Short notations for what the Python adapter returns, so that tables can state exact results. */
import { parsePython } from '../../../src/syntax/python/index.js';
import type { PythonCall, PythonDocument, PythonExpression } from '../../../src/syntax/types.js';

export const parse = (source: string, path = 'module.py'): PythonDocument => parsePython(source, path);

/** `"text"`, `` `template {part}` ``, `$name`, `callee()`, `?unknown`. */
export function show(value: PythonExpression): string {
  switch (value.kind) {
    case 'string':
      return JSON.stringify(value.value);
    case 'template':
      return `\`${value.value}\``;
    case 'number':
    case 'boolean':
      return String(value.value);
    case 'none':
      return 'None';
    case 'name':
      return `$${value.name}`;
    case 'list':
      return `[${value.items.map(show).join(', ')}]`;
    case 'dict':
      return `{${value.entries.map((entry) => `${show(entry.key)}: ${show(entry.value)}`).join(', ')}}`;
    case 'call':
      return showCall(value.call);
    case 'unknown':
      return `?${value.text}`;
  }
}

export function showCall({ callee, arguments: given }: PythonCall): string {
  const shown = given.map(({ keyword, value }) => {
    if (keyword === undefined) return show(value);
    return keyword.startsWith('*') ? `${keyword}${show(value)}` : `${keyword}=${show(value)}`;
  });
  return `${callee}(${shown.join(', ')})`;
}

/** Callees in the order of the document; unresolved ones with `~` in front. */
export const callees = (source: string): string[] =>
  parse(source).calls.map(({ callee, resolved }) => (resolved ? callee : `~${callee}`));

/** Arguments of the calls to `f`, which stands for any function. */
export const argumentsOfF = (source: string): string[] =>
  parse(source)
    .calls.filter(({ callee }) => callee === 'f')
    .map((call) => showCall(call).slice(2, -1));
