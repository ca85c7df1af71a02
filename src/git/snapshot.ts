/** The files of a commit, written into a directory: no checkout, so that no filter, no hook and no link comes into it. */
import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isReadable, WorkspaceError, type Limits } from '../workspace/index.js';
import type { Git } from './repository.js';

interface Blob {
  path: string;
  object: string;
  size: number;
}

/** So much is asked of git at a time. */
const BATCH_BYTES = 64 * 1024 * 1024;
/** By them it is known that a directory was written by others. */
const LICENCE = /^(?:licen[cs]e|copying|notice)/i;

/**
 * @param into an empty directory
 * @throws {WorkspaceError} for a commit with more files than the limits allow
 */
export function writeSnapshot(git: Git, commit: string, into: string, limits: Limits): void {
  const blobs = listBlobs(git, commit);
  if (blobs.length > limits.files)
    throw new WorkspaceError(`The commit ${commit} has more than ${limits.files} files.`);
  const wanted: Blob[] = [];
  let total = 0;
  for (const blob of blobs) {
    const name = blob.path.slice(blob.path.lastIndexOf('/') + 1);
    const read = (isReadable(name) || LICENCE.test(name)) && blob.size <= limits.fileSize;
    if (read && (total += blob.size) <= limits.totalBytes) wanted.push(blob);
    // A name that nobody reads counts as existing; of what is too large the size is kept, so that it is noticed.
    else write(join(into, blob.path), '', isReadable(name) ? blob.size : 0);
  }
  for (let at = 0; at < wanted.length;) {
    let bytes = 0;
    const start = at;
    while (at < wanted.length && (at === start || bytes + (wanted[at]?.size ?? 0) <= BATCH_BYTES)) {
      bytes += wanted[at]?.size ?? 0;
      at++;
    }
    writeBatch(git, wanted.slice(start, at), into);
  }
}

/** Regular files. Links, submodules, ignore files (what is tracked counts) and names that lead elsewhere are left out. */
function listBlobs(git: Git, commit: string): Blob[] {
  const listing = git.run(['ls-tree', '-r', '-z', '-l', '--full-tree', commit]).toString('utf8');
  return listing.split('\0').flatMap((entry): Blob[] => {
    const [, object, size, path] = /^100(?:644|755|664) blob ([0-9a-f]+) +(\d+)\t([^]+)$/.exec(entry) ?? [];
    if (object === undefined || size === undefined || path === undefined || !isSafe(path)) return [];
    return [{ path, object, size: Number(size) }];
  });
}

/** A tree object may hold any name. */
function isSafe(path: string): boolean {
  const parts = path.split('/');
  return (
    parts.every((part) => part !== '' && part !== '.' && part !== '..' && part.toLowerCase() !== '.git') &&
    !path.includes('\\') &&
    parts.at(-1) !== '.gitignore'
  );
}

function writeBatch(git: Git, blobs: readonly Blob[], into: string): void {
  const output = git.run(['cat-file', '--batch'], blobs.map(({ object }) => `${object}\n`).join(''));
  let at = 0;
  for (const { path, object, size } of blobs) {
    const end = output.indexOf(0x0a, at);
    const [name, type, length] = output.toString('latin1', at, end).split(' ');
    if (end < 0 || name !== object || type !== 'blob' || Number(length) !== size)
      throw new WorkspaceError(`The object ${object} of the repository is missing or damaged.`);
    write(join(into, path), output.subarray(end + 1, end + 1 + size));
    at = end + 1 + size + 1;
  }
}

/** Nothing is written twice: two names that the file system takes for one leave the first. */
function write(file: string, content: string | Buffer, size = 0): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content, { flag: 'wx' });
    if (size > 0) truncateSync(file, size);
  } catch (error) {
    if (!['EEXIST', 'ENOTDIR', 'ENAMETOOLONG', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? ''))
      throw error;
  }
}
