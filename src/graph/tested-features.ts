/**
 * Whether CI tests feature engineering: tests that import a module which is named for features and which training, a data pipeline
 * or a program that fills a feature store executes. What such a module is part of need not be a component of its own.
 */
import type { Claim, Cluster } from './clusters.js';
import { executed, type ControlFlow } from './control-flow.js';
import { notInForce } from './in-force.js';
import { testRunsOf } from './practices.js';
import { inWords, say } from './surroundings.js';
import { fileOf, within, type Unit, type UnitIndex } from './units.js';

/** Names of modules and of the directories that they lie in. */
const NAMED_FOR_FEATURES =
  /(?:^|[/_.-])(?:features?|featuri[sz]\w*|feat|preproc\w*|pre_process\w*|transforms?|transformations?)(?=$|[/_.-])/i;

/** Names of functions and classes, word by word. */
const MAKES_FEATURES =
  /(?:^|_)(?:pre_?proc\w*|featuri[sz]\w*|transform(?=_|$)|feature_engineer\w*|(?:add|make|build|create|compute|extract|engineer|generate|prepare)(?:_\w+)?_features?(?=_|$))/i;

/** Gives CI the attribute `testsFeatures`, with the command and the test that show it. */
export function describeTestedFeatures(index: UnitIndex, flow: ControlFlow, clusters: readonly Cluster[]): void {
  const tests = [...index.files.values()].filter(({ role }) => role === 'test');
  if (tests.length === 0) return;
  const modules = featureModules(clusters, flow);
  const testing = tests.filter((test) =>
    [...within(test)].some((part) => flow.outgoing(part).some(({ to }) => modules.has(fileOf(to)))),
  );
  if (testing.length === 0) return;
  // What prepares tests shows least.
  const isPreparation = ({ path }: Unit): number => Number(/(?:^|\/)conftest\.py$/.test(path));
  testing.sort((a, b) => isPreparation(a) - isPreparation(b));
  for (const ci of clusters) {
    if (ci.type !== 'ci-cd') continue;
    const runs = ci.is
      .filter(({ unit, fact }) => !fact.declared && !notInForce(unit))
      .flatMap(({ unit }) => [...executed(flow, unit)].flatMap((part) => (part.off ? [] : testRunsOf(part))));
    for (const { unit, trait, takes } of runs) {
      const test = testing.find((one) => one.source === unit.source && takes(one));
      if (!test) continue;
      const places = [
        { unit, at: trait.at, kind: trait.kind },
        { unit: test, at: test.at, kind: 'file' as const },
      ];
      say(ci, { values: { testsFeatures: true }, places });
      break;
    }
  }
}

/** Modules that are so named, or hold what is, and are executed where models are trained, data is moved, or a feature store is filled. */
function featureModules(clusters: readonly Cluster[], flow: ControlFlow): Set<Unit> {
  const modules = new Set<Unit>();
  for (const cluster of clusters)
    for (const { unit } of usersOf(cluster))
      for (const part of executed(flow, fileOf(unit))) {
        const file = fileOf(part);
        if (file.role !== 'test' && (NAMED_FOR_FEATURES.test(moduleName(file.path)) || holdsFeatures(file, cluster)))
          modules.add(file);
      }
  return modules;
}

/** A training program of one file may prepare its features, too; who tests it need not test that. */
const holdsFeatures = (file: Unit, { is }: Cluster): boolean =>
  !is.some(({ unit }) => fileOf(unit) === file) &&
  file.children.some(
    ({ kind, name }) => (kind === 'function' || kind === 'class') && MAKES_FEATURES.test(inWords(name)),
  );

function usersOf({ type, is, usedBy }: Cluster): Claim[] {
  const inForce = ({ fact, unit }: Claim): boolean => !fact.declared && !notInForce(unit);
  if (type === 'feature-store')
    return usedBy.filter((claim) => inForce(claim) && /^(?:writes-to|deploys)$/.test(claim.fact.relation ?? ''));
  return type === 'training-pipeline' || type === 'data-pipeline' || type === 'workflow-orchestration'
    ? is.filter(inForce)
    : [];
}

/** The last directory and the name, without endings. */
function moduleName(path: string): string {
  const [, name = ''] = /((?:[^/]+\/)?[^/]+?)\.py(?:\.\w+)?$/.exec(path) ?? [];
  return name;
}
