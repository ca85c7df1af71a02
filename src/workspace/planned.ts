/** Files that are not there yet, listed as a walk would list them if they were. */
import { join } from 'node:path';
import { isReadable } from './file-types.js';
import { IgnoreChain, ignoreScope, matcher, type IgnoreScope } from './ignore-rules.js';
import { openRegular } from './open-regular.js';
import { MAX_IGNORE_FILE, type WalkedFile } from './walk.js';

/**
 * @param planned texts by path, the texts of ignore files included
 * @param exclude patterns of the configuration
 * @param there paths that the walk has found
 * @returns those that are not there and that neither an ignore file nor the configuration leaves out
 */
export function walkPlanned(
  root: string,
  planned: ReadonlyMap<string, string>,
  exclude: readonly string[],
  there: ReadonlySet<string>,
): WalkedFile[] {
  const excluded = exclude.length > 0 ? matcher(exclude) : undefined;
  const chain = new IgnoreChain();
  const ignoreFile = (directory: string): string => {
    const path = `${directory}.gitignore`;
    const opened = openRegular(join(root, path), MAX_IGNORE_FILE);
    return planned.get(path) ?? ('bytes' in opened ? opened.bytes.toString('utf8') : '');
  };
  const isLeftOut = (path: string): boolean => {
    let scope: IgnoreScope | undefined;
    for (let at = 0; at >= 0;) {
      const end = path.indexOf('/', at) + 1;
      const step = end === 0 ? path : path.slice(0, end);
      scope = ignoreScope(ignoreFile(path.slice(0, at)), path.slice(0, at), scope).scope;
      const inside = chain.below(step, scope);
      if (!inside || excluded?.ignores(step)) return true;
      scope = inside.scope;
      at = end === 0 ? -1 : end;
    }
    return false;
  };
  return [...planned.keys()]
    .filter((path) => !there.has(path) && !isLeftOut(path))
    .map((path) => ({ path, readable: isReadable(path.slice(path.lastIndexOf('/') + 1)) }));
}
