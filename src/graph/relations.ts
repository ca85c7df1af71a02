/**
 * Draws relations between components. From every component the units that it executes are walked; a component met on the
 * way is related to it, and what a unit does to a third component is done by the component that executes the unit.
 */
import type { Location } from '../facts/types.js';
import type { ComponentType, Confidence, RelationType } from '../vocabulary/index.js';
import type { Claim, Cluster, Clusters } from './clusters.js';
import type { ControlFlow, Edge } from './control-flow.js';
import { notInForce } from './in-force.js';
import { fileOf, within, type Unit } from './units.js';

/** A place in a file, with what was seen there. */
export interface Sighting {
  unit: Unit;
  at: Location;
  kind: string;
}
export interface FoundRelation {
  from: Cluster;
  to: Cluster;
  type: RelationType;
  confidence: Confidence;
  defined: boolean;
  sightings: Sighting[];
}

/** Components that are code: what executes them does what they do, so walks pass through them. */
const CODE: ReadonlySet<ComponentType> = new Set<ComponentType>([
  'training-pipeline',
  'model-validation',
  'data-validation',
  'data-pipeline',
  'scheduler',
  'event-bus',
]);

/** Where walks pass through: code, and the container of a pipeline's task when it is the compute requested for training. */
const PASSED: ReadonlySet<ComponentType> = new Set<ComponentType>([...CODE, 'model-training-infrastructure']);

type Meeting = RelationType | { reverse: RelationType };

/** What it means that a component of the first type executes one of the second. */
const MEETING: Partial<Record<ComponentType, Partial<Record<ComponentType, Meeting>>>> = {
  'workflow-orchestration': {
    'training-pipeline': 'orchestrates',
    'data-pipeline': 'orchestrates',
    'data-validation': 'orchestrates',
    'model-validation': 'orchestrates',
    'model-serving': 'orchestrates',
    'workflow-orchestration': 'triggers',
    'ci-cd': 'triggers',
    'model-training-infrastructure': 'runs-on',
  },
  'ci-cd': {
    'training-pipeline': 'triggers',
    'workflow-orchestration': 'triggers',
    'data-pipeline': 'triggers',
    'data-validation': 'triggers',
    'model-validation': 'triggers',
    'model-serving': 'triggers',
    'model-training-infrastructure': 'triggers',
    'ci-cd': 'triggers',
  },
  scheduler: {
    'workflow-orchestration': 'triggers',
    'training-pipeline': 'triggers',
    'ci-cd': 'triggers',
    'data-pipeline': 'triggers',
  },
  'event-bus': { 'workflow-orchestration': 'triggers', 'training-pipeline': 'triggers', 'ci-cd': 'triggers' },
  'model-training-infrastructure': {
    'training-pipeline': { reverse: 'runs-on' },
    'workflow-orchestration': { reverse: 'runs-on' },
  },
  'training-pipeline': { 'model-validation': { reverse: 'validates' }, 'data-validation': { reverse: 'validates' } },
  'model-validation': { 'training-pipeline': 'validates' },
  'data-validation': { 'training-pipeline': 'validates' },
  infrastructure: { 'model-serving': { reverse: 'runs-on' }, 'training-pipeline': { reverse: 'runs-on' } },
};

/** Types that whatever needs them reads from: an image is pulled, a role or secret is used. */
const READ_BY_ALL: ReadonlySet<ComponentType> = new Set<ComponentType>(['artifact-registry', 'security', 'data-store']);

/** Relations to what keeps something: an application of a deployer is also what it deploys, and that is meant. */
const DATA_RELATIONS: ReadonlySet<RelationType> = new Set<RelationType>([
  'logs-to',
  'registers-in',
  'loads-from',
  'reads-from',
  'writes-to',
  'monitors',
]);

/** Who imports pipeline code in order to submit it. */
const STARTS_PIPELINES: ReadonlySet<ComponentType> = new Set<ComponentType>(['ci-cd', 'scheduler', 'event-bus']);

/** What is handed over by deploying or building something does not act on behalf of the deployer. */
const PASSES_ACTIONS: ReadonlySet<RelationType> = new Set<RelationType>(['triggers', 'orchestrates', 'runs-on']);

export function drawRelations(clusters: Clusters, flow: ControlFlow): FoundRelation[] {
  const owners = ownersOf(clusters);
  const collector = new Collector();
  for (const cluster of clusters.all()) new Walk(cluster, clusters, owners, flow, collector).run();
  return collector.relations();
}

/** Which components a unit is. */
export function ownersOf(clusters: Clusters): Map<Unit, Cluster[]> {
  const owners = new Map<Unit, Cluster[]>();
  for (const cluster of clusters.all())
    for (const { unit, fact } of cluster.is) {
      if (fact.declared) continue;
      const list = owners.get(unit) ?? [];
      owners.set(unit, list);
      if (!list.includes(cluster)) list.push(cluster);
    }
  return owners;
}

/**
 * Whether a relation goes on over an edge. What is deployed does itself what its definition says it does; only a deployment that
 * deploys more (an application of applications) and the parts of the deployed whole are deployed along with it.
 */
function continues(relation: RelationType, edge: Edge): boolean {
  if (edge.relation) return relation === 'deploys' && edge.relation === 'deploys';
  // Images, roles and secrets that are named are used, not deployed.
  return relation !== 'deploys' || !edge.offer || (edge.how === 'built-from' && edge.to.claims.length === 0);
}

/** What starts or checks a program does not do what else that program does; a service does not run on what trained it. */
function acts(type: ComponentType, relation: RelationType, target: ComponentType): boolean {
  if (type === 'scheduler' || type === 'event-bus') return relation === 'triggers';
  if (type === 'model-validation' || type === 'data-validation')
    return relation === 'reads-from' || relation === 'loads-from';
  return type !== 'model-serving' || target !== 'model-training-infrastructure';
}

/** A program cannot be deployed without being run: who applies a job's manifest starts the program. */
function meetingOf(relation: RelationType | undefined, from: ComponentType, to: ComponentType): Meeting | undefined {
  if (!relation)
    return (
      MEETING[from]?.[to] ??
      (READ_BY_ALL.has(to) && !READ_BY_ALL.has(from) && from !== 'infrastructure' ? 'reads-from' : undefined)
    );
  // The code that registers a model is known by the name of the model; who loads the model does not load that code.
  if (relation === 'loads-from' && CODE.has(to)) return undefined;
  return relation === 'deploys' && CODE.has(to) ? 'triggers' : relation;
}

class Collector {
  private readonly found = new Map<string, FoundRelation>();
  private readonly ids = new Map<Cluster, number>();

  add(
    from: Cluster,
    to: Cluster,
    type: RelationType,
    defined: boolean,
    confidence: Confidence,
    sightings: Sighting[],
  ): void {
    if (from === to) return;
    const key = `${this.id(from)} ${type} ${this.id(to)}`;
    const known = this.found.get(key);
    if (!known) {
      this.found.set(key, { from, to, type, confidence, defined, sightings: [...sightings] });
      return;
    }
    known.defined ||= defined;
    if (confidence === 'high') known.confidence = 'high';
    if (known.sightings.length < 12) known.sightings.push(...sightings);
  }

  relations(): FoundRelation[] {
    return [...this.found.values()];
  }

  private id(cluster: Cluster): number {
    let id = this.ids.get(cluster);
    if (id === undefined) this.ids.set(cluster, (id = this.ids.size));
    return id;
  }
}

interface State {
  unit: Unit;
  how: Edge['how'];
  /** First architectural relation on the way. */
  relation?: RelationType;
  /** Last reference that was followed: the evidence of the relation. */
  via?: Sighting;
  /** Passed over a reference to another file. */
  offer?: Sighting;
}

class Walk {
  private readonly seen = new Set<string>();
  private readonly numbers = new Map<Unit, number>();

  constructor(
    private readonly cluster: Cluster,
    private readonly clusters: Clusters,
    private readonly owners: ReadonlyMap<Unit, Cluster[]>,
    private readonly flow: ControlFlow,
    private readonly collector: Collector,
  ) {}

  run(): void {
    const stack: State[] = [];
    for (const unit of rootsOf(this.cluster, this.owners, this.flow)) stack.push({ unit, how: 'runs' });
    for (let state = stack.pop(); state; state = stack.pop()) {
      const key = `${this.number(state.unit)} ${state.relation ?? ''} ${state.how === 'imports' ? 'i' : ''}`;
      if (this.seen.has(key)) continue;
      this.seen.add(key);
      const stop = this.meet(state);
      this.act(state);
      if (stop || state.unit.off) continue;
      for (const edge of this.flow.outgoing(state.unit)) {
        if (edge.to.kind === 'main' && state.how === 'imports') continue;
        if (state.relation && !continues(state.relation, edge)) continue;
        // Importing a pipeline's definition does not run the bodies of its steps.
        if (state.how === 'imports' && edge.to.entry && STARTS_PIPELINES.has(this.cluster.type)) continue;
        stack.push(this.follow(state, edge));
      }
    }
  }

  private follow(state: State, edge: Edge): State {
    const via = edge.at ? { unit: edge.from, at: edge.at, kind: edge.kind ?? 'structure' } : state.via;
    const offer = edge.offer ? { unit: edge.offer.unit, at: edge.offer.at, kind: 'config' } : state.offer;
    const relation = state.relation ?? edge.relation;
    return {
      unit: edge.to,
      how: edge.how,
      ...(relation ? { relation } : {}),
      ...(via ? { via } : {}),
      ...(offer ? { offer } : {}),
    };
  }

  /** Relates the component to those that the unit is. @returns true when the walk ends here. */
  private meet(state: State): boolean {
    const here = this.owners.get(state.unit);
    if (!here) return false;
    let stop = false;
    for (const other of here) {
      if (other === this.cluster) continue;
      // One definition may bring two engines; that does not make one start the other.
      if (other.type === this.cluster.type && this.cluster.is.some((c) => c.unit === state.unit)) continue;
      if (state.relation && !acts(this.cluster.type, state.relation, other.type)) continue;
      const meeting = meetingOf(state.relation, this.cluster.type, other.type);
      if (meeting && !(typeof meeting === 'string' && DATA_RELATIONS.has(meeting) && other.type === 'ci-cd')) {
        const claim = other.is.find((c) => c.unit === state.unit);
        const sightings: Sighting[] = [
          ...(state.via ? [state.via] : []),
          ...(state.offer ? [state.offer] : []),
          ...(claim ? [{ unit: claim.unit, at: claim.fact.at, kind: claim.fact.kind }] : []),
        ];
        const defined = !notInForce(state.unit);
        if (typeof meeting === 'string') this.collector.add(this.cluster, other, meeting, defined, 'high', sightings);
        else this.collector.add(other, this.cluster, meeting.reverse, defined, 'high', sightings);
      }
      if (!PASSED.has(other.type) && other.is.some((c) => c.unit === state.unit && isItself(c))) stop = true;
    }
    // A unit may be several components; a component's own unit never ends its walk.
    return stop && !here.includes(this.cluster);
  }

  /** What the unit does to other components is done by the component that executes it. */
  private act(state: State): void {
    if (state.relation && !PASSES_ACTIONS.has(state.relation)) return;
    for (const fact of state.unit.uses) {
      if (fact.declared || !fact.relation || !acts(this.cluster.type, fact.relation, fact.type)) continue;
      const target = this.clusters.of(state.unit, fact);
      const sighting = { unit: state.unit, at: fact.at, kind: fact.kind };
      this.collector.add(this.cluster, target, fact.relation, !notInForce(state.unit), fact.confidence, [sighting]);
    }
  }

  private number(unit: Unit): number {
    let id = this.numbers.get(unit);
    if (id === undefined) this.numbers.set(unit, (id = this.numbers.size));
    return id;
  }
}

/**
 * Where a component's own definitions start. A component that is code owns its whole file, and the program that calls
 * it as long as that program is no component itself: what `main.py` logs while it calls `train.py`, the training logs.
 */
function rootsOf(cluster: Cluster, owners: ReadonlyMap<Unit, Cluster[]>, flow: ControlFlow): Set<Unit> {
  const roots = new Set<Unit>();
  for (const claim of cluster.is) if (!claim.fact.declared && !claim.unit.off && isItself(claim)) roots.add(claim.unit);
  if (cluster.type !== 'training-pipeline' && cluster.type !== 'model-serving') return roots;
  for (const root of [...roots])
    if (isCode(root)) for (const unit of within(fileOf(root))) if (!unit.off) roots.add(unit);
  // Batch scoring is a program as training is; a service is started by what deploys it.
  const isBatch = cluster.is.some(({ fact }) => fact.attributes?.mode === 'batch');
  if (cluster.type !== 'training-pipeline' && !isBatch) return roots;
  const stack = [...roots];
  for (let unit = stack.pop(); unit; unit = stack.pop()) {
    for (const edge of flow.incoming(unit)) {
      const caller = edge.from;
      if (edge.relation || roots.has(caller) || !isCode(caller) || owners.has(caller) || notInForce(caller)) continue;
      roots.add(caller);
      stack.push(caller);
    }
  }
  return roots;
}

/**
 * Whether the unit is the component. Code that makes one by a call (creates an endpoint, defines a feature view) is not what it
 * makes; it is itself only what it does, such as training.
 */
function isItself({ unit, fact }: Claim): boolean {
  return (
    !isCode(unit) || fact.derived === true || (fact.kind !== 'call' && fact.kind !== 'command') || CODE.has(fact.type)
  );
}

const isCode = (unit: Unit): boolean =>
  unit.kind === 'function' ||
  unit.kind === 'main' ||
  unit.kind === 'class' ||
  (unit.kind === 'file' && /\.(py|ipynb)(\.\w+)?$/.test(unit.path));
