/** Jobs: graphs of ops, and selections of assets. */
import type { PythonCall, PythonDefinition, PythonExpression } from '../../syntax/types.js';
import { bodyCalls, bodyScopes, decoratedWith, MOST_TASKS, writeLeftOut } from '../shared/python/functions.js';
import { writePipelineFunction } from '../shared/python/pipeline-functions.js';
import { textOf } from '../shared/python/values.js';
import { namePipeline, type Pipelines } from '../shared/python/workflows.js';
import { argument, lastOf, type PythonView } from '../shared/python/view.js';
import { writeDag, writeTask } from '../shared/workflow.js';
import type { FactWriter } from '../shared/writer.js';
import { ALL_ASSETS, assetKey, groupKey } from './assets.js';

const JOB = /^dagster\.(?:\w+\.)*(?:job|graph|pipeline)$/;
const OP = /^dagster\.(?:\w+\.)*(?:op|solid|graph)$/;
const ASSET_JOB = /^dagster\.(?:\w+\.)*define_asset_job$/;
const SELECTION = /^dagster\.(?:\w+\.)*AssetSelection\.(\w+)/;

const isOp = (definition: PythonDefinition): boolean => decoratedWith(definition, OP) !== undefined;

export function writeJobs(view: PythonView, writer: FactWriter): Pipelines {
  const pipelines: Pipelines = new Map();
  const used = new Set<PythonDefinition>();
  for (const definition of view.definitions) {
    const decorator = decoratedWith(definition, JOB);
    if (!decorator || definition.kind !== 'function' || view.isDead(definition.offset)) continue;
    // A graph is a job only where `to_job` makes it one; as a step it is a task of the job that calls it.
    const isGraph = decorator.callee.endsWith('.graph');
    if (isGraph && !view.calls.some((call) => call.callee === `${definition.name}.to_job`)) continue;
    const id = textOf(argument(decorator, 'name'), view, decorator.scope) ?? lastOf(definition.name);
    const dag = writePipelineFunction(definition, decorator, view, writer, pipelines, { id, technology: 'dagster' });
    writeOps(bodyCalls(bodyScopes(definition, view, isOp), view), dag, view, writer, used);
  }
  for (const call of view.calls) if (ASSET_JOB.test(call.callee)) writeAssetJob(call, view, writer, pipelines);
  const ops = view.definitions.filter((one) => !used.has(one) && isOp(one) && !decoratedWith(one, JOB));
  if (pipelines.size > 0) writeLeftOut(ops, (op) => lastOf(op.name), view, writer);
  return pipelines;
}

function writeOps(
  calls: readonly PythonCall[],
  dag: string,
  view: PythonView,
  writer: FactWriter,
  used: Set<PythonDefinition>,
): void {
  const here = new Set<string>();
  for (const call of calls) {
    const definition = view.local(call.callee, call.scope)?.definition;
    const target = definition
      ? isOp(definition)
        ? `${view.module}.${definition.name}`
        : undefined
      : view.pythonName(call.callee, call.scope);
    if (target === undefined || here.has(target) || here.size >= MOST_TASKS) continue;
    here.add(target);
    if (definition) used.add(definition);
    const unit = writeTask(writer, { id: lastOf(target), offset: call.offset, parent: dag });
    writer.link(unit, 'calls', 'python-name', target, call.offset);
  }
}

/** `define_asset_job("daily", selection=…)`. */
function writeAssetJob(call: PythonCall, view: PythonView, writer: FactWriter, pipelines: Pipelines): void {
  const id = textOf(argument(call, 'name', 0), view, call.scope) ?? call.assignedTo ?? 'job';
  const dag = writeDag(writer, { id, offset: call.offset, technology: 'dagster', evidence: 'call' });
  namePipeline(view, writer, pipelines, call.assignedTo, { id, unit: dag }, call.offset);
  const selection = argument(call, 'selection', 1);
  for (const key of selection ? selected(selection, view, call.scope) : [ALL_ASSETS])
    writer.link(dag, 'runs', 'pipeline', key, (selection ?? call).offset);
}

/** Names under which assets offer themselves that a selection means. */
function selected(value: PythonExpression, view: PythonView, scope: string, depth = 0): string[] {
  if (depth > 3) return [];
  switch (value.kind) {
    case 'string': {
      // `*train+` of the selection syntax: the asset with all that it needs.
      const name = value.value.replace(/^[*+\d]+|[*+\d]+$/g, '');
      const group = /^group:"?([\w-]+)"?$/.exec(name)?.[1];
      return group ? [groupKey(group)] : name === '' ? [ALL_ASSETS] : [assetKey(name.slice(name.lastIndexOf('/') + 1))];
    }
    case 'list':
      return value.items.slice(0, 200).flatMap((item) => selected(item, view, scope, depth + 1));
    case 'name': {
      const assigned = view.assignments(value.name, scope).at(-1);
      if (assigned && assigned.value.kind !== 'name') return selected(assigned.value, view, scope, depth + 1);
      const local = view.local(value.name, scope);
      return local || view.pythonName(value.name, scope) ? [assetKey(lastOf(value.name))] : [];
    }
    case 'call': {
      const method = SELECTION.exec(value.call.callee)?.[1];
      const names = value.call.arguments.flatMap((a) => selected(a.value, view, scope, depth + 1));
      if (method === 'all') return [ALL_ASSETS];
      if (method === 'groups') return names.map((name) => name.replace(/^asset:/, 'asset-group:'));
      return names;
    }
    default:
      return [];
  }
}
