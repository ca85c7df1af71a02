/**
 * Networks of Docker that one project makes and others join. Compose puts the name of the project, which is that of its directory, before
 * the name of the network: https://docs.docker.com/compose/how-tos/networking/
 */
import type { Sighting } from '../clusters.js';
import type { Resolver } from '../resolve/index.js';
import { isDistinctive } from '../resolve/telling.js';
import type { UnitIndex } from '../units.js';
import type { Actors } from './actors.js';
import type { Links } from './links.js';

export function relateNetworks(index: UnitIndex, actors: Actors, resolver: Resolver, links: Links): void {
  const networks = index.mentions.filter(({ fact }) => fact.network);
  const own = networks.filter(({ fact }) => fact.network === 'own');
  for (const { file, fact } of networks) {
    if (fact.network !== 'external') continue;
    const meant = own.filter(
      ({ file: maker, fact: made }) =>
        maker.source !== file.source && isMade(fact.name, made.name, maker.source, resolver),
    );
    const [first] = meant;
    if (!first || meant.some(({ file: maker }) => maker.source !== first.file.source)) continue;
    const given: Sighting = { unit: first.file, at: first.fact.at, kind: 'config' };
    const target = actors.of(first.file) ?? actors.program(first.file);
    if (target) links.add({ unit: file, at: fact.at, kind: 'config' }, target, given);
  }
}

function isMade(asked: string, made: string, source: string, resolver: Resolver): boolean {
  if (!made.startsWith('_')) return asked === made && isDistinctive(asked);
  if (!asked.endsWith(made)) return false;
  const project = asked.slice(0, -made.length);
  return [source, resolver.repositoryName(source)].some(
    (name) => name !== undefined && asProject(name) === asProject(project),
  );
}

/** Compose takes only letters, digits, `-` and `_` of a directory's name. */
const asProject = (name: string): string => name.toLowerCase().replace(/[^a-z0-9_-]/g, '');
