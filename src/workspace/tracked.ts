/** Which files git tracks: an ignore file says nothing about them. */
import { createHash } from 'node:crypto';
import { lstatSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { openRegular } from './open-regular.js';

/** An index of a million files; reading it is only needed when something is ignored at all. */
const MAX_INDEX = 150_000_000;
const MOST_PARENTS = 64;
/** Larger files are not compared with the index. */
const MAX_COMPARED = 5_000_000;
/** Fixed part of an entry before its object name: times, device, inode, mode, owner and size. */
const STATUS_LENGTH = 40;
const EXTENDED = 0x4000;

export interface Tracked {
  /** True when git tracks the file, or a file below the directory (whose path ends with '/'). */
  has(path: string): boolean;
}

const EVERYTHING: Tracked = { has: () => true };
const NOTHING: Tracked = { has: () => false };

/**
 * What git tracks of a source. A directory that is no part of a working copy (an export, an archive) has only what was
 * tracked; of a working copy whose index cannot be read nothing is known.
 *
 * @param root absolute path of the source
 */
export function trackedFiles(root: string): Tracked {
  const base = resolve(root);
  for (let directory = base, step = 0; step < MOST_PARENTS; step++) {
    const kind = kindOf(`${directory}/.git`);
    if (kind === 'directory') {
      const prefix = directory === base ? '' : `${base.slice(directory.length + (directory === '/' ? 0 : 1))}/`;
      return readIndex(`${directory}/.git/index`, prefix) ?? NOTHING;
    }
    // A worktree or a submodule keeps its index elsewhere; that is not followed.
    if (kind === 'other') return NOTHING;
    const parent = dirname(directory);
    if (parent === directory) break;
    directory = parent;
  }
  return EVERYTHING;
}

function kindOf(path: string): 'directory' | 'other' | undefined {
  try {
    return lstatSync(path).isDirectory() ? 'directory' : 'other';
  } catch {
    return undefined;
  }
}

function readIndex(path: string, prefix: string): Tracked | undefined {
  const opened = openRegular(path, MAX_INDEX);
  if ('failure' in opened) return undefined;
  const paths = pathsInIndex(opened.bytes, prefix);
  return paths && { has: (wanted) => paths.has(wanted) };
}

/**
 * Paths of an index below `prefix`, and of the directories above them; undefined where it is none that is understood.
 * Format: https://git-scm.com/docs/index-format, versions 2 to 4, with object names of 20 or 32 bytes.
 */
export function pathsInIndex(bytes: Buffer, prefix: string): Set<string> | undefined {
  for (const hashLength of [20, 32]) {
    const paths = new Set<string>();
    if (readIndexEntries(bytes, hashLength, (path) => note(path, prefix, paths))) return paths;
  }
  return undefined;
}

function readIndexEntries(bytes: Buffer, hashLength: number, visit: Visit): boolean {
  if (bytes.length < 12 || bytes.toString('latin1', 0, 4) !== 'DIRC') return false;
  const version = bytes.readUInt32BE(4);
  if (version < 2 || version > 4) return false;
  return readEntries(bytes, version, bytes.readUInt32BE(8), hashLength, visit);
}

/**
 * Files whose content is not that of git's index: changed since they were last added, or never added.
 *
 * @param root absolute path of a source whose `.git` directory lies in it
 * @param files paths below it
 * @returns those of `files`, in their order; none where the index cannot be read
 */
export function changedFiles(root: string, files: readonly string[]): string[] {
  const opened = openRegular(`${root}/.git/index`, MAX_INDEX);
  if ('failure' in opened) return [];
  const index = Buffer.from(opened.bytes);
  const wanted = new Set(files);
  for (const [hashLength, algorithm] of [
    [20, 'sha1'],
    [32, 'sha256'],
  ] as const) {
    const names = new Map<string, string>();
    const readable = readIndexEntries(index, hashLength, (path, name) => {
      if (wanted.has(path)) names.set(path, name);
    });
    if (readable) return files.filter((file) => isChanged(`${root}/${file}`, names.get(file), algorithm));
  }
  return [];
}

function isChanged(path: string, name: string | undefined, algorithm: string): boolean {
  if (name === undefined) return true;
  const opened = openRegular(path, MAX_COMPARED);
  if ('failure' in opened) return false;
  const blob = (bytes: Buffer): string =>
    createHash(algorithm).update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
  // Git may write other line ends than it keeps.
  const unix = (): Buffer => Buffer.from(opened.bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
  return blob(opened.bytes) !== name && blob(unix()) !== name;
}

type Visit = (path: string, name: string) => void;

/** @returns whether the bytes are entries of that form; until they are found not to be, `visit` gets path and object name */
function readEntries(bytes: Buffer, version: number, count: number, hashLength: number, visit: Visit): boolean {
  let at = 12;
  let path = '';
  for (let entry = 0; entry < count; entry++) {
    const start = at;
    const flagsAt = start + STATUS_LENGTH + hashLength;
    if (flagsAt + 2 > bytes.length) return false;
    const flags = bytes.readUInt16BE(flagsAt);
    at = flagsAt + (version >= 3 && flags & EXTENDED ? 4 : 2);
    let kept = 0;
    if (version === 4) {
      const [strip, next] = variableWidth(bytes, at);
      kept = path.length - strip;
      if (kept < 0) return false;
      at = next;
    }
    const end = bytes.indexOf(0, at);
    if (end < 0) return false;
    // Bytes, not characters, are shared between the paths of version 4.
    path = path.slice(0, kept) + bytes.toString('latin1', at, end);
    at = version === 4 ? end + 1 : start + ((end - start + 8) & ~7);
    // Of what a length in the flags says differently nothing is known: the object names are of another length.
    if ((flags & 0xfff) < 0xfff && (flags & 0xfff) !== path.length) return false;
    const name = bytes.toString('hex', start + STATUS_LENGTH, flagsAt);
    visit(Buffer.from(path, 'latin1').toString('utf8'), name);
  }
  return true;
}

/** An offset of a pack's kind: seven bits a byte, the highest bit says that more follow. */
function variableWidth(bytes: Buffer, start: number): [value: number, next: number] {
  let at = start;
  let byte = bytes[at++] ?? 0;
  let value = byte & 0x7f;
  while (byte & 0x80 && at < bytes.length && value < bytes.length) {
    byte = bytes[at++] ?? 0;
    value = ((value + 1) << 7) | (byte & 0x7f);
  }
  return [value, at];
}

function note(path: string, prefix: string, paths: Set<string>): void {
  if (!path.startsWith(prefix)) return;
  const inside = path.slice(prefix.length);
  paths.add(inside);
  for (let slash = inside.lastIndexOf('/'); slash > 0; slash = inside.lastIndexOf('/', slash - 1)) {
    const directory = inside.slice(0, slash + 1);
    if (paths.has(directory)) break;
    paths.add(directory);
  }
}
