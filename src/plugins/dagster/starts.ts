/** Schedules and sensors, and the jobs that they start. */
import type { PythonCall, PythonExpression } from '../../syntax/types.js';
import { decoratedWith, linkFunction } from '../shared/python/functions.js';
import { textOf } from '../shared/python/values.js';
import { pipelineOf, type Pipelines } from '../shared/python/workflows.js';
import { argument, lastOf, type PythonView } from '../shared/python/view.js';
import { writeStart, type Start } from '../shared/workflow.js';
import type { FactWriter } from '../shared/writer.js';

const SCHEDULE_DECORATOR = /^dagster\.(?:\w+\.)*(?:schedule|\w+_schedule)$/;
const SENSOR_DECORATOR = /^dagster\.(?:\w+\.)*(?:sensor|\w+_sensor)$/;
const SCHEDULE_CALL = /^dagster\.(?:\w+\.)*(?:ScheduleDefinition|build_schedule_from_partitioned_job)$/;
const SENSOR_CALL = /^dagster\.(?:\w+\.)*\w*SensorDefinition$/;
/** Sensors that watch runs report on them; what they start follows another run, not new data. */
const WATCHES_RUNS = /run_status|run_failure|RunStatus/;

export function writeStarts(view: PythonView, writer: FactWriter, pipelines: Pipelines): void {
  for (const definition of view.definitions) {
    const schedule = decoratedWith(definition, SCHEDULE_DECORATOR);
    const decorator = schedule ?? decoratedWith(definition, SENSOR_DECORATOR);
    if (!decorator || view.isDead(definition.offset)) continue;
    const unit = writeUnit(lastOf(definition.name), decorator, schedule !== undefined, view, writer, pipelines);
    linkFunction(unit, definition, definition.offset, view, writer);
  }
  for (const call of view.calls) {
    const schedule = SCHEDULE_CALL.test(call.callee);
    if (!schedule && !SENSOR_CALL.test(call.callee)) continue;
    const [job] = jobsOf(call);
    // Without a name a schedule is called after its job.
    const unnamed =
      job?.kind === 'name' ? `${lastOf(job.name)}_${schedule ? 'schedule' : 'sensor'}` : lastOf(call.callee);
    const name = textOf(argument(call, 'name'), view, call.scope) ?? call.assignedTo ?? unnamed;
    writeUnit(name, call, schedule, view, writer, pipelines);
  }
}

function writeUnit(
  name: string,
  call: PythonCall,
  schedule: boolean,
  view: PythonView,
  writer: FactWriter,
  pipelines: Pipelines,
): string {
  const off = isStopped(call) ? { off: 'disabled' as const } : {};
  const unit = writer.unit(`${schedule ? 'schedule' : 'sensor'}:${name}`, 'resource', call.offset, { name, ...off });
  const cron = textOf(argument(call, ['cron_schedule', 'hour_of_day']), view, call.scope);
  const start: Start = schedule
    ? { trait: 'runs-on-schedule', ...(cron ? { detail: cron } : {}) }
    : { trait: 'runs-on-event', detail: name };
  if (schedule) writer.component(unit, call.offset, { type: 'scheduler', technology: 'dagster', name });
  const jobs = jobsOf(call);
  if (schedule || !WATCHES_RUNS.test(call.callee)) writeStart(writer, unit, start, call.offset);
  for (const job of jobs) {
    const id = pipelineOf(job, view, call.scope, pipelines);
    const own = [...pipelines.values()].find((known) => known.id === id);
    if (own && !isStopped(call)) writeStart(writer, own.unit, start, call.offset);
    writer.link(unit, 'triggers', 'pipeline', id, job.offset);
  }
  return unit;
}

/** `job=`, `jobs=[…]`, `job_name=`, `target=`; before 0.12 jobs were called pipelines. */
function jobsOf(call: PythonCall): PythonExpression[] {
  const value = argument(call, ['job', 'job_name', 'target', 'jobs', 'request_job', 'pipeline_name']);
  if (!value)
    return call.callee.endsWith('build_schedule_from_partitioned_job')
      ? call.arguments.slice(0, 1).map((a) => a.value)
      : [];
  return value.kind === 'list' ? value.items : [value];
}

/** Schedules and sensors are stopped until somebody starts them, unless the definition says RUNNING. */
function isStopped(call: PythonCall): boolean {
  const status = argument(call, 'default_status');
  return status?.kind === 'name' && status.name.endsWith('.STOPPED');
}
