/** How pipelines are compiled, submitted and scheduled. */
import { pathOf } from '../shared/python/paths.js';
import { textOf } from '../shared/python/values.js';
import { pipelineOf, type Pipelines } from '../shared/python/workflows.js';
import { argument, type PythonView } from '../shared/python/view.js';
import { lastMadeBy } from '../shared/python/steps.js';
import { writeStart } from '../shared/workflow.js';
import type { FactWriter } from '../shared/writer.js';
import type { PythonCall, PythonExpression } from '../../syntax/types.js';

const COMPILE = /^kfp\.(?:\w+\.)*[cC]ompiler\.(?:\w+\.)*compile$|^kfp\.(?:\w+\.)*Compiler\.compile$/;
const RUN =
  /\.(?:create_run_from_pipeline_func|create_run_from_pipeline_package|create_run_from_job_spec|run_pipeline)$/;
const RECURRING =
  /\.(?:create_recurring_run|create_schedule|create_schedule_from_job_spec)$|PipelineJobSchedule\.create$/;
const JOB = /(?:^|\.)PipelineJob$/;

/**
 * Facts about runs. A compiled package is known by the name of its file, which the code that submits it repeats.
 */
export function writeRuns(view: PythonView, writer: FactWriter, pipelines: Pipelines): void {
  for (const call of view.calls) {
    if (COMPILE.test(call.callee)) writeCompiled(call, view, writer, pipelines);
    else if (RUN.test(call.callee))
      writer.link(view.unit(call.scope), 'triggers', 'pipeline', submitted(call, view, pipelines), call.offset);
    else if (RECURRING.test(call.callee)) writeSchedule(call, view, writer, pipelines);
    else if (JOB.test(call.callee))
      writer.link(view.unit(call.scope), 'triggers', 'pipeline', packageName(call, view), call.offset);
  }
}

function writeCompiled(call: PythonCall, view: PythonView, writer: FactWriter, pipelines: Pipelines): void {
  const given = argument(call, 'pipeline_func', 0);
  const own = given?.kind === 'name' ? pipelines.get(given.name) : undefined;
  const path = textOf(argument(call, ['package_path', 'output_path'], 1), view, call.scope);
  if (!path) return;
  if (own) writer.offer(own.unit, 'pipeline', baseName(path), call.offset);
  else {
    const imported = pipelineOf(given, view, call.scope, pipelines);
    const unit = view.unit(call.scope);
    writer.offer(unit, 'pipeline', baseName(path), call.offset);
    writer.link(unit, 'runs', 'pipeline', imported, call.offset);
  }
}

/** The pipeline that a client is told to run: a function, a package, or a name. */
function submitted(call: PythonCall, view: PythonView, pipelines: Pipelines): string | undefined {
  const named = pipelineOf(
    argument(call, 'pipeline_func', call.callee.endsWith('_func') ? 0 : undefined),
    view,
    call.scope,
    pipelines,
  );
  return named ?? packageName(call, view) ?? textOf(argument(call, ['pipeline_name', 'job_name']), view, call.scope);
}

function packageName(call: PythonCall, view: PythonView): string | undefined {
  const position = /_package$|_job_spec$/.test(call.callee) ? 0 : undefined;
  const value = argument(
    call,
    ['template_path', 'pipeline_package_path', 'pipeline_file', 'job_spec_path', 'pipeline_package'],
    position,
  );
  const path = textOf(value, view, call.scope) ?? pathOf(value, view, call.scope);
  return path === undefined ? undefined : baseName(path);
}

function writeSchedule(call: PythonCall, view: PythonView, writer: FactWriter, pipelines: Pipelines): void {
  const enabled = argument(call, 'enabled');
  if (enabled?.kind === 'boolean' && !enabled.value) return;
  const value = argument(call, ['cron_expression', 'cron', 'schedule', 'interval_second']);
  const detail = textOf(value, view, call.scope);
  const { scope, offset } = call;
  const job = argument(call, 'pipeline_job') ?? receiverOf(call, view);
  const made = lastMadeBy(job, view, scope);
  const id = submitted(call, view, pipelines) ?? (made && packageName(made, view));
  const [only] = pipelines.size === 1 ? [...pipelines.values()] : [];
  const own = [...pipelines.values()].find((known) => known.id === id) ?? (id === undefined ? only : undefined);
  const unit = own?.unit ?? view.unit(scope);
  writeStart(writer, unit, { trait: 'runs-on-schedule', ...(detail ? { detail } : {}) }, offset);
  if (!own) writer.link(unit, 'triggers', 'pipeline', id, offset);
}

/** `job.create_schedule(…)`: the variable in front. */
function receiverOf(call: PythonCall, view: PythonView): PythonExpression | undefined {
  const written = view.written(call);
  const dot = written.lastIndexOf('.');
  return dot > 0 ? { kind: 'name', name: written.slice(0, dot), offset: call.offset } : undefined;
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
