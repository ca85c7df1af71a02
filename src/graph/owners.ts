/** Which units belong to a component: those that are it, and those where what it does starts. */
import { type Claim, type Cluster, type Clusters } from './clusters.js';
import type { ControlFlow } from './control-flow.js';
import { notInForce } from './in-force.js';
import { CODE } from './meetings.js';
import { fileOf, within, type Unit } from './units.js';

/** Which components a unit is. */
export function ownersOf(clusters: Clusters): Map<Unit, Cluster[]> {
  const owners = new Map<Unit, Cluster[]>();
  for (const cluster of clusters.all())
    for (const { unit, fact } of cluster.is) {
      if (fact.declared || isHosting(fact)) continue;
      for (const part of [unit, ...scoringParts(unit, fact), ...hostParts(unit, fact)]) {
        const list = owners.get(part) ?? [];
        owners.set(part, list);
        if (!list.includes(cluster)) list.push(cluster);
      }
    }
  return owners;
}

/** Batch scoring is concluded from a whole file; a task may call only the function of it that predicts. */
function scoringParts(unit: Unit, fact: Claim['fact']): Unit[] {
  if (!fact.derived || unit.kind !== 'file' || fact.attributes?.mode !== 'batch') return [];
  return [...within(unit)].filter((part) => part.traits.some(({ trait }) => trait === 'predicts'));
}

/** Serving is concluded from a whole file; the image of it that is made for a platform of functions is that platform, and serves. */
function hostParts(unit: Unit, { derived, type, technology }: Claim['fact']): Unit[] {
  if (!derived || unit.kind !== 'file' || type !== 'model-serving') return [];
  const isHost = (part: Unit): boolean =>
    part.kind === 'image' && part.claims.some((c) => c.type === 'infrastructure' && c.technology === technology);
  return [...within(unit)].filter(isHost);
}

/** A file that shows where the code is kept may be run as something else: an action, a workflow. */
const isHosting = (fact: Claim['fact']): boolean => fact.type === 'source-repository' && fact.kind === 'file';

/**
 * Where a component's own definitions start. A component that is code owns its whole file, and the program that calls
 * it as long as that program is no component itself: what `main.py` logs while it calls `train.py`, the training logs.
 */
export function rootsOf(cluster: Cluster, owners: ReadonlyMap<Unit, Cluster[]>, flow: ControlFlow): Set<Unit> {
  const roots = new Set<Unit>();
  for (const claim of cluster.is)
    if (
      !claim.fact.declared &&
      !claim.unit.off &&
      isItself(claim) &&
      !isHosting(claim.fact) &&
      !isSetUp(claim, owners.get(claim.unit) ?? [])
    )
      roots.add(claim.unit);
  if (cluster.type !== 'training-pipeline' && cluster.type !== 'model-serving') return roots;
  for (const root of [...roots])
    if (isCode(root) && !isTask(root, flow) && !isOneOfSteps(root, flow))
      for (const unit of within(fileOf(root))) if (!unit.off && isCode(unit)) roots.add(unit);
  // Batch scoring is a program as training is; a service is started by what deploys it.
  const isBatch = cluster.is.some(({ fact }) => fact.attributes?.mode === 'batch');
  if (cluster.type !== 'training-pipeline' && !isBatch) return roots;
  // A step that a program only describes is not what that program does.
  const stack = [...roots].filter((root) => isCode(root));
  for (let unit = stack.pop(); unit; unit = stack.pop()) {
    if (isStep(unit, flow)) continue;
    for (const edge of flow.incoming(unit)) {
      const caller = edge.from;
      if (edge.relation || roots.has(caller) || !isCode(caller) || owners.has(caller) || notInForce(caller)) continue;
      if ([...within(caller)].some((part) => isPipelineBody(part, owners))) continue;
      // A program that predicts to judge a model is an evaluation, not the scoring that it calls.
      if (isBatch && isJudging(fileOf(caller), owners)) continue;
      roots.add(caller);
      stack.push(caller);
    }
  }
  return roots;
}

const isJudging = (file: Unit, owners: ReadonlyMap<Unit, Cluster[]>): boolean =>
  [...within(file)].some((part) => owners.get(part)?.some(({ type }) => type === 'model-validation'));

/** A script whose commands install several components is none of them. */
const isSetUp = ({ unit, fact }: Claim, here: readonly Cluster[]): boolean =>
  (fact.kind === 'command' || fact.kind === 'chart') &&
  (unit.kind === 'file' || unit.kind === 'target' || unit.kind === 'step' || unit.kind === 'function') &&
  new Set(here.map(({ technology }) => technology)).size > 1;

/** A function that a task of a pipeline runs: the file around it belongs to the pipeline, not to what the task does. */
const isTask = (unit: Unit, flow: ControlFlow): boolean =>
  unit.kind === 'function' &&
  flow.incoming(unit).some(({ from }) => from.kind === 'task' && fileOf(from) === fileOf(unit));

/** What a task of a pipeline runs, wherever it stands: what calls it puts the steps together. */
const isStep = (unit: Unit, flow: ControlFlow): boolean =>
  unit.kind === 'function' && flow.incoming(unit).some(({ from, relation }) => from.kind === 'task' && !relation);

/** Of a file that keeps several steps each is what it does itself. */
const isOneOfSteps = (unit: Unit, flow: ControlFlow): boolean =>
  isStep(unit, flow) && [...within(fileOf(unit))].some((other) => other !== unit && isStep(other, flow));

/** The function of a pipeline, or one that puts its steps together: what stands in it beside the training, the pipeline does. */
const isPipelineBody = (unit: Unit, owners: ReadonlyMap<Unit, Cluster[]>): boolean =>
  ((unit.kind === 'class' || unit.kind === 'dag') &&
    (owners.get(unit)?.some(({ type }) => type === 'workflow-orchestration') ?? false)) ||
  unit.children.some(({ kind }) => kind === 'dag' || kind === 'task');

/**
 * Whether the unit is the component. Code that makes one by a call (creates an endpoint, defines a feature view) is not what it
 * makes; it is itself only what it does, such as training.
 */
export function isItself({ unit, fact }: Claim): boolean {
  return (
    !isCode(unit) || fact.derived === true || (fact.kind !== 'call' && fact.kind !== 'command') || CODE.has(fact.type)
  );
}

export const isCode = (unit: Unit): boolean =>
  unit.kind === 'function' ||
  unit.kind === 'main' ||
  unit.kind === 'class' ||
  (unit.kind === 'file' && /\.(py|ipynb)(\.\w+)?$/.test(unit.path));

/** Components that train by the files of the programs that they are. */
export function trainingsByFile(clusters: Clusters): Map<Unit, Set<Cluster>> {
  const trainings = new Map<Unit, Set<Cluster>>();
  for (const cluster of clusters.all())
    for (const { unit, fact } of cluster.type === 'training-pipeline' ? cluster.is : []) {
      const file = fileOf(unit);
      if (!fact.declared && isCode(file)) trainings.set(file, (trainings.get(file) ?? new Set()).add(cluster));
    }
  return trainings;
}
