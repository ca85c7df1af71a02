/** Names of the repository that a source is, for images that pipelines call by variables of their platform. */
import { namesOwnRepository, withOwnRepository } from '../../facts/own-repository.js';
import type { UnitIndex } from '../units.js';

const MOST_NAMES = 5;

/**
 * @param known `host/owner/name` of sources
 * @returns images as they may be called, with the repository's names put in; the image itself where it names no repository
 */
export function createOwnNames(
  index: UnitIndex,
  known: ReadonlyMap<string, string>,
): (source: string, image: string) => string[] {
  const names = new Map<string, Set<string>>();
  const note = (source: string, name: string): void => {
    const list = names.get(source) ?? new Set();
    names.set(source, list.size < MOST_NAMES ? list.add(name.toLowerCase()) : list);
  };
  for (const [source, repository] of known) note(source, repository.slice(repository.lastIndexOf('/') + 1));
  for (const { file, fact } of index.projects) note(file.source, fact.name);
  for (const { source } of index.files.values()) if (!names.get(source)?.size) note(source, source);
  return (source, image) => {
    if (!namesOwnRepository(image)) return [image];
    return [...(names.get(source) ?? [])].map((name) => withOwnRepository(image, name));
  };
}
