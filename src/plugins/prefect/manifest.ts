/** `prefect.yaml`, and the deployment files of Prefect 2. */
import { reference } from '../../facts/value.js';
import { get, isMap, items, scalar, string, text } from '../../syntax/data/tree.js';
import type { DataDocument, DataNode } from '../../syntax/types.js';
import { moduleOf } from '../shared/python/view.js';
import { writeStart } from '../shared/workflow.js';
import type { FactWriter } from '../shared/writer.js';

const MOST_DEPLOYMENTS = 1000;

export function writeManifest(document: DataDocument, writer: FactWriter): void {
  for (const root of document.roots) {
    const deployments = items(get(root, 'deployments')).slice(0, MOST_DEPLOYMENTS);
    for (const deployment of deployments.length > 0 ? deployments : [root]) writeDeployment(deployment, writer);
  }
}

function writeDeployment(node: DataNode, writer: FactWriter): void {
  const entrypoint = get(node, 'entrypoint');
  const [, path, name] = /^([^:\s]+):(\w+)$/.exec(text(entrypoint) ?? '') ?? [];
  if (!entrypoint || path === undefined || name === undefined) return;
  const label = string(node, 'name') ?? name;
  const unit = writer.unit(`deployment:${label}`, 'resource', node.offset, { name: label });
  writer.component(unit, node.offset, { type: 'workflow-orchestration', technology: 'prefect', relation: 'deploys' });
  const file = writer.context.resolvePath(path) ?? path;
  // The flow is known to other files by the function that makes it.
  writer.link(
    unit,
    'runs',
    'pipeline',
    string(node, 'flow_name') ?? reference(`python:${moduleOf(file)}`, name),
    entrypoint.offset,
  );
  const image = get(node, 'work_pool', 'job_variables', 'image');
  if (image) writer.image(unit, text(image), image.offset, { tools: true });
  if (items(get(node, 'triggers')).length > 0)
    writeStart(writer, unit, { trait: 'runs-on-event' }, node.offset, 'prefect');
  const schedules = items(get(node, 'schedules'));
  for (const schedule of schedules.length > 0 ? schedules : [get(node, 'schedule')]) {
    if (!isMap(schedule) || scalar(schedule, 'active') === false || scalar(node, 'is_schedule_active') === false)
      continue;
    const detail = string(schedule, 'cron') ?? string(schedule, 'rrule') ?? string(schedule, 'interval');
    if (detail) writeStart(writer, unit, { trait: 'runs-on-schedule', detail }, schedule.offset, 'prefect');
  }
}
