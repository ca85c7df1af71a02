/**
 * Stages of delivery: to which of test, pre-production and production CI delivers, what starts each delivery, who has to let it go
 * on, and in which stages one pipeline is defined or delivered. Stages are known by the names that people give environments,
 * targets of a bundle, workspaces and branches; a name that says nothing (`aks`, `blue`) is none.
 */
import type { Trait, TraitFact } from '../facts/types.js';
import { hasReference } from '../facts/value.js';
import type { ComponentType, RelationType } from '../vocabulary/index.js';
import type { Cluster, Sighting } from './clusters.js';
import type { ControlFlow } from './control-flow.js';
import type { FoundRelation } from './found-relations.js';
import { notInForce } from './in-force.js';
import { say } from './surroundings.js';
import type { Unit } from './units.js';

type Stage = 'test' | 'pre-production' | 'production';

const STAGES: readonly [Stage, RegExp][] = [
  ['pre-production', /^(?:staging|stage|stg|pre-?prod(?:uction)?|uat|acceptance|acc)$/],
  ['test', /^(?:dev|develop|development|test|testing|tst|qa|sandbox)$/],
  ['production', /^(?:prod|production|prd|live)$/],
];
/** Beside a branch of another stage the main one stands for production. */
const MAIN_BRANCH = /^(?:main|master)$/;

/** The stage that a name speaks of; the first of its words that names one counts. */
function stageOf(name: string): Stage | undefined {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/pre-prod/g, 'preprod')
    .split(/[^a-z]+/);
  for (const [stage, words_] of STAGES) if (words.some((word) => words_.test(word))) return stage;
  return undefined;
}

const DELIVERS: ReadonlySet<RelationType> = new Set<RelationType>(['deploys', 'publishes-to']);
const DELIVERED: ReadonlySet<ComponentType> = new Set<ComponentType>([
  'workflow-orchestration',
  'model-serving',
  'training-pipeline',
]);
const REACHES: ReadonlySet<RelationType> = new Set<RelationType>(['deploys', 'publishes-to', 'triggers', 'builds']);
/** From a command to the workflow that calls the workflow in which it stands. */
const FARTHEST = 6;

/**
 * Gives CI the attributes `testDelivery`, `preProductionDelivery` and `productionDelivery`, each `automatic | by-hand | unknown`, for production
 * also `approved` and `protected`; gives pipelines `environments`, or `branches` where only branches tell the stages apart.
 */
export function describeStages(
  relations: readonly FoundRelation[],
  clusters: readonly Cluster[],
  flow: ControlFlow,
): void {
  for (const cluster of clusters) {
    if (cluster.type === 'ci-cd') describeDeliveries(cluster, relations, flow);
    if (cluster.type === 'workflow-orchestration') describePipeline(cluster, relations, flow);
  }
}

const ATTRIBUTES: Record<Stage, string> = {
  test: 'testDelivery',
  'pre-production': 'preProductionDelivery',
  production: 'productionDelivery',
};
/** What says most about a stage that several deliveries lead to. */
const RANK = ['approved', 'protected', 'by-hand', 'automatic', 'unknown'];

function describeDeliveries(ci: Cluster, relations: readonly FoundRelation[], flow: ControlFlow): void {
  const units = new Set(
    relations
      .filter(({ from, to, type, defined }) => from === ci && defined && DELIVERS.has(type) && DELIVERED.has(to.type))
      .flatMap(({ sightings, starts = [] }) =>
        [...sightings, ...starts].flatMap(({ unit }) => deliverersOf(unit, flow)),
      ),
  );
  const found = new Map<Stage, { how: string; places: Sighting[] }>();
  for (const unit of units) {
    const above = aboveOf(unit, flow);
    for (const { stage, places } of stagesOfDelivery(above)) {
      const { how, by } = startOf(stage, above, ci.said?.dispatched === true);
      const known = found.get(stage);
      if (known && RANK.indexOf(known.how) <= RANK.indexOf(how)) continue;
      found.set(stage, { how, places: [...places, ...by] });
    }
  }
  for (const [stage, { how, places }] of found) say(ci, { values: { [ATTRIBUTES[stage]]: how }, places });
}

/** What names a stage says more than the branch, and that more than what a job is called. */
function stagesOfDelivery(above: readonly Unit[]): NamedStage[] {
  const stages = stagesIn(above);
  const named = stages.filter(({ kind }) => kind === 'name');
  if (named.length > 0) return named;
  const called = above.flatMap((unit): NamedStage[] => {
    const stage = unit.kind === 'job' && DELIVERY_JOB.test(unit.name) ? stageOf(unit.name) : undefined;
    return stage ? [{ name: unit.name, stage, kind: 'name', places: [{ unit, at: unit.at, kind: 'structure' }] }] : [];
  });
  return called.length > 0 ? called : stages;
}

const DELIVERY_JOB = /deploy|release|promot|rollout|deliver/i;

const DELIVERERS: ReadonlySet<Unit['kind']> = new Set<Unit['kind']>(['step', 'job', 'workflow']);

/** The part of CI that delivers: where something else is seen to be delivered, each that does so by itself. */
function deliverersOf(unit: Unit, flow: ControlFlow): Unit[] {
  if (DELIVERERS.has(unit.kind)) return [unit];
  return flow.incoming(unit).flatMap(({ from }) => (DELIVERERS.has(from.kind) && !notInForce(from) ? [from] : []));
}

const earlierThan = (unit: Unit, { children }: Unit): Unit[] => children.slice(0, children.indexOf(unit));

const AUTOMATIC: readonly Trait[] = ['runs-on-push', 'runs-on-schedule', 'runs-on-event'];
const BY_HAND: readonly Trait[] = ['runs-on-demand'];

/** Who starts what is delivered to a stage, or lets it go on. */
function startOf(stage: Stage, above: readonly Unit[], dispatched: boolean): { how: string; by: Sighting[] } {
  // In a pipeline of actions an earlier one waits for the approval, and the first for a change.
  const earlier = above.flatMap((unit) => (unit.parent?.kind === 'resource' ? earlierThan(unit, unit.parent) : []));
  const approvals = traitsOf([...above, ...earlier], 'approval');
  const automatic = traitsOf([...above, ...earlier], ...AUTOMATIC, ...(dispatched ? BY_HAND : []));
  const byHand = traitsOf(above, ...BY_HAND);
  if (approvals.length > 0) return { how: stage === 'production' ? 'approved' : 'by-hand', by: approvals };
  if (automatic.length > 0) {
    const isProtected = stage === 'production' && traitsOf(above, 'environment').length > 0;
    return { how: isProtected ? 'protected' : 'automatic', by: automatic };
  }
  return byHand.length > 0 ? { how: 'by-hand', by: byHand } : { how: 'unknown', by: [] };
}

function describePipeline(pipeline: Cluster, relations: readonly FoundRelation[], flow: ControlFlow): void {
  const own = pipeline.is.flatMap(({ unit, fact }) => (fact.declared || notInForce(unit) ? [] : [unit]));
  const delivering = relations
    .filter(({ from, to, type, defined }) => to === pipeline && from.type === 'ci-cd' && defined && REACHES.has(type))
    .flatMap(({ sightings, starts = [] }) => [...sightings, ...starts].map(({ unit }) => unit));
  const above = [...new Set([...own, ...delivering].flatMap((unit) => aboveOf(unit, flow)))];
  const stages = stagesIn(above);
  const named = stages.filter(({ kind }) => kind === 'name');
  for (const [attribute, list] of [
    ['environments', named],
    ['branches', stages],
  ] as const) {
    const names = [...new Set(list.map(({ name }) => name))].sort();
    if (new Set(list.map(({ stage }) => stage)).size < 2) continue;
    return say(pipeline, {
      values: { [attribute]: names.join(', ') },
      places: list.flatMap(({ places }) => places.slice(0, 1)),
    });
  }
}

interface NamedStage {
  name: string;
  stage: Stage;
  kind: 'name' | 'branch';
  places: Sighting[];
}

/** The stages that units name, each name once; a branch counts where nothing else names a stage. */
function stagesIn(units: readonly Unit[]): NamedStage[] {
  const found = new Map<string, NamedStage>();
  const branches = units.flatMap((unit) => unit.traits.filter(({ trait }) => trait === 'branch'));
  const isStaged = branches.some(({ detail = '' }) => stageOf(detail) !== undefined);
  for (const unit of units)
    for (const { trait, detail = '', at, kind: how } of unit.traits) {
      const kind = trait === 'branch' ? 'branch' : trait === 'stage' || trait === 'environment' ? 'name' : undefined;
      if (!kind || hasReference(detail)) continue;
      const stage =
        stageOf(detail) ?? (kind === 'branch' && isStaged && MAIN_BRANCH.test(detail) ? 'production' : undefined);
      if (!stage) continue;
      const key = `${kind} ${detail}`;
      const known = found.get(key) ?? { name: detail, stage, kind, places: [] };
      found.set(key, known);
      known.places.push({ unit, at, kind: how });
    }
  return [...found.values()];
}

const traitsOf = (units: readonly Unit[], ...wanted: Trait[]): Sighting[] =>
  units.flatMap((unit) =>
    unit.traits.filter((t: TraitFact) => wanted.includes(t.trait)).map(({ at, kind }) => ({ unit, at, kind })),
  );

/** The unit, what it is a part of, and what starts, includes or delivers it. */
function aboveOf(unit: Unit, flow: ControlFlow): Unit[] {
  const seen = new Set<Unit>([unit]);
  let front: Unit[] = [unit];
  for (let step = 0; step < FARTHEST && front.length > 0; step++) {
    const next: Unit[] = [];
    for (const inner of front) {
      const from = flow
        .incoming(inner)
        .filter(({ how, relation }) => how !== 'imports' && how !== 'calls' && (!relation || REACHES.has(relation)))
        .map((edge) => edge.from);
      for (const outer of [...(inner.parent ? [inner.parent] : []), ...from]) {
        if (seen.has(outer) || notInForce(outer)) continue;
        seen.add(outer);
        next.push(outer);
      }
    }
    front = next;
  }
  return [...seen];
}
