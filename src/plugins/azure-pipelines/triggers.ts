/** What starts a pipeline. Source: Microsoft, "Triggers in Azure Pipelines". */
import { get, isMap, items, string, text } from '../../syntax/data/tree.js';
import type { DataNode } from '../../syntax/types.js';
import type { Trigger } from '../shared/ci/workflow.js';

/** Triggers of a pipeline; a pipeline without `trigger` runs on every push. */
export function triggersOf(root: DataNode | undefined): Trigger[] {
  const offset = root?.offset ?? 0;
  const trigger = get(root, 'trigger');
  const pr = get(root, 'pr');
  const found: Trigger[] = [
    ...(isNone(trigger)
      ? []
      : [{ trait: 'runs-on-push' as const, detail: 'trigger', offset: trigger?.offset ?? offset }]),
    ...(pr === undefined || isNone(pr) ? [] : [{ trait: 'runs-on-push' as const, detail: 'pr', offset: pr.offset }]),
    ...items(get(root, 'schedules')).map((schedule) => {
      return { trait: 'runs-on-schedule' as const, detail: string(schedule, 'cron'), offset: schedule.offset };
    }),
    ...resourceTriggers(get(root, 'resources')),
  ];
  return found.length > 0
    ? found
    : [{ trait: 'runs-on-demand', detail: 'trigger: none', offset: trigger?.offset ?? offset }];
}

/** Branches whose changes start a pipeline. */
export function branchesOf(root: DataNode | undefined): Trigger[] {
  const trigger = get(root, 'trigger');
  return [...items(trigger), ...items(get(trigger, 'branches', 'include'))].flatMap((branch): Trigger[] => {
    const detail = text(branch);
    return detail === undefined ? [] : [{ trait: 'branch', detail, offset: branch.offset }];
  });
}

function isNone(node: DataNode | undefined): boolean {
  return text(node) === 'none';
}

/**
 * Other pipelines, packages, images and webhooks. What another pipeline builds is a new version of the code, not new data:
 * the chain started with a push.
 */
function resourceTriggers(resources: DataNode | undefined): Trigger[] {
  const pipelines = items(get(resources, 'pipelines')).flatMap((pipeline): Trigger[] => {
    const trigger = get(pipeline, 'trigger');
    if (trigger === undefined || isNone(trigger) || text(trigger) === 'false') return [];
    const source = string(pipeline, 'source') ?? string(pipeline, 'pipeline');
    return [{ trait: 'runs-on-push', detail: `pipeline: ${source ?? ''}`, offset: pipeline.offset }];
  });
  const others = ['webhooks', 'packages', 'containers'].flatMap((kind) =>
    items(get(resources, kind)).flatMap((resource): Trigger[] => {
      const trigger = get(resource, 'trigger');
      const starts =
        kind === 'webhooks' ? isMap(resource) : trigger !== undefined && !isNone(trigger) && text(trigger) !== 'false';
      const trait = kind === 'webhooks' ? 'runs-on-event' : 'runs-on-push';
      return starts ? [{ trait, detail: kind.replace(/s$/, ''), offset: resource.offset }] : [];
    }),
  );
  return [...pipelines, ...others];
}
