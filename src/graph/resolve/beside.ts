/** Repositories that are cloned beside each other: a script names the directory, which is called like the project in it. */
import type { Unit, UnitIndex } from '../units.js';
import type { PathResolver } from './paths.js';
import type { Repositories } from './repositories.js';
import { isTellingObject } from './telling.js';

/** @returns the top of the only other source whose project bears the name of a directory that the own source does not have */
export function createBeside(
  { projects }: UnitIndex,
  repositories: Repositories,
  paths: PathResolver,
): (source: string, directory: string) => Unit | undefined {
  const homes = new Map<string, Set<string>>();
  for (const { file, fact } of projects) {
    const name = fact.name.toLowerCase();
    if (!file.path.includes('/')) homes.set(name, (homes.get(name) ?? new Set()).add(file.source));
  }
  return (source, directory) => {
    if (!isTellingObject(directory) || paths.below(source, directory).length > 0) return undefined;
    const [home, ...others] = homes.get(directory.toLowerCase()) ?? [];
    return home === undefined || others.length > 0 || home === source ? undefined : repositories.root(home);
  };
}
