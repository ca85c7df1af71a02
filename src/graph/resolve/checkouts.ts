/**
 * Directories into which pipelines check the source out. A task that clones the repository to `app` starts
 * `app/src/train.py`: where a directory of that name is nowhere in the source and what lies in it stands at its root, the
 * directory is the root.
 */
import { fileKey, type UnitIndex } from '../units.js';

/** A path has to say this much below the directory: `other/train.py` may as well lie in another repository. */
const TELLING = /^([^/]+)\/([^/]+\/.+)$/;
// eslint-disable-next-line no-control-regex
const UNKNOWN = /[\u0001${*]|\.\./;

/** @returns the rest of a path that leads into a checkout of the source; undefined for other paths */
export function createCheckouts(index: UnitIndex): (source: string, path: string) => string | undefined {
  const directories = new Set<string>();
  for (const { source, path } of index.files.values()) {
    const slash = path.indexOf('/');
    if (slash !== -1) directories.add(fileKey(source, path.slice(0, slash)));
  }
  const checkouts = new Set<string>();
  for (const { source, path, links } of index.units) {
    // What a program starts lies where the program does.
    if (/\.(?:py|ipynb)$/.test(path)) continue;
    for (const { link, to } of links) {
      if (link !== 'runs' || to.kind !== 'path' || UNKNOWN.test(to.value)) continue;
      const [, directory, rest] = TELLING.exec(to.value) ?? [];
      if (directory === undefined || rest === undefined || directories.has(fileKey(source, directory))) continue;
      if (index.files.has(fileKey(source, rest))) checkouts.add(fileKey(source, directory));
    }
  }
  return (source, path) => {
    const slash = path.indexOf('/');
    return slash > 0 && checkouts.has(fileKey(source, path.slice(0, slash))) ? path.slice(slash + 1) : undefined;
  };
}
