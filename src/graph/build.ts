/** Facts to graph: index, resolve, decide what is in force, derive, merge, relate. */
import type { FileFacts } from '../facts/types.js';
import { readable } from '../facts/value.js';
import { relateAcross } from './across/index.js';
import { Clusters } from './clusters.js';
import { buildControlFlow } from './control-flow.js';
import { findControls } from './controls.js';
import { describeDeliveryTests } from './delivery-tests.js';
import { derive, type Derivation } from './derivations.js';
import { markInForce } from './in-force.js';
import { assembleGraph } from './assemble.js';
import { identifyComponents } from './identity.js';
import { findLaunched, findTriedOut } from './launched.js';
import { markNamedEvaluation } from './named-evaluation.js';
import { markNamedTraining } from './named-training.js';
import { drawRelations } from './relations.js';
import { withImplied } from './implied.js';
import { withoutSaidByName } from './nameless.js';
import { relatePackages } from './packages.js';
import { findProjectTests, relatePractices } from './practices.js';
import { describeDataCode } from './data-code.js';
import { describeScratch } from './scratch.js';
import { describeServedCode } from './served-code.js';
import { describeStages } from './stages.js';
import { describeStarts } from './starts.js';
import { relateStepImages } from './step-images.js';
import { createResolver } from './resolve/index.js';
import { claimShared } from './shared.js';
import { describeTestedFeatures } from './tested-features.js';
import { describeSurroundings } from './surroundings.js';
import { describeTrials } from './trials.js';
import { findTools } from './tools.js';
import type { ArchitectureGraph, DocumentMention } from './types.js';
import { indexUnits, type UnitIndex } from './units.js';
import { relateUnnamedDeployments } from './unnamed-deployments.js';

export interface GraphInput {
  files: readonly FileFacts[];
  derivations: readonly Derivation[];
  /** `host/owner/name` of the repository that a source is, where that is known. */
  repositories?: ReadonlyMap<string, string>;
  /** Whether a path exists in a source, read or not. */
  exists(source: string, path: string): boolean;
}

/** Builds the component graph. Pure and deterministic: the same facts in the same order give the same graph. */
export function buildGraph(input: GraphInput): ArchitectureGraph {
  const index = indexUnits(input.files);
  const resolver = createResolver(index, input.repositories);
  const flow = buildControlFlow(index, resolver);
  claimShared(index, flow);
  markInForce(index, flow, resolver.substitute, input.exists);
  markNamedTraining(index, flow);
  markNamedEvaluation(index);
  derive(index, flow, input.derivations);

  const clusters = new Clusters(resolver.substitute);
  for (const unit of index.units) {
    for (const fact of unit.claims) clusters.add(unit, fact);
    for (const fact of unit.uses) clusters.add(unit, fact);
  }
  identifyComponents(index, flow, clusters, resolver);
  const found = [
    ...drawRelations(clusters, flow),
    ...relatePractices(index, flow, clusters),
    ...relatePackages(index, flow, clusters),
    ...relateStepImages(clusters.all(), flow),
  ];
  const relations = withImplied(
    [...found, ...relateUnnamedDeployments(found, clusters.all(), index, flow)],
    clusters.all(),
  );
  relations.push(...relateAcross(index, clusters, flow, resolver, relations));
  const notUnderstood = index.notUnderstood.map(({ source, path, fact }) => ({
    source,
    file: path,
    line: fact.at.line,
    reason: fact.reason,
    detail: readable(fact.detail),
  }));
  describeSurroundings(index, flow, clusters.all());
  describeDeliveryTests(relations, clusters.all(), index, flow);
  describeStarts(relations, flow);
  describeTestedFeatures(index, flow, clusters.all());
  describeDataCode(flow, clusters.all());
  describeStages(relations, clusters.all(), flow);
  describeServedCode(index, clusters.all(), flow);
  const launched = findLaunched(index, flow);
  describeScratch(index, flow, clusters.all(), launched);
  describeTrials(clusters.all(), flow);
  const named = withoutSaidByName(clusters.all(), relations);
  const controls = findControls(index, flow, named.clusters, named.relations);
  return assembleGraph(
    [...named.clusters, ...findTools(clusters, flow, findProjectTests(index, flow))],
    named.relations,
    controls,
    notUnderstood,
    documentsOf(index),
    launched,
    findTriedOut(index, flow),
  );
}

/** A README of the whole says more than one of a part. */
function documentsOf({ documents }: UnitIndex): DocumentMention[] {
  const depth = (file: string): number => file.split('/').length;
  return documents
    .map(({ source, path, fact }) => ({
      topic: fact.topic,
      evidence: { source, file: path, ...fact.at, kind: 'document' },
    }))
    .sort((a, b) => depth(a.evidence.file) - depth(b.evidence.file));
}
