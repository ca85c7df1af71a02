/** Facts to graph: index, resolve, decide what is in force, derive, merge, relate. */
import type { FileFacts } from '../facts/types.js';
import { readable } from '../facts/value.js';
import { Clusters, NAMED, type Cluster } from './clusters.js';
import { buildControlFlow, executed, type ControlFlow } from './control-flow.js';
import { derive, type Derivation } from './derivations.js';
import { markInForce } from './in-force.js';
import { assembleGraph } from './assemble.js';
import { drawRelations, ownersOf } from './relations.js';
import { withImplied } from './implied.js';
import { relatePractices } from './practices.js';
import { createResolver } from './resolve/index.js';
import type { ArchitectureGraph } from './types.js';
import { indexUnits, type UnitIndex } from './units.js';

export interface GraphInput {
  files: readonly FileFacts[];
  derivations: readonly Derivation[];
  /** Whether a path exists in a source, read or not. */
  exists(source: string, path: string): boolean;
}

/** Builds the component graph. Pure and deterministic: the same facts in the same order give the same graph. */
export function buildGraph(input: GraphInput): ArchitectureGraph {
  const index = indexUnits(input.files);
  const resolver = createResolver(index);
  const flow = buildControlFlow(index, resolver);
  markInForce(index, flow, resolver.substitute, input.exists);
  derive(index, flow, input.derivations);

  const clusters = new Clusters(resolver.substitute);
  for (const unit of index.units) {
    for (const fact of unit.claims) clusters.add(unit, fact);
    for (const fact of unit.uses) clusters.add(unit, fact);
  }
  clusters.absorbNameless();
  mergeByLinks(index, flow, clusters);
  adoptWorkloads(index, flow, clusters);
  const relations = withImplied(
    [...drawRelations(clusters, flow), ...relatePractices(index, flow, clusters)],
    clusters.all(),
  );
  const notUnderstood = index.notUnderstood.map(({ source, path, fact }) => ({
    source,
    file: path,
    line: fact.at.line,
    reason: fact.reason,
    detail: readable(fact.detail),
  }));
  return assembleGraph(clusters.all(), relations, notUnderstood);
}

/** A workload that runs the image of a model service is that service, deployed. */
function adoptWorkloads(index: UnitIndex, flow: ControlFlow, clusters: Clusters): void {
  const owners = ownersOf(clusters);
  for (const unit of index.units) {
    if (unit.kind !== 'workload' || unit.off || owners.has(unit)) continue;
    const served = new Set(
      [...executed(flow, unit)].flatMap((u) => owners.get(u) ?? []).filter((c) => c.type === 'model-serving'),
    );
    const [service] = served;
    if (!service || served.size > 1) continue;
    service.is.push({
      unit,
      fact: {
        fact: 'component',
        unit: unit.local,
        type: 'model-serving',
        technology: service.technology,
        confidence: 'medium',
        kind: 'manifest',
        at: unit.at,
      },
    });
  }
}

/**
 * A unit that uses a technology and names the host (or model, or bucket) where another definition provides it speaks of
 * that very component, be it in another source.
 */
function mergeByLinks(index: UnitIndex, flow: ControlFlow, clusters: Clusters): void {
  const owners = ownersOf(clusters);
  for (const unit of index.units) {
    if (unit.uses.length === 0) continue;
    for (const edge of flow.outgoing(unit)) {
      if (!edge.offer) continue;
      for (const provider of executed(flow, edge.to))
        for (const provided of owners.get(provider) ?? [])
          for (const use of unit.uses) {
            const used: Cluster = clusters.of(unit, use);
            if (isSame(used, provided)) clusters.merge(used, provided);
          }
    }
  }
}

/** Of what is told apart by name, a use without a name may mean each of several. */
function isSame(used: Cluster, provided: Cluster): boolean {
  if (used.type !== provided.type || used.technology !== provided.technology) return false;
  return !NAMED.has(used.type) || used.name === provided.name;
}
