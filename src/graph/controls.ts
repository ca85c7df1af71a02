/**
 * What starts or holds up what components do: a push, a schedule, an event, a person who starts it or one who approves it. Read
 * from traits of workflows, jobs, steps and pipelines; it answers how far people are involved.
 */
import type { Trait, TraitFact } from '../facts/types.js';
import type { Claim, Cluster } from './clusters.js';
import type { ControlFlow } from './control-flow.js';
import { notInForce } from './in-force.js';
import type { FoundRelation } from './found-relations.js';
import type { ControlKind } from './types.js';
import type { Unit, UnitIndex } from './units.js';

export interface FoundControl {
  kind: ControlKind;
  unit: Unit;
  trait: TraitFact;
  /** What is done under it. */
  relations: FoundRelation[];
  /** What is executed under it. */
  clusters: Cluster[];
}

const KINDS: Partial<Record<Trait, ControlKind>> = {
  'runs-on-push': 'push',
  'runs-on-schedule': 'schedule',
  'runs-on-event': 'event',
  'runs-on-demand': 'demand',
  approval: 'approval',
  environment: 'environment',
};

/** @returns controls in force of anything that the graph holds, in the order of the definitions */
export function findControls(
  index: UnitIndex,
  flow: ControlFlow,
  clusters: readonly Cluster[],
  relations: readonly FoundRelation[],
): FoundControl[] {
  const done = grouped(
    relations.filter((r) => r.defined),
    (relation) => relation.sightings.map(({ unit }) => unit),
  );
  const executed = grouped(clusters, (cluster) => cluster.is.filter(inForce).map(({ unit }) => unit));
  return index.units.flatMap((unit): FoundControl[] =>
    unit.traits.flatMap((trait): FoundControl[] => {
      const kind = KINDS[trait.trait];
      if (!kind || notInForce(unit)) return [];
      const under = (scope: ReadonlySet<Unit>): FoundControl => ({
        kind,
        unit,
        trait,
        relations: among(scope, done).filter(({ from }) => isDoneIn(new Set([...scope, ...around(unit)]), from)),
        clusters: among(scope, executed),
      });
      const own = under(reached(flow, [unit]));
      const idle = own.relations.length === 0 && own.clusters.length === 0;
      const control = kind === 'approval' && idle ? under(reached(flow, after(unit))) : own;
      return control.relations.length === 0 && control.clusters.length === 0 ? [] : [control];
    }),
  );
}

/** Who does it is executed or used in the scope, or holds it; what it is done to may be reached from elsewhere. */
const isDoneIn = (scope: ReadonlySet<Unit>, from: Cluster): boolean =>
  [...from.is, ...from.usedBy].some(({ unit }) => scope.has(unit));

function around(unit: Unit): Unit[] {
  const outer: Unit[] = [];
  for (let up = unit.parent; up; up = up.parent) outer.push(up);
  return outer;
}

const inForce = ({ unit, fact }: Claim): boolean => !fact.declared && !notInForce(unit);

/** A job or step that does nothing but wait for a person holds up what comes after it in the same workflow. */
function after(unit: Unit): Unit[] {
  const later: Unit[] = [];
  for (let at: Unit | undefined = unit; at?.parent && at.kind !== 'workflow' && at.kind !== 'dag'; at = at.parent) {
    const { children } = at.parent;
    later.push(...children.slice(children.indexOf(at) + 1));
  }
  return later;
}

/** Units executed when these are. What tests execute is not done: they only try it. */
function reached(flow: ControlFlow, starts: readonly Unit[]): Set<Unit> {
  const seen = new Set<Unit>(starts);
  const stack = starts.map((unit) => ({ unit, imported: false }));
  for (let next = stack.pop(); next; next = stack.pop())
    for (const { to, how, relation } of flow.outgoing(next.unit)) {
      if (relation || seen.has(to) || notInForce(to) || (to.kind === 'main' && next.imported)) continue;
      seen.add(to);
      stack.push({ unit: to, imported: how === 'imports' });
    }
  return seen;
}

function grouped<T>(items: readonly T[], unitsOf: (item: T) => Unit[]): Map<Unit, T[]> {
  const groups = new Map<Unit, T[]>();
  for (const item of items)
    for (const unit of new Set(unitsOf(item))) groups.set(unit, [...(groups.get(unit) ?? []), item]);
  return groups;
}

function among<T>(scope: ReadonlySet<Unit>, byUnit: ReadonlyMap<Unit, readonly T[]>): T[] {
  return [...new Set([...scope].flatMap((unit) => byUnit.get(unit) ?? []))];
}
