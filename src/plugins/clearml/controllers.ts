/**
 * `PipelineController`: `add_step` runs a task again that a program made before, `add_function_step` runs a function. Nothing
 * runs before `start`.
 */
import type { PythonCall } from '../../syntax/types.js';
import { textOf } from '../shared/python/values.js';
import { argument, lastOf, type PythonView } from '../shared/python/view.js';
import { writeCallable } from '../shared/python/workflows.js';
import { writeDag, writeTask } from '../shared/workflow.js';
import type { FactWriter } from '../shared/writer.js';
import { taskNames } from './names.js';

const CONTROLLER = /^clearml\.(?:\w+\.)*PipelineController$/;
const METHOD = /^clearml\.(?:\w+\.)*PipelineController\.(?:add_step|add_function_step|start|start_locally)$/;
/** The same on what a function of the project returned, where the file makes one controller only. */
const LIKELY_METHOD = /\.(?:add_step|add_function_step|start|start_locally)$/;
const MOST_STEPS = 500;

export function writeControllers(view: PythonView, writer: FactWriter): void {
  const controllers = view.calls.filter((call) => CONTROLLER.test(call.callee));
  for (const made of controllers) {
    const { scope, offset } = made;
    const methods = methodsOf(made, controllers, view);
    const isStarted = methods.some((call) => /^start/.test(lastOf(call.callee))) || isPassedOn(made, view);
    const dag = writeDag(writer, {
      id: textOf(argument(made, 'name', 0), view, scope) ?? made.assignedTo ?? 'pipeline',
      offset,
      technology: 'clearml',
      evidence: 'call',
      parent: view.unit(scope),
      ...(isStarted ? {} : { off: 'uncalled' as const }),
    });
    for (const call of methods) writeStep(call, dag, view, writer);
  }
}

/** Calls on a controller, up to where the same variable gets the next one. */
function methodsOf(made: PythonCall, controllers: readonly PythonCall[], view: PythonView): PythonCall[] {
  if (controllers.length === 1)
    return view.calls.filter((call) => LIKELY_METHOD.test(call.callee)).slice(0, MOST_STEPS);
  const next = controllers.find(
    (other) => other.offset > made.offset && other.scope === made.scope && other.assignedTo === made.assignedTo,
  );
  return view.calls
    .filter(
      (call) =>
        METHOD.test(call.callee) &&
        call.offset > made.offset &&
        call.offset < (next?.offset ?? Infinity) &&
        variableOf(call, view) === made.assignedTo,
    )
    .slice(0, MOST_STEPS);
}

/** The controller is kept, returned or handed over, so that other code may start it. */
function isPassedOn(made: PythonCall, view: PythonView): boolean {
  const name = made.assignedTo;
  if (name === undefined || name.startsWith('self.')) return true;
  const isName = (value?: { kind: string; name?: string }): boolean => value?.kind === 'name' && value.name === name;
  return (
    view.document.exits.some((exit) => exit.kind === 'return' && exit.scope === made.scope && isName(exit.value)) ||
    view.callsIn(made.scope).some((call) => call.arguments.some(({ value }) => isName(value)))
  );
}

function variableOf(call: PythonCall, view: PythonView): string {
  const written = view.written(call);
  return written.slice(0, Math.max(0, written.lastIndexOf('.')));
}

function writeStep(call: PythonCall, dag: string, view: PythonView, writer: FactWriter): void {
  const { scope, offset } = call;
  const method = lastOf(call.callee);
  if (!method.startsWith('add_')) return;
  const id = textOf(argument(call, 'name', 0), view, scope) ?? method;
  const unit = writeTask(writer, { id, offset, parent: dag });
  if (method === 'add_function_step') writeCallable(view, writer, unit, argument(call, 'function', 1), scope);
  const asked = view
    .callsIn(scope)
    .find((one) => one.offset > offset && one.end <= call.end && /\.get_task$/.test(one.callee));
  const task = argument(call, 'base_task_name') ?? (asked && argument(asked, 'task_name'));
  for (const name of taskNames(task, view, scope)) writer.link(unit, 'runs', 'pipeline', name, offset);
  if (argument(call, 'execution_queue'))
    writer.component(unit, offset, {
      type: 'model-training-infrastructure',
      technology: 'clearml',
      relation: 'runs-on',
    });
}
