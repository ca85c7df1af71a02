/**
 * What speaks of a component without its name. `databricks bundle deploy` deploys some pipeline; where the same command is
 * known to deploy the pipelines of the bundle by their names, those are meant, and there is no further one.
 */
import { NAMED, type Cluster } from './clusters.js';
import type { FoundRelation } from './found-relations.js';

/** @returns components and relations without those that are said better by name */
export function withoutSaidByName(
  clusters: readonly Cluster[],
  relations: readonly FoundRelation[],
): { clusters: Cluster[]; relations: FoundRelation[] } {
  const dropped = new Set(clusters.filter((one) => isSaidByName(one, relations)));
  return {
    clusters: clusters.filter((one) => !dropped.has(one)),
    relations: relations.filter(({ from, to }) => !dropped.has(from) && !dropped.has(to)),
  };
}

function isSaidByName(cluster: Cluster, relations: readonly FoundRelation[]): boolean {
  if (cluster.name !== '' || cluster.is.length > 0 || !NAMED.has(cluster.type)) return false;
  const own = relations.filter(({ from, to }) => from === cluster || to === cluster);
  return own.length > 0 && own.every((said) => relations.some((other) => says(other, said, cluster)));
}

const says = (other: FoundRelation, said: FoundRelation, nameless: Cluster): boolean =>
  other.from === said.from &&
  other.type === said.type &&
  other.to !== nameless &&
  other.to.name !== '' &&
  other.to.type === nameless.type &&
  other.to.technology === nameless.technology &&
  (other.to.source === nameless.source || isSaidTogether(other, said));

/** One command names the component of another source. */
const isSaidTogether = (a: FoundRelation, b: FoundRelation): boolean =>
  a.sightings.some((one) => b.sightings.some(({ unit, at }) => one.unit === unit && one.at.line === at.line));
