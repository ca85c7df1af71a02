/**
 * Components that no single signal shows: a web service that loads a model is model serving. The rules are data
 * (`rules/derivations/*.yaml`); each looks at the traits of one file and of what that file executes.
 */
import type { ComponentFact, Trait, TraitFact, UnitKind } from '../facts/types.js';
import { readable } from '../facts/value.js';
import type { ComponentType, Confidence } from '../vocabulary/index.js';
import { executed, type ControlFlow, type Edge } from './control-flow.js';
import { fileOf, within, type Unit, type UnitIndex } from './units.js';

export interface Derivation {
  id: string;
  /** Why the combination shows the component. */
  reason: string;
  component: ComponentType;
  /** Technology of the component; left out where it is the one that gave the trait. */
  technology?: string;
  /** Where the trait names no technology, that of the unit's own component is meant (the engine that keeps a schedule). */
  ofUnit?: boolean;
  /** Where what the unit reaches is done by a tool that is a component of this type, that tool is meant. */
  ofReached?: boolean;
  /** Among files that execute each other only the innermost is meant. */
  innermost?: boolean;
  /** One of these traits stands in the unit itself. */
  trait: Trait[];
  /** One of these is executed by the unit, or stands in it. */
  reaches?: Trait[];
  /** The unit executes none of these. */
  reachesNone?: Trait[];
  /** The unit reaches or is a component of one of these types. */
  reachesComponent?: ComponentType[];
  /** What the unit executes is no component of one of these types. */
  reachesNoComponent?: ComponentType[];
  /** A file that the unit tests has one of these. */
  tests?: Trait[];
  /** The workflow that the unit is a part of executes one of these. */
  workflowReaches?: Trait[];
  /** Where a component of one of these types triggers the unit, that one is meant instead of another. */
  triggeredBy?: ComponentType[];
  /** The file is executed by a unit of one of these kinds. */
  executedBy?: UnitKind[];
  /** The unit with the trait is of one of these kinds. */
  unit?: UnitKind[];
  /** Where the claim stands: at the whole file, or at the unit with the trait. */
  at: 'file' | 'unit';
  confidence: Confidence;
  attributes?: Record<string, string | boolean>;
}

const STAND_ALONE: ReadonlySet<UnitKind> = new Set<UnitKind>(['resource', 'workload']);

/** Adds the claims that the rules derive. */
export function derive(index: UnitIndex, flow: ControlFlow, rules: readonly Derivation[]): void {
  const reached = createReach(flow);
  // Rules that look for components come after those that find them.
  const ordered = [...rules].sort(
    (a, b) => Number(a.reachesComponent !== undefined) - Number(b.reachesComponent !== undefined),
  );
  for (const rule of ordered) {
    const wanted = new Set(rule.trait);
    const found = new Map<Unit, TraitFact>();
    for (const unit of index.units) {
      if (unit.off || (rule.unit && !rule.unit.includes(unit.kind))) continue;
      const traits = unit.traits.filter((t) => wanted.has(t.trait));
      const trait = traits.find((t) => t.technology) ?? traits[0];
      if (!trait) continue;
      // Resources and workloads of one file have nothing in common with each other.
      const subject = rule.at === 'file' && !STAND_ALONE.has(unit.kind) ? fileOf(unit) : unit;
      if (!found.has(subject) && holds(rule, subject, reached, flow)) found.set(subject, trait);
    }
    for (const [subject, trait] of found)
      if (!rule.innermost || isInnermost(subject, found, flow))
        add(claim(rule, subject, trait, triggering(rule, subject, flow), toolOf(rule, subject, reached)), subject);
  }
}

/** What says by itself that it is that component is not a second one. */
function add(derived: ComponentFact, subject: Unit): void {
  const known = subject.claims.some(
    ({ type, technology, name, declared }) =>
      type === derived.type && technology === derived.technology && name && !declared,
  );
  if (!known) subject.claims.push(derived);
  else
    for (const fact of subject.claims)
      if (fact.type === derived.type && fact.technology === derived.technology) {
        fact.attributes = { ...derived.attributes, ...fact.attributes };
        fact.derived = true;
      }
}

function isInnermost(subject: Unit, found: ReadonlyMap<Unit, unknown>, flow: ControlFlow): boolean {
  for (const part of within(subject))
    for (const unit of executed(flow, part)) if (fileOf(unit) !== subject && found.has(fileOf(unit))) return false;
  return true;
}

function claim(
  rule: Derivation,
  subject: Unit,
  trait: TraitFact,
  by: ComponentFact | undefined,
  tool: string | undefined,
): ComponentFact {
  const same = by?.type === rule.component ? by : undefined;
  return {
    fact: 'component',
    unit: subject.local,
    type: rule.component,
    technology:
      same?.technology ??
      rule.technology ??
      tool ??
      trait.technology ??
      (rule.ofUnit ? technologyOf(subject) : undefined) ??
      'custom-code',
    ...(same?.name ? { name: same.name } : {}),
    confidence: rule.confidence,
    kind: trait.kind,
    at: trait.at,
    derived: true,
    attributes: { ...rule.attributes, ...(trait.detail ? { detail: readable(trait.detail) } : {}) },
  };
}

const toolOf = (rule: Derivation, subject: Unit, reached: (unit: Unit) => Reach): string | undefined =>
  rule.ofReached && rule.component === 'monitoring' ? reached(subject).watchedBy : undefined;

/** Technology of the unit, or of what encloses it: the pipeline of a job that has a schedule of its own. */
function technologyOf(subject: Unit): string | undefined {
  for (let unit: Unit | undefined = subject; unit; unit = unit.parent)
    if (unit.claims[0]) return unit.claims[0].technology;
  return undefined;
}

function holds(rule: Derivation, subject: Unit, reached: (unit: Unit) => Reach, flow: ControlFlow): boolean {
  const { reachesComponent, reachesNoComponent, tests, workflowReaches } = rule;
  if (tests && !isTestOf(subject, tests, flow)) return false;
  if (workflowReaches && !workflowReaches.some((t) => reached(outermost(subject)).traits.has(t))) return false;
  if (!rule.reaches && !rule.reachesNone && !reachesComponent && !reachesNoComponent && !rule.executedBy) return true;
  const reach = reached(subject);
  if (rule.reaches && !rule.reaches.some((t) => reach.traits.has(t))) return false;
  if (rule.reachesNone?.some((t) => reach.traits.has(t))) return false;
  if (reachesComponent && !reachesComponent.some((t) => reach.components.has(t))) return false;
  if (reachesNoComponent?.some((t) => reach.components.has(t))) return false;
  return !rule.executedBy || isExecutedBy(subject, new Set(rule.executedBy), rule.component, flow);
}

const isTestOf = (subject: Unit, traits: readonly Trait[], flow: ControlFlow): boolean =>
  flow
    .outgoing(subject)
    .some(({ relation, to }) => relation === 'validates' && to.traits.some(({ trait }) => traits.includes(trait)));

/** The workflow around a step; the file is none. */
function outermost(subject: Unit): Unit {
  let unit = subject;
  while (unit.parent && unit.parent.kind !== 'file') unit = unit.parent;
  return unit;
}

/** The component that triggers the unit, where the rule asks for it; of several rather one of the type that is derived. */
function triggering(
  { triggeredBy = [], component }: Derivation,
  subject: Unit,
  flow: ControlFlow,
): ComponentFact | undefined {
  let first: ComponentFact | undefined;
  for (const edge of triggeredBy.length === 0 ? [] : flow.incoming(subject)) {
    if (edge.relation !== 'triggers') continue;
    for (let unit: Unit | undefined = edge.from; unit; unit = unit.parent) {
      const found = unit.claims.find((c) => !c.declared && triggeredBy.includes(c.type));
      if (found?.type === component) return found;
      first ??= found;
      if (found) break;
    }
  }
  return first;
}

interface Reach {
  traits: Set<Trait>;
  components: Set<ComponentType>;
  /** Technology that watches a model. */
  watchedBy?: string;
}

function createReach(flow: ControlFlow): (unit: Unit) => Reach {
  const cache = new Map<Unit, Set<Unit>>();
  return (unit) => {
    let units = cache.get(unit);
    if (!units) {
      units = new Set();
      for (const start of within(unit))
        if (!units.has(start) && !start.off) for (const u of executed(flow, start)) units.add(u);
      cache.set(unit, units);
    }
    const reach: Reach = { traits: new Set(), components: new Set() };
    // Loading from a registry shows a model at work as well as a trait does, unless it is taken there to be deployed, or looked up
    // before a pipeline is started.
    let loads = false;
    let forwards = false;
    for (const u of units) {
      for (const t of u.traits) reach.traits.add(t.trait);
      for (const c of u.claims) if (!c.declared) reach.components.add(c.type);
      for (const use of u.uses) {
        if (use.type === 'monitoring' && use.attributes?.watches === 'model' && !use.declared) {
          reach.traits.add('watches-model');
          reach.watchedBy ??= use.technology;
        }
        loads ||= use.type === 'model-registry' && use.relation === 'loads-from';
        forwards ||= use.type === 'model-serving' && use.relation === 'deploys';
        if (use.type === 'workflow-orchestration' && use.relation === 'triggers' && !use.declared) {
          forwards = true;
          reach.components.add(use.type);
        }
      }
    }
    if (loads && !forwards) reach.traits.add('loads-model');
    return reach;
  };
}

/** Walks control flow backwards from any part of the file. What a component of the same type executes is a part of that one. */
function isExecutedBy(subject: Unit, kinds: ReadonlySet<UnitKind>, type: ComponentType, flow: ControlFlow): boolean {
  const seen = new Set<Unit>();
  let executed = false;
  const stack: Unit[] = [...within(subject)];
  for (let unit = stack.pop(); unit; unit = stack.pop()) {
    if (seen.has(unit) || unit.off) continue;
    seen.add(unit);
    if (fileOf(unit) !== fileOf(subject) && unit.claims.some((c) => c.type === type && !c.declared)) return false;
    // What an evaluation executes is part of the evaluation.
    if (unit.kind === 'task' && unit.traits.some(({ trait }) => trait === 'evaluates-model')) continue;
    executed ||= unit !== subject && kinds.has(unit.kind);
    for (const edge of flow.incoming(unit)) if (isExecution(edge)) stack.push(edge.from);
  }
  return executed;
}

const isExecution = (edge: Edge): boolean =>
  !edge.relation || edge.relation === 'triggers' || edge.relation === 'orchestrates';
