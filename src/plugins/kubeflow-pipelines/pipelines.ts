/** Pipeline functions of Kubeflow Pipelines (SDK v1 and v2) and of Vertex AI Pipelines. */
import type { PythonCall, PythonDefinition } from '../../syntax/types.js';
import { bodyCalls, bodyScopes, decoratedWith, MOST_PIPELINES, MOST_TASKS } from '../shared/python/functions.js';
import { writeSqlOfStep } from '../shared/python/sql.js';
import { textOf } from '../shared/python/values.js';
import { namePipeline, writeSignals, type Pipelines } from '../shared/python/workflows.js';
import { argument, lastOf, type PythonView } from '../shared/python/view.js';
import { writeDag, writeTask } from '../shared/workflow.js';
import type { FactWriter } from '../shared/writer.js';
import {
  componentMaker,
  containerOf,
  isComponent,
  isContainerOp,
  isReadyMade,
  writeContainer,
  writeFunction,
  writeMade,
  writeMetrics,
} from './components.js';
import { writeConditions } from './conditions.js';

const PIPELINE_DECORATOR = /^kfp\.(?:\w+\.)*pipeline$/;
/** Calls that take a pipeline function, decorated or not. */
const TAKES_PIPELINE = /^kfp\.(?:\w+\.)*(?:compile|create_run_from_pipeline_func)$/;
const ACCELERATOR =
  /\.(?:set_gpu_limit|set_accelerator_type|set_accelerator_limit|add_accelerator_type)$|\.(?:add_resource_limit|add_node_selector_constraint)$/;
/** Methods of `ContainerOp` (v1) and `PipelineTask` (v2). */
const TASK_METHOD = /^(?:after|apply|ignore_upstream_failure|(?:add|set|with)_\w+)$/;
const ACCELERATOR_NAME = /gpu|accelerator|tpu/i;

interface Task {
  call: PythonCall;
  id: string;
  write(unit: string): void;
  /** Definition in this file that it runs. */
  definition?: PythonDefinition;
}

/** Writes the pipelines of a file; returns their names by the function that builds them. */
export function writePipelines(view: PythonView, writer: FactWriter): Pipelines {
  const pipelines: Pipelines = new Map();
  const used = new Set<PythonDefinition>();
  const functions = pipelineFunctions(view);
  for (const [definition, decorator] of functions) {
    const id = (decorator && textOf(argument(decorator, 'name', 0), view, decorator.scope)) ?? definition.name;
    const offset = (decorator ?? definition).offset;
    const dag = writeDag(writer, {
      id,
      offset,
      technology: 'kubeflow-pipelines',
      evidence: decorator ? 'decorator' : 'call',
      ...(definition.stub ? { off: 'empty' as const } : {}),
    });
    writer.link(dag, 'calls', 'python-name', `${view.module}.${definition.name}`, definition.offset);
    namePipeline(view, writer, pipelines, definition.name, { id, unit: dag }, offset);
    const scopes = bodyScopes(definition, view, isComponent);
    const calls = bodyCalls(scopes, view);
    const units = new Map<number, string>();
    for (const task of calls.flatMap((call) => taskOf(call, view, writer) ?? []).slice(0, MOST_TASKS)) {
      const unit = writeTask(writer, { id: task.id, offset: task.call.offset, parent: dag });
      units.set(task.call.offset, unit);
      if (task.definition) used.add(task.definition);
      task.write(unit);
    }
    writeAccelerators(calls, units, dag, view, writer);
    writeConditions(scopes, dag, view, writer);
  }
  for (const definition of view.definitions) {
    if (functions.size === 0 || used.has(definition) || !isComponent(definition) || view.isDead(definition.offset))
      continue;
    const unit = writeTask(writer, { id: lastOf(definition.name), offset: definition.offset, off: 'not-included' });
    writeFunction(definition, unit, view, writer);
  }
  // A pipeline of another file may call them.
  for (const definition of view.definitions)
    if (definition.kind === 'function' && !used.has(definition) && !view.isDead(definition.offset))
      writeMetrics(definition, `def:${definition.name}`, view, writer);
  return pipelines;
}

/** Decorated functions, and plain ones that a compiler or client is given. */
function pipelineFunctions(view: PythonView): Map<PythonDefinition, PythonCall | undefined> {
  const found = new Map<PythonDefinition, PythonCall | undefined>();
  for (const definition of view.definitions) {
    const decorator = decoratedWith(definition, PIPELINE_DECORATOR);
    if (decorator && definition.kind === 'function' && !view.isDead(definition.offset))
      found.set(definition, decorator);
  }
  for (const call of view.calls) {
    if (!TAKES_PIPELINE.test(call.callee)) continue;
    const given = argument(call, 'pipeline_func', 0);
    const definition = given?.kind === 'name' ? view.local(given.name, call.scope)?.definition : undefined;
    if (definition?.kind === 'function' && !found.has(definition)) found.set(definition, undefined);
  }
  return new Map([...found].slice(0, MOST_PIPELINES));
}

/** The task that a call in the body of a pipeline makes, if it makes one. */
function taskOf(call: PythonCall, view: PythonView, writer: FactWriter): Task | undefined {
  const local = view.local(call.callee, call.scope);
  if (local && (isComponent(local.definition) || decoratedWith(local.definition, PIPELINE_DECORATOR))) {
    // `train(…).after(…)` is the call of `train` and that of its method.
    if (local.rest.length > 0) return undefined;
    const { definition } = local;
    return {
      call,
      definition,
      id: lastOf(definition.name),
      write: (unit) => writeFunction(definition, unit, view, writer),
    };
  }
  const variable = view.written(call);
  const maker = local || variable.includes('.') ? undefined : componentMaker(variable, view, call.scope);
  if (maker) {
    const given = argument(maker, ['func', 'component_func'], 0);
    const made = given?.kind === 'name' ? view.local(given.name, maker.scope)?.definition : undefined;
    const task = { call, id: variable, write: (unit: string) => writeMade(maker, unit, view, writer) };
    return made ? { ...task, definition: made } : task;
  }
  const container = isContainerOp(call) ? call : local?.rest.length === 0 && containerOf(local.definition, view);
  if (container) {
    const id = textOf(argument(container, 'name', 0), view, container.scope) ?? call.assignedTo ?? 'container';
    return { call, id, write: (unit) => writeContainer(container, unit, view, writer) };
  }
  if (isReadyMade(call)) {
    const write = (unit: string): void => {
      writeSignals(view, writer, call, unit);
      writeSqlOfStep(view, writer, call, unit);
    };
    return { call, id: lastOf(call.callee), write };
  }
  const imported = local || isOfTask(call, view) ? undefined : view.pythonName(call.callee, call.scope);
  if (imported === undefined || view.callsAt(call.offset).some((other) => other.end < call.end)) return undefined;
  return {
    call,
    id: lastOf(imported),
    write: (unit) => writer.link(unit, 'calls', 'python-name', imported, call.offset),
  };
}

/** `train_task.after(prepare_task)`: a method of a task that an earlier call made. */
function isOfTask(call: PythonCall, view: PythonView): boolean {
  const [receiver = '', method, ...others] = view.written(call).split('.');
  if (method === undefined || others.length > 0 || !TASK_METHOD.test(method)) return false;
  return view.assignedCalls(receiver, call.scope).some((made) => made.offset < call.offset);
}

/** Tasks that score with a model ask for accelerators, too; one that is named for training asks for compute for it. */
const isTraining = (unit: string): boolean => /task:(?:\w+_)?(?:re)?(?:train|fit|fine_?tune)/i.test(unit);

/** `train_task.set_gpu_limit(1)`: the task asks for an accelerator. */
function writeAccelerators(
  calls: readonly PythonCall[],
  units: ReadonlyMap<number, string>,
  dag: string,
  view: PythonView,
  writer: FactWriter,
): void {
  for (const call of calls) {
    if (!ACCELERATOR.test(call.callee)) continue;
    const detail = call.arguments.map((a) => textOf(a.value, view, call.scope) ?? '').join(' ');
    if (/\.add_(?:resource|node)/.test(call.callee) && !ACCELERATOR_NAME.test(detail)) continue;
    const receiver = view.written(call).split('.', 1)[0] ?? '';
    const made = view.assignedCalls(receiver, call.scope).findLast((other) => other.offset < call.offset);
    const unit = units.get(call.offset) ?? (made && units.get(made.offset)) ?? dag;
    writer.trait(unit, 'requests-accelerator', call.offset, detail);
    if (isTraining(unit))
      writer.component(unit, call.offset, {
        type: 'model-training-infrastructure',
        technology: 'kubeflow-pipelines',
        relation: 'runs-on',
      });
    // What Vertex AI is asked to run with an accelerator is a job on a machine that is made for it.
    if (unit !== dag && view.imports.has('google_cloud_pipeline_components'))
      writer.trait(unit, 'batch-job', call.offset, undefined, 'vertex-ai');
  }
}
