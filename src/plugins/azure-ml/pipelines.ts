/** Pipelines of SDK v1: step objects in a list, tied together by data and by `run_after`. */
import type { PythonCall, PythonExpression } from '../../syntax/types.js';
import { buildsStepOf } from '../shared/python/constructs.js';
import { MOST_PIPELINES, MOST_TASKS } from '../shared/python/functions.js';
import { joinPaths, pathOf } from '../shared/python/paths.js';
import { lastMadeBy, madeBy, stepsOf } from '../shared/python/steps.js';
import { asShell } from '../shared/python/shell.js';
import { textOf } from '../shared/python/values.js';
import { namePipeline, writeSignals } from '../shared/python/workflows.js';
import { argument, lastOf, type PythonView } from '../shared/python/view.js';
import { writeDag, writeStart, writeTask } from '../shared/workflow.js';
import type { FactWriter } from '../shared/writer.js';

const PIPELINE = /^azureml\.pipeline\.core\.(?:\w+\.)*Pipeline$/;
const PUBLISH = /^azureml\.pipeline\.core\.(?:\w+\.)*Pipeline\.publish$/;
const SCHEDULE = /^azureml\.pipeline\.core\.(?:\w+\.)*Schedule\.create$/;

/** Arguments that hold how a step is run. */
const CONFIGURATIONS = [
  'estimator',
  'parallel_run_config',
  'hyperdrive_config',
  'estimator_entry_script',
  'run_config',
];

export function writePipelines(view: PythonView, writer: FactWriter): void {
  const steps = view.calls.filter((call) => buildsStepOf('azureml', call.callee)).slice(0, MOST_TASKS);
  const upstream = createUpstream(steps, view);
  const done = new Set<PythonCall>();
  let only: string | undefined;
  for (const call of view.calls.filter((one) => PIPELINE.test(one.callee)).slice(0, MOST_PIPELINES)) {
    const published = view.callsIn(call.scope).find((one) => PUBLISH.test(one.callee) && one.offset >= call.offset);
    const name = published && textOf(argument(published, 'name', 0), view, published.scope);
    const id = name ?? textOf(argument(call, 'description'), view, call.scope) ?? call.assignedTo ?? 'pipeline';
    const dag = writeDag(writer, { id, offset: call.offset, technology: 'azure-ml' });
    only = only === undefined ? dag : '';
    namePipeline(view, writer, new Map(), call.assignedTo, { id, unit: dag }, call.offset);
    const builder = view.definitionOf(call.scope);
    if (builder) writer.link(dag, 'calls', 'python-name', `${view.module}.${builder.name}`, call.offset);
    const included = withUpstream(stepsOf(stepList(call, view), view, call.scope), upstream);
    for (const step of steps) {
      if (done.has(step) || (step.scope !== call.scope && !included?.has(step))) continue;
      done.add(step);
      writeStep(step, dag, !included || included.has(step), view, writer);
    }
  }
  // A function may build steps for a pipeline that another file puts together.
  const handed = only === undefined ? handedOver(steps, view) : undefined;
  for (const step of steps) {
    if (done.has(step)) continue;
    const parent = step.scope.startsWith('def:') ? view.unit(step.scope) : undefined;
    const dag = handed?.steps.has(step) ? handedDag(handed.call, parent, view, writer) : undefined;
    writeStep(step, dag ?? parent, (dag ?? parent) !== undefined, view, writer);
  }
  writeSchedules(view, writer, only || undefined);
}

/** `publish(workspace, name=…, steps=[…])`: a function of the project makes a pipeline of the steps that it is given. */
function handedOver(
  steps: readonly PythonCall[],
  view: PythonView,
): { call: PythonCall; steps: Set<PythonCall> } | undefined {
  if (steps.length === 0) return undefined;
  for (const call of view.calls) {
    const given = steps.includes(call) ? undefined : argument(call, 'steps');
    const members = given && stepsOf(given, view, call.scope);
    if (members && steps.some((step) => members.has(step))) return { call, steps: members };
  }
  return undefined;
}

const handedDag = (call: PythonCall, parent: string | undefined, view: PythonView, writer: FactWriter): string =>
  writeDag(writer, {
    id: textOf(argument(call, 'name'), view, call.scope) ?? 'pipeline',
    offset: call.offset,
    technology: 'azure-ml',
    ...(parent ? { parent } : {}),
  });

/** `steps=[…]`, `steps=StepSequence(steps=[…])`. */
function stepList(call: PythonCall, view: PythonView): PythonExpression | undefined {
  const value = argument(call, 'steps', 1);
  const made = lastMadeBy(value, view, call.scope);
  return made && lastOf(made.callee) === 'StepSequence' ? argument(made, 'steps', 0) : value;
}

/** What a step waits for: by `run_after`, or because it reads what another one writes. */
function createUpstream(steps: readonly PythonCall[], view: PythonView): (step: PythonCall) => PythonCall[] {
  const producers = new Map<string, PythonCall[]>();
  for (const step of steps) {
    for (const name of namesIn(['outputs', 'output'], step, view)) {
      producers.set(name, [...(producers.get(name) ?? []).slice(-20), step]);
    }
  }
  const before = runAfter(view);
  return (step) => [
    ...namesIn(['inputs', 'arguments', 'side_inputs'], step, view).flatMap((name) => producers.get(name) ?? []),
    ...(before.get(step) ?? []),
  ];
}

/** Azure ML takes in what the named steps wait for. */
function withUpstream(
  members: Set<PythonCall> | undefined,
  upstream: (step: PythonCall) => PythonCall[],
): Set<PythonCall> | undefined {
  // A set grows while it is walked.
  for (const step of members ?? []) for (const earlier of upstream(step)) members?.add(earlier);
  return members;
}

/** Steps that a step was told to run after. */
function runAfter(view: PythonView): Map<PythonCall, PythonCall[]> {
  const before = new Map<PythonCall, PythonCall[]>();
  for (const call of view.calls) {
    if (lastOf(call.callee) !== 'run_after') continue;
    // The callee names the class; the variable stands in the text.
    const variable = /^(\w+)\.run_after$/.exec(view.written(call))?.[1];
    const value = argument(call, 'step', 0);
    if (!variable || !value) continue;
    const earlier = madeBy(value, view, call.scope);
    for (const step of madeBy({ kind: 'name', name: variable, offset: call.offset }, view, call.scope)) {
      before.set(step, [...(before.get(step) ?? []).slice(-20), ...earlier]);
    }
  }
  return before;
}

/** Variables in arguments of a step, and those that they were made from: `data.as_input()`, directly or by a name of its own. */
function namesIn(keys: readonly string[], step: PythonCall, view: PythonView): string[] {
  return keys.flatMap((key) => {
    const value = argument(step, key);
    const items = value?.kind === 'list' ? value.items : value ? [value] : [];
    return items.flatMap((item) => {
      if (item.kind === 'call') return receiverOf(item.call, view);
      if (item.kind !== 'name') return [];
      return [item.name, ...view.assignedCalls(item.name, step.scope).flatMap((call) => receiverOf(call, view))];
    });
  });
}

/** `output.as_input()`: the variable in front. */
function receiverOf(call: PythonCall, view: PythonView): string[] {
  const written = view.written(call);
  const first = written.split('.', 1)[0];
  return first && written.includes('.') ? [first] : [];
}

function writeStep(
  step: PythonCall,
  parent: string | undefined,
  included: boolean,
  view: PythonView,
  writer: FactWriter,
): void {
  const { scope, offset } = step;
  const id = (textOf(argument(step, 'name', 0), view, scope) ?? step.assignedTo ?? lastOf(step.callee)).trim();
  const unit = writeTask(writer, {
    id,
    offset,
    ...(parent ? { parent } : {}),
    ...(included ? {} : { off: 'not-included' as const }),
  });
  writeSignals(view, writer, step, unit);
  for (const call of machineryOf(step, view)) {
    const directory = pathOf(argument(call, 'source_directory'), view, call.scope);
    for (const key of [
      'script_name',
      'entry_script',
      'python_script_name',
      'notebook_path',
      'script',
      'estimator_entry_script_path',
    ]) {
      const value = argument(call, key);
      writer.link(unit, 'runs', 'path', joinPaths(directory, pathOf(value, view, call.scope)), value?.offset ?? offset);
    }
    const command = argument(call, 'command');
    const text =
      command?.kind === 'list' ? wordsOf(command.items, view, call.scope) : textOf(command, view, call.scope);
    if (command && text) writer.embed(unit, 'shell', asShell(text), { offset: command.offset }, directory);
  }
}

/** The step, and the configuration of its run: an estimator, a sweep, a parallel run. */
function machineryOf(step: PythonCall, view: PythonView): PythonCall[] {
  const calls = [step];
  // Configurations hold configurations; the list grows while it is walked.
  for (const call of calls) {
    for (const key of CONFIGURATIONS) {
      const made = calls.length < 6 ? lastMadeBy(argument(call, key), view, call.scope) : undefined;
      if (made && !calls.includes(made)) calls.push(made);
    }
  }
  return calls;
}

const wordsOf = (items: readonly PythonExpression[], view: PythonView, scope: string): string =>
  items
    .slice(0, 100)
    .map((item) => textOf(item, view, scope) ?? '')
    .join(' ');

/** `Schedule.create(…, recurrence=…)` starts a pipeline by the clock, with `datastore=` when data changes. */
function writeSchedules(view: PythonView, writer: FactWriter, dag: string | undefined): void {
  for (const call of view.calls) {
    if (!SCHEDULE.test(call.callee)) continue;
    const recurrence = lastMadeBy(argument(call, 'recurrence'), view, call.scope);
    const detail = recurrence && textOf(argument(recurrence, 'frequency', 0), view, recurrence.scope);
    const onData = !recurrence && argument(call, 'datastore') !== undefined;
    writeStart(
      writer,
      dag ?? view.unit(call.scope),
      { trait: onData ? 'runs-on-event' : 'runs-on-schedule', ...(detail ? { detail } : {}) },
      call.offset,
    );
  }
}
