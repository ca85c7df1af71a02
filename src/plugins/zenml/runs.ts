/**
 * Runs on a schedule: `pipeline.with_options(schedule=Schedule(cron_expression="…"))()`, `pipeline(…).run(schedule=…)`; and
 * pipelines that are put on the server, to be started there: `pipeline.create_snapshot(…)`.
 * Source: ZenML documentation, "Scheduling" and "Snapshots".
 */
import type { PythonCall } from '../../syntax/types.js';
import { callOf } from '../shared/python/pipeline-functions.js';
import { textOf } from '../shared/python/values.js';
import { argument, type PythonView } from '../shared/python/view.js';
import { pipelineOf, type Pipelines } from '../shared/python/workflows.js';
import { writeStart } from '../shared/workflow.js';
import type { FactWriter } from '../shared/writer.js';

const CONFIGURES = /\.(?:with_options|run|configure)$/;

/** Images are built for the steps, and the server keeps them as a snapshot, in older releases as a template of runs. */
const UPLOADS = /\.(?:create_snapshot|create_run_template)$/;

export function writeRuns(view: PythonView, writer: FactWriter, pipelines: Pipelines): void {
  for (const call of view.calls) {
    if (UPLOADS.test(call.callee))
      for (const link of ['builds', 'deploys'] as const)
        writer.link(view.unit(call.scope), link, 'pipeline', configured(call, view, pipelines), call.offset);
    if (!CONFIGURES.test(call.callee)) continue;
    const schedule = argument(call, 'schedule');
    if (!schedule || schedule.kind === 'none') continue;
    const made = callOf(schedule, view, call.scope);
    const detail =
      made && textOf(argument(made, ['cron_expression', 'interval_second', 'run_once_start_time']), view, made.scope);
    const id = configured(call, view, pipelines);
    const own = [...pipelines.values()].find((known) => known.id === id);
    const unit = own?.unit ?? view.unit(call.scope);
    writeStart(writer, unit, { trait: 'runs-on-schedule', ...(detail ? { detail } : {}) }, call.offset, 'zenml');
    if (!own) writer.link(unit, 'triggers', 'pipeline', id, call.offset);
  }
}

/** Name of the pipeline that a method is called on. */
function configured(call: PythonCall, view: PythonView, pipelines: Pipelines): string | undefined {
  const name = call.callee.replace(
    /(?:\(\))?(?:\.(?:with_options|run|configure|create_snapshot|create_run_template)(?:\(\))?)+$/,
    '',
  );
  return pipelineOf({ kind: 'name', name, offset: call.offset }, view, call.scope, pipelines);
}
