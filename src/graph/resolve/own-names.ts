/** Names of the repository that a source is, for images that pipelines call by variables of their platform. */
import { namesOwnRepository, withOwnRepository } from '../../facts/own-repository.js';
import type { UnitIndex } from '../units.js';

const MOST_NAMES = 5;

/**
 * @param addressesOf all `host/owner/name` under which a source is known
 * @returns images as they may be called, with the repository's names put in; the image itself where it names no repository
 */
export function createOwnNames(
  index: UnitIndex,
  addressesOf: (source: string) => readonly string[],
): (source: string, image: string) => string[] {
  const names = new Map<string, Set<string>>();
  const note = (source: string, name: string): void => {
    const list = names.get(source) ?? new Set();
    names.set(source, list.size < MOST_NAMES ? list.add(name.toLowerCase()) : list);
  };
  const sources = new Set([...index.files.values()].map(({ source }) => source));
  for (const source of sources)
    for (const address of addressesOf(source)) note(source, address.slice(address.lastIndexOf('/') + 1));
  for (const { file, fact } of index.projects) note(file.source, fact.name);
  for (const source of sources) if (!names.get(source)?.size) note(source, source);
  return (source, image) => {
    if (!namesOwnRepository(image)) return [image];
    return [...(names.get(source) ?? [])].map((name) => withOwnRepository(image, name));
  };
}
