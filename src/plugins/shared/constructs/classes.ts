/**
 * Classes and functions of a TypeScript project. Each is offered as `{ kind: 'config', value: 'ts:PATH/class:NAME' }`, with and
 * without its path: an import of a directory names no file.
 */
import { posix } from 'node:path';
import type { Identifier } from '../../../facts/types.js';
import type { PythonCall } from '../../../syntax/types.js';
import type { PythonView } from '../python/view.js';

const IMPORTED = /^(\.{1,2}(?:\/[\w.@-]+)*)\.(\w+)/;

/** Names under which a definition of a file is offered. */
export function definitionIdentifiers(path: string, name: string): string[] {
  return [`ts:${path.replace(/\.[cm]?[jt]s$/, '')}/class:${name}`, `class:${name}`];
}

/** What a call of the project's own class or function means. */
export function classIdentifiers({ callee, scope }: PythonCall, view: PythonView): Identifier[] {
  if (view.document.language === 'python') {
    const name = view.pythonName(callee, scope);
    return name === undefined ? [] : [{ kind: 'python-name', value: name }];
  }
  const value = importedIdentifier(callee, view.context.file.path);
  if (value !== undefined) return [{ kind: 'config', value }];
  const local = view.local(callee, scope)?.definition;
  const [own] = local ? definitionIdentifiers(view.context.file.path, local.name) : [];
  return own === undefined ? [] : [{ kind: 'config', value: own }];
}

/** Identifier of a name that a relative import brings: `../lib/stack.DataStack`. */
export function importedIdentifier(name: string, path: string): string | undefined {
  const [, module, member] = IMPORTED.exec(name) ?? [];
  if (module === undefined || member === undefined) return undefined;
  const target = posix.normalize(posix.join(posix.dirname(path), module)).replace(/\.[cm]?[jt]s$/, '');
  return target.startsWith('..') ? undefined : `ts:${target}/class:${member}`;
}
