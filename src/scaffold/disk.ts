/** Reads and writes files of a project: links are never followed, and a set of changes happens whole or not at all. */
import {
  chmodSync,
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { ScaffoldError } from './errors.js';
import { insideOf } from './paths.js';

const NO_FOLLOW = constants.O_NOFOLLOW ?? 0;
/** A file of the scaffold is a few kilobytes; a project's own file in its place may be larger, but not much. */
const LARGEST = 5_000_000;
const FILE_MODE = 0o644;
const SCRIPT_MODE = 0o755;

/** One change: the new text, or undefined to take the file away. */
export interface Change {
  path: string;
  text: string | undefined;
  executable?: boolean;
}

/** The run was interrupted; everything is as it was. */
export class Interrupted extends Error {
  override name = 'Interrupted';
}

/** Names of the regular files of a directory, sorted; none where it is not there or cannot be listed. */
export function filesIn(root: string, path: string): string[] {
  const directory = dirname(insideOf(root, `${path}/file`));
  try {
    const entries = readdirSync(directory, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map(({ name }) => name)
      .sort();
  } catch {
    return [];
  }
}

/**
 * @returns undefined where there is no such file
 * @throws {ScaffoldError} where something else than a regular file lies at the path, or it cannot be read
 */
export function readIn(root: string, path: string): string | undefined {
  const file = insideOf(root, path);
  let descriptor: number;
  try {
    descriptor = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | NO_FOLLOW);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') return undefined;
    throw new ScaffoldError(
      `${path} cannot be read: ${code === 'ELOOP' || code === 'EMLINK' ? 'it is a symbolic link' : code}.`,
    );
  }
  try {
    const status = fstatSync(descriptor);
    if (!status.isFile()) throw new ScaffoldError(`${path} is no regular file.`);
    if (status.size > LARGEST) throw new ScaffoldError(`${path} is too large to be one of these files.`);
    return readFileSync(descriptor, 'utf8');
  } finally {
    closeSync(descriptor);
  }
}

interface Prepared {
  target: string;
  temporary: string | undefined;
  before: { text: Buffer; mode: number } | undefined;
  done: boolean;
}

/** Where the new text lies until all are written; what a killed process left there is taken away. */
function besides(target: string): string {
  const [directory, prefix] = [dirname(target), `.${basename(target)}.refarch-`];
  for (const name of readdirSync(directory))
    if (name.startsWith(prefix) && /^\d+\.tmp$/.test(name.slice(prefix.length))) unlinkSync(join(directory, name));
  return join(directory, `${prefix}${process.pid}.tmp`);
}

/**
 * Makes all changes or none. New texts are written beside their targets first, so that a full disk is noticed while nothing has
 * changed; then they are renamed into place.
 *
 * @param interrupted asked between the steps
 * @throws {ScaffoldError} when a change cannot be made; {Interrupted} when asked to stop. Then everything is as it was.
 */
export async function apply(
  root: string,
  changes: readonly Change[],
  interrupted: () => boolean = () => false,
): Promise<void> {
  const directories: string[] = [];
  const prepared: Prepared[] = [];
  const pause = async (): Promise<void> => {
    await setImmediate();
    if (interrupted()) throw new Interrupted('interrupted');
  };
  let current = '';
  try {
    for (const { path, text, executable } of changes) {
      current = path;
      await pause();
      const target = insideOf(root, path);
      const entry: Prepared = { target, temporary: undefined, before: stateOf(target), done: false };
      prepared.push(entry);
      if (text === undefined) continue;
      makeDirectories(root, path, directories);
      const mode = entry.before?.mode ?? (executable ? SCRIPT_MODE : FILE_MODE);
      entry.temporary = besides(target);
      writeNew(entry.temporary, text, mode);
    }
    for (const entry of prepared) {
      await pause();
      if (entry.temporary !== undefined) renameSync(entry.temporary, entry.target);
      else if (entry.before) unlinkSync(entry.target);
      entry.done = true;
    }
  } catch (error) {
    const kept = undo(prepared, directories);
    if (error instanceof Interrupted || error instanceof ScaffoldError) throw error;
    throw new ScaffoldError(
      `${current} cannot be written: ${REASONS[codeOf(error)] ?? codeOf(error)}. ${kept.length === 0 ? 'Nothing was changed' : `Could not be put back: ${kept.join(', ')}`}.`,
    );
  }
}

const REASONS: Record<string, string> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left',
  EDQUOT: 'the quota is used up',
};

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);

function stateOf(target: string): Prepared['before'] {
  const status = lstatSync(target, { throwIfNoEntry: false });
  if (!status) return undefined;
  if (!status.isFile()) throw new ScaffoldError(`${target} is no regular file.`);
  return { text: readFileSync(target), mode: status.mode & 0o777 };
}

function makeDirectories(root: string, path: string, made: string[]): void {
  let directory = root;
  for (const part of path.split('/').slice(0, -1)) {
    directory = join(directory, part);
    if (lstatSync(directory, { throwIfNoEntry: false })) continue;
    mkdirSync(directory);
    made.push(directory);
  }
}

function writeNew(file: string, text: string, mode: number): void {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | NO_FOLLOW;
  const descriptor = openSync(file, flags, mode);
  try {
    writeFileSync(descriptor, text);
    // Whatever the umask of the user is, the same files come out.
    fchmodSync(descriptor, mode);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** @returns the files that could not be put back */
function undo(prepared: readonly Prepared[], directories: readonly string[]): string[] {
  const kept: string[] = [];
  for (const { target, temporary, before, done } of [...prepared].reverse()) {
    if (temporary !== undefined) attempt(() => unlinkSync(temporary));
    if (!done) continue;
    const restored = attempt(() => {
      if (before) {
        writeFileSync(target, before.text);
        chmodSync(target, before.mode);
      } else unlinkSync(target);
    });
    if (!restored) kept.push(target);
  }
  for (const directory of [...directories].reverse()) attempt(() => rmdirSync(directory));
  return kept;
}

function attempt(action: () => void): boolean {
  try {
    action();
    return true;
  } catch {
    return false;
  }
}

/** Takes away directories that are empty, from the deepest up. */
export function removeEmpty(root: string, paths: readonly string[]): void {
  const directories = new Set<string>();
  for (const path of paths) {
    const parts = path.split('/').slice(0, -1);
    for (let depth = parts.length; depth > 0; depth -= 1) directories.add(parts.slice(0, depth).join('/'));
  }
  for (const directory of [...directories].sort((a, b) => b.length - a.length))
    attempt(() => rmdirSync(join(root, directory)));
}
