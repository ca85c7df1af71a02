/** Buckets that several sources name and none defines: what writes to one and what reads from it work on one store. */
import { bucketName, bucketOfAddress } from '../../facts/identifiers.js';
import type { Cluster, Clusters, Sighting } from '../clusters.js';
import { OBJECT_STORES } from '../identity.js';
import type { Resolver } from '../resolve/index.js';
import { isUnmistakable } from '../resolve/telling.js';
import { fileOf, type UnitIndex } from '../units.js';
import type { Links } from './links.js';

export function relateBuckets(index: UnitIndex, clusters: Clusters, resolver: Resolver, links: Links): void {
  for (const named of namings(index, resolver).values())
    for (const at of named) {
      const other = named.find(({ unit }) => unit.source !== at.unit.source);
      const store = other && (storeOf(other, clusters) ?? storeOf(at, clusters));
      if (store) links.add(at, store, other);
    }
}

/** Places at which buckets are named that cannot be mistaken and that no definition makes. */
function namings(index: UnitIndex, resolver: Resolver): Map<string, Sighting[]> {
  const found = new Map<string, Sighting[]>();
  const note = (name: string | undefined, at: Sighting): void => {
    if (!name || !isUnmistakable('bucket', name)) return;
    const list = found.get(name);
    if (list) list.push(at);
    else found.set(name, [at]);
  };
  for (const { file, fact } of index.mentions)
    if (fact.bucket && !isTerraform(file.path))
      note(bucketOfAddress(fact.name) ?? bucketName(fact.name), { unit: file, at: fact.at, kind: 'config' });
  for (const unit of index.units)
    for (const { to, at, kind } of unit.links)
      if (to.kind === 'bucket') note(resolver.text(unit.source, to), { unit, at, kind });
  for (const { unit, identifier } of index.offers)
    if (identifier.kind === 'bucket') found.delete(resolver.text(unit.source, identifier) ?? '');
  return found;
}

/** What variables are given there may be another thing in each environment. */
const isTerraform = (path: string): boolean => /\.(?:tf|hcl|tfvars)(?:\.json)?$/.test(path);

/** The store with which the file works that names a bucket, else the only one with which its source does. */
function storeOf({ unit }: Sighting, clusters: Clusters): Cluster | undefined {
  const all = clusters
    .all()
    .filter(
      ({ type, technology, is, usedBy }) =>
        type === 'data-store' &&
        OBJECT_STORES.has(technology) &&
        [...is, ...usedBy].some((claim) => claim.unit.source === unit.source && !claim.fact.declared),
    );
  const near = all.find(({ is, usedBy }) => [...is, ...usedBy].some((claim) => fileOf(claim.unit) === fileOf(unit)));
  return near ?? (all.length === 1 ? all[0] : undefined);
}
