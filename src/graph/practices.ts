/**
 * Relations that follow from traits rather than from control flow alone: automated tests validate the code that the tests
 * import; building a package builds what is in it.
 */
import type { TraitFact } from '../facts/types.js';
import type { ComponentType } from '../vocabulary/index.js';
import type { Cluster, Clusters } from './clusters.js';
import { executed, type ControlFlow } from './control-flow.js';
import { notInForce } from './in-force.js';
import type { FoundRelation } from './found-relations.js';
import { ownersOf } from './owners.js';
import { fileOf, type Unit, type UnitIndex } from './units.js';

/** What a test that imports code says something about. */
const TESTED: ReadonlySet<ComponentType> = new Set<ComponentType>([
  'training-pipeline',
  'workflow-orchestration',
  'model-serving',
  'data-pipeline',
  'feature-store',
]);

export function relatePractices(index: UnitIndex, flow: ControlFlow, clusters: Clusters): FoundRelation[] {
  const owners = ownersOf(clusters);
  const tested = testedComponents(index, flow, owners);
  const relations: FoundRelation[] = [];
  for (const ci of clusters.all()) {
    if (ci.type !== 'ci-cd') continue;
    for (const { unit: workflow, fact } of ci.is) {
      if (fact.declared || workflow.off) continue;
      const runsTests = [...executed(flow, workflow)].find((unit) => !unit.off && testsOf(unit));
      const trait = runsTests && testsOf(runsTests);
      if (!trait) continue;
      for (const [component, test] of tested.get(workflow.source) ?? [])
        relations.push({
          from: ci,
          to: component,
          type: 'validates',
          confidence: 'medium',
          defined: !notInForce(runsTests),
          sightings: [
            { unit: runsTests, at: trait.at, kind: trait.kind },
            { unit: test, at: test.at, kind: 'file' },
          ],
        });
    }
  }
  return relations;
}

const testsOf = (unit: Unit): TraitFact | undefined => unit.traits.find((t) => t.trait === 'tests');

/** Components whose code a test file imports, by source, each with one such test. */
function testedComponents(
  index: UnitIndex,
  flow: ControlFlow,
  owners: ReadonlyMap<Unit, Cluster[]>,
): Map<string, Map<Cluster, Unit>> {
  const byFile = new Map<Unit, Set<Cluster>>();
  for (const [unit, clusters] of owners) {
    const file = fileOf(unit);
    const set = byFile.get(file) ?? new Set<Cluster>();
    byFile.set(file, set);
    for (const cluster of clusters) if (TESTED.has(cluster.type)) set.add(cluster);
  }
  const tested = new Map<string, Map<Cluster, Unit>>();
  for (const file of index.files.values()) {
    if (file.role !== 'test') continue;
    for (const unit of executed(flow, file)) {
      if (unit.role === 'test') continue;
      for (const cluster of byFile.get(fileOf(unit)) ?? []) {
        const found = tested.get(file.source) ?? new Map<Cluster, Unit>();
        tested.set(file.source, found);
        if (!found.has(cluster)) found.set(cluster, file);
      }
    }
  }
  return tested;
}
