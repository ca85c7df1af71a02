/**
 * Which source is which git repository. Sources are directories and need not say where they were cloned from; a
 * repository is then recognised by its name: `github.com/acme/churn-gitops` is the source `churn-gitops`, or the only
 * source whose id is the last part of the name (`gitops`).
 */
import { normaliseRepository } from '../../facts/identifiers.js';
import type { Unit, UnitIndex } from '../units.js';

export interface Repositories {
  /** Definitions at the top of the repository, if it is one of the other sources. */
  files(repository: string, from: string): Unit[];
  /** A file of a source, from which its paths can be resolved. */
  root(source: string): Unit | undefined;
  /** Id of the source that a repository is. */
  source(repository: string): string | undefined;
}

/** @param known `host/owner/name` of the sources of which it is known: they are that repository and no other */
export function identifyRepositories(index: UnitIndex, known: ReadonlyMap<string, string>): Repositories {
  const sources = [...new Set([...index.files.values()].map((file) => file.source))].filter((id) => !known.has(id));
  const byAddress = new Map([...known].map(([id, repository]) => [normaliseRepository(repository), id]));
  const source = (repository: string): string | undefined => {
    const cloned = byAddress.get(repository);
    if (cloned !== undefined) return cloned;
    const name = repository.slice(repository.lastIndexOf('/') + 1);
    const exact = sources.find((id) => id.toLowerCase() === name);
    if (exact) return exact;
    const partial = sources.filter(
      (id) => name.endsWith(`-${id.toLowerCase()}`) || name.endsWith(`_${id.toLowerCase()}`),
    );
    return partial.length === 1 ? partial[0] : undefined;
  };
  return {
    source,
    root: (id) =>
      [...index.files.values()].find((file) => file.source === id && !file.path.includes('/')) ??
      [...index.files.values()].find((file) => file.source === id),
    files(repository, from) {
      const id = source(repository);
      if (!id || id === from) return [];
      return [...index.files.values()].filter((file) => file.source === id);
    },
  };
}
