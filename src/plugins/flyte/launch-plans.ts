/** Launch plans: `LaunchPlan.get_or_create(workflow, "name", schedule=CronSchedule(…))`. */
import type { PythonCall, PythonExpression } from '../../syntax/types.js';
import { callOf } from '../shared/python/pipeline-functions.js';
import { textOf } from '../shared/python/values.js';
import { argument, lastOf, type PythonView } from '../shared/python/view.js';
import { pipelineOf, type Pipelines } from '../shared/python/workflows.js';
import { writeStart, type Start } from '../shared/workflow.js';
import type { FactWriter } from '../shared/writer.js';

const LAUNCH_PLAN = /(?:^|\.)LaunchPlan\.(?:get_or_create|create)$/;

export function writeLaunchPlans(view: PythonView, writer: FactWriter, pipelines: Pipelines): void {
  for (const call of view.calls) {
    if (!LAUNCH_PLAN.test(call.callee)) continue;
    const { scope, offset } = call;
    const isCreate = call.callee.endsWith('.create');
    const workflow = argument(call, 'workflow', isCreate ? 1 : 0);
    const name = textOf(argument(call, 'name', isCreate ? 0 : 1), view, scope);
    const elsewhere = callOf(workflow, view, scope);
    const id =
      elsewhere && /ReferenceWorkflow$/.test(elsewhere.callee)
        ? textOf(argument(elsewhere, 'name', 2), view, scope)
        : pipelineOf(workflow, view, scope, pipelines);
    const own = [...pipelines.values()].find((known) => known.id === id);
    const unit = own?.unit ?? view.unit(scope);
    writeStart(writer, unit, startOf(call, view), offset, 'flyte');
    if (own && name) writer.offer(own.unit, 'pipeline', name, offset);
    if (own) continue;
    writer.link(unit, 'triggers', 'pipeline', id, offset);
    writer.component(unit, offset, { type: 'workflow-orchestration', technology: 'flyte', relation: 'deploys' });
  }
}

function startOf(call: PythonCall, view: PythonView): Start | undefined {
  const trigger = given(argument(call, 'trigger'));
  const schedule = given(argument(call, 'schedule'));
  const made = callOf(trigger ?? schedule, view, call.scope);
  if (trigger && made && /OnArtifact$/.test(made.callee)) {
    const detail = textOf(argument(made, 'trigger_on', 0), view, made.scope);
    return { trait: 'runs-on-event', ...(detail ? { detail } : {}) };
  }
  if (!trigger && !schedule) return undefined;
  const value = made ? argument(made, ['schedule', 'cron_expression', 'expression', 'duration'], 0) : schedule;
  const detail = value && value.kind !== 'call' ? textOf(value, view, call.scope) : made && lastOf(made.callee);
  return { trait: 'runs-on-schedule', ...(detail ? { detail } : {}) };
}

const given = (value: PythonExpression | undefined): PythonExpression | undefined =>
  value?.kind === 'none' ? undefined : value;
