/** Pipelines and the runs that start them. */
import { entries, get, isMap, items, scalar } from '../../syntax/data/tree.js';
import type { DataNode } from '../../syntax/types.js';
import { remotePath } from '../../facts/addresses.js';
import { readable } from '../../facts/value.js';
import { qualified, type Read } from '../shared/containers.js';
import { gateOf } from '../shared/gates/named.js';
import { kindFacts } from '../shared/objects.js';
import type { FactWriter } from '../shared/writer.js';
import {
  handOver,
  parametersOf,
  scriptFacts,
  stepsFacts,
  taskName,
  withParameters,
  type ObjectContext,
  type Values,
} from './tasks.js';

const TECHNOLOGY = 'tekton';
const MOST_TASKS = 500;
const DEEPEST = 5;
/** What a condition looks at: the result of an earlier task. */
const OUTCOME = /\$\(tasks\.([\w-]{1,100})\.results\.([\w.-]{1,100})\)/g;
/** Tasks of the catalogue, and the names that users give their own, that build an image of the project. */
const BUILDS =
  /^(?:buildah|kaniko|s2i|source-to-image|buildpacks?|buildkit|docker-build|build-(?:and-)?(?:push|image)|jib|ko)(?:[-_]|$)/;
/** Annotations of Pipelines as Code, https://pipelinesascode.com/docs/guide/matchingevents/ */
const AS_CODE = ['pipelinesascode.tekton.dev/on-event', 'pipelinesascode.tekton.dev/on-cel-expression'];

interface Scope {
  writer: FactWriter;
  read: Read;
  namespace: string;
  /** Tasks that may still be described. */
  budget: { left: number };
}

export function pipelineFacts({ writer, object, read }: ObjectContext): string {
  const name = readable(object.name);
  const unit = writer.unit(name ? `dag:${name}` : 'dag', 'dag', object.node.offset, { ...(name ? { name } : {}) });
  kindFacts(writer, unit, object, read);
  specFacts(
    { writer, read, namespace: object.namespace, budget: { left: MOST_TASKS } },
    unit,
    get(object.node, 'spec'),
  );
  return unit;
}

/**
 * A PipelineRun or TaskRun: it brings its definition along, or starts the one that it names.
 * @param parent unit that holds the run, such as the template of a trigger
 */
export function runFacts({ writer, object, read }: ObjectContext, parent?: string): string {
  const { node, namespace } = object;
  const spec = get(node, 'spec');
  const name = readable(object.name);
  const isPipeline = object.kind === 'PipelineRun';
  const inline = get(spec, isPipeline ? 'pipelineSpec' : 'taskSpec');
  const off = scalar(spec, 'status') === 'PipelineRunPending' ? ('disabled' as const) : undefined;
  const unit = writer.unit(`run:${name}`, isPipeline && inline ? 'dag' : 'task', node.offset, {
    ...(name ? { name } : {}),
    ...(parent ? { parent } : {}),
    ...(off ? { off } : {}),
  });
  const reference = get(spec, isPipeline ? 'pipelineRef' : 'taskRef');
  const given = parametersOf(get(spec, 'params'), read);
  const scope: Scope = { writer, read, namespace, budget: { left: MOST_TASKS } };
  if (isPipeline && inline) {
    kindFacts(writer, unit, object, read);
    writer.offer(unit, 'pipeline', object.name, node.offset);
    specFacts(scope, unit, inline, given);
  } else if (inline) stepsFacts(writer, unit, inline, items(get(inline, 'steps')), read, given, namespace);
  else if (reference) {
    const started = refer(scope, unit, reference, isPipeline);
    if (isPipeline)
      writer.component(unit, reference.offset, {
        type: 'workflow-orchestration',
        technology: TECHNOLOGY,
        relation: 'triggers',
        ...(started ? { name: started } : {}),
      });
    else if (started) handOver(writer, started, given, reference.offset);
  }
  const account = read(get(spec, 'taskRunTemplate', 'serviceAccountName')) ?? read(get(spec, 'serviceAccountName'));
  if (account) writer.link(unit, 'includes', 'service-account', qualified(namespace, account), node.offset);
  for (const key of AS_CODE) {
    const event = get(node, 'metadata', 'annotations', key);
    if (!event) continue;
    writer.trait(unit, 'runs-on-push', event.offset, read(event));
    writer.component(unit, event.offset, { type: 'ci-cd', technology: TECHNOLOGY });
  }
  return unit;
}

/** Tasks of a pipeline, those that always come last included. */
function specFacts(scope: Scope, dag: string, spec: DataNode | undefined, given: Values = new Map(), depth = 0): void {
  const values = new Map([...parametersOf(get(spec, 'params'), scope.read), ...given]);
  for (const key of ['tasks', 'finally'])
    for (const task of items(get(spec, key))) if (scope.budget.left-- > 0) taskOf(scope, dag, task, values, depth);
}

function taskOf(scope: Scope, dag: string, task: DataNode, outer: Values, depth: number): void {
  const { writer, namespace } = scope;
  const read = withParameters(scope.read, outer);
  const name = readable(read(get(task, 'name')) ?? '');
  const unit = writer.unit(`task:${name}`, 'task', task.offset, { ...(name ? { name } : {}), parent: dag });
  for (const condition of items(get(task, 'when'))) gate(writer, unit, condition, read);
  const given = parametersOf(get(task, 'params'), read);
  const reference = get(task, 'taskRef') ?? get(task, 'pipelineRef');
  if (reference) {
    const used = refer({ ...scope, read }, unit, reference, get(task, 'taskRef') === undefined);
    if (used) handOver(writer, used, given, task.offset);
    scriptFacts(writer, unit, get(task, 'params'), read);
    if (used && BUILDS.test(used)) {
      writer.trait(unit, 'builds-package', reference.offset, used, TECHNOLOGY);
      writer.component(unit, reference.offset, { type: 'ci-cd', technology: TECHNOLOGY });
    }
  }
  const inline = get(task, 'taskSpec');
  if (isMap(inline)) {
    const own = new Map([...parametersOf(get(inline, 'params'), read), ...given]);
    stepsFacts(writer, unit, inline, items(get(inline, 'steps')), read, own, namespace);
  }
  if (depth < DEEPEST) specFacts(scope, unit, get(task, 'pipelineSpec'), given, depth + 1);
}

/**
 * Links to a task or pipeline by name, or by the place from which a resolver fetches it.
 * @returns its name
 */
function refer({ writer, read }: Scope, unit: string, reference: DataNode, isPipeline: boolean): string | undefined {
  const given = parametersOf(get(reference, 'params'), read);
  const path = given.get('pathInRepo');
  if (read(get(reference, 'resolver')) === 'git' && path) {
    const remote = remotePath(given.get('url') ?? '');
    const inside = writer.context.resolvePath(path, '.');
    if (inside) writer.link(unit, 'runs', 'path', remote ? `${remote.repository}/${inside}` : inside, reference.offset);
    return undefined;
  }
  const name = read(get(reference, 'name')) ?? given.get('name');
  // A custom task names an object of another API.
  const version = read(get(reference, 'apiVersion'));
  if (!name || (version !== undefined && !version.includes('tekton.dev/'))) return undefined;
  writer.link(unit, 'runs', 'pipeline', isPipeline ? name : taskName(name), reference.offset);
  return name;
}

/** A condition on the result of an earlier task, as `input` and `values`, or as an expression. */
function gate(writer: FactWriter, unit: string, condition: DataNode, read: Read): void {
  const text = entries(condition)
    .flatMap(({ value }) => [read(value), ...items(value).map(read)])
    .filter((part) => part !== undefined)
    .join(' ')
    .slice(0, 2000);
  const outcomes = [...text.matchAll(OUTCOME)].map(([, task = '', result = '']) => `${task} ${result}`);
  const kind = outcomes.length > 0 ? gateOf(outcomes.join(' ')) : undefined;
  if (kind) writer.trait(unit, kind, condition.offset, readable(text));
}
