/**
 * Images by the directory that holds their Dockerfile. Repositories of pipelines keep a directory for each step (`containers/prepare/`)
 * and build all of them out of sight: in a loop, by an action of their own, by hand. A step that runs `registry/acme/prepare` runs
 * what lies there, where nothing that is built has the name and one directory alone does.
 */
import type { LinkFact } from '../../facts/types.js';
import type { Unit, UnitIndex } from '../units.js';
import { isClaimed, isDelivered, isStarted, isOpen, partsOf, PUBLIC } from './own-images.js';
import { hasOwnWord } from './telling.js';

/** `DIRECTORY/Dockerfile`, `Dockerfile.NAME` and `NAME.Dockerfile`. */
const DOCKERFILE = /^(?:.*\/)?(?:([^/]+)\/(?:Docker|Container)file|Dockerfile[.-]([\w-]+)|([\w-]+)\.Dockerfile)$/i;

const spelt = (name: string): string => name.toLowerCase().replaceAll('_', '-');

/** @returns the Dockerfile that a link to an image means, by the normalised name of the image; undefined where that is not certain */
export function createImageDirectories(
  index: UnitIndex,
): (from: Unit, link: LinkFact, name: string) => Unit | undefined {
  const byName = new Map<string, Unit[]>();
  for (const file of index.files.values()) {
    const [, directory, ending, beginning] = DOCKERFILE.exec(file.path) ?? [];
    const name = directory ?? ending ?? beginning;
    if (name === undefined || file.off) continue;
    const key = `${file.source}\n${spelt(name)}`;
    byName.set(key, [...(byName.get(key) ?? []), file]);
  }
  return (from, link, name) => {
    if (!(isStarted(from, link) || isDelivered(link)) || isClaimed(from, link) || PUBLIC.test(link.to.value))
      return undefined;
    const { owner, last } = partsOf(name);
    // Without an owner it may be an official image; a name of the project's own is none.
    if (isOpen(last) || (owner === '' && !hasOwnWord(last))) return undefined;
    const [only, ...others] = byName.get(`${from.source}\n${spelt(last)}`) ?? [];
    return others.length === 0 ? only : undefined;
  };
}
