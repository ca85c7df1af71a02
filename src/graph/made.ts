/** Components that a call or a definition makes, and what the same place names. */
import type { ComponentFact } from '../facts/types.js';
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

/**
 * Registries to which the definition that names an image pushes it. Of a loop over registries (`docker push $registry/app`) the round
 * counts that pushes this very name.
 */
export function registriesOf({ unit, identifier }: Offer): ComponentFact[] {
  const all = unit.uses.filter(
    ({ declared, type, relation }) => !declared && type === 'artifact-registry' && relation === 'publishes-to',
  );
  const isNamed = ({ attributes }: ComponentFact): boolean => attributes?.unspecified !== true;
  if (!all.some((fact) => isNamed(fact) && fact.round !== undefined)) return all;
  const pushes = unit.links.filter(({ link, to }) => link === 'publishes-to' && to.value === identifier.value);
  const own = all.filter(({ at, round }) => pushes.some((push) => push.at.line === at.line && push.round === round));
  const named = own.filter(isNamed);
  if (named.length > 0) return named;
  return own.length > 0 ? own : all;
}
