/** Components that a call or a definition makes, and what the same place names. */
import { NAMED_BY, type Cluster, type Clusters } from './clusters.js';
import type { ControlFlow } from './control-flow.js';
import type { FoundRelations } from './found-relations.js';
import { notInForce } from './in-force.js';
import { CODE } from './meetings.js';
import type { Offer, Unit } from './units.js';

/** What a call makes (a monitoring schedule) is related to what the same call names (the endpoint that it watches). */
export function relateMade(
  clusters: Clusters,
  owners: ReadonlyMap<Unit, Cluster[]>,
  flow: ControlFlow,
  found: FoundRelations,
): void {
  for (const cluster of clusters.all())
    for (const { unit, fact } of cluster.usedBy) {
      if (fact.relation !== 'deploys' || fact.kind !== 'call' || fact.declared) continue;
      for (const { to, relation, at, offer, kind = 'call' } of flow.outgoing(unit)) {
        if (!relation || at?.line !== fact.at.line) continue;
        const sightings = [{ unit, at, kind }, ...(offer ? [{ unit: offer.unit, at: offer.at, kind: 'config' }] : [])];
        const named = offer ? madeUnder(offer, clusters) : [];
        for (const other of [...(owners.get(to) ?? []), ...named])
          if (!CODE.has(other.type))
            found.add(cluster, other, relation, !notInForce(unit) && !notInForce(to), 'high', sightings);
      }
    }
}

/** Components that the definition which gives a name makes under that name. */
export function madeUnder({ unit, identifier, at }: Offer, clusters: Clusters): Cluster[] {
  const types = NAMED_BY[identifier.kind] ?? [];
  return unit.uses
    .filter((fact) => !fact.declared && fact.at.line === at.line && types.includes(fact.type))
    .map((fact) => clusters.of(unit, fact));
}
