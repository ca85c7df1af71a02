/**
 * Relations that follow from traits rather than from control flow alone: automated tests validate the code that the tests
 * import; building a package builds what is in it.
 */
import type { TraitFact } from '../facts/types.js';
import { hasReference } from '../facts/value.js';
import type { ComponentType } from '../vocabulary/index.js';
import type { Cluster, Clusters } from './clusters.js';
import { executed, type ControlFlow } from './control-flow.js';
import { notInForce } from './in-force.js';
import type { FoundRelation } from './found-relations.js';
import { ownersOf } from './owners.js';
import { fileOf, within, type Unit, type UnitIndex } from './units.js';

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
  const tested = testedComponents(index, flow, owners, computeByProgram(clusters));
  const relations: FoundRelation[] = [];
  for (const ci of clusters.all()) {
    if (ci.type !== 'ci-cd') continue;
    for (const { unit: workflow, fact } of ci.is) {
      if (fact.declared || workflow.off) continue;
      const runs = [...executed(flow, workflow)].flatMap((unit) => (unit.off ? [] : testRunsOf(unit)));
      if (runs.length === 0) continue;
      for (const [component, tests] of tested.get(workflow.source) ?? []) {
        const found = runs.flatMap((run) => tests.filter(run.takes).map((test) => ({ run, test })))[0];
        if (!found) continue;
        const { unit, trait } = found.run;
        relations.push({
          from: ci,
          to: component,
          type: 'validates',
          confidence: 'medium',
          defined: !notInForce(unit),
          sightings: [
            { unit, at: trait.at, kind: trait.kind },
            { unit: found.test, at: found.test.at, kind: 'file' },
          ],
        });
      }
    }
  }
  return relations;
}

/** @returns whether a unit runs tests that import code of their own source */
export function findProjectTests(index: UnitIndex, flow: ControlFlow): (unit: Unit) => boolean {
  const importing = new Map<string, Unit[]>();
  for (const file of index.files.values()) {
    const isOwn = (to: Unit): boolean => to.source === file.source && to.role !== 'test';
    if (file.role !== 'test' || ![...within(file)].some((unit) => flow.outgoing(unit).some(({ to }) => isOwn(to))))
      continue;
    importing.set(file.source, [...(importing.get(file.source) ?? []), file]);
  }
  return (unit) => testRunsOf(unit).some(({ takes }) => importing.get(unit.source)?.some(takes));
}

/** Tests that a unit runs. */
export interface TestRun {
  unit: Unit;
  trait: TraitFact;
  /** Whether the run takes a test file: all of them, unless it names files or folders. */
  takes(test: Unit): boolean;
}

/** Each command that starts tests, by its line, and what it names. */
export function testRunsOf(unit: Unit): TestRun[] {
  const traits = unit.traits.filter((t) => t.trait === 'tests');
  return traits.map((trait) => {
    const named = unit.links
      .filter(({ link, to, at }) => link === 'validates' && to.kind === 'path' && at.line === trait.at.line)
      .filter(({ to }) => !hasReference(to.value))
      .map(({ to }) => to.value.replace(/^\.\//, '').replace(/\/+$/, ''));
    const takes = ({ path }: Unit): boolean =>
      named.length === 0 ||
      // The directory in which the command runs need not be known.
      named.some((name) => path === name || path.startsWith(`${name}/`) || `/${path}`.includes(`/${name}/`));
    return { unit, trait, takes };
  });
}

/** Components whose code test files import, by source, with those tests; a folder of tests comes first, what prepares tests last. */
function testedComponents(
  index: UnitIndex,
  flow: ControlFlow,
  owners: ReadonlyMap<Unit, Cluster[]>,
  byCompute: ReadonlyMap<Unit, ReadonlySet<Cluster>>,
): Map<string, Map<Cluster, Unit[]>> {
  const byFile = new Map<Unit, Set<Cluster>>();
  for (const [unit, clusters] of owners) {
    const file = fileOf(unit);
    const set = byFile.get(file) ?? new Set<Cluster>();
    byFile.set(file, set);
    for (const cluster of clusters) if (TESTED.has(cluster.type)) set.add(cluster);
  }
  const byStep = pipelinesBySteps(owners, flow);
  const byTraining = trainingsByModule(owners, flow);
  const tested = new Map<string, Map<Cluster, Unit[]>>();
  const isScattered = ({ path }: Unit): number =>
    2 * Number(!/(?:^|\/)tests?\//.test(path)) + Number(/(?:^|\/)conftest\.py$/.test(path));
  const tests = [...index.files.values()].filter(({ role }) => role === 'test');
  for (const file of tests.sort((a, b) => isScattered(a) - isScattered(b))) {
    const said = new Set<Cluster>();
    // What the code under test imports in its turn is often shared with everything else.
    for (const { to } of flow.outgoing(file)) {
      const step = fileOf(to);
      // A step that is a component itself is what is tested.
      if ((byFile.get(step)?.size ?? 0) > 0) continue;
      for (const component of [...(byStep.get(step) ?? []), ...(byTraining.get(step) ?? [])]) said.add(component);
    }
    for (const unit of executed(flow, file)) {
      if (unit.role === 'test') continue;
      for (const cluster of byFile.get(fileOf(unit)) ?? []) said.add(cluster);
      for (const cluster of byCompute.get(fileOf(unit)) ?? []) said.add(cluster);
    }
    const found = tested.get(file.source) ?? new Map<Cluster, Unit[]>();
    tested.set(file.source, found);
    for (const cluster of said) {
      const list = found.get(cluster) ?? [];
      found.set(cluster, list);
      list.push(file);
    }
  }
  return tested;
}

/** Programs that give jobs to compute for training, with that compute: who tests one tests how training is started. */
function computeByProgram(clusters: Clusters): Map<Unit, Set<Cluster>> {
  const found = new Map<Unit, Set<Cluster>>();
  for (const cluster of clusters.all())
    if (cluster.type === 'model-training-infrastructure')
      for (const { unit, fact } of cluster.usedBy) {
        const program = fileOf(unit);
        if (fact.declared || fact.relation !== 'runs-on' || program.role === 'test' || !program.path.endsWith('.py'))
          continue;
        found.set(program, (found.get(program) ?? new Set<Cluster>()).add(cluster));
      }
  return found;
}

/** Modules of the project that training code imports, with that training: who tests one tests a part of the training. */
function trainingsByModule(owners: ReadonlyMap<Unit, Cluster[]>, flow: ControlFlow): Map<Unit, Set<Cluster>> {
  const found = new Map<Unit, Set<Cluster>>();
  for (const [start, clusters] of owners) {
    const trainings = clusters.filter(({ type }) => type === 'training-pipeline');
    if (trainings.length === 0 || !/\.(?:py|ipynb)(?:\.\w+)?$/.test(start.path)) continue;
    for (const part of within(fileOf(start)))
      for (const { to, how, relation } of flow.outgoing(part)) {
        const module = fileOf(to);
        if (relation || (how !== 'imports' && how !== 'calls') || module === fileOf(start)) continue;
        const set = found.get(module) ?? new Set<Cluster>();
        found.set(module, set);
        for (const training of trainings) set.add(training);
      }
  }
  for (const [module, trainings] of found) {
    // Notebooks try out what programs are made of; tests of a program do not judge what was tried.
    const programs = [...trainings].filter(({ is }) => is.some(({ unit }) => !unit.path.endsWith('.ipynb')));
    found.set(module, new Set(programs));
  }
  return found;
}

/** Files that hold what the tasks of a pipeline run, with that pipeline: a test that imports one tests pipeline code. */
function pipelinesBySteps(owners: ReadonlyMap<Unit, Cluster[]>, flow: ControlFlow): Map<Unit, Set<Cluster>> {
  const found = new Map<Unit, Set<Cluster>>();
  for (const [start, clusters] of owners) {
    const pipelines = clusters.filter(({ type }) => type === 'workflow-orchestration');
    if (pipelines.length === 0) continue;
    for (const task of executed(flow, start)) {
      if (task.kind !== 'task') continue;
      for (const { to, relation } of flow.outgoing(task)) {
        const step = fileOf(to);
        if (relation || step === fileOf(task)) continue;
        const set = found.get(step) ?? new Set<Cluster>();
        found.set(step, set);
        for (const pipeline of pipelines) set.add(pipeline);
      }
    }
  }
  return found;
}
