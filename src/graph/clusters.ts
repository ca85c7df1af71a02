/**
 * Merges claims into components by identity, not by file: every call that logs to MLflow in one source speaks of one
 * metadata store, while two pipelines of one engine are two components.
 */
import type { ComponentFact } from '../facts/types.js';
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
/** Types that are code: the file is their identity. */
const BY_FILE: ReadonlySet<ComponentType> = new Set<ComponentType>(['training-pipeline']);

export interface Claim {
  unit: Unit;
  fact: ComponentFact;
}

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
}

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
    const key = [unit.source, fact.type, technology, name].join('\n');
    let cluster = this.byKey.get(key);
    if (!cluster) {
      cluster = { source: unit.source, type: fact.type, technology: fact.technology, name, is: [], usedBy: [] };
      this.byKey.set(key, cluster);
    }
    return this.representative(cluster);
  }

  representative(cluster: Cluster): Cluster {
    let at = cluster;
    for (let next = this.merged.get(at); next; next = this.merged.get(at)) at = next;
    return at;
  }

  /** Declares two clusters the same component; the one that has definitions of its own gives its name. */
  merge(a: Cluster, b: Cluster): void {
    const [x, y] = [this.representative(a), this.representative(b)];
    if (x === y) return;
    const [keep, drop] = x.is.length >= y.is.length ? [x, y] : [y, x];
    keep.is.push(...drop.is);
    keep.usedBy.push(...drop.usedBy);
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
      const only = candidates.length === 1 ? candidates[0] : undefined;
      if (!only) continue;
      only.is.push(...cluster.is);
      only.usedBy.push(...cluster.usedBy);
      this.merged.set(cluster, only);
    }
  }

  /** Components, in order of first appearance. */
  all(): Cluster[] {
    return [...this.byKey.values()].filter((cluster) => !this.merged.has(cluster));
  }

  private nameOf(unit: Unit, fact: ComponentFact): string {
    if (BY_FILE.has(fact.type)) return fileOf(unit).path;
    if (!NAMED.has(fact.type) || !fact.name) return '';
    const { text, unresolved } = this.substitute(unit.source, fact.name);
    return unresolved.length > 0 && /^\$\{[^}]*\}$/.test(text) ? '' : text.trim().slice(0, 120);
  }
}
