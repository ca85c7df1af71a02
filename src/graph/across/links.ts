/** Gathers the links that are found between sources, each pair of components once, and says what each is called. */
import type { LinkType } from '../../facts/types.js';
import { RELATION_TYPES, type ComponentType, type RelationType } from '../../vocabulary/index.js';
import type { Cluster, Sighting } from '../clusters.js';
import type { FoundRelation } from '../found-relations.js';
import { notInForce } from '../in-force.js';
import { meetingOf, type Meeting } from '../meetings.js';
import { wordingOf } from '../wording.js';
import type { Actors } from './actors.js';
import type { Provider } from './providers.js';

interface Link {
  at: Sighting;
  target: Cluster;
  given: Sighting;
  how?: LinkType;
  otherwise?: Provider;
}

export class Links {
  readonly found: FoundRelation[] = [];
  /** Pairs of components that are related. */
  private readonly related = new Set<string>();
  /** Places at which it is shown what somebody does to a component. */
  private readonly shown = new Set<string>();
  /** Pairs of sources between which something is related. */
  private readonly sources = new Set<string>();
  private readonly ids = new Map<Cluster, number>();
  /** What programs do that are no components. */
  private left: Link[] = [];

  constructor(
    private readonly actors: Actors,
    known: readonly FoundRelation[],
  ) {
    for (const relation of known) this.note(relation);
  }

  /**
   * @param at where the component is named
   * @param given where it gets the name
   * @param how what the definition says is done to it, where it says more than the name
   * @param otherwise what is meant where the two are of types between which there is no relation
   */
  add(at: Sighting, target: Cluster, given: Sighting, how?: LinkType, otherwise?: Provider): void {
    if (notInForce(at.unit) || notInForce(given.unit)) return;
    const link: Link = { at, target, given, ...(how ? { how } : {}), ...(otherwise ? { otherwise } : {}) };
    const actor = this.actors.of(at.unit);
    if (actor) this.relate(actor, link);
    else this.left.push(link);
  }

  /** The same for what a program or a stack does itself, although its parts are components. */
  addOf(at: Sighting, target: Cluster, given: Sighting, how: LinkType): void {
    const actor = notInForce(at.unit) || notInForce(given.unit) ? undefined : this.actors.program(at.unit);
    if (actor) this.relate(actor, { at, target, given, how });
  }

  /** Takes in what programs do that are no components: it counts where nothing else relates the two sources. */
  addPrograms(): void {
    const left = this.left.filter(({ at, given }) => !this.relatesSources(at.unit.source, given.unit.source));
    this.left = [];
    for (const link of left) {
      const actor = this.actors.program(link.at.unit);
      if (actor) this.relate(actor, link);
    }
  }

  private relate(actor: Cluster, { at, target, given, how, otherwise }: Link): void {
    if (actor === target || this.related.has(this.pair(actor, target))) return;
    if (this.shown.has(this.place(at, target))) return;
    // Queries stand in dashboards and alerts; elsewhere the word is another one.
    if (how === 'monitors' && actor.type !== 'monitoring') return;
    const meeting = relationOf(actor.type, target.type, how);
    if (!meeting) {
      if (otherwise) this.relate(actor, { at, target: otherwise.cluster, given: otherwise.at });
      return;
    }
    const ends =
      typeof meeting === 'string'
        ? { from: actor, to: target, type: meeting }
        : { from: target, to: actor, type: meeting.reverse };
    const relation: FoundRelation = { ...ends, confidence: 'medium', defined: true, sightings: [at, given] };
    this.found.push(relation);
    this.note(relation);
  }

  /** Whether anything of one source is related to anything of another one. */
  relatesSources(a: string, b: string): boolean {
    return this.sources.has(`${a}\n${b}`);
  }

  private note({ from, to, sightings }: FoundRelation): void {
    this.related.add(this.pair(from, to)).add(this.pair(to, from));
    for (const sighting of sightings) for (const end of [from, to]) this.shown.add(this.place(sighting, end));
    const sources = new Set([from.source, to.source, ...sightings.map(({ unit }) => unit.source)]);
    for (const a of sources) for (const b of sources) if (a !== b) this.sources.add(`${a}\n${b}`);
  }

  private place({ unit, at }: Sighting, cluster: Cluster): string {
    return `${this.id(cluster)} ${unit.source}:${unit.path}:${at.line}`;
  }

  private pair(a: Cluster, b: Cluster): string {
    return `${this.id(a)} ${this.id(b)}`;
  }

  private id(cluster: Cluster): number {
    const id = this.ids.get(cluster) ?? this.ids.size;
    this.ids.set(cluster, id);
    return id;
  }
}

const RELATIONS: ReadonlySet<string> = new Set(RELATION_TYPES);

/** What naming a component of a type means, where the place says no more. */
const NAMING: Partial<Record<ComponentType, RelationType>> = {
  infrastructure: 'runs-on',
  'data-pipeline': 'runs-on',
  'model-training-infrastructure': 'runs-on',
  'ml-metadata-store': 'logs-to',
  'model-registry': 'loads-from',
};

function relationOf(from: ComponentType, to: ComponentType, how?: LinkType): Meeting | undefined {
  const said = how && RELATIONS.has(how) ? (how as RelationType) : undefined;
  if (!said) {
    const meeting = meetingOf(undefined, from, to);
    if (meeting) return meeting;
  }
  return wordingOf(from, said ?? NAMING[to] ?? 'reads-from', to);
}
