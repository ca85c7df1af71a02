/** CI that builds a package of Python builds what lies in it: the training code, the pipeline, the service. */
import type { ComponentType } from '../vocabulary/index.js';
import type { Cluster, Clusters } from './clusters.js';
import type { ControlFlow } from './control-flow.js';
import type { FoundRelation } from './found-relations.js';
import { notInForce } from './in-force.js';
import { ownersOf } from './owners.js';
import { directoryOf } from './resolve/paths.js';
import { fileKey, fileOf, within, type Unit, type UnitIndex } from './units.js';

/** What says that a directory is a project that can be packed. */
const PROJECT_FILES = ['pyproject.toml', 'setup.py'];
const PACKED: ReadonlySet<ComponentType> = new Set<ComponentType>(['training-pipeline', 'workflow-orchestration']);

/**
 * Relations `builds` from CI to code in packages that it builds. A module counts where it lies in a package (`__init__.py`) of
 * the nearest project: programs beside the packages are not packed.
 */
export function relatePackages(index: UnitIndex, flow: ControlFlow, clusters: Clusters): FoundRelation[] {
  const packed = packedCode(index, clusters);
  if (packed.size === 0) return [];
  const relations: FoundRelation[] = [];
  for (const ci of clusters.all()) {
    if (ci.type !== 'ci-cd') continue;
    for (const claim of ci.is) {
      if (claim.fact.declared || notInForce(claim.unit)) continue;
      for (const unit of within(claim.unit))
        for (const { relation, to, at, kind = 'command' } of flow.outgoing(unit)) {
          if (relation !== 'builds' || !at || notInForce(unit)) continue;
          for (const { cluster, file, fact } of packed.get(fileKey(to.source, to.path)) ?? [])
            relations.push({
              from: ci,
              to: cluster,
              type: 'builds',
              confidence: 'medium',
              defined: !notInForce(file),
              sightings: [
                { unit, at, kind },
                { unit: file, at: fact.at, kind: fact.kind },
              ],
            });
        }
    }
  }
  return relations;
}

type Packed = Pick<Cluster['is'][number], 'fact'> & { cluster: Cluster; file: Unit };

/** Code by the files of the project that packs it. */
function packedCode(index: UnitIndex, clusters: Clusters): Map<string, Packed[]> {
  const found = new Map<string, Packed[]>();
  for (const cluster of new Set([...ownersOf(clusters).values()].flat())) {
    if (!PACKED.has(cluster.type)) continue;
    for (const { unit, fact } of cluster.is) {
      const file = fileOf(unit);
      if (fact.declared || !file.path.endsWith('.py') || !isInPackage(file, index)) continue;
      for (const key of projectOf(file, index)) found.set(key, [...(found.get(key) ?? []), { cluster, file, fact }]);
    }
  }
  return found;
}

const isInPackage = ({ source, path }: Unit, index: UnitIndex): boolean =>
  index.files.has(fileKey(source, `${directoryOf(path)}/__init__.py`));

/** Keys of the files that make the nearest directory above a project. */
function projectOf({ source, path }: Unit, index: UnitIndex): string[] {
  for (let directory = directoryOf(path); ; directory = directoryOf(directory)) {
    const keys = PROJECT_FILES.map((name) => fileKey(source, directory === '.' ? name : `${directory}/${name}`));
    if (keys.some((key) => index.files.has(key)) || directory === '.') return keys;
  }
}
