/**
 * Merges claims into components by identity, not by file: every call that logs to MLflow in one source speaks of one
 * metadata store, while two pipelines of one engine are two components.
 */
import type { ComponentFact, IdentifierKind, Location } from '../facts/types.js';
import type { ComponentType } from '../vocabulary/index.js';
import type { Substitute } from './resolve/symbols.js';
import { fileOf, type Unit } from './units.js';

/** Types of which one technology holds many, told apart by name. Of all others a source has one a technology. */
export const NAMED: ReadonlySet<ComponentType> = new Set<ComponentType>([
  'workflow-orchestration',
  'model-serving',
  'data-store',
  'data-source',
  'data-pipeline',
  'event-bus',
  'scheduler',
  'artifact-registry',
  'prediction-store',
  'model-training-infrastructure',
  'infrastructure',
]);
/** What a name of a kind is the name of, or of something in it. */
export const NAMED_BY: Partial<Record<IdentifierKind, readonly ComponentType[]>> = {
  model: ['model-registry'],
  experiment: ['ml-metadata-store'],
  endpoint: ['model-serving'],
  topic: ['event-bus'],
  'feature-view': ['feature-store'],
  bucket: ['data-store', 'data-source', 'data-versioning'],
  host: ['ml-metadata-store', 'model-registry', 'feature-store', 'monitoring', 'data-store'],
  pipeline: ['workflow-orchestration'],
};
/** More tell a reader nothing. */
const MOST_JOINTS = 50;
/** Types that are code: the file is their identity. */
const BY_FILE: ReadonlySet<ComponentType> = new Set<ComponentType>(['training-pipeline']);

export interface Claim {
  unit: Unit;
  fact: ComponentFact;
}

/** A place in a file, with what was seen there. */
export interface Sighting {
  unit: Unit;
  at: Location;
  kind: string;
}
/** Why two claims speak of one component: where one definition refers to it, and where the other one gives it the name. */
export type Joint = readonly [Sighting, Sighting];

/** Claims that speak of one component. */
export interface Cluster {
  source: string;
  type: ComponentType;
  technology: string;
  name: string;
  /** Units that are the component. */
  is: Claim[];
  /** Units that act on it. */
  usedBy: Claim[];
  /** What ties claims of different definitions together. */
  joints: Joint[];
  /** What the definitions around it say of it (`surroundings.ts`). */
  said?: Record<string, string | boolean>;
  /** Where they say it, by attribute. */
  saidAt?: Record<string, Sighting[]>;
  /** Project of a platform to which the source belongs, when it does and the platform is this technology. */
  project?: string;
}

const claimsOf = (cluster: Cluster): Claim[] => [...cluster.is, ...cluster.usedBy];
const isUsed = (cluster: Cluster): boolean => claimsOf(cluster).some(({ fact }) => !fact.declared);

export class Clusters {
  private readonly byKey = new Map<string, Cluster>();
  /** Clusters that turned out to be the same component. */
  private readonly merged = new Map<Cluster, Cluster>();

  constructor(private readonly substitute: Substitute) {}

  add(unit: Unit, fact: ComponentFact): void {
    const cluster = this.of(unit, fact);
    (fact.relation ? cluster.usedBy : cluster.is).push({ unit, fact });
  }

  /** The component that a claim speaks of. */
  of(unit: Unit, fact: ComponentFact): Cluster {
    const name = this.nameOf(unit, fact);
    const technology = BY_FILE.has(fact.type) ? '' : fact.technology;
    return this.at([unit.source, fact.type, technology, name], {
      source: unit.source,
      type: fact.type,
      technology: fact.technology,
      name,
    });
  }

  /** The component of another type that one server is as well: the registry that comes with a metadata store. */
  companion(cluster: Cluster, type: ComponentType): Cluster {
    const { source, technology } = cluster;
    return this.at([source, type, technology, ''], { source, type, technology, name: '' });
  }

  private at(key: readonly string[], identity: Pick<Cluster, 'source' | 'type' | 'technology' | 'name'>): Cluster {
    let cluster = this.byKey.get(key.join('\n'));
    if (!cluster) this.byKey.set(key.join('\n'), (cluster = { ...identity, is: [], usedBy: [], joints: [] }));
    return this.representative(cluster);
  }

  representative(cluster: Cluster): Cluster {
    let at = cluster;
    for (let next = this.merged.get(at); next; next = this.merged.get(at)) at = next;
    return at;
  }

  /** Declares two clusters the same component; the one that has definitions of its own gives its name. */
  merge(a: Cluster, b: Cluster, joint?: Joint): void {
    const [x, y] = [this.representative(a), this.representative(b)];
    if (joint && joint[0].unit.source !== joint[1].unit.source && x.joints.length < MOST_JOINTS) x.joints.push(joint);
    if (x === y) return;
    const [keep, drop] = x.is.length >= y.is.length ? [x, y] : [y, x];
    keep.is.push(...drop.is);
    keep.usedBy.push(...drop.usedBy);
    keep.joints.push(...drop.joints);
    this.merged.set(drop, keep);
  }

  /** Claims without a name speak of the one named component of their technology, if there is just one in the source. */
  absorbNameless(): void {
    const named = new Map<string, Cluster[]>();
    for (const cluster of this.all())
      if (cluster.name !== '' && NAMED.has(cluster.type)) {
        const key = [cluster.source, cluster.type, cluster.technology].join('\n');
        named.set(key, [...(named.get(key) ?? []), cluster]);
      }
    for (const cluster of this.all()) {
      if (cluster.name !== '' || !NAMED.has(cluster.type)) continue;
      const candidates = named.get([cluster.source, cluster.type, cluster.technology].join('\n')) ?? [];
      // What is only imported or listed as a dependency speaks of any of them.
      const isListed = !isUsed(cluster);
      const only = candidates.length === 1 || isListed ? (candidates.find(isUsed) ?? candidates[0]) : undefined;
      if (!only) continue;
      only.is.push(...cluster.is);
      only.usedBy.push(...cluster.usedBy);
      this.merged.set(cluster, only);
    }
  }

  /**
   * A registry of which only its kind is known (attribute `unspecified`: an image is pushed somewhere) is the one that the
   * same file names, unless another round of a loop over registries does.
   */
  absorbUnspecified(): void {
    for (const cluster of this.all()) {
      const claims = [...cluster.is, ...cluster.usedBy];
      if (!claims.every(({ fact }) => fact.attributes?.unspecified === true)) continue;
      const named = this.all().filter((other) => other.type === cluster.type && other.source === cluster.source);
      const beside = (claim: Claim): Cluster | undefined =>
        named.find((other) => {
          const inFile = [...other.is, ...other.usedBy].filter(({ unit }) => unit.path === claim.unit.path);
          const inLoop = inFile.filter(
            ({ fact: { at, round } }) => round !== undefined && at.line === claim.fact.at.line,
          );
          const isSame = inLoop.length === 0 || inLoop.some(({ fact }) => fact.round === claim.fact.round);
          return other !== cluster && inFile.length > 0 && isSame;
        });
      const [first] = claims;
      const target = first && claims.every(beside) ? beside(first) : undefined;
      if (target) this.merge(target, cluster);
    }
  }

  /** Components, in order of first appearance. */
  all(): Cluster[] {
    return [...this.byKey.values()].filter(
      (cluster) => !this.merged.has(cluster) && cluster.is.length + cluster.usedBy.length > 0,
    );
  }

  private nameOf(unit: Unit, fact: ComponentFact): string {
    if (BY_FILE.has(fact.type)) return fileOf(unit).path;
    if (!NAMED.has(fact.type) || !fact.name) return '';
    const { text, unresolved } = this.substitute(unit.source, fact.name);
    return unresolved.length > 0 && /^\$\{[^}]*\}$/.test(text) ? '' : text.trim().slice(0, 120);
  }
}
