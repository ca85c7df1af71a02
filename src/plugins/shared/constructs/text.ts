/** Text of a value in a program that defines infrastructure. */
import { posix } from 'node:path';
import { reference } from '../../../facts/value.js';
import type { PythonExpression } from '../../../syntax/types.js';
import { pathOf } from '../python/paths.js';
import { textOf } from '../python/values.js';
import type { PythonView } from '../python/view.js';

/** Symbol space of the exported constants of a TypeScript file. */
export const moduleSpace = (path: string): string => `typescript:${path.replace(/\.[cm]?[jt]s$/, '')}`;

const RELATIVE = /^(\.{1,2}(?:\/[\w.@-]+)*)\.(\w+(?:\.\w+)*)$/;

/** Text of an expression; what another file knows stands as a symbol reference. */
export function programText(
  expression: PythonExpression | undefined,
  view: PythonView,
  scope: string,
): string | undefined {
  if (expression?.kind === 'name') {
    const [, module, name] = RELATIVE.exec(expression.name) ?? [];
    if (module !== undefined && name !== undefined) {
      const path = posix.join(posix.dirname(view.context.file.path), module);
      return reference(moduleSpace(path), name);
    }
  }
  return textOf(expression, view, scope);
}

const ANCHORED = /^(?:\.\.?\/)?[^\0]*$/;

/**
 * Path of a file or directory that is packed or built. Relative paths count from where the tool is started, mostly the
 * directory of the project; those that begin with `__dirname` or `__file__` count from the file.
 */
export function assetPath(
  expression: PythonExpression | undefined,
  view: PythonView,
  scope: string,
): string | undefined {
  if (!expression) return undefined;
  const own = view.document.language === 'typescript' ? ownDirectory(expression, view, scope) : undefined;
  const path = own ?? pathOf(expression, view, scope);
  return path !== undefined && ANCHORED.test(path) ? path.replace(/^\.\//, '') : undefined;
}

/** `path.join(__dirname, '..', 'lambda')`, `${__dirname}/../lambda`, `__dirname + '/../lambda'`. */
function ownDirectory(expression: PythonExpression, view: PythonView, scope: string): string | undefined {
  const directory = posix.dirname(view.context.file.path);
  let parts: (string | undefined)[];
  if (expression.kind === 'call' && /(?:^|\.)(?:join|resolve)$/.test(expression.call.callee)) {
    const [first, ...rest] = expression.call.arguments.map(({ value }) => value);
    if (first?.kind !== 'name' || first.name !== '__dirname') return undefined;
    parts = rest.map((part) => textOf(part, view, scope));
  } else if (expression.kind === 'template' && expression.value.startsWith('{__dirname}')) {
    parts = [expression.value.slice('{__dirname}'.length)];
  } else return expression.kind === 'name' && expression.name === '__dirname' ? directory : undefined;
  if (parts.some((part) => part === undefined)) return undefined;
  const path = posix.normalize([directory, ...parts].join('/'));
  return path.startsWith('../') ? undefined : path;
}
