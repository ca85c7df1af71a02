/** Deployments in Python: `flow.serve`, `flow.deploy`, `Deployment.build_from_flow`. */
import type { PythonCall, PythonExpression } from '../../syntax/types.js';
import { textOf } from '../shared/python/values.js';
import { pipelineOf, type Pipelines } from '../shared/python/workflows.js';
import { argument, type PythonView } from '../shared/python/view.js';
import { writeStart, type Start } from '../shared/workflow.js';
import type { FactWriter } from '../shared/writer.js';

const DEPLOYS = /\.(?:serve|deploy|to_deployment)$/;
const BUILDS = /^prefect\.(?:\w+\.)*Deployment\.build_from_flow$|^prefect\.(?:\w+\.)*(?:RunnerDeployment\.from_flow)$/;
const SCHEDULES = ['cron', 'interval', 'rrule', 'schedule', 'schedules'];

export function writeDeployments(view: PythonView, writer: FactWriter, pipelines: Pipelines): void {
  for (const call of view.calls) {
    const flow = flowOf(call, view);
    if (!flow) continue;
    const id = pipelineOf(flow, view, call.scope, pipelines);
    const own = [...pipelines.values()].find((known) => known.id === id);
    const unit = own?.unit ?? view.unit(call.scope);
    writeStart(writer, unit, startOf(call, view), call.offset, 'prefect');
    if (!own) writer.link(unit, 'triggers', 'pipeline', id, call.offset);
    const name = textOf(argument(call, 'name', 0), view, call.scope);
    if (own && name) writer.offer(unit, 'pipeline', `${own.id}/${name}`, call.offset);
  }
}

/** The flow that a call deploys. */
function flowOf(call: PythonCall, view: PythonView): PythonExpression | undefined {
  if (BUILDS.test(call.callee)) return argument(call, 'flow', 0);
  if (!DEPLOYS.test(call.callee)) return undefined;
  const name = call.callee.replace(/(?:\.(?:serve|deploy|to_deployment|with_options|from_source))+$/, '');
  // Of an object that is no flow (a model, an endpoint) nothing is known here.
  const local = view.local(name, call.scope)?.definition;
  const isFlow = local
    ? local.decorators.some((one) => /^prefect\./.test(one.callee))
    : view.pythonName(name, call.scope) !== undefined;
  return isFlow ? { kind: 'name', name, offset: call.offset } : undefined;
}

function startOf(call: PythonCall, view: PythonView): Start | undefined {
  if (argument(call, 'triggers')) return { trait: 'runs-on-event' };
  const paused = argument(call, ['paused']);
  const inactive = argument(call, ['is_schedule_active']);
  if ((paused?.kind === 'boolean' && paused.value) || (inactive?.kind === 'boolean' && !inactive.value))
    return undefined;
  for (const key of SCHEDULES) {
    let value = argument(call, key);
    if (value?.kind === 'list') value = value.items[0];
    if (!value || value.kind === 'none') continue;
    const made =
      value.kind === 'call'
        ? value.call
        : value.kind === 'name'
          ? view.assignedCalls(value.name, call.scope).at(-1)
          : undefined;
    const detail = made
      ? textOf(argument(made, ['cron', 'interval', 'rrule'], 0), view, made.scope)
      : textOf(value, view, call.scope);
    return { trait: 'runs-on-schedule', ...(detail ? { detail } : {}) };
  }
  return undefined;
}
