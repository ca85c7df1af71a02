import { realpathSync, statSync } from 'node:fs';
import { basename, resolve, sep } from 'node:path';
import { remoteOf } from './git-remote.js';
import { commitDay } from './git-commit.js';
import { commitOf } from './git-state.js';
import { defaultConfiguration } from './defaults.js';
import { WorkspaceError } from './errors.js';
import { errorCode } from './open-regular.js';
import { walkPlanned } from './planned.js';
import { assignRoles } from './roles.js';
import { directoryTree } from './tree.js';
import { vendoredDirectories } from './vendored.js';
import { walk, walkBudget } from './walk.js';
import type { Configuration, Notice, Source, Workspace, WorkspaceFile } from './types.js';

/**
 * Lists what there is to audit: sources, their files with roles, and what was left out. No file's content is read but
 * ignore files, licences and `.git/HEAD`; see `readText` for the rest.
 *
 * @param paths directories, relative to the working directory; none: the configured sources, or else the working directory.
 *   The same directory given twice is one source.
 * @param planned what files of every source would hold, by path: the workspace as it would be with them
 * @throws WorkspaceError when a path is no directory or a source lies inside another
 */
export function openWorkspace(
  paths: readonly string[],
  configuration = defaultConfiguration(),
  planned: ReadonlyMap<string, string> = new Map(),
): Workspace {
  const sources = openSources(paths, configuration);
  const budget = walkBudget(configuration.limits);
  const files: WorkspaceFile[] = [];
  const notices: Notice[] = [];
  for (const source of sources) {
    const own = configuration.sources.find(({ id }) => id === source.id);
    const exclude = [...(own?.exclude ?? []), ...configuration.exclude];
    const walked = walk(source.id, source.directory, exclude, configuration.limits, budget);
    notices.push(...walked.notices);
    const fresh = walkPlanned(source.directory, planned, exclude, new Set(walked.files.map(({ path }) => path)));
    const sorted = [...walked.files, ...fresh].sort((a, b) => compare(a.path, b.path));
    const names = sorted.map((file) => file.path);
    const tree = directoryTree(names);
    const root = source.directory.endsWith('/') ? source.directory : `${source.directory}/`;
    const roles = assignRoles(names, tree, vendoredDirectories(root, tree), [
      ...(own?.roles ?? []),
      ...configuration.roles,
    ]);
    sorted.forEach(({ path, readable }, index) => {
      const text = planned.get(path);
      files.push({
        source: source.id,
        path,
        absolutePath: root + path,
        role: roles[index] ?? 'production',
        readable,
        ...(text === undefined ? {} : { planned: text }),
      });
    });
  }
  return { sources, files, notices, limits: configuration.limits };
}

/** Code-unit order: the same on every machine, unlike that of a locale. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function openSources(paths: readonly string[], configuration: Configuration): Source[] {
  const wanted =
    paths.length > 0
      ? paths.map((path) => ({ path, directory: path }))
      : configuration.sources.length > 0
        ? configuration.sources
        : [{ path: '.', directory: '.' }];
  const opened = new Map<string, string>();
  for (const { path, directory } of wanted) {
    const real = realDirectory(path, directory);
    if (!opened.has(real)) opened.set(real, path);
  }
  refuseNested(opened);
  const configured = new Map(configuration.sources.map((source) => [realOr(source.directory), source]));
  const ids = new Set<string>([...configured.values()].map(({ id }) => id));
  const sources = [...opened.keys()].map((directory) => {
    const known = configured.get(directory);
    const id = known?.id ?? uniqueId(basename(directory) || 'root', ids);
    const commit = commitOf(directory);
    const committed = commit === undefined ? undefined : commitDay(directory, commit);
    const repository = known?.repository ?? remoteOf(directory);
    return {
      id,
      path: known?.path ?? (basename(directory) || '.'),
      directory,
      ...(commit === undefined ? {} : { commit }),
      ...(committed === undefined ? {} : { committed }),
      ...(repository === undefined ? {} : { repository }),
    };
  });
  return sources.sort((a, b) => compare(a.id, b.id));
}

function realDirectory(path: string, directory: string): string {
  try {
    const real = realpathSync(directory);
    if (statSync(real).isDirectory()) return real;
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT') throw new WorkspaceError(`There is no directory ${JSON.stringify(path)}.`);
    throw new WorkspaceError(`${JSON.stringify(path)} cannot be opened (${code}).`);
  }
  throw new WorkspaceError(`${JSON.stringify(path)} is not a directory; give the directory that it lies in.`);
}

function realOr(directory: string): string {
  try {
    return realpathSync(directory);
  } catch {
    return resolve(directory);
  }
}

/** Files of a source inside another would count twice. */
function refuseNested(opened: ReadonlyMap<string, string>): void {
  for (const [inner, innerPath] of opened) {
    for (const [outer, outerPath] of opened) {
      if (inner !== outer && inner.startsWith(outer.endsWith(sep) ? outer : outer + sep)) {
        throw new WorkspaceError(
          `${JSON.stringify(innerPath)} lies inside ${JSON.stringify(outerPath)}; give one of the two.`,
        );
      }
    }
  }
}

function uniqueId(name: string, taken: Set<string>): string {
  let id = name;
  for (let count = 2; taken.has(id); count++) id = `${name}-${count}`;
  taken.add(id);
  return id;
}
