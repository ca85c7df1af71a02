/** SDK v2: `@pipeline` functions whose calls are jobs, command jobs, schedules. */
import type { PythonCall, PythonDefinition, PythonExpression } from '../../syntax/types.js';
import { bodyCalls, bodyScopes, decoratedWith, MOST_TASKS } from '../shared/python/functions.js';
import { pathOf } from '../shared/python/paths.js';
import { asShell } from '../shared/python/shell.js';
import { lastMadeBy } from '../shared/python/steps.js';
import { textOf } from '../shared/python/values.js';
import { namePipeline, pipelineOf, writeSignals, type Pipelines } from '../shared/python/workflows.js';
import { argument, lastOf, type PythonView } from '../shared/python/view.js';
import { writeDag, writeStart, writeTask } from '../shared/workflow.js';
import type { FactWriter } from '../shared/writer.js';
import { shellOf } from './expressions.js';

const PIPELINE = /^azure\.ai\.ml\.(?:\w+\.)*pipeline$/;
const COMPONENT = /^(?:azure\.ai\.ml\.(?:\w+\.)*|mldesigner\.)(?:command_component|dynamic)$/;
const LOADED = /^azure\.ai\.ml\.(?:\w+\.)*load_(?:component|job)$/;
const COMMAND =
  /^azure\.ai\.ml\.(?:\w+\.)*(?:command|spark|CommandComponent|ParallelRunFunction|parallel_run_function)$/;
const SCHEDULE = /^azure\.ai\.ml\.(?:\w+\.)*JobSchedule$/;

export function writeFunctions(view: PythonView, writer: FactWriter): void {
  const pipelines: Pipelines = new Map();
  const used = new Set<PythonCall>();
  const isTask = (definition: PythonDefinition): boolean => decoratedWith(definition, COMPONENT) !== undefined;
  for (const definition of view.definitions) {
    const decorator = decoratedWith(definition, PIPELINE);
    if (!decorator || view.isDead(definition.offset)) continue;
    const id = textOf(argument(decorator, ['name', 'display_name']), view, decorator.scope) ?? lastOf(definition.name);
    const dag = writeDag(writer, {
      id,
      offset: decorator.offset,
      technology: 'azure-ml',
      evidence: 'decorator',
      ...(definition.stub ? { off: 'empty' as const } : {}),
    });
    writer.link(dag, 'calls', 'python-name', `${view.module}.${definition.name}`, definition.offset);
    namePipeline(view, writer, pipelines, definition.name, { id, unit: dag }, decorator.offset);
    writeCompute(decorator, dag, view, writer);
    for (const call of bodyCalls(bodyScopes(definition, view, isTask), view).slice(0, MOST_TASKS))
      writeNode(call, dag, view, writer, used);
    writeElements(definition, dag, view, writer);
  }
  writeSettings(view, writer, pipelines);
  const called = new Set(view.calls.map((call) => view.written(call)));
  for (const call of view.calls) {
    if (SCHEDULE.test(call.callee)) writeSchedule(call, view, writer, pipelines);
    // A command of its own is a job; one that a pipeline calls is a component.
    if (!COMMAND.test(call.callee) || used.has(call) || (call.assignedTo && called.has(call.assignedTo))) continue;
    const id = textOf(argument(call, ['name', 'display_name']), view, call.scope) ?? call.assignedTo ?? 'command';
    const unit = writer.unit(`job:${id}`, 'job', call.offset, {
      name: id,
      ...(call.scope ? { parent: view.unit(call.scope) } : {}),
    });
    writeCommand(call, unit, view, writer);
  }
}

/** A call in the body of a pipeline: of a loaded component, a command, or a decorated function. */
function writeNode(call: PythonCall, dag: string, view: PythonView, writer: FactWriter, used: Set<PythonCall>): void {
  const local = view.local(call.callee, call.scope);
  const variable = view.written(call);
  const maker = variable.includes('.') || local ? undefined : view.assignedCalls(variable, call.scope).at(-1);
  const loaded = maker && LOADED.test(maker.callee);
  const command = maker && COMMAND.test(maker.callee);
  const isDecorated =
    local?.rest.length === 0 &&
    (decoratedWith(local.definition, COMPONENT) ?? decoratedWith(local.definition, PIPELINE)) !== undefined;
  const imported = local || maker ? undefined : view.pythonName(call.callee, call.scope);
  if (!loaded && !command && !isDecorated && (!imported || call.nested)) return;
  const unit = writeTask(writer, {
    id: lastOf(local?.definition.name ?? variable),
    offset: call.offset,
    parent: dag,
  });
  if (loaded)
    writer.link(
      unit,
      'runs',
      'path',
      pathOf(argument(maker, ['source', 'path', 'yaml_file'], 0), view, maker.scope),
      maker.offset,
    );
  else if (command) {
    used.add(maker);
    writeCommand(maker, unit, view, writer);
  } else
    writer.link(
      unit,
      'calls',
      'python-name',
      local ? `${view.module}.${local.definition.name}` : imported,
      call.offset,
    );
}

const LONGEST_BODY = 20_000;

/** `components["train"](…)`, `components[2](…)` in the body of a pipeline: loaded components that a table or a list of this file holds. */
function writeElements(definition: PythonDefinition, dag: string, view: PythonView, writer: FactWriter): void {
  const { text } = view.document;
  const body = text.slice(definition.offset, Math.min(definition.end, definition.offset + LONGEST_BODY));
  const used = [...body.matchAll(/\b(\w{1,60})\[(?:(["'])([\w.-]{1,60})\2|(\d{1,3}))\]\(/g)];
  const seen = new Set<PythonCall>();
  for (const [, list = '', , key, position] of used) {
    const made = key === undefined ? listed(list, view)[Number(position)] : tabled(key, view);
    if (!made || seen.has(made)) continue;
    seen.add(made);
    const unit = writeTask(writer, {
      id: key ?? made.assignedTo ?? `${list}[${position}]`,
      offset: made.offset,
      parent: dag,
    });
    const source = argument(made, ['source', 'path', 'yaml_file'], 0);
    writer.link(unit, 'runs', 'path', pathOf(source, view, made.scope), made.offset);
  }
}

/** The component that some table of the file holds under a key. */
function tabled(key: string, view: PythonView): PythonCall | undefined {
  for (const { value } of view.document.assignments)
    for (const entry of value.kind === 'dict' ? value.entries : [])
      if (
        entry.key.kind === 'string' &&
        entry.key.value === key &&
        entry.value.kind === 'call' &&
        LOADED.test(entry.value.call.callee)
      )
        return entry.value.call;
  return undefined;
}

/** What is put into a list: `components = [load_component(…), train]`, and later `components.append(score)`. */
function listed(list: string, view: PythonView): (PythonCall | undefined)[] {
  const members: (PythonCall | undefined)[] = [];
  const put = (value: PythonExpression | undefined, scope: string): void => {
    const made = lastMadeBy(value, view, scope);
    members.push(made && LOADED.test(made.callee) ? made : undefined);
  };
  for (const { target, value, scope } of view.document.assignments)
    if (target === list && value.kind === 'list') for (const item of value.items.slice(0, MOST_TASKS)) put(item, scope);
  for (const call of view.calls)
    if (members.length < MOST_TASKS && view.written(call) === `${list}.append`) put(argument(call, [], 0), call.scope);
  return members;
}

function writeCommand(call: PythonCall, unit: string, view: PythonView, writer: FactWriter): void {
  const { scope } = call;
  writeSignals(view, writer, call, unit);
  writeCompute(call, unit, view, writer);
  const command = argument(call, 'command');
  const directory = pathOf(argument(call, 'code'), view, scope);
  const text = command && textOf(command, view, scope);
  if (command && text) writer.embed(unit, 'shell', shellOf(asShell(text)), { offset: command.offset }, directory);
}

/** `job.settings.default_compute = "cpu-cluster"`, on what a pipeline function gave; of several functions it cannot be told which. */
function writeSettings(view: PythonView, writer: FactWriter, pipelines: Pipelines): void {
  const units = new Set([...pipelines.values()].map(({ unit }) => unit));
  const [only] = units;
  if (!only || units.size > 1) return;
  for (const { target, value, scope, offset } of view.document.assignments)
    if (/^\w{1,60}\.settings\.default_compute$/.test(target) && !view.isDead(offset))
      runsOn(value, scope, only, view, writer);
}

function writeCompute(call: PythonCall, unit: string, view: PythonView, writer: FactWriter): void {
  runsOn(argument(call, ['compute', 'default_compute', 'default_compute_target']), call.scope, unit, view, writer);
}

function runsOn(
  value: PythonExpression | undefined,
  scope: string,
  unit: string,
  view: PythonView,
  writer: FactWriter,
): void {
  const compute = textOf(value, view, scope);
  if (!value || !compute || compute === 'local') return;
  const name = compute.replace(/^azureml:/, '');
  writer.link(unit, 'runs-on', 'cluster', name, value.offset);
  writer.component(unit, value.offset, {
    type: 'model-training-infrastructure',
    technology: 'azure-ml',
    name,
    relation: 'runs-on',
  });
}

function writeSchedule(call: PythonCall, view: PythonView, writer: FactWriter, pipelines: Pipelines): void {
  const trigger = lastMadeBy(argument(call, 'trigger'), view, call.scope);
  const detail = trigger && textOf(argument(trigger, ['expression', 'frequency']), view, trigger.scope);
  const job = argument(call, 'create_job');
  const made = lastMadeBy(job, view, call.scope);
  const id = pipelineOf(made ? { kind: 'call', call: made, offset: made.offset } : job, view, call.scope, pipelines);
  const own = [...pipelines.values()].find((known) => known.id === id);
  const unit = own?.unit ?? view.unit(call.scope);
  writeStart(writer, unit, { trait: 'runs-on-schedule', ...(detail ? { detail } : {}) }, call.offset);
  if (!own) writer.link(unit, 'triggers', 'pipeline', id, call.offset);
}
