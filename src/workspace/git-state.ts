import { lstatSync } from 'node:fs';
import { openRegular } from './open-regular.js';

const OBJECT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const REFERENCE = /^ref: (refs\/[A-Za-z0-9._/-]{1,250})$/;
const MAX_REFERENCE_FILE = 1024;
const MAX_PACKED_FILE = 20_000_000;

/**
 * The commit that is checked out, read from the files of `.git` (layout: git's gitrepository-layout(5)). Git itself is never
 * run: the configuration of a scanned repository can make it start programs. A `.git` file, which leads to a directory
 * elsewhere (worktrees, submodules), is not followed.
 *
 * @param root absolute path of the source
 * @returns 40 or 64 hexadecimal digits; undefined when there is no commit or it cannot be read this way
 */
export function commitOf(root: string): string | undefined {
  const git = `${root}/.git`;
  const head = readLine(git, 'HEAD');
  if (head === undefined) return undefined;
  if (OBJECT.test(head)) return head;
  const reference = REFERENCE.exec(head)?.[1];
  if (reference === undefined || reference.split('/').some((part) => part === '' || part.startsWith('.')))
    return undefined;
  const loose = readLine(git, reference);
  if (loose !== undefined) return OBJECT.test(loose) ? loose : undefined;
  return packed(git, reference);
}

function packed(git: string, reference: string): string | undefined {
  if (!isDirectory(git)) return undefined;
  const opened = openRegular(`${git}/packed-refs`, MAX_PACKED_FILE);
  if ('failure' in opened) return undefined;
  const text = opened.bytes.toString('latin1');
  const end = `${text}\n`.indexOf(` ${reference}\n`);
  if (end < 0) return undefined;
  const object = text.slice(text.lastIndexOf('\n', end) + 1, end);
  return OBJECT.test(object) ? object : undefined;
}

/** First line of a small file below `.git`, on the way to which no link lies. */
function readLine(git: string, path: string): string | undefined {
  let directory = git;
  for (const part of ['', ...path.split('/').slice(0, -1)]) {
    if (part !== '') directory += `/${part}`;
    if (!isDirectory(directory)) return undefined;
  }
  const opened = openRegular(`${git}/${path}`, MAX_REFERENCE_FILE);
  return 'failure' in opened ? undefined : opened.bytes.toString('latin1').split('\n', 1)[0]?.trim();
}

export function isDirectory(path: string): boolean {
  try {
    return lstatSync(path).isDirectory();
  } catch {
    return false;
  }
}
