/**
 * Reading a commit without a checkout and without the repository's configuration. A configuration can make git start programs
 * (fsmonitor, hooks, filters, ssh commands, promisor remotes), so that git gets a directory of its own with an empty one,
 * which shares objects and references with the repository and nothing else.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, mkdirSync, realpathSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, isAbsolute, join, resolve, sep } from 'node:path';
import { WorkspaceError } from '../workspace/index.js';
import { openRegular } from '../workspace/open-regular.js';

const MAX_SMALL = 4096;
const MAX_PACKED = 50_000_000;
const MAX_OUTPUT = 512 * 1024 * 1024;
const HASH = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
/** Longer than any name of a reference. */
const LONGEST_REFERENCE = 500;

export interface Git {
  /** Standard output. @throws {WorkspaceError} when git fails */
  run(words: readonly string[], input?: string): Buffer;
}

/**
 * @param directory root of a checkout, a worktree, or a bare repository
 * @param own an empty directory that git may have for itself
 * @throws {WorkspaceError} when there is no git, or no repository
 */
export function openRepository(directory: string, own: string): Git {
  const { head, common } = gitDirectories(directory);
  const objects = join(common, 'objects');
  if (!isDirectory(objects)) throw new WorkspaceError(`${JSON.stringify(directory)} is no git repository.`);
  mkdirSync(own, { recursive: true });
  const headText = readSmall(join(head, 'HEAD'))?.trim() ?? '';
  writeFileSync(join(own, 'HEAD'), `${headText || 'ref: refs/heads/main'}\n`);
  symlinkSync(join(common, 'refs'), join(own, 'refs'));
  const packed = openRegular(join(common, 'packed-refs'), MAX_PACKED);
  const packedText = 'bytes' in packed ? packed.bytes.toString('latin1') : '';
  writeFileSync(join(own, 'packed-refs'), packedText, 'latin1');
  // Objects of the other hash have longer names; the repository's configuration, which says so, is not read.
  const long = [headText, ...packedText.split('\n', 3).map((line) => line.split(' ', 1)[0] ?? '')].some(
    (text) => HASH.test(text) && text.length === 64,
  );
  const extension = long ? '[extensions]\n\tobjectformat = sha256\n' : '';
  writeFileSync(
    join(own, 'config'),
    `[core]\n\trepositoryformatversion = ${long ? 1 : 0}\n\tbare = true\n${extension}`,
  );
  const program = gitProgram(directory);
  return { run: (words, input) => runGit(program, own, objects, words, input) };
}

/** @throws {WorkspaceError} for what names no commit */
export function commitNamed(git: Git, reference: string): string {
  if (reference.startsWith('-') || reference.length > LONGEST_REFERENCE || /[\0-\x20\x7f]/.test(reference))
    throw new WorkspaceError(`${JSON.stringify(reference)} is no name of a commit.`);
  let commit = '';
  try {
    commit = git
      .run(['rev-parse', '--verify', '--quiet', '--end-of-options', `${reference}^{commit}`])
      .toString()
      .trim();
  } catch {
    // Said below.
  }
  if (!HASH.test(commit))
    throw new WorkspaceError(
      `${JSON.stringify(reference)} is neither a directory, nor an assessment, nor a commit of this repository (a shallow clone has only the newest).`,
    );
  return commit;
}

function runGit(program: string, own: string, objects: string, words: readonly string[], input = ''): Buffer {
  const hardened = ['core.fsmonitor=false', 'core.hooksPath=/dev/null', 'protocol.allow=never'];
  const child = spawnSync(program, [...hardened.flatMap((setting) => ['-c', setting]), ...words], {
    cwd: own,
    input,
    maxBuffer: MAX_OUTPUT,
    env: {
      GIT_DIR: own,
      GIT_OBJECT_DIRECTORY: objects,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_SYSTEM: '/dev/null',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_ATTR_NOSYSTEM: '1',
      GIT_TERMINAL_PROMPT: '0',
      GIT_OPTIONAL_LOCKS: '0',
      GIT_NO_LAZY_FETCH: '1',
      GIT_NO_REPLACE_OBJECTS: '1',
      GIT_ALLOW_PROTOCOL: '',
      LC_ALL: 'C',
    },
  });
  if (child.error || child.status !== 0) {
    const reason =
      child.error?.message ?? (child.stderr.toString().split('\n', 1)[0] || `git ended with ${String(child.status)}`);
    throw new WorkspaceError(`The repository cannot be read: ${reason}.`);
  }
  return child.stdout;
}

/** Directory with HEAD, and the one with objects and references, which worktrees share. Layout: gitrepository-layout(5). */
function gitDirectories(directory: string): { head: string; common: string } {
  const git = resolve(directory, '.git');
  if (isDirectory(git)) return { head: git, common: git };
  const pointer = /^gitdir: (.+)$/m.exec(readSmall(git) ?? '')?.[1]?.trim();
  if (pointer === undefined) return { head: resolve(directory), common: resolve(directory) };
  const head = resolve(directory, pointer);
  const common = readSmall(join(head, 'commondir'))?.trim();
  return { head, common: common === undefined ? head : resolve(head, common) };
}

/** The git of the system: never one that lies in the tree, or in the working directory by way of a relative entry of PATH. */
function gitProgram(directory: string): string {
  const inside = `${realpathSync(directory)}${sep}`;
  for (const entry of (process.env.PATH ?? '').split(delimiter)) {
    if (!isAbsolute(entry)) continue;
    const program = join(entry, process.platform === 'win32' ? 'git.exe' : 'git');
    try {
      accessSync(program, constants.X_OK);
      if (!`${realpathSync(dirname(program))}${sep}`.startsWith(inside)) return program;
    } catch {
      // Not here.
    }
  }
  throw new WorkspaceError('There is no git to read commits with; give two directories instead.');
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function readSmall(path: string): string | undefined {
  const opened = openRegular(path, MAX_SMALL);
  return 'bytes' in opened ? opened.bytes.toString('utf8') : undefined;
}
