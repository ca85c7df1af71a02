/** Gathers the relations that are found, each once, with what was seen of it. */
import type { ComponentType, Confidence, RelationType } from '../vocabulary/index.js';
import type { Cluster, Sighting } from './clusters.js';
import { wordingOf } from './wording.js';

export interface FoundRelation {
  from: Cluster;
  to: Cluster;
  type: RelationType;
  confidence: Confidence;
  defined: boolean;
  sightings: Sighting[];
  /** Where the definition of `from` starts what does it. */
  starts?: Sighting[];
  /** Known only from settings (the address of a server), which whoever reads from the server needs too. */
  setting?: boolean;
}

/** Types that nothing starts: a module that is started holds them beside what runs. */
const PASSIVE: ReadonlySet<ComponentType> = new Set<ComponentType>([
  'data-source',
  'data-store',
  'artifact-registry',
  'model-registry',
  'feature-store',
  'ml-metadata-store',
  'source-repository',
  'policy-engine',
  'governance',
  'security',
]);

const MOST_STARTS = 3;

export class FoundRelations {
  private readonly found = new Map<string, FoundRelation>();
  private readonly ids = new Map<Cluster, number>();

  add(
    from: Cluster,
    to: Cluster,
    said: RelationType,
    defined: boolean,
    confidence: Confidence,
    sightings: Sighting[],
    { start, setting = false }: { start?: Sighting | undefined; setting?: boolean } = {},
  ): void {
    const type = wordingOf(from.type, said, to.type);
    if (!type || from === to || (type === 'triggers' && PASSIVE.has(to.type))) return;
    // CI that hands an address to what it starts or deploys uses nothing there itself.
    if (setting && from.type === 'ci-cd' && type === 'logs-to') return;
    const key = `${this.id(from)} ${type} ${this.id(to)}`;
    const known = this.found.get(key);
    if (!known) {
      const starts = start ? [start] : [];
      this.found.set(key, { from, to, type, confidence, defined, sightings: [...sightings], starts, setting });
      return;
    }
    if (start && known.starts && known.starts.length < MOST_STARTS) known.starts.push(start);
    known.setting &&= setting;
    known.defined ||= defined;
    if (confidence === 'high') known.confidence = 'high';
    if (known.sightings.length < 12) known.sightings.push(...sightings);
  }

  relations(): FoundRelation[] {
    const all = [...this.found.values()];
    return all.filter((relation) => !relation.setting || !all.some((other) => explains(other, relation)));
  }

  private id(cluster: Cluster): number {
    let id = this.ids.get(cluster);
    if (id === undefined) this.ids.set(cluster, (id = this.ids.size));
    return id;
  }
}

/** Who loads a model sets the address for that. */
function explains(other: FoundRelation, setting: FoundRelation): boolean {
  return (
    other.from === setting.from &&
    other.type === 'loads-from' &&
    other.to.technology === setting.to.technology &&
    other.to.source === setting.to.source
  );
}
