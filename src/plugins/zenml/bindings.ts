/**
 * Pipelines whose steps are parameters, filled in where the pipeline is made (ZenML before 0.40):
 * `training_pipeline(trainer=train(), evaluator=evaluate()).run()`. The pipeline's own file knows no step then.
 */
import { reference } from '../../facts/value.js';
import type { PythonCall } from '../../syntax/types.js';
import { callOf } from '../shared/python/pipeline-functions.js';
import { absoluteName } from '../shared/python/values.js';
import { lastOf, type PythonView } from '../shared/python/view.js';
import { writeSignals, type KnownPipeline, type Pipelines } from '../shared/python/workflows.js';
import type { FactWriter } from '../shared/writer.js';

/** Name by which a pipeline looks for the programs that fill in its steps. */
export const bindingsOf = (pipeline: string): string => `zenml-steps:${pipeline}`;
const MOST_STEPS = 200;

export function writeBindings(view: PythonView, writer: FactWriter, pipelines: Pipelines): void {
  for (const known of pipelines.values()) writer.link(known.unit, 'runs', 'pipeline', bindingsOf(known.id), 0);
  for (const call of view.calls) {
    const steps = stepsOf(call, view);
    if (steps.length === 0) continue;
    const own = ownPipeline(call, view, pipelines);
    const id = own?.id ?? importedPipeline(call, view);
    if (id === undefined) continue;
    const unit = writer.unit(`task:${lastOf(call.callee)} steps`, 'task', call.offset, {
      name: lastOf(call.callee),
      parent: view.unit(call.scope),
    });
    writer.offer(unit, 'pipeline', bindingsOf(id), call.offset);
    for (const step of steps) {
      const name = view.pythonName(step.callee, step.scope);
      if (name !== undefined) writer.link(unit, 'calls', 'python-name', name, step.offset);
      else writeSignals(view, writer, step, unit);
    }
  }
}

/** The calls of functions that all the arguments of a call are; none when one of them is something else. */
function stepsOf(call: PythonCall, view: PythonView): PythonCall[] {
  const given = call.arguments.slice(0, MOST_STEPS);
  const steps = given.map(({ value }) => callOf(value, view, call.scope));
  const found = steps.filter((step) => step !== undefined);
  return found.length === steps.length ? found : [];
}

function ownPipeline(call: PythonCall, view: PythonView, pipelines: Pipelines): KnownPipeline | undefined {
  const definition = view.local(call.callee, call.scope)?.definition;
  return definition && pipelines.get(definition.name);
}

/** The pipeline that another file of the project defines, where its `run` is called. */
function importedPipeline(call: PythonCall, view: PythonView): string | undefined {
  if (!/pipeline/i.test(call.callee) || view.local(call.callee, call.scope)) return undefined;
  if (view.pythonName(call.callee, call.scope) === undefined) return undefined;
  const isRun = view.calls.some((other) => other.scope === call.scope && runs(other, call));
  const name = absoluteName(call.callee, view.context.file.logicalPath);
  const dot = name.lastIndexOf('.');
  return isRun && dot > 0 ? reference(`python:${name.slice(0, dot)}`, name.slice(dot + 1)) : undefined;
}

const runs = (call: PythonCall, made: PythonCall): boolean =>
  /\.run$/.test(call.callee) && call.callee.startsWith(made.callee) && call.offset >= made.offset;
