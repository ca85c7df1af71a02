/** Clones of other repositories that a script works in. */

/** A directory as it is compared: without `./` and a slash at the end. */
export const stripped = (directory: string): string => directory.replace(/^(?:\.\/+)+|\/+$/g, '');

/** The clone in which a directory lies, and the rest of the path. */
export function cloneAt(
  directory: string,
  clones: ReadonlyMap<string, string>,
): { repository: string; rest: string } | undefined {
  const path = stripped(directory);
  for (const [at, repository] of clones)
    if (path === at || path.startsWith(`${at}/`)) return { repository, rest: path.slice(at.length + 1) };
  return undefined;
}
