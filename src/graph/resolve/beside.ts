/** Repositories that are cloned beside or into each other: a script names the directory, which is called like the project in it. */
import type { LinkFact } from '../../facts/types.js';
import { fileKey, type Unit, type UnitIndex } from '../units.js';
import type { createEntryResolver } from './entries.js';
import type { PathResolver } from './paths.js';
import type { Repositories } from './repositories.js';
import { isTellingObject } from './telling.js';

export interface Beside {
  /**
   * What a pipeline changes or applies in a checkout of a repository whose address is a secret: its own source has no such directory, and
   * one other source alone holds the path, with or without the directory of the checkout.
   */
  inCheckout(from: Unit, path: string): Unit[];
  /** A stack may keep checkouts of its services anywhere: `services/risk-scorer/Dockerfile` is built from the project `risk-scorer`. */
  builtFrom(from: Unit, link: LinkFact, path: string): Unit[];
}

export function createBeside(
  index: UnitIndex,
  repositories: Repositories,
  paths: PathResolver,
  resolvePath: ReturnType<typeof createEntryResolver>,
): Beside {
  const sources = new Set([...index.files.values()].map(({ source }) => source));
  const homes = new Map<string, Set<string>>();
  for (const { file, fact } of index.projects) {
    const name = fact.name.toLowerCase();
    if (!file.path.includes('/')) homes.set(name, (homes.get(name) ?? new Set()).add(file.source));
  }
  const isOwn = (source: string, directory: string): boolean => paths.below(source, directory).length > 0;

  /** The top of the only other source whose project bears the name of a directory that the own source does not have. */
  const project = (source: string, directory: string): Unit | undefined => {
    if (!isTellingObject(directory) || isOwn(source, directory)) return undefined;
    const [home, ...others] = homes.get(directory.toLowerCase()) ?? [];
    return home === undefined || others.length > 0 || home === source ? undefined : repositories.root(home);
  };

  return {
    inCheckout(from, path) {
      const segments = path.split('/');
      const [directory = '', ...rest] = segments;
      if (sources.size < 2) return [];
      const beside = project(from.source, directory);
      if (beside) return resolvePath(beside, rest.join('/') || '.', 'deploys');
      if (isOwn(from.source, directory)) return [];
      for (const [inside, shortest] of [[path, 3] as const, [rest.join('/'), 2] as const]) {
        if (inside.split('/').length < shortest) continue;
        const [home, ...others] = [...sources].filter(
          (source) => index.files.has(fileKey(source, inside)) || isOwn(source, inside),
        );
        const root = home === undefined || others.length > 0 ? undefined : repositories.root(home);
        if (root) return resolvePath(root, inside, 'deploys');
      }
      return [];
    },
    builtFrom(from, { to }, path) {
      if (sources.size < 2 || (to.kind !== 'path' && to.kind !== 'target')) return [];
      const [, directory = '', file = ''] = /(?:^|\/)([^/#]+)\/([^/#]*Dockerfile[^/#]*)(?:#|$)/.exec(path) ?? [];
      const root = project(from.source, directory);
      return root ? resolvePath(root, file, 'built-from') : [];
    },
  };
}
