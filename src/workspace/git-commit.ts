/**
 * The day of a commit, read from git's objects: as a file of its own, or whole in a pack. Git is never run. Formats:
 * https://git-scm.com/docs/gitformat-pack and gitformat-commit; a commit that a pack keeps as a difference is not put together.
 */
import { closeSync, constants, fstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { isDirectory } from './git-state.js';
import { openRegular } from './open-regular.js';

/** Of the object as it lies on disk, and of its text: a commit is some hundred bytes. */
const MOST_BYTES = 64 * 1024;
const MOST_TEXT = 1024 * 1024;
const MOST_PACKS = 200;
const INDEX_START = Buffer.from([0xff, 0x74, 0x4f, 0x63, 0, 0, 0, 2]);
const FANOUT = 256 * 4;
const COMMIT = 1;

/**
 * @param root absolute path of the source
 * @param commit 40 or 64 hexadecimal digits
 * @returns the day on which it was committed, as the committer's clock had it: YYYY-MM-DD
 */
export function commitDay(root: string, commit: string): string | undefined {
  const objects = `${root}/.git/objects`;
  if (![`${root}/.git`, objects].every(isDirectory)) return undefined;
  const text = looseCommit(objects, commit) ?? packedCommit(objects, Buffer.from(commit, 'hex'));
  const head = text?.slice(0, text.indexOf('\n\n'));
  const [, seconds, sign, hours, minutes] = /^committer .*> (\d{1,11}) ([+-])(\d{2})(\d{2})$/m.exec(head ?? '') ?? [];
  if (seconds === undefined) return undefined;
  const offset = (Number(hours) * 60 + Number(minutes)) * 60 * (sign === '-' ? -1 : 1);
  const day = new Date((Number(seconds) + offset) * 1000).toISOString().slice(0, 10);
  return /^\d{4}-/.test(day) ? day : undefined;
}

function looseCommit(objects: string, commit: string): string | undefined {
  const directory = `${objects}/${commit.slice(0, 2)}`;
  if (!isDirectory(directory)) return undefined;
  const opened = openRegular(`${directory}/${commit.slice(2)}`, MOST_BYTES);
  const text = 'bytes' in opened ? inflated(opened.bytes) : undefined;
  return text?.startsWith('commit ') ? text.slice(text.indexOf('\0') + 1) : undefined;
}

function inflated(bytes: Buffer): string | undefined {
  try {
    return inflateSync(bytes, { maxOutputLength: MOST_TEXT }).toString('utf8');
  } catch {
    return undefined;
  }
}

function packedCommit(objects: string, name: Buffer): string | undefined {
  const directory = `${objects}/pack`;
  if (!isDirectory(directory)) return undefined;
  let indexes: string[];
  try {
    indexes = readdirSync(directory).filter((file) => file.endsWith('.idx'));
  } catch {
    return undefined;
  }
  for (const index of indexes.sort().slice(0, MOST_PACKS)) {
    const offset = inParts(`${directory}/${index}`, (read) => offsetOf(read, name));
    if (offset === undefined) continue;
    return inParts(`${directory}/${index.replace(/\.idx$/, '.pack')}`, (read) => objectAt(read, offset));
  }
  return undefined;
}

/** Bytes at a place of a file; fewer, or none, behind its end. */
type Read = (position: number, length: number) => Buffer;

/** Lets a regular file be read in parts, for a pack may be larger than the memory. */
function inParts<T>(path: string, action: (read: Read) => T | undefined): T | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  } catch {
    return undefined;
  }
  try {
    if (!fstatSync(descriptor).isFile()) return undefined;
    return action((position, length) => {
      const buffer = Buffer.alloc(length);
      return buffer.subarray(0, readSync(descriptor, buffer, 0, length, position));
    });
  } catch {
    return undefined;
  } finally {
    closeSync(descriptor);
  }
}

/** Where an object begins in a pack: its name is searched in the sorted names of the index (version 2). */
function offsetOf(read: Read, name: Buffer): number | undefined {
  const fanout = read(0, INDEX_START.length + FANOUT);
  if (fanout.length < INDEX_START.length + FANOUT || !fanout.subarray(0, 8).equals(INDEX_START)) return undefined;
  const upTo = (byte: number): number => (byte < 0 ? 0 : fanout.readUInt32BE(INDEX_START.length + byte * 4));
  const count = upTo(255);
  const names = INDEX_START.length + FANOUT;
  let low = upTo((name[0] ?? 0) - 1);
  let high = upTo(name[0] ?? 0);
  while (low < high) {
    const middle = (low + high) >>> 1;
    const order = read(names + middle * name.length, name.length).compare(name);
    if (order === 0) {
      // Behind the names stand the check sums of all objects, then their places.
      const place = read(names + count * (name.length + 4) + middle * 4, 4).readUInt32BE(0);
      if (place < 0x80000000) return place;
      const far = read(names + count * (name.length + 8) + (place - 0x80000000) * 8, 8).readBigUInt64BE(0);
      return far <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(far) : undefined;
    }
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return undefined;
}

/** The text of a commit that is kept whole. */
function objectAt(read: Read, offset: number): string | undefined {
  const bytes = read(offset, MOST_BYTES);
  if (((bytes[0] ?? 0) >> 4) % 8 !== COMMIT) return undefined;
  let start = 0;
  while ((bytes[start++] ?? 0) & 0x80);
  return inflated(bytes.subarray(start));
}
