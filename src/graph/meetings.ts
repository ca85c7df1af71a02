/**
 * What it means that a component executes another one, or does something to it on its way: the tables and rules by which
 * `relations.ts` walks.
 */
import type { IdentifierKind } from '../facts/types.js';
import type { ComponentType, RelationType } from '../vocabulary/index.js';
import type { Edge } from './control-flow.js';
import type { Offer } from './units.js';

/** Components that are code: what executes them does what they do, so walks pass through them. */
export const CODE: ReadonlySet<ComponentType> = new Set<ComponentType>([
  'training-pipeline',
  'model-validation',
  'data-validation',
  'data-pipeline',
  'scheduler',
  'event-bus',
]);

/** Where walks pass through: code, and the container of a pipeline's task when it is the compute requested for training. */
export const PASSED: ReadonlySet<ComponentType> = new Set<ComponentType>([
  ...CODE,
  'model-training-infrastructure',
  'source-repository',
]);

export type Meeting = RelationType | { reverse: RelationType };

/** What it means that a component of the first type executes one of the second. */
export const MEETING: Partial<Record<ComponentType, Partial<Record<ComponentType, Meeting>>>> = {
  'workflow-orchestration': {
    'training-pipeline': 'orchestrates',
    'data-pipeline': 'orchestrates',
    'data-validation': 'orchestrates',
    'model-validation': 'orchestrates',
    'model-serving': 'orchestrates',
    monitoring: 'orchestrates',
    'workflow-orchestration': 'triggers',
    'ci-cd': 'triggers',
    'model-training-infrastructure': 'runs-on',
  },
  'ci-cd': {
    'training-pipeline': 'triggers',
    'workflow-orchestration': 'triggers',
    'data-pipeline': 'triggers',
    'data-validation': 'triggers',
    'model-validation': 'triggers',
    'model-serving': 'triggers',
    'model-training-infrastructure': 'triggers',
    'ci-cd': 'triggers',
  },
  scheduler: {
    'workflow-orchestration': 'triggers',
    'training-pipeline': 'triggers',
    'ci-cd': 'triggers',
    'data-pipeline': 'triggers',
  },
  'event-bus': { 'workflow-orchestration': 'triggers', 'training-pipeline': 'triggers', 'ci-cd': 'triggers' },
  'model-training-infrastructure': {
    'training-pipeline': { reverse: 'runs-on' },
    'workflow-orchestration': { reverse: 'runs-on' },
  },
  'training-pipeline': { 'model-validation': { reverse: 'validates' }, 'data-validation': { reverse: 'validates' } },
  'model-validation': { 'training-pipeline': 'validates' },
  'data-validation': { 'training-pipeline': 'validates' },
  infrastructure: { 'model-serving': { reverse: 'runs-on' }, 'training-pipeline': { reverse: 'runs-on' } },
};

/** Types that whatever needs them reads from: an image is pulled, a role or secret is used. */
export const READ_BY_ALL: ReadonlySet<ComponentType> = new Set<ComponentType>([
  'artifact-registry',
  'security',
  'data-store',
]);

/** Who builds and starts images, but does not run as one. */
export const PUSHES_ONLY: ReadonlySet<ComponentType> = new Set<ComponentType>([
  'ci-cd',
  'scheduler',
  'event-bus',
  'artifact-registry',
  'infrastructure',
  'source-repository',
]);

/** What a directory or a bucket belongs to that is read and written for another reason. */
const KEEPS_OTHERS: ReadonlySet<ComponentType> = new Set<ComponentType>(['source-repository', 'ml-metadata-store']);

/** Relations to what keeps something: an application of a deployer is also what it deploys, and that is meant. */
export const DATA_RELATIONS: ReadonlySet<RelationType> = new Set<RelationType>([
  'logs-to',
  'registers-in',
  'loads-from',
  'reads-from',
  'writes-to',
  'monitors',
]);

/** Where data lies: what a name of data that code makes may stand for. */
export const KEEPS_DATA: ReadonlySet<ComponentType> = new Set<ComponentType>([
  'data-source',
  'data-store',
  'event-bus',
  'feature-store',
  'prediction-store',
]);
/** …and who gives it, for those who read. */
export const GIVES_DATA: ReadonlySet<ComponentType> = new Set<ComponentType>([...KEEPS_DATA, 'data-pipeline']);
/** Names of data. */
export const DATA_NAMES: ReadonlySet<IdentifierKind> = new Set<IdentifierKind>([
  'table',
  'feature-view',
  'bucket',
  'database',
  'topic',
]);

/** Who imports pipeline code in order to submit it. */
export const STARTS_PIPELINES: ReadonlySet<ComponentType> = new Set<ComponentType>(['ci-cd', 'scheduler', 'event-bus']);

/** What is handed over by deploying or building something does not act on behalf of the deployer. */
export const PASSES_ACTIONS: ReadonlySet<RelationType> = new Set<RelationType>(['triggers', 'orchestrates', 'runs-on']);

/**
 * Whether a relation goes on over an edge. What is deployed does itself what its definition says it does; only a deployment that
 * deploys more (an application of applications) and the parts of the deployed whole are deployed along with it.
 * @param named the name by which the last step reached the unit that the edge leaves
 */
export function continues(relation: RelationType, edge: Edge, named?: Offer): boolean {
  if (edge.relation) return relation === 'deploys' && edge.relation === 'deploys';
  // What is put into operation by a request to a host is behind the name, not the name.
  if (relation === 'deploys' && named?.identifier.kind === 'host' && edge.how === 'runs') return true;
  // Images, roles and secrets that are named are used, not deployed; code that is called makes parts of the whole.
  if (relation !== 'deploys' || !edge.offer || edge.how === 'calls') return true;
  return edge.how === 'built-from' && edge.to.claims.length === 0;
}

/** What monitoring leads back to. */
export const FED_BACK: ReadonlySet<ComponentType> = new Set<ComponentType>([
  'training-pipeline',
  'workflow-orchestration',
  'model-training-infrastructure',
  'ci-cd',
  'data-pipeline',
]);

/** What starts or checks a program does not do what else that program does; a service does not run on what trained it. */
export function acts(type: ComponentType, relation: RelationType, target: ComponentType): boolean {
  if (relation === 'feeds-back-to') return type === 'monitoring' && FED_BACK.has(target);
  // Code that watches a model may stand beside code that trains one.
  if (type === 'monitoring' && relation === 'registers-in') return false;
  // Whoever makes a registry in a script does what else the script does.
  if (type === 'scheduler' || type === 'artifact-registry') return relation === 'triggers';
  if (type === 'event-bus') return relation === 'triggers' || relation === 'reads-from';
  if (type === 'model-validation' || type === 'data-validation')
    return relation === 'reads-from' || relation === 'loads-from';
  // What runs the program that sets a monitor up does not watch.
  if (type === 'ci-cd' && relation === 'monitors') return false;
  // The program that puts training into a pipeline is known for what it trains; the training deploys no pipeline.
  if (type === 'training-pipeline' && relation === 'deploys') return target !== 'workflow-orchestration';
  return type !== 'model-serving' || target !== 'model-training-infrastructure';
}

const STARTS: ReadonlySet<RelationType> = new Set<RelationType>(['triggers', 'deploys', 'builds', 'orchestrates']);

/** What something can be published to. An image that is pushed is not pushed to what was built into it. */
const RECEIVES: ReadonlySet<ComponentType> = new Set<ComponentType>([
  'artifact-registry',
  'data-store',
  'event-bus',
  'feature-store',
  'ml-metadata-store',
  'model-registry',
  'monitoring',
  'prediction-store',
  'source-repository',
]);

/** A program cannot be deployed without being run: who applies a job's manifest starts the program. */
export function meetingOf(
  relation: RelationType | undefined,
  from: ComponentType,
  to: ComponentType,
): Meeting | undefined {
  if (!relation)
    return (
      MEETING[from]?.[to] ??
      (READ_BY_ALL.has(to) && !READ_BY_ALL.has(from) && from !== 'infrastructure' ? 'reads-from' : undefined)
    );
  // A mounted directory holds the marks of its repository, and runs lie in a bucket beside other data.
  if ((relation === 'reads-from' || relation === 'writes-to') && KEEPS_OTHERS.has(to)) return undefined;
  // The code that registers a model is known by the name of the model; who loads the model does not load that code.
  if (relation === 'loads-from' && CODE.has(to)) return undefined;
  // What is started or deployed in a repository is what its definitions define, not the repository.
  if (to === 'source-repository' && STARTS.has(relation)) return undefined;
  if (relation === 'publishes-to' && !RECEIVES.has(to)) return undefined;
  // Checks are part of what is built, and known by what runs them.
  if (relation === 'builds' && (to === 'data-validation' || to === 'model-validation')) return undefined;
  const starts = CODE.has(to) && to !== 'scheduler' && to !== 'event-bus';
  return relation === 'deploys' && starts ? 'triggers' : relation;
}
