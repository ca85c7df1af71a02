/** What definitions give a name to, so that definitions of other sources may mean it by that name. */
import { arnName, bucketName, bucketOfAddress, imageRepository, normaliseHost } from '../../facts/identifiers.js';
import type { ComponentFact, IdentifierKind } from '../../facts/types.js';
import { hasReference } from '../../facts/value.js';
import type { ComponentType } from '../../vocabulary/index.js';
import type { Cluster, Clusters, Sighting } from '../clusters.js';
import { executed, type ControlFlow } from '../control-flow.js';
import { notInForce } from '../in-force.js';
import type { Resolver } from '../resolve/index.js';
import { isDistinctive, isOwnDomain } from '../resolve/telling.js';
import type { Actors } from './actors.js';
import { fileOf, within, type Offer, type Unit, type UnitIndex } from '../units.js';

/** A component with the place at which it gets the name. */
export interface Provider {
  cluster: Cluster;
  at: Sighting;
  /** What naming it does to it, where the name tells. */
  how?: 'monitors' | 'reads-from';
}

/** Components that others use by a name: code, pipelines and CI are referred to in ways that other rooms follow. */
const NAMED_THINGS: ReadonlySet<ComponentType> = new Set<ComponentType>([
  'artifact-registry',
  'data-source',
  'data-store',
  'event-bus',
  'feature-store',
  'infrastructure',
  'ml-metadata-store',
  'model-registry',
  'model-serving',
  'model-training-infrastructure',
  'prediction-store',
  'security',
]);
/** Names by which a unit is known that a word in another source may repeat. */
const OFFERED: ReadonlySet<IdentifierKind> = new Set<IdentifierKind>([
  'bucket',
  'cluster',
  'database',
  'endpoint',
  'feature-view',
  'host',
  'image',
  'image-repository',
  'role',
  'table',
  'topic',
]);
/** What a project is for, the most telling first. */
const PURPOSES: readonly ComponentType[] = [
  'model-serving',
  'training-pipeline',
  'workflow-orchestration',
  'feature-store',
  'monitoring',
  'model-validation',
  'data-validation',
  'data-pipeline',
  'infrastructure',
];

/** What programs that answer requests are. */
const ANSWERS: ReadonlySet<ComponentType> = new Set<ComponentType>([
  'model-serving',
  'monitoring',
  'feature-store',
  'data-validation',
  'model-validation',
]);
/** Files of a repository that are looked at for what it deploys. */
const MOST_FILES = 500;

export class Providers {
  private readonly byName = new Map<string, Provider[]>();
  /** What bears a name or serves a domain and is no component by itself. */
  private readonly plain = new Map<string, { at: Sighting }[]>();
  private readonly projects = new Map<string, Sighting[]>();
  private readonly metrics = new Map<string, { at: Sighting }[]>();

  constructor(
    private readonly index: UnitIndex,
    private readonly clusters: Clusters,
    private readonly owners: ReadonlyMap<Unit, Cluster[]>,
    private readonly flow: ControlFlow,
    private readonly actors: Actors,
    resolver: Resolver,
  ) {
    for (const cluster of clusters.all())
      for (const { unit, fact } of cluster.is) {
        if (fact.declared || notInForce(unit) || !fact.name) continue;
        // A cluster for jobs of data is a resource; what else is a job of data is code.
        if (!NAMED_THINGS.has(cluster.type) && !(cluster.type === 'data-pipeline' && fact.kind === 'resource'))
          continue;
        const { text, unresolved } = resolver.substitute(unit.source, fact.name);
        if (unresolved.length === 0) append(this.byName, text, { cluster, at: { unit, at: fact.at, kind: fact.kind } });
      }
    for (const { unit, identifier, at } of index.offers) {
      if (identifier.kind === 'metric' && isMetric(identifier.value) && !notInForce(unit))
        append(this.metrics, identifier.value, { at: { unit, at, kind: 'call' } });
      if (identifier.kind === 'name' && !notInForce(unit)) {
        const name = resolver.text(unit.source, identifier);
        if (name && !hasReference(name) && isDistinctive(name))
          append(this.plain, name, { at: { unit, at, kind: 'config' } });
      }
      if (!OFFERED.has(identifier.kind) || notInForce(unit)) continue;
      const text = resolver.text(unit.source, identifier);
      // A project is called like the image that it publishes.
      const image = identifier.kind === 'image' && !text?.includes('$') ? text?.slice(text.lastIndexOf('/') + 1) : '';
      if (image && publishes(unit) && isDistinctive(image)) append(this.projects, image, { unit, at, kind: 'config' });
      const cluster = text !== undefined && !hasReference(text) ? this.givenBy(unit, identifier.kind) : undefined;
      if (cluster && text) append(this.byName, text, { cluster, at: { unit, at, kind: 'config' } });
    }
    for (const { file, fact } of index.mentions)
      if (fact.domain) append(this.plain, fact.name, { at: { unit: file, at: fact.at, kind: 'config' } });
    for (const { file, fact } of index.projects)
      if (isDistinctive(fact.name)) append(this.projects, fact.name, { unit: file, at: fact.at, kind: 'config' });
  }

  /** The component that a unit gives a name of a kind: what it is, or the registry to which it publishes images. */
  givenBy(unit: Unit, kind: IdentifierKind): Cluster | undefined {
    if (kind === 'image' || kind === 'image-repository') return this.registryOf([unit, ...within(fileOf(unit))]);
    for (let up: Unit | undefined = unit; up; up = up.parent) {
      const own = (this.owners.get(up) ?? []).find(({ type }) => NAMED_THINGS.has(type));
      if (own) return own;
    }
    for (const part of executed(this.flow, unit)) {
      const run = (this.owners.get(part) ?? []).find(({ type }) => NAMED_THINGS.has(type));
      if (run) return run;
    }
    return undefined;
  }

  /** The most telling component that definitions make or take into force, or else what they run. */
  definedBy(units: readonly Unit[]): Provider | undefined {
    const parts = new Set(units.slice(0, MOST_FILES).flatMap((unit) => [...executed(this.flow, unit)]));
    return this.actors.strongestOf([...parts].filter((unit) => !notInForce(unit)));
  }

  /** What an image runs that is made of a definition: a component, the service that answers there, or else the image. */
  builtFrom(unit: Unit): Provider | undefined {
    const known = this.definedBy([unit]);
    const cluster = known ? undefined : this.actors.answering([...executed(this.flow, unit)]);
    const image = known || cluster ? undefined : this.actors.program(unit);
    const made = cluster ?? image;
    return known ?? (made && { cluster: made, at: { unit, at: unit.at, kind: 'manifest' } });
  }

  /** What an object of a cluster is, or the infrastructure that it becomes because another source uses it. */
  object({ unit, identifier, at }: Offer): Provider | undefined {
    const cluster =
      (this.owners.get(unit) ?? [])[0] ?? this.givenBy(unit, identifier.kind) ?? this.actors.provided(unit);
    return cluster && { cluster, at: { unit, at, kind: 'manifest' } };
  }

  /** Who gives a name, when that is only one source and not the own one. */
  outside(source: string, names: readonly string[]): Provider | undefined {
    const all = names.flatMap((name) => this.byName.get(name.toLowerCase()) ?? []);
    const [first] = all;
    if (!first) return this.named(source, names) ?? this.counted(source, names[0] ?? '');
    return isOne(all, source) ? first : undefined;
  }

  /** A resource of a name, or what is said to serve a domain. */
  private named(source: string, names: readonly string[]): Provider | undefined {
    const all = names.flatMap(withDomains).flatMap((name) => this.plain.get(name.toLowerCase()) ?? []);
    const [first] = all;
    const cluster = first && isOne(all, source) ? this.actors.of(first.at.unit) : undefined;
    return first && cluster && { cluster, at: first.at };
  }

  /** The program that counts what a query asks for. */
  private counted(source: string, name: string): Provider | undefined {
    const all = this.metrics.get(name.toLowerCase()) ?? [];
    const [first] = all;
    const cluster = first && isOne(all, source) ? this.actors.of(first.at.unit) : undefined;
    return first && cluster && { cluster, at: first.at, how: 'monitors' };
  }

  /**
   * Whether a source calls itself, its image or what it runs so: what bears that name elsewhere is not meant by it. Registries are called
   * like the projects whose images they keep.
   */
  isOwnName(source: string, name: string): boolean {
    const key = name.toLowerCase();
    return (
      (this.projects.get(key)?.some(({ unit }) => unit.source === source) ?? false) ||
      (this.byName
        .get(key)
        ?.some(({ cluster, at }) => at.unit.source === source && cluster.type === 'infrastructure') ??
        false)
    );
  }

  /** What the project of another source makes that bears its name: its images, or else what it is for. */
  ofProject(source: string, name: string): Provider | undefined {
    const all = (this.projects.get(name.slice(name.lastIndexOf('/') + 1).toLowerCase()) ?? []).map((at) => ({ at }));
    const [first] = all;
    if (!first || !isOne(all, source)) return undefined;
    const home = first.at.unit.source;
    const cluster =
      (name.includes('/') ? this.registryOf(this.index.units.filter((unit) => unit.source === home)) : undefined) ??
      this.purposeOf(home);
    return cluster && { cluster, at: first.at };
  }

  /** The service as part of which a program answers requests: what the file is, or what the source is for, where that is to answer. */
  service(unit: Unit): Cluster | undefined {
    const own = [...within(fileOf(unit))].flatMap((part) => this.owners.get(part) ?? []);
    const answering = own.find(({ type }) => ANSWERS.has(type));
    const purpose = this.purposeOf(unit.source);
    return (
      answering ??
      (purpose && ANSWERS.has(purpose.type) ? purpose : (this.actors.of(unit) ?? this.actors.program(unit)))
    );
  }

  /** What the package of a source is for that is installed from its repository. */
  package(source: string): Provider | undefined {
    const cluster = this.purposeOf(source);
    const claim = cluster?.is.find(({ fact, unit }) => !fact.declared && !notInForce(unit));
    return cluster && claim
      ? { cluster, at: { unit: claim.unit, at: claim.fact.at, kind: claim.fact.kind } }
      : this.repository(source);
  }

  /** The component that keeps the code of a source; where nothing else shows it, being named as a repository does. */
  repository(source: string): Provider | undefined {
    const known = this.clusters.all().find((c) => c.type === 'source-repository' && c.source === source);
    const claim = known && [...known.is, ...known.usedBy].find(({ unit }) => unit.source === source);
    if (claim) return { cluster: known, at: { unit: claim.unit, at: claim.fact.at, kind: claim.fact.kind } };
    const unit = this.index.units.find((one) => one.source === source && !notInForce(one));
    if (!unit) return undefined;
    const fact: ComponentFact = {
      fact: 'component',
      unit: unit.local,
      type: 'source-repository',
      technology: 'git',
      confidence: 'medium',
      kind: 'structure',
      at: unit.at,
    };
    this.clusters.add(unit, fact);
    return { cluster: this.clusters.of(unit, fact), at: { unit, at: fact.at, kind: fact.kind } };
  }

  private purposeOf(source: string): Cluster | undefined {
    const own = this.clusters
      .all()
      .filter((c) => c.source === source && c.is.some(({ fact, unit }) => !fact.declared && !notInForce(unit)));
    return own
      .filter(({ type }) => PURPOSES.includes(type))
      .sort((a, b) => PURPOSES.indexOf(a.type) - PURPOSES.indexOf(b.type))[0];
  }

  /** The registry that units make, or to which they publish. */
  private registryOf(units: Iterable<Unit>): Cluster | undefined {
    for (const unit of units) {
      const own = (this.owners.get(unit) ?? []).find(({ type }) => type === 'artifact-registry');
      if (own) return own;
      for (const fact of unit.uses)
        if (fact.type === 'artifact-registry' && fact.relation === 'publishes-to' && !fact.declared)
          return this.clusters.of(unit, fact);
    }
    return undefined;
  }
}

const publishes = (unit: Unit): boolean =>
  unit.uses.some((use) => use.type === 'artifact-registry' && use.relation === 'publishes-to' && !use.declared);

/** Names of metrics say what is counted of what. */
const isMetric = (name: string): boolean => name.split('_').length >= 3;

/** What a word may be the name of: as it stands, or the image, host, bucket or resource that it is the address of. */
export function namesIn(word: string): string[] {
  const names = new Set([word]);
  if (word.startsWith('arn:')) names.add(arnName(word));
  else if (/^(?:s3a?|gs|gcs|abfss?|wasbs?):\/\//.test(word)) names.add(bucketName(word));
  else if (word.includes('://')) {
    const bucket = bucketOfAddress(word);
    const host = normaliseHost(word);
    // A host without a domain is good in one network.
    if (bucket) names.add(bucket);
    else if (host.includes('.') || isDistinctive(host)) names.add(host);
  } else if (word.includes('/')) {
    const image = imageRepository(word);
    if (image.includes('/') || isDistinctive(image)) names.add(image);
  }
  return [...names].filter((name) => name !== '');
}

/** A host, and the domains in which it lies that are somebody's own. */
function withDomains(name: string): string[] {
  if (!/^(?:[a-z0-9-]+\.)+[a-z]{2,}$/i.test(name)) return [name];
  const labels = name.split('.');
  return labels.slice(0, -1).flatMap((_, at) => {
    const domain = labels.slice(at).join('.');
    return isOwnDomain(domain) ? [domain] : [];
  });
}

/** Whether all of these stand in one source, and another one than that. */
const isOne = (all: readonly { at: Sighting }[], source: string): boolean =>
  new Set(all.map(({ at }) => at.unit.source)).size === 1 && all.every(({ at }) => at.unit.source !== source);

function append<V>(map: Map<string, V[]>, name: string, value: V): void {
  const key = name.trim().toLowerCase();
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
