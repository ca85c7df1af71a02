/**
 * Draws relations between components. From every component the units that it executes are walked; a component met on the
 * way is related to it, and what a unit does to a third component is done by the component that executes the unit.
 */
import type { ComponentType, RelationType } from '../vocabulary/index.js';
import type { Claim, Cluster, Clusters, Sighting } from './clusters.js';
import type { ControlFlow, Edge } from './control-flow.js';
import { FoundRelations, type FoundRelation } from './found-relations.js';
import { notInForce } from './in-force.js';
import { madeUnder, registriesOf, relateMade } from './made.js';
import {
  acts,
  CODE,
  continues,
  DATA_NAMES,
  DATA_RELATIONS,
  GIVES_DATA,
  KEEPS_DATA,
  meetingOf,
  PASSED,
  PASSES_ACTIONS,
  PUSHES_ONLY,
  STARTS_PIPELINES,
} from './meetings.js';
import { isCode, isItself, ownersOf, rootsOf, trainingsByFile } from './owners.js';
import { fileOf, type Offer, type Unit } from './units.js';

export function drawRelations(clusters: Clusters, flow: ControlFlow): FoundRelation[] {
  const owners = ownersOf(clusters);
  const found = new FoundRelations();
  const trainings = trainingsByFile(clusters);
  for (const cluster of clusters.all()) new Walk(cluster, clusters, owners, flow, found, trainings).run();
  relateMade(clusters, owners, flow, found);
  return found.relations();
}

interface State {
  unit: Unit;
  how: Edge['how'];
  /** First architectural relation on the way. */
  relation?: RelationType;
  /** Where monitoring starts what trains: that, not the last reference, shows the way back. */
  back?: Sighting;
  /** Where the relation begins: the command or definition that deploys, triggers, builds. */
  began?: Sighting;
  /** The first reference that was followed into another file: what the component's own definition says. */
  start?: Sighting;
  /** Last reference that was followed: the evidence of the relation. */
  via?: Sighting;
  /** Passed over a reference to another file. */
  offer?: Sighting;
  /** The name by which the unit was reached, when the last step went by one. */
  named?: Offer;
  /** Source code was deployed as a definition (`pyflyte register`), which runs nothing of it. */
  definition?: boolean;
  /** In a file that was imported, which loads its pipelines and starts none of them. */
  imported?: boolean;
  /** Reached from a program that calls the component. */
  called?: boolean;
}

/** Data was reached by its name in the code that makes it. */
const isMadeData = ({ unit, relation, named }: State): boolean =>
  (relation === 'reads-from' || relation === 'writes-to') &&
  named?.unit === unit &&
  DATA_NAMES.has(named.identifier.kind) &&
  isCode(unit);

const STARTS_DEFINED: ReadonlySet<ComponentType> = new Set<ComponentType>(['workflow-orchestration', 'ci-cd']);

const STORES: ReadonlySet<ComponentType> = new Set<ComponentType>([
  'artifact-registry',
  'data-store',
  'feature-store',
  'model-registry',
]);
const KEEPS_MODELS: ReadonlySet<ComponentType> = new Set<ComponentType>(['model-registry', 'ml-metadata-store']);
const MODELLING: ReadonlySet<ComponentType> = new Set<ComponentType>([
  'training-pipeline',
  'model-validation',
  'model-serving',
]);

const definesDelivery = (file: Unit): boolean => [file, ...file.children].some(isDelivery);
const isDelivery = ({ claims }: Unit): boolean => claims.some(({ type }) => type === 'ci-cd');

class Walk {
  private readonly seen = new Set<string>();
  private readonly numbers = new Map<Unit, number>();

  constructor(
    private readonly cluster: Cluster,
    private readonly clusters: Clusters,
    private readonly owners: ReadonlyMap<Unit, Cluster[]>,
    private readonly flow: ControlFlow,
    private readonly found: FoundRelations,
    private readonly trainings: ReadonlyMap<Unit, ReadonlySet<Cluster>>,
  ) {}

  run(): void {
    const stack: State[] = [];
    const roots = rootsOf(this.cluster, this.owners, this.flow);
    const own = new Set([...this.cluster.is].map(({ unit }) => fileOf(unit)));
    for (const unit of roots) stack.push({ unit, how: 'runs', ...(own.has(fileOf(unit)) ? {} : { called: true }) });
    for (let state = stack.pop(); state; state = stack.pop()) {
      const key = `${this.number(state.unit)} ${state.relation ?? ''} ${state.imported ? state.how : ''} ${state.called ? 'called' : ''}`;
      if (this.seen.has(key)) continue;
      this.seen.add(key);
      // A program that starts one training after another does not make the one do what the other does.
      if (state.called && this.isOtherTraining(state.unit)) continue;
      // Compute that a program makes by a call is what the name means, not all that the program is and does.
      if (state.relation === 'runs-on' && state.named?.identifier.kind === 'cluster' && isCode(state.unit)) {
        this.meetNamed(state);
        continue;
      }
      const stop = this.meet(state);
      this.meetNamed(state);
      // A table or feature view that a program makes is not the program.
      if (isMadeData(state)) continue;
      this.act(state);
      if (stop || state.unit.off) continue;
      for (const edge of this.flow.outgoing(state.unit)) {
        if (edge.to.kind === 'main' && state.how === 'imports') continue;
        if (edge.how === 'contains' && this.startsBeside(edge.to)) continue;
        // Who runs an image does not start the CI whose definition was copied into it.
        if (state.unit.kind === 'image' && edge.how === 'includes' && definesDelivery(edge.to)) continue;
        if (state.relation && !continues(state.relation, edge, state.named)) continue;
        // Importing a pipeline's definition does not run the bodies of its steps.
        if (state.how === 'imports' && edge.to.entry && STARTS_PIPELINES.has(this.cluster.type)) continue;
        stack.push(this.follow(state, this.defining(edge)));
      }
    }
  }

  private isOwn(unit: Unit): boolean {
    return this.trainings.get(fileOf(unit))?.has(this.cluster) ?? false;
  }

  private isOtherTraining(unit: Unit): boolean {
    const here = this.cluster.type === 'training-pipeline' ? this.trainings.get(fileOf(unit)) : undefined;
    return here !== undefined && !here.has(this.cluster);
  }

  /** A schedule that stands in the same file as training starts pipelines; the training does not. */
  private startsBeside(unit: Unit): boolean {
    if (this.cluster.type !== 'training-pipeline' || unit.kind !== 'resource') return false;
    return (this.owners.get(unit) ?? []).some(({ type }) => type === 'scheduler' || type === 'event-bus');
  }

  /** Whoever calls a pipeline's function, or hands it to a compiler, gets the pipeline; it does not do what the steps do. */
  private defining(edge: Edge): Edge {
    const back = edge.relation === 'feeds-back-to' ? this.flow.pipelineOf(edge.to) : undefined;
    if (back) return { ...edge, to: back };
    if (!STARTS_DEFINED.has(this.cluster.type) || edge.how !== 'calls' || edge.from.kind === 'dag') return edge;
    const to = this.flow.pipelineOf(edge.to);
    return to ? { ...edge, to } : edge;
  }

  private follow(state: State, edge: Edge): State {
    const via = edge.at ? { unit: edge.from, at: edge.at, kind: edge.kind ?? 'structure' } : state.via;
    const offer = edge.offer ? { unit: edge.offer.unit, at: edge.offer.at, kind: 'config' } : state.offer;
    // What the engine itself starts is its own doing.
    const isOwn = edge.relation === 'triggers' && (this.owners.get(edge.to)?.includes(this.cluster) ?? false);
    const relation = state.relation ?? (isOwn ? undefined : edge.relation);
    const back = state.back ?? (edge.relation === 'feeds-back-to' ? via : undefined);
    const definition = state.definition ?? (edge.relation === 'deploys' && isCode(edge.to));
    const began = state.began ?? (relation ? via : undefined);
    const leaves = edge.at && (edge.how === 'runs' || edge.how === 'calls') && edge.from.path !== edge.to.path;
    const start = state.start ?? (leaves ? via : undefined);
    return {
      unit: edge.to,
      how: edge.how,
      ...(relation ? { relation } : {}),
      ...(back ? { back } : {}),
      ...(began ? { began } : {}),
      ...(start ? { start } : {}),
      ...(via ? { via } : {}),
      ...(offer ? { offer } : {}),
      ...(edge.offer ? { named: edge.offer } : {}),
      ...(definition ? { definition } : {}),
      ...(state.called && !this.isOwn(edge.to) ? { called: true } : {}),
      ...(edge.how === 'imports' || (state.imported && edge.how === 'contains') ? { imported: true } : {}),
    };
  }

  /** Relates the component to those that the unit is. @returns true when the walk ends here. */
  private meet(state: State): boolean {
    const here = this.owners.get(state.unit);
    if (!here) return false;
    let stop = false;
    for (const other of here) {
      if (other === this.cluster) continue;
      // One definition may bring two engines, or be what delivers one; that does not make one start the other.
      const delivers = this.cluster.type === 'workflow-orchestration' && other.type === 'ci-cd';
      const isAlike = other.type === this.cluster.type || (delivers && !state.relation);
      if (isAlike && this.cluster.is.some((c) => c.unit === state.unit)) continue;
      if (state.relation && !acts(this.cluster.type, state.relation, other.type)) continue;
      if (state.definition && CODE.has(other.type)) continue;
      if (isMadeData(state) && !(state.relation === 'reads-from' ? GIVES_DATA : KEEPS_DATA).has(other.type)) continue;
      if (state.imported && (this.cluster.type === 'scheduler' || this.cluster.type === 'event-bus')) continue;
      const claim = other.is.find((c) => c.unit === state.unit);
      if (claim && (this.isOneObject(claim) || this.isItsPlace(claim))) continue;
      // Whoever makes a rule makes nothing of what the rule waits for.
      if (state.relation === 'deploys' && this.isWaitedFor(state.unit)) continue;
      const meeting = this.applies(state, claim) ? 'deploys' : meetingOf(state.relation, this.cluster.type, other.type);
      // A command that makes a registry or bucket reads nothing from it.
      if (meeting === 'reads-from' && !state.relation && claim?.fact.kind === 'command') continue;
      if (meeting && !(typeof meeting === 'string' && DATA_RELATIONS.has(meeting) && other.type === 'ci-cd')) {
        const sightings: Sighting[] = [
          ...(state.back ? [state.back] : []),
          ...(state.began && state.began !== state.back ? [state.began] : []),
          ...(state.via && state.via !== state.began ? [state.via] : []),
          ...(state.offer ? [state.offer] : []),
          ...(claim ? [{ unit: claim.unit, at: claim.fact.at, kind: claim.fact.kind }] : []),
        ];
        const defined = !notInForce(state.unit);
        if (typeof meeting === 'string')
          this.found.add(this.cluster, other, meeting, defined, 'high', sightings, state);
        else this.found.add(other, this.cluster, meeting.reverse, defined, 'high', sightings);
      }
      // A workflow of another source that is taken in does its work for whoever takes it in.
      if (
        other.type === 'ci-cd' &&
        this.cluster.type === 'ci-cd' &&
        !state.relation &&
        other.source !== this.cluster.source
      )
        continue;
      // A program that watches a model may go on to train one.
      const isCodeOfOwn = other.type === 'monitoring' && claim?.fact.derived === true;
      const isPassed =
        PASSED.has(other.type) ||
        (other.type === 'infrastructure' && this.isRunThrough(state)) ||
        (other.type === 'development-environment' && state.relation === 'builds');
      if (!isPassed && !isCodeOfOwn && other.is.some((c) => c.unit === state.unit && isItself(c))) stop = true;
    }
    // A unit may be several components; a component's own unit never ends its walk.
    return stop && !here.includes(this.cluster);
  }

  /** A definition that makes something by a call, and so is not itself what it makes, gives it a name by which it is meant. */
  private meetNamed({ unit, relation, via, named }: State): void {
    if (!named) return;
    if (named.identifier.kind === 'image') return this.pulls(named, relation, via);
    if (!relation || named.unit !== unit) return;
    const sightings = [...(via ? [via] : []), { unit, at: named.at, kind: 'config' }];
    for (const other of madeUnder(named, this.clusters))
      if (acts(this.cluster.type, relation, other.type))
        this.found.add(this.cluster, other, relation, !notInForce(unit), 'high', sightings);
  }

  /** Whoever runs an image pulls it from the registry to which the definition that names it pushes it. */
  private pulls(image: Offer, relation: RelationType | undefined, via: Sighting | undefined): void {
    if (relation || PUSHES_ONLY.has(this.cluster.type)) return;
    const { unit, at } = image;
    for (const fact of registriesOf(image)) {
      const sightings = [...(via ? [via] : []), { unit, at, kind: 'config' }];
      this.found.add(this.cluster, this.clusters.of(unit, fact), 'reads-from', !notInForce(unit), 'high', sightings);
    }
  }

  /**
   * What is deployed may be the place in which the service runs: an ECS task, a virtual machine. What a function does that is a
   * step of a pipeline, the pipeline does by it.
   */
  private isRunThrough({ relation }: State): boolean {
    return relation === 'deploys' || (!relation && STARTS_DEFINED.has(this.cluster.type));
  }

  /** A part of a rule that stands for the component whose changes start the targets. */
  private isWaitedFor({ parent }: Unit): boolean {
    return parent?.kind === 'resource' && (this.owners.get(parent) ?? []).some(({ type }) => type === 'event-bus');
  }

  /** A function that serves a model is the service, not a place in which it runs. */
  private isItsPlace({ unit, fact }: Claim): boolean {
    return (
      fact.derived === true &&
      this.cluster.type === 'infrastructure' &&
      this.cluster.is.some((own) => own.unit === unit && own.fact.technology === fact.technology)
    );
  }

  /** The object of a platform brings several parts; none of them starts another. */
  private isOneObject({ unit, fact }: Claim): boolean {
    return this.cluster.is.some(
      (own) =>
        own.unit === unit &&
        !own.fact.derived &&
        !fact.derived &&
        own.fact.kind === 'manifest' &&
        fact.kind === 'manifest',
    );
  }

  /** An application of a deployer is in one unit what deploys and what is deployed: the chart or image that it names. */
  private applies(state: State, claim: Claim | undefined): boolean {
    // Who holds the manifest of a service, such as a step that creates it, deploys the service.
    if (
      claim?.fact.type === 'model-serving' &&
      claim.fact.kind === 'manifest' &&
      !claim.fact.derived &&
      !state.relation
    )
      return this.cluster.type === 'workflow-orchestration' || this.cluster.type === 'ci-cd';
    if (this.cluster.type !== 'ci-cd' || state.relation || !claim || claim.fact.type === 'infrastructure') return false;
    return (
      (claim.fact.kind === 'chart' || claim.fact.kind === 'image') &&
      this.cluster.is.some((c) => c.unit === state.unit && c.fact.kind === 'manifest')
    );
  }

  /** What the unit does to other components is done by the component that executes it. */
  private act(state: State): void {
    if (state.relation && !PASSES_ACTIONS.has(state.relation)) return;
    // What its change starts, a store does not do itself.
    if (state.relation === 'triggers' && STORES.has(this.cluster.type)) return;
    // An event that was concluded from a pipeline's trigger does not read what the pipeline reads.
    const isConcluded = this.cluster.type === 'event-bus' && this.cluster.is.every(({ fact }) => fact.derived);
    for (const fact of state.unit.uses) {
      if (isConcluded && fact.relation !== 'triggers') continue;
      if (fact.declared || !fact.relation || !acts(this.cluster.type, fact.relation, fact.type)) continue;
      if (this.cluster.type === 'data-pipeline' && KEEPS_MODELS.has(fact.type) && this.isModelling(state.unit))
        continue;
      const target = this.clusters.of(state.unit, fact);
      const sighting = { unit: state.unit, at: fact.at, kind: fact.kind };
      const defined = !notInForce(state.unit);
      const { start } = state;
      const setting = fact.attributes?.setting === true;
      this.found.add(this.cluster, target, fact.relation, defined, fact.confidence, [sighting], { start, setting });
    }
  }

  /** A program that trains or validates, and moves data besides: what it does to models it does as that. */
  private isModelling(unit: Unit): boolean {
    const here = this.owners.get(unit) ?? [];
    return here.includes(this.cluster) && here.some(({ type }) => MODELLING.has(type));
  }

  private number(unit: Unit): number {
    let id = this.numbers.get(unit);
    if (id === undefined) this.numbers.set(unit, (id = this.numbers.size));
    return id;
  }
}
