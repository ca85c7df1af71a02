/**
 * Control flow between units: what is executed, built or taken into force when a unit is. Architectural links
 * (`deploys`, `triggers`) are edges too and carry their relation, because what lies behind them happens to another component.
 */
import { HANDED_INSTANCES, UNRESOLVED_METHODS } from '../facts/methods.js';
import type { IdentifierKind, LinkFact, LinkType, Location } from '../facts/types.js';
import { RELATION_TYPES, type RelationType } from '../vocabulary/index.js';
import { startHandedOver, type HandedOver } from './handed-over.js';
import type { Resolver } from './resolve/index.js';
import { REPOSITORY_PATH } from './resolve/repositories.js';
import { spaceKey, within, type Offer, type Unit, type UnitIndex } from './units.js';

export interface Edge {
  from: Unit;
  to: Unit;
  /** How the target is entered. */
  how: 'contains' | 'runs' | 'calls' | 'imports' | 'includes' | 'built-from';
  /** Set when the edge is an architectural relation rather than plain execution. */
  relation?: RelationType;
  /** Place of the reference; undefined for containment. */
  at?: Location;
  kind?: LinkFact['kind'];
  offer?: Offer;
}

export interface ControlFlow {
  outgoing(unit: Unit): readonly Edge[];
  incoming(unit: Unit): readonly Edge[];
  /** The pipeline whose definition a decorated function is. */
  pipelineOf(unit: Unit): Unit | undefined;
  /** What makes the images in which units run commands of their own. */
  madeFor(unit: Unit): readonly Edge[];
  /** Links that resolved to nothing, by unit. */
  unresolved: ReadonlyMap<Unit, LinkFact[]>;
}

const RELATIONS: ReadonlySet<string> = new Set(RELATION_TYPES);
const NONE: readonly Edge[] = [];

/** Parts that are executed whenever the whole is. Functions and targets wait to be called. */
export const RUN_WITH_PARENT: ReadonlySet<Unit['kind']> = new Set<Unit['kind']>([
  'workflow',
  'job',
  'step',
  'dag',
  'task',
  'workload',
  'image',
  'resource',
  'module',
]);

/** What a definition that is taken in from another source looks for where it is taken in. */
const WORKS_ON: ReadonlySet<IdentifierKind> = new Set<IdentifierKind>(['path', 'python-module', 'target']);

/** What names an image and may give it another command. */
const HAS_COMMAND: ReadonlySet<Unit['kind']> = new Set<Unit['kind']>(['workload', 'resource']);

export function buildControlFlow(index: UnitIndex, resolver: Resolver): ControlFlow {
  const outgoing = new Map<Unit, Edge[]>();
  const incoming = new Map<Unit, Edge[]>();
  const unresolved = new Map<Unit, LinkFact[]>();
  const surrounding = new Map<Unit, Edge[]>();
  const add = (edge: Edge): void => {
    append(outgoing, edge.from, edge);
    append(incoming, edge.to, edge);
  };

  const bodies = bodiesOfPipelines(index, resolver);
  const methods: Unit[] = [];
  const given: HandedOver[] = [];
  const mounted: { unit: Unit; link: LinkFact; to: Unit }[] = [];
  const takenIn: { unit: Unit; link: LinkFact; to: Unit; repository: string }[] = [];
  for (const unit of index.units) {
    for (const child of unit.children) {
      const methodOfInstance = unit.kind === 'class' && child.kind === 'function';
      if (methodOfInstance && child.onDemand && !child.entry) {
        methods.push(child);
        continue;
      }
      if (RUN_WITH_PARENT.has(child.kind) || child.entry || methodOfInstance)
        add({ from: unit, to: child, how: 'contains' });
      else if (child.kind === 'main') add({ from: unit, to: child, how: 'runs' });
    }
    const startsSomething = starts(unit);
    const isKnownToStart = startsSomething || (unit.kind === 'image' && starts(lastStage(unit)));
    for (const link of unit.links) {
      // COPY brings files into an image; what its command starts is known better from the command. A stage that is only copied from
      // starts nothing.
      if (unit.kind === 'image' && link.link === 'includes' && isKnownToStart) continue;
      // So does an archive bring what a function needs; the handler says what of it runs.
      if (isArchive(link) && unit.links.some((one) => runsFile(one) && resolver.resolve(unit, one).length > 0))
        continue;
      if (link.link === 'renames') continue;
      if (link.link === 'hands-over') {
        given.push({ unit, link, to: resolver.resolve(unit, link).map(({ unit: to }) => to) });
        continue;
      }
      const found = resolver.resolve(unit, link).filter(({ unit: to }) => {
        const held = isMounted(unit, link, to);
        if (held) mounted.push({ unit, link, to });
        return !held;
      });
      const [, repository] = link.to.kind === 'path' ? (REPOSITORY_PATH.exec(link.to.value) ?? []) : [];
      if (repository)
        for (const { unit: to } of found) if (to.source !== unit.source) takenIn.push({ unit, link, to, repository });
      if (found.length === 0 && !mounted.some((one) => one.link === link)) append(unresolved, unit, link);
      for (const { unit: to, offer } of found)
        for (const target of meant(link, to, resolver, offer)) {
          if (target === unit) continue;
          // A workload with a command of its own does not run the command of its image.
          if (
            startsSomething &&
            link.link === 'built-from' &&
            target.kind !== 'resource' &&
            HAS_COMMAND.has(unit.kind)
          ) {
            append(surrounding, unit, { from: unit, to: target, how: 'built-from', at: link.at, kind: link.kind });
            continue;
          }
          add({
            from: unit,
            to: target,
            ...entering(link.link),
            // Who calls a module of another repository makes what it defines.
            ...(unit.kind === 'module' && target.source !== unit.source ? { relation: 'deploys' as const } : {}),
            at: link.at,
            kind: link.kind,
            ...(offer ? { offer } : {}),
          });
        }
    }
  }
  const flow: ControlFlow = {
    outgoing: (unit) => outgoing.get(unit) ?? NONE,
    incoming: (unit) => incoming.get(unit) ?? NONE,
    pipelineOf: (unit) => bodies.get(unit),
    madeFor: (unit) => surrounding.get(unit) ?? NONE,
    unresolved,
  };
  for (const method of methods)
    if (method.parent && !isCalledByName(method, index, flow))
      add({ from: method.parent, to: method, how: 'contains' });
  for (const { unit, link, to, repository } of takenIn)
    for (const part of [...executed(flow, to)].filter(({ source }) => source === to.source))
      for (const inner of unresolved.get(part) ?? [])
        if (WORKS_ON.has(inner.to.kind))
          for (const { unit: meant } of resolver.resolveFor(unit, repository, part, inner))
            if (meant.source === unit.source)
              add({ from: unit, to: meant, ...entering(inner.link), at: link.at, kind: link.kind });
  for (const { unit, link, to } of mounted.filter((one) => isReadByEngine(one.unit, one.to, flow)))
    add({ from: unit, to, how: 'includes', at: link.at, kind: link.kind });
  startHandedOver(given, flow, resolver.paths).forEach(add);
  return flow;
}

const starts = (unit: Unit): boolean => unit.links.some(({ link }) => link === 'runs');

/** The stage of a Dockerfile that becomes the image. */
const lastStage = (stage: Unit): Unit => stage.parent?.children.filter(({ kind }) => kind === 'image').at(-1) ?? stage;

/** Functions that define a pipeline by being decorated, with that pipeline. */
function bodiesOfPipelines(index: UnitIndex, resolver: Resolver): Map<Unit, Unit> {
  const bodies = new Map<Unit, Unit>();
  for (const dag of index.units) {
    if (dag.kind !== 'dag') continue;
    for (const link of dag.links)
      if (link.link === 'calls')
        for (const { unit } of resolver.resolve(dag, link))
          if (unit.kind === 'function' && unit.path === dag.path && unit.at.line === link.at.line)
            bodies.set(unit, dag);
  }
  return bodies;
}

/**
 * Whoever has an instance may call any method of it. Where the calls of a class's methods can be followed, or its instances go
 * nowhere, and none of the calls that cannot be followed has the method's name, the calls that are seen are all.
 */
function isCalledByName(method: Unit, index: UnitIndex, flow: ControlFlow): boolean {
  const name = lastName(method);
  if (index.symbols.get(spaceKey(method.source, UNRESOLVED_METHODS))?.has(name)) return false;
  const owner = method.parent;
  if (!owner) return false;
  const isCall = ({ from, how }: Edge): boolean => how === 'calls' && from !== owner && from.parent !== owner;
  if (owner.children.some((one) => one.onDemand && flow.incoming(one).some(isCall))) return true;
  const makers = flow.incoming(owner).filter(isCall);
  return (
    makers.length > 0 &&
    makers.every(({ from }) => from.kind !== 'class') &&
    !index.symbols.get(spaceKey(method.source, HANDED_INSTANCES))?.has(lastName(owner))
  );
}

const isArchive = ({ link, to }: LinkFact): boolean =>
  link === 'includes' && to.kind === 'terraform' && to.value.includes('#data.archive_file.');

const runsFile = ({ link, to }: LinkFact): boolean => link === 'runs' && to.kind === 'path';

const lastName = ({ name }: Unit): string => name.slice(name.lastIndexOf('.') + 1);

/** Code that a workload is given as a directory, beside what it runs. */
const isMounted = (unit: Unit, link: LinkFact, to: Unit): boolean =>
  unit.kind === 'workload' && link.link === 'includes' && /\.(?:py|ipynb)$/.test(to.path);

/**
 * A workload does not run the code that is mounted into it, but the engine in it reads the pipelines that the code defines. A
 * workload that starts a service of the project is no engine.
 */
function isReadByEngine(unit: Unit, to: Unit, flow: ControlFlow): boolean {
  const isEngine = ({ claims }: Unit): boolean => claims.some(({ type }) => type === 'workflow-orchestration');
  if (![...within(to)].some(isEngine)) return false;
  const started = executed(flow, unit);
  return (
    [...started].some(isEngine) || ![...started].some(({ traits }) => traits.some((t) => t.trait === 'web-service'))
  );
}

function entering(link: LinkType): Pick<Edge, 'how' | 'relation'> {
  if (!RELATIONS.has(link)) return { how: link as Edge['how'] };
  return { how: 'runs', relation: link as RelationType };
}

/**
 * An image is offered by the step that builds it and by the registry that keeps it. Who runs the image runs what the step
 * builds from, not the step.
 */
function meant(link: LinkFact, to: Unit, resolver: Resolver, offer?: Offer, depth = 0): Unit[] {
  const image = link.to.kind === 'image' || link.to.kind === 'image-repository';
  if (!image || !offer) return [to];
  // An image is published to a registry, not to what it is made of.
  if (link.link === 'publishes-to') return to.claims.some(({ type }) => type === 'artifact-registry') ? [to] : [];
  const builders = to.kind === 'workflow' ? [...within(to)] : [to];
  const builds = builders.flatMap((unit) =>
    unit.links.filter(({ link: how }) => MAKES.has(how)).map((made) => ({ unit, made })),
  );
  // A workflow that builds several images says of each step which one, and is known by the steps.
  if (to.kind === 'workflow' && builds.length !== 1) return [];
  // Of several commands of one step the one is meant that gives its image this name. A service of Compose is one build.
  const named = to.kind === 'workload' ? [] : builds.filter(({ made }) => isOneCommand(made, offer));
  // A loop that builds an image and gives it another name does both in one round.
  const near =
    named.length > 0 || offer.round === undefined ? named : builds.filter(({ made }) => made.round === offer.round);
  // `docker tag` gives an image that another step builds a second name.
  const sources = (near.length > 0 ? near : builds).flatMap(({ unit, made }) =>
    resolver
      .resolve(unit, made)
      .flatMap(({ unit: source, offer: other }) =>
        made.to.kind === 'image' && depth < MOST_NAMES ? meant(made, source, resolver, other, depth + 1) : source,
      ),
  );
  // A build definition of which the source is not seen is not what runs.
  return sources.length > 0 || to.claims.some(({ type }) => type === 'ci-cd') ? sources : [to];
}

/** How an image comes about, its second names included. */
const MAKES: ReadonlySet<LinkType> = new Set<LinkType>(['builds', 'built-from', 'renames']);

const isOneCommand = (a: LinkFact, b: Offer): boolean => a.at.line === b.at.line && a.round === b.round;

/** An image is seldom renamed more than once on its way. */
const MOST_NAMES = 4;

function append<V>(map: Map<Unit, V[]>, key: Unit, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/**
 * Units executed when `start` is, along plain execution; edges that are architectural relations are not followed.
 * @param how how the start is entered: an imported file does not run its main part
 */
export function executed(flow: ControlFlow, start: Unit, how: Edge['how'] = 'runs'): Set<Unit> {
  const seen = new Set<Unit>([start]);
  const stack: { unit: Unit; how: Edge['how'] }[] = [{ unit: start, how }];
  for (let next = stack.pop(); next; next = stack.pop()) {
    for (const edge of flow.outgoing(next.unit)) {
      if (edge.relation || edge.to.off || seen.has(edge.to)) continue;
      if (edge.to.kind === 'main' && next.how === 'imports') continue;
      seen.add(edge.to);
      stack.push({ unit: edge.to, how: edge.how });
    }
  }
  return seen;
}
