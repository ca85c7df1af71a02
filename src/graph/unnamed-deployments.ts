/**
 * A job deploys an image whose name is worked out while it runs (`gcloud run deploy … --image $IMAGE_URI`), or leaves one running
 * that it has pushed and that a program builds under a name of its settings, or has an application synchronised that is defined
 * elsewhere (`argocd app sync churn`). Where the same CI builds just one service that answers with a
 * model, that is what it deploys.
 */
import type { LinkFact } from '../facts/types.js';
import type { Cluster, Sighting } from './clusters.js';
import { executed, type ControlFlow } from './control-flow.js';
import type { FoundRelation } from './found-relations.js';
import { notInForce } from './in-force.js';
import { fileKey, type Unit, type UnitIndex } from './units.js';

export function relateUnnamedDeployments(
  relations: readonly FoundRelation[],
  clusters: readonly Cluster[],
  index: UnitIndex,
  flow: ControlFlow,
): FoundRelation[] {
  const unknown = unknownNames(index);
  return clusters
    .filter(({ type }) => type === 'ci-cd')
    .flatMap((ci): FoundRelation[] => {
      const own = relations.filter((r) => r.from === ci && r.to.type === 'model-serving' && r.defined);
      if (own.some(({ type }) => type === 'deploys')) return [];
      const left = leftRunning(
        ci,
        own.filter(({ type }) => type === 'triggers'),
        flow,
      );
      if (left.length > 0) return left;
      const built = own.filter(({ type }) => type === 'builds');
      const [building] = built;
      if (!building || built.length > 1) return [];
      const deployment = deploymentOf(ci, flow, unknown);
      if (!deployment) return [];
      const sightings = [deployment, ...building.sightings.slice(-2)];
      return [{ ...building, type: 'deploys', confidence: 'medium', sightings }];
    });
}

/** What a job leaves running (`docker run -d churn-api` on a machine that stays) it deploys. */
function leftRunning(ci: Cluster, triggers: readonly FoundRelation[], flow: ControlFlow): FoundRelation[] {
  if (triggers.length === 0) return [];
  const left = [...unitsOf(ci, flow)].flatMap((unit) =>
    flow
      .outgoing(unit)
      .filter(({ how, at }) => how === 'runs' && at !== undefined && deploysAt(unit, at.line) && !notInForce(unit))
      .map(({ to, at, kind }) => ({ unit, at, kind, reached: executed(flow, to) })),
  );
  return triggers.flatMap((relation): FoundRelation[] => {
    const found = left.find(({ reached }) => relation.to.is.some(({ unit }) => reached.has(unit)));
    if (!found?.at) return [];
    const { unit, at, kind = 'command' } = found;
    const sightings = [{ unit, at, kind }, ...relation.sightings.slice(0, 2)];
    return [{ ...relation, type: 'deploys', confidence: 'medium', sightings }];
  });
}

/** All that the workflows of a CI system execute. */
function unitsOf(ci: Cluster, flow: ControlFlow): Set<Unit> {
  const starts = ci.is.filter(({ unit, fact }) => !fact.declared && !unit.off && unit.kind === 'workflow');
  return new Set(starts.flatMap(({ unit }) => [...executed(flow, unit)]));
}

/** The first command that deploys to a platform for services what cannot be told. */
function deploymentOf(ci: Cluster, flow: ControlFlow, unknown: ReadonlySet<string>): Sighting | undefined {
  const seen = unitsOf(ci, flow);
  const pushed = new Set([...seen].flatMap(({ links }) => imagesOf(links, 'publishes-to').map(({ to }) => to.value)));
  for (const unit of seen) {
    if (notInForce(unit)) continue;
    const left = imagesOf(flow.unresolved.get(unit) ?? [], 'runs').find(
      ({ to, at }) => pushed.has(to.value) && deploysAt(unit, at.line),
    );
    if (left) return { unit, at: left.at, kind: left.kind };
    const deploying = unit.uses.find(
      ({ relation, type, kind, declared, at }) =>
        !declared &&
        ((relation === 'deploys' && type === 'infrastructure' && unknown.has(placeOf(unit, at.line))) ||
          (relation === 'triggers' && type === 'ci-cd' && kind === 'command' && deploysAt(unit, at.line))),
    );
    if (deploying) return { unit, at: deploying.at, kind: deploying.kind };
  }
  return undefined;
}

const imagesOf = (links: readonly LinkFact[], how: LinkFact['link']): LinkFact[] =>
  links.filter(({ link, to }) => link === how && to.kind === 'image');

/** The command that starts a deployer deploys by it. */
const deploysAt = (unit: Unit, line: number): boolean =>
  unit.traits.some(({ trait, at }) => trait === 'deploys' && at.line === line);

/** Places at which the value of a variable was not found. */
function unknownNames(index: UnitIndex): Set<string> {
  const places = new Set<string>();
  for (const { source, path, fact } of index.notUnderstood)
    if (fact.reason === 'unresolved-variable') places.add(`${fileKey(source, path)}:${fact.at.line}`);
  return places;
}

const placeOf = ({ source, path }: Unit, line: number): string => `${fileKey(source, path)}:${line}`;
