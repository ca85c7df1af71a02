/** Which files git tracks: an ignore file says nothing about them. */
import { lstatSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { openRegular } from './open-regular.js';

/** An index of a million files; reading it is only needed when something is ignored at all. */
const MAX_INDEX = 150_000_000;
const MOST_PARENTS = 64;
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
  if (bytes.length < 12 || bytes.toString('latin1', 0, 4) !== 'DIRC') return undefined;
  const version = bytes.readUInt32BE(4);
  const count = bytes.readUInt32BE(8);
  if (version < 2 || version > 4) return undefined;
  return readEntries(bytes, version, count, 20, prefix) ?? readEntries(bytes, version, count, 32, prefix);
}

function readEntries(
  bytes: Buffer,
  version: number,
  count: number,
  hashLength: number,
  prefix: string,
): Set<string> | undefined {
  const paths = new Set<string>();
  let at = 12;
  let path = '';
  for (let entry = 0; entry < count; entry++) {
    const start = at;
    const flagsAt = start + STATUS_LENGTH + hashLength;
    if (flagsAt + 2 > bytes.length) return undefined;
    const flags = bytes.readUInt16BE(flagsAt);
    at = flagsAt + (version >= 3 && flags & EXTENDED ? 4 : 2);
    let kept = 0;
    if (version === 4) {
      const [strip, next] = variableWidth(bytes, at);
      kept = path.length - strip;
      if (kept < 0) return undefined;
      at = next;
    }
    const end = bytes.indexOf(0, at);
    if (end < 0) return undefined;
    // Bytes, not characters, are shared between the paths of version 4.
    path = path.slice(0, kept) + bytes.toString('latin1', at, end);
    at = version === 4 ? end + 1 : start + ((end - start + 8) & ~7);
    // Of what a length in the flags says differently nothing is known: the object names are of another length.
    if ((flags & 0xfff) < 0xfff && (flags & 0xfff) !== path.length) return undefined;
    note(Buffer.from(path, 'latin1').toString('utf8'), prefix, paths);
  }
  return paths;
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
