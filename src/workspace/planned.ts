/** Files that are not there yet, listed as a walk would list them if they were. */
import { join } from 'node:path';
import { isReadable } from './file-types.js';
import { IgnoreChain, ignoreScope, matcher, type IgnoreScope } from './ignore-rules.js';
import { openRegular } from './open-regular.js';
import { trackedFiles } from './tracked.js';
import { MAX_IGNORE_FILE, type WalkedFile } from './walk.js';

/**
 * @param root absolute path of an existing directory
 * @param planned texts by path, the texts of ignore files included
 * @param exclude patterns of the configuration
 * @param there paths that the walk has found
 * @returns those that are not there and that neither the configuration nor an ignore file leaves out
 */
export function walkPlanned(
  root: string,
  planned: ReadonlyMap<string, string>,
  exclude: readonly string[],
  there: ReadonlySet<string>,
): WalkedFile[] {
  const fresh = [...planned.keys()].filter((path) => !there.has(path));
  if (fresh.length === 0) return [];
  const excluded = exclude.length > 0 ? matcher(exclude) : undefined;
  const tracked = trackedFiles(root);
  const chain = new IgnoreChain();
  const isListed = (path: string): boolean => {
    let scope: IgnoreScope | undefined;
    let ignored = false;
    for (const step of stepsTo(path)) {
      if (excluded?.ignores(step)) return false;
      if (ignored) continue;
      const directory = step.slice(0, step.replace(/\/$/, '').lastIndexOf('/') + 1);
      scope = ignoreScope(ignoreFileOf(root, directory, planned), directory, scope).scope;
      const inside = chain.below(step, scope);
      if (inside) ({ scope } = inside);
      else ignored = true;
    }
    return !ignored || tracked.has(path);
  };
  return fresh.filter(isListed).map((path) => ({ path, readable: isReadable(path.slice(path.lastIndexOf('/') + 1)) }));
}

/** `a/b/c` → `a/`, `a/b/`, `a/b/c`. */
const stepsTo = (path: string): string[] => [
  ...[...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index + 1)),
  path,
];

function ignoreFileOf(root: string, directory: string, planned: ReadonlyMap<string, string>): string {
  const path = `${directory}.gitignore`;
  const text = planned.get(path);
  if (text !== undefined) return text;
  const opened = openRegular(join(root, path), MAX_IGNORE_FILE);
  return 'failure' in opened ? '' : opened.bytes.toString('utf8');
}
