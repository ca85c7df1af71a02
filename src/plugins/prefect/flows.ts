/** Flows and their tasks. */
import type { PythonCall, PythonDefinition } from '../../syntax/types.js';
import {
  bodyCalls,
  bodyScopes,
  decoratedWith,
  linkFunction,
  MOST_TASKS,
  writeLeftOut,
} from '../shared/python/functions.js';
import { asShell, shellText } from '../shared/python/shell.js';
import { writePipelineFunction } from '../shared/python/pipeline-functions.js';
import { textOf } from '../shared/python/values.js';
import { enclosing, namePipeline, writeCallable, writeSignals, type Pipelines } from '../shared/python/workflows.js';
import { argument, lastOf, type PythonView } from '../shared/python/view.js';
import { writeDag, writeStart, writeTask, type Start } from '../shared/workflow.js';
import type { FactWriter } from '../shared/writer.js';

const FLOW_DECORATOR = /^prefect\.(?:\w+\.)*flow$/;
const TASK_DECORATOR = /^prefect\.(?:\w+\.)*task$/;
/** A call of what `task(function)` gave. */
const WRAPPED = /^prefect\.(?:\w+\.)*task(?:\(\)|\.(?:submit|map|delay|with_options))/;
/** Prefect 1. */
const FLOW_CALL = /^prefect\.(?:\w+\.)*Flow$/;
const TASK_CLASS = /^prefect\.tasks\.(?:\w+\.)*[A-Z]\w*$/;

const isTask = (definition: PythonDefinition): boolean => decoratedWith(definition, TASK_DECORATOR) !== undefined;

export function writeFlows(view: PythonView, writer: FactWriter): Pipelines {
  const pipelines: Pipelines = new Map();
  const used = new Set<PythonDefinition>();
  for (const definition of view.definitions) {
    const decorator = decoratedWith(definition, FLOW_DECORATOR);
    if (!decorator || definition.kind !== 'function' || view.isDead(definition.offset)) continue;
    // Without a name a flow is called like its function, with dashes.
    const id =
      textOf(argument(decorator, 'name', 0), view, decorator.scope) ?? lastOf(definition.name).replaceAll('_', '-');
    const dag = writePipelineFunction(definition, decorator, view, writer, pipelines, {
      id,
      technology: 'prefect',
      evidence: 'decorator',
    });
    const calls = bodyCalls(
      bodyScopes(definition, view, (one) => isTask(one) || decoratedWith(one, FLOW_DECORATOR) !== undefined),
      view,
    );
    writeTasks(calls, dag, view, writer, used);
  }
  for (const call of view.calls) if (FLOW_CALL.test(call.callee)) writeOldFlow(call, view, writer, pipelines, used);
  // A file without a flow is a library; the file that imports a task calls it.
  const tasks = view.definitions.filter((one) => !used.has(one) && isTask(one));
  if (pipelines.size > 0) writeLeftOut(tasks, (task) => taskName(task, view), view, writer);
  return pipelines;
}

function taskName(definition: PythonDefinition, view: PythonView): string {
  const decorator = decoratedWith(definition, TASK_DECORATOR);
  return (decorator && textOf(argument(decorator, 'name'), view, decorator.scope)) ?? lastOf(definition.name);
}

/** Each task once for each flow, however often the flow calls it. */
function writeTasks(
  calls: readonly PythonCall[],
  dag: string,
  view: PythonView,
  writer: FactWriter,
  used: Set<PythonDefinition>,
): void {
  const here = new Set<PythonDefinition>();
  const wrapped = new Set<string>();
  for (const call of calls) {
    writeWrapped(call, dag, view, writer, wrapped);
    const definition = view.local(call.callee, call.scope)?.definition;
    if (!definition || here.has(definition) || here.size >= MOST_TASKS || !isTask(definition)) continue;
    here.add(definition);
    used.add(definition);
    const unit = writeTask(writer, { id: taskName(definition, view), offset: call.offset, parent: dag });
    linkFunction(unit, definition, call.offset, view, writer);
  }
}

/** `train = task(train)`: a function, perhaps of another file, that a call makes a task. */
function writeWrapped(call: PythonCall, dag: string, view: PythonView, writer: FactWriter, wrapped: Set<string>): void {
  if (!WRAPPED.test(call.callee)) return;
  const name = view.written(call).split('.', 1)[0] ?? '';
  const made = view.assignedCalls(name, call.scope).at(-1);
  if (name === '' || wrapped.has(name) || wrapped.size >= MOST_TASKS || !made || !TASK_DECORATOR.test(made.callee))
    return;
  wrapped.add(name);
  const unit = writeTask(writer, { id: name, offset: call.offset, parent: dag });
  writeCallable(view, writer, unit, argument(made, 'fn', 0), made.scope);
}

/** `with Flow("name", schedule) as flow:` of Prefect 1; task objects are made before and called inside. */
function writeOldFlow(
  flow: PythonCall,
  view: PythonView,
  writer: FactWriter,
  pipelines: Pipelines,
  used: Set<PythonDefinition>,
): void {
  const id = textOf(argument(flow, 'name', 0), view, flow.scope) ?? flow.assignedTo ?? 'flow';
  const dag = writeDag(writer, { id, offset: flow.offset, technology: 'prefect' });
  namePipeline(view, writer, pipelines, flow.assignedTo, { id, unit: dag }, flow.offset);
  writeStart(writer, dag, oldSchedule(flow, view), flow.offset);
  const inside = view
    .callsIn(flow.scope)
    .filter((call) => enclosing(call.branches, 'with', view).some((branch) => branch.offset === flow.offset));
  writeTasks(inside, dag, view, writer, used);
  // Tasks of other files, and what the arguments of the flow are made by: storage, executor, configuration of runs.
  const made = view.callsIn(flow.scope).filter(({ offset }) => offset > flow.offset && offset < flow.end);
  for (const call of [...inside, ...made].slice(0, MOST_TASKS))
    if (!view.local(call.callee, call.scope))
      writer.link(dag, 'calls', 'python-name', view.pythonName(call.callee, call.scope), call.offset);
  for (const call of inside.slice(0, MOST_TASKS)) {
    // `task(command="…")` calls the object; the callee of the call is the class that made it.
    const made = view
      .callsIn(flow.scope)
      .find((one) => one.assignedTo === view.written(call) && TASK_CLASS.test(one.callee));
    if (!made || !/^\w+$/.test(view.written(call))) continue;
    // `task(…).set_dependencies(…)` is the call of the task and that of the method.
    if (view.callsAt(call.offset).some((other) => other.end < call.end)) continue;
    const name = textOf(argument(made, 'name'), view, made.scope) ?? view.written(call);
    const unit = writeTask(writer, { id: name, offset: call.offset, parent: dag });
    writeSignals(view, writer, made, unit);
    const command = argument(call, 'command', 0) ?? argument(made, 'command', 0);
    const text = /Shell/.test(made.callee) && command ? shellText(command, view, call.scope) : undefined;
    const helper = textOf(argument(made, 'helper_script'), view, made.scope);
    const directory = helper === undefined ? undefined : /^\s*cd\s+(\S+)\s*$/.exec(asShell(helper))?.[1];
    if (command && text)
      // Where the agent starts is not in the file: paths are left as written.
      writer.embed(
        unit,
        'shell',
        directory && directory !== './' ? `cd ${directory}\n${text}` : text,
        { offset: command.offset },
        '.',
      );
  }
}

function oldSchedule(flow: PythonCall, view: PythonView): Start | undefined {
  const value = argument(flow, 'schedule', 1);
  if (!value || value.kind === 'none') return undefined;
  const made =
    value.kind === 'name'
      ? view.assignedCalls(value.name, flow.scope).at(-1)
      : value.kind === 'call'
        ? value.call
        : undefined;
  const detail = made && textOf(argument(made, ['cron', 'interval'], 0), view, made.scope);
  return { trait: 'runs-on-schedule', ...(detail ? { detail } : {}) };
}
