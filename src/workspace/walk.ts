import { readdirSync, type Dirent } from 'node:fs';
import { isReadable } from './file-types.js';
import { IgnoreChain, ignoreScope, matcher, type IgnoreScope } from './ignore-rules.js';
import { Notices } from './notices.js';
import { errorCode, openRegular } from './open-regular.js';
import { trackedFiles, type Tracked } from './tracked.js';
import type { Limits, Notice } from './types.js';

/** Directories that tools fill, by names which those tools fix; whatever lies in them is defined elsewhere. */
const SKIPPED = new Set([
  ...['.git', '.hg', '.svn', 'node_modules', 'bower_components', '__pycache__', '.ipynb_checkpoints', 'site-packages'],
  ...['.terraform', '.terragrunt-cache', 'cdk.out', '.aws-sam', '.serverless', '.vagrant', '.gradle'],
  ...['.tox', '.nox', '.mypy_cache', '.pytest_cache', '.ruff_cache', '.eggs'],
]);

/** Usual names of Python environments; skipped only with the file that marks one, for `env` is a name for other things too. */
const ENVIRONMENT = /^\.?(?:venv|env|virtualenv)/;
const ENVIRONMENT_MARK = 'pyvenv.cfg';

export const MAX_IGNORE_FILE = 256 * 1024;

export interface WalkedFile {
  /** Relative, '/'-separated. */
  path: string;
  readable: boolean;
}

export interface Walked {
  files: WalkedFile[];
  notices: Notice[];
}

interface Pending {
  /** '' or with a '/' at the end. */
  path: string;
  depth: number;
  scope: IgnoreScope | undefined;
  /** The directory is ignored; only what git tracks in it counts. */
  ignored?: boolean;
}

/** What remains of the limits that hold for all sources together. */
export interface WalkBudget {
  files: number;
  directories: number;
  names: number;
}

export function walkBudget(limits: Limits): WalkBudget {
  return { files: limits.files, directories: limits.files, names: limits.files };
}

/**
 * Lists the files of a source, without recursion and without looking at a file itself: its name is enough until it is read.
 * Links and everything else that is neither file nor directory are left out with a notice.
 *
 * `.gitignore` files are honoured as git does: they say nothing about files that it tracks.
 *
 * @param root absolute path of an existing directory
 * @param exclude patterns of the configuration, relative to the root
 * @param budget shared by all sources of a workspace
 */
export function walk(
  source: string,
  root: string,
  exclude: readonly string[],
  limits: Limits,
  budget: WalkBudget,
): Walked {
  const base = root.endsWith('/') ? root : `${root}/`;
  const excluded = exclude.length > 0 ? matcher(exclude) : undefined;
  const ignored = new IgnoreChain();
  const notices = new Notices(source);
  const files: WalkedFile[] = [];
  const pending: Pending[] = [{ path: '', depth: 0, scope: undefined }];
  let index: Tracked | undefined;
  const isTracked = (path: string): boolean => (index ??= trackedFiles(root)).has(path);

  for (let directory = pending.pop(); directory; directory = pending.pop()) {
    const entries = list(base, directory.path, notices);
    if (!entries) continue;
    if (ENVIRONMENT.test(lastName(directory.path)) && entries.some((entry) => entry.name === ENVIRONMENT_MARK))
      continue;
    const scope = directory.ignored ? undefined : readIgnoreFile(base, directory, entries, notices);
    const below: Pending[] = [];
    for (const entry of entries) {
      const isDirectory = entry.isDirectory();
      const path = directory.path + entry.name;
      const tested = isDirectory ? `${path}/` : path;
      if (isDirectory && SKIPPED.has(entry.name)) continue;
      if (excluded?.ignores(tested)) continue;
      const inside = directory.ignored ? undefined : ignored.below(tested, scope);
      if (!inside && !isTracked(tested)) continue;
      if (isDirectory) {
        if (directory.depth >= limits.depth) {
          notices.add('depth', path, `Deeper than ${limits.depth} directories; nothing in it was read.`, true);
        } else {
          const depth = directory.depth + 1;
          below.push(
            inside ? { path: tested, depth, ...inside } : { path: tested, depth, scope: undefined, ignored: true },
          );
        }
      } else if (entry.isFile()) {
        const readable = isReadable(entry.name);
        if (--budget[readable ? 'files' : 'names'] >= 0) files.push({ path, readable });
        if (budget.files < 0) break;
      } else if (entry.isSymbolicLink()) {
        if (!SKIPPED.has(entry.name)) notices.add('symbolic-link', path, 'A symbolic link is not followed.', false);
      } else {
        notices.add('special-file', path, 'Neither a file nor a directory (FIFO, socket or device).', false);
      }
    }
    budget.directories -= below.length;
    if (budget.files < 0 || budget.directories < 0) {
      const message = `More than ${limits.files} files or directories; those after this place were left out.`;
      notices.add('file-count', directory.path, message, true);
      break;
    }
    // Reversed, because the last one is taken first: the order of the walk decides what a limit cuts off.
    for (const next of below.reverse()) pending.push(next);
  }
  if (budget.names < 0) {
    notices.add(
      'file-count',
      '',
      `More than ${limits.files} data files; the names of the others are not known.`,
      false,
    );
  }
  if (ignored.exhausted) {
    notices.add(
      'ignore-rules',
      '',
      'The ignore files ask for too many comparisons; they were no longer applied.',
      false,
    );
  }
  return { files, notices: notices.list() };
}

function list(base: string, directory: string, notices: Notices): Dirent[] | undefined {
  try {
    const entries = readdirSync(base + directory, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    notices.add('unreadable', directory, `The directory cannot be read (${errorCode(error)}).`, true);
    return undefined;
  }
}

function readIgnoreFile(
  base: string,
  directory: Pending,
  entries: Dirent[],
  notices: Notices,
): IgnoreScope | undefined {
  if (!entries.some((entry) => entry.name === '.gitignore' && entry.isFile())) return directory.scope;
  const path = `${directory.path}.gitignore`;
  const opened = openRegular(base + path, MAX_IGNORE_FILE);
  if ('failure' in opened) {
    notices.add('ignore-rules', path, `The ignore file was not applied (${opened.failure}).`, false);
    return directory.scope;
  }
  const { scope, partly } = ignoreScope(opened.bytes.toString('utf8'), directory.path, directory.scope);
  if (partly) {
    notices.add(
      'ignore-rules',
      path,
      'Patterns beyond the supported length, number or count of ** were not applied.',
      false,
    );
  }
  return scope;
}

/** Name of a directory whose path ends with '/'. */
function lastName(directory: string): string {
  return directory.slice(directory.lastIndexOf('/', directory.length - 2) + 1, -1);
}
