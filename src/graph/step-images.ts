/**
 * CI that builds the image in which a step of a pipeline runs builds a part of that pipeline, even where what the image starts is
 * no component of its own; CI that builds the image of a job that trains builds what that job is.
 */
import type { Cluster, Sighting } from './clusters.js';
import { executed, type ControlFlow, type Edge } from './control-flow.js';
import type { FoundRelation } from './found-relations.js';
import { notInForce } from './in-force.js';
import { fileOf, type Unit } from './units.js';

export function relateStepImages(clusters: readonly Cluster[], flow: ControlFlow): FoundRelation[] {
  const built = new Map<Unit, { ci: Cluster; edge: Edge }[]>();
  for (const ci of clusters)
    if (ci.type === 'ci-cd')
      for (const edge of edgesOf(ci, flow))
        if (edge.relation === 'builds') built.set(edge.to, [...(built.get(edge.to) ?? []), { ci, edge }]);
  if (built.size === 0) return [];
  return clusters
    .filter(({ type }) => type === 'workflow-orchestration' || type === 'model-training-infrastructure')
    .flatMap((pipeline) => {
      const found = new Map<Cluster, FoundRelation>();
      for (const edge of edgesOf(pipeline, flow)) {
        if (edge.relation || edge.how !== 'built-from' || !RUN.has(edge.from.kind)) continue;
        for (const { ci, edge: building } of built.get(edge.to) ?? built.get(fileOf(edge.to)) ?? [])
          if (!found.has(ci))
            found.set(ci, {
              from: ci,
              to: pipeline,
              type: 'builds',
              confidence: 'medium',
              defined: !notInForce(building.from) && !notInForce(edge.from),
              sightings: [building, edge].flatMap(sightingOf),
            });
      }
      return [...found.values()];
    });
}

/** What is run in an image of its own. */
const RUN: ReadonlySet<Unit['kind']> = new Set<Unit['kind']>(['task', 'workload', 'resource']);

/** References of what a component executes. */
function edgesOf({ is }: Cluster, flow: ControlFlow): Edge[] {
  const starts = is.filter(({ unit, fact }) => !fact.declared && !unit.off).map(({ unit }) => unit);
  const units = new Set(starts.flatMap((start) => [...executed(flow, start)]));
  return [...units].flatMap((unit) => [...flow.outgoing(unit), ...flow.madeFor(unit)]);
}

const sightingOf = ({ from, at, kind }: Edge): Sighting[] => (at && kind ? [{ unit: from, at, kind }] : []);
