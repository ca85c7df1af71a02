/**
 * The tools by which a component does its work: what CI tests, builds, deploys and notifies people with, the server and the runtime by which
 * a model is served, the language in which a component is defined. A tool is known by a trait that its call or command gives
 * a unit that the component executes, or by the definition. It is listed with the component's type and marked `role: tool`;
 * it decides nothing and has no relations.
 */
import type { ComponentFact, Trait, TraitFact } from '../facts/types.js';
import type { ComponentType } from '../vocabulary/index.js';
import type { Cluster, Clusters } from './clusters.js';
import type { ControlFlow } from './control-flow.js';
import { notInForce } from './in-force.js';
import { ownersOf } from './owners.js';
import type { Component } from './types.js';
import { within, type Unit } from './units.js';

interface Means {
  /** Traits of what the component executes. */
  executes?: ReadonlySet<Trait>;
  /** Traits of what executes the component: the command of an image that starts a service. */
  executedBy?: ReadonlySet<Trait>;
}

/** What a component has tools for, of the types whose tools a reader asks for. All of them have a language that defines them. */
const MEANS: Partial<Record<ComponentType, Means>> = {
  'ci-cd': { executes: new Set<Trait>(['tests', 'lints', 'builds-package', 'deploys', 'runs-tasks', 'alerts']) },
  'workflow-orchestration': { executes: new Set<Trait>(['alerts']) },
  'feature-store': {},
  'model-training-infrastructure': {},
  'model-registry': {},
  'ml-metadata-store': {},
  'model-serving': {
    executes: new Set<Trait>(['web-service', 'loads-model']),
    executedBy: new Set<Trait>(['web-service']),
  },
  monitoring: {},
};

/** Components that are a step of the one that executes them. */
const PASSED: ReadonlySet<ComponentType> = new Set<ComponentType>([
  'data-validation',
  'model-validation',
  'infrastructure',
]);

/** @param component whether it is a tool of the components of its type, rather than one of them */
export const isTool = (component: Pick<Component, 'attributes'>): boolean => component.attributes.role === 'tool';

/**
 * Tools of the components in force, one a technology, type and source.
 * @param all all components; a technology that is such a component itself is no tool besides
 * @param testsProject whether a unit runs tests that import code of the project, which the tool then says of itself
 */
export function findTools(all: Clusters, flow: ControlFlow, testsProject: (unit: Unit) => boolean): Cluster[] {
  const clusters = all.all();
  const known = new Set(clusters.map((c) => keyOf(c.source, c.type, c.technology)));
  const owners = ownersOf(all);
  const tools = new Map<string, Cluster>();
  const add = ({ source, type }: Cluster, technology: string, unit: Unit, fact: ComponentFact | TraitFact): void => {
    const { kind, at } = fact;
    const key = keyOf(source, type, technology);
    if (known.has(key)) return;
    const tool = tools.get(key) ?? { source, type, technology, name: '', is: [], usedBy: [], joints: [] };
    tools.set(key, tool);
    const isTest = 'trait' in fact && fact.trait === 'tests';
    const attributes = { role: 'tool', ...(isTest && testsProject(unit) ? { testsProject: true } : {}) };
    const confidence = 'medium';
    tool.is.push({
      unit,
      fact: { fact: 'component', unit: unit.local, type, technology, confidence, kind, at, attributes },
    });
  };
  for (const cluster of clusters) {
    const means = MEANS[cluster.type];
    if (!means) continue;
    for (const { unit, fact } of [...cluster.is, ...cluster.usedBy])
      if (!fact.declared && !notInForce(unit) && fact.definedBy)
        add(cluster, languageOf(fact.definedBy, unit), unit, fact);
    const isOther = (unit: Unit): boolean =>
      owners.get(unit)?.some((c) => c.type !== cluster.type && !PASSED.has(c.type)) === true;
    const own = cluster.is.flatMap(({ unit, fact }) => (fact.declared || notInForce(unit) ? [] : [...within(unit)]));
    const collect = (units: Iterable<Unit>, traits: ReadonlySet<Trait>): void => {
      for (const unit of units)
        for (const fact of unit.traits)
          if (fact.technology && traits.has(fact.trait) && !notInForce(unit)) add(cluster, fact.technology, unit, fact);
    };
    if (means.executes) collect(reach(own, executes(flow), isOther), means.executes);
    if (means.executedBy) collect(reach(own, isExecutedBy(flow), isOther), means.executedBy);
  }
  for (const front of clusters)
    for (const { unit, fact, asks } of frontsOf(front, flow))
      for (const serving of clusters)
        if (serving.type === 'model-serving' && serving.source === front.source && asks.has(serving.technology)) {
          add(serving, front.technology, unit, fact);
          if (fact.definedBy) add(serving, languageOf(fact.definedBy, unit), unit, fact);
        }
  return [...tools.values()];
}

interface Front {
  unit: Unit;
  fact: ComponentFact;
  /** Technologies of the endpoints that it asks. */
  asks: ReadonlySet<string>;
}

/** A function or server that answers requests by asking a model's endpoint stands in front of that model. */
function frontsOf(cluster: Cluster, flow: ControlFlow): Front[] {
  if (cluster.type !== 'infrastructure') return [];
  return cluster.is.flatMap(({ unit, fact }) => {
    if (fact.declared || notInForce(unit) || !unit.traits.some(({ trait }) => trait === 'web-service')) return [];
    const asks = new Set<string>();
    for (const part of reach([unit], executes(flow), () => false))
      if (part.links.some(({ to }) => to.kind === 'endpoint'))
        for (const { trait, technology } of part.traits) if (trait === 'predicts' && technology) asks.add(technology);
    return asks.size > 0 ? [{ unit, fact, asks }] : [];
  });
}

/** What becomes CloudFormation may be written otherwise: a program with the CDK, `serverless.yml`. */
function languageOf(definedBy: string, unit: Unit): string {
  if (definedBy !== 'aws-cloudformation') return definedBy;
  if (/(?:^|\/)serverless\.(?:ya?ml|json)$/.test(unit.path)) return 'serverless-framework';
  return /\.(?:py|[cm]?[jt]sx?)$/.test(unit.path) ? 'aws-cdk' : definedBy;
}

const keyOf = (source: string, type: ComponentType, technology: string): string =>
  [source, type, technology].join('\n');

type Step = (unit: Unit) => readonly Unit[];

const executes =
  (flow: ControlFlow): Step =>
  (unit) =>
    flow.outgoing(unit).flatMap((edge) => (edge.relation ? [] : edge.to));

const isExecutedBy =
  (flow: ControlFlow): Step =>
  (unit) =>
    flow.incoming(unit).flatMap((edge) => (edge.relation ? [] : edge.from));

/** Units reached along plain execution; another component on the way has tools of its own. */
function reach(own: readonly Unit[], next: Step, isOther: (unit: Unit) => boolean): Set<Unit> {
  const seen = new Set<Unit>(own);
  const stack = [...own];
  for (let unit = stack.pop(); unit; unit = stack.pop())
    for (const to of next(unit)) {
      if (seen.has(to) || to.off || isOther(to)) continue;
      seen.add(to);
      stack.push(to);
    }
  return seen;
}
