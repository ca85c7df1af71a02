/** Where the scaffold may write: inside the root, through directories only, never into `.git`. */
import { lstatSync, realpathSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { ScaffoldError } from './errors.js';

// eslint-disable-next-line no-control-regex
const NOT_PORTABLE = /[\u0000-\u001f\u007f<>:"|?*\\]/;
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/**
 * @returns the real path of the directory to write into
 * @throws {ScaffoldError} where nobody wants a project
 */
export function rootOf(directory: string): string {
  const real = realpath(resolve(directory));
  if (real === undefined || !statSync(real).isDirectory()) throw new ScaffoldError(`${directory} is no directory.`);
  if (real === resolve('/') || real === realpath(homedir()))
    throw new ScaffoldError(`${directory} is no project: name the directory of one.`);
  return real;
}

/** @throws {ScaffoldError} for a path that does not stay inside the root on every system */
export function checkPath(path: string): void {
  const parts = path.split('/');
  const fault =
    path === '' || path.startsWith('/') || parts.some((part) => part === '' || part === '.' || part === '..')
      ? 'it does not stay inside the project'
      : parts.some((part) => NOT_PORTABLE.test(part) || RESERVED.test(part) || /[. ]$/.test(part))
        ? 'it is no name on every system'
        : parts.some((part) => part.toLowerCase() === '.git')
          ? 'nothing is written into .git'
          : undefined;
  if (fault !== undefined) throw new ScaffoldError(`${JSON.stringify(path)} cannot be written: ${fault}.`);
}

/**
 * The absolute path of a file that may be read or written.
 * @throws {ScaffoldError} when a directory on the way is a link or something else than a directory
 */
export function insideOf(root: string, path: string): string {
  checkPath(path);
  const parts = path.split('/');
  let directory = root;
  for (const part of parts.slice(0, -1)) {
    directory = join(directory, part);
    const status = lstatSync(directory, { throwIfNoEntry: false });
    if (!status) break;
    if (!status.isDirectory())
      throw new ScaffoldError(
        `${path} cannot be written: ${part} is ${status.isSymbolicLink() ? 'a symbolic link' : 'no directory'}.`,
      );
  }
  return join(root, ...parts);
}

function realpath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
