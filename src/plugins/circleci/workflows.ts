/** Which jobs run, and what starts them. Source: https://circleci.com/docs/workflows/ */
import type { Trait } from '../../facts/types.js';
import { entries, get, isMap, items, list, scalar, string, text } from '../../syntax/data/tree.js';
import type { DataNode } from '../../syntax/types.js';
import type { Trigger } from '../shared/ci/workflow.js';

/** One use of a job in a workflow. */
export interface JobRun {
  /** Name of the job, `ORB/JOB` for one of an orb. */
  job: string;
  /** Name under which it runs. */
  name: string;
  offset: number;
  /** Parameters, filters and contexts. */
  options: DataNode | undefined;
  /** Why it does not run. */
  off: boolean;
  approval: boolean;
  /** Schedules of its workflow. */
  triggers: Trigger[];
}

/** Jobs of all workflows; without workflows the job `build` runs. */
export function runsOf(root: DataNode): JobRun[] {
  const workflows = entries(get(root, 'workflows')).filter(({ value }) => isMap(value));
  if (workflows.length === 0) {
    const build = get(root, 'jobs', 'build');
    return build
      ? [
          {
            job: 'build',
            name: 'build',
            offset: build.offset,
            options: undefined,
            off: false,
            approval: false,
            triggers: [],
          },
        ]
      : [];
  }
  return workflows.flatMap(({ key, value }) => {
    const off = scalar(value, 'when') === false || scalar(value, 'unless') === true;
    const triggers = schedulesOf(value);
    return items(get(value, 'jobs')).flatMap((item): JobRun[] => {
      const [entry] = entries(item);
      const job = text(item) ?? entry?.key;
      if (job === undefined) return [];
      const options = entry?.value;
      const name = string(options, 'name') ?? job;
      const approval = string(options, 'type') === 'approval';
      const ignored = ignoresAll(options);
      return [{ job, name: `${key}/${name}`, offset: item.offset, options, off: off || ignored, approval, triggers }];
    });
  });
}

/** A branch filter that leaves out everything. */
function ignoresAll(options: DataNode | undefined): boolean {
  const branches = list(get(options, 'filters', 'branches', 'ignore')).flatMap((item) => text(item) ?? []);
  const tags = get(options, 'filters', 'tags', 'only');
  return branches.includes('/.*/') && tags === undefined;
}

function schedulesOf(workflow: DataNode): Trigger[] {
  return items(get(workflow, 'triggers')).flatMap((trigger): Trigger[] => {
    const cron = string(trigger, 'schedule', 'cron');
    return cron === undefined ? [] : [{ trait: 'runs-on-schedule', detail: cron, offset: trigger.offset }];
  });
}

/** What starts the configuration as a whole: pushes, and calls where parameters are handed over. */
export function triggersOf(root: DataNode): Trigger[] {
  const workflows = entries(get(root, 'workflows')).filter(({ value }) => isMap(value));
  const onlyScheduled = workflows.length > 0 && workflows.every(({ value }) => get(value, 'triggers') !== undefined);
  const push: Trait = 'runs-on-push';
  return onlyScheduled ? [] : [{ trait: push, detail: 'push', offset: root.offset }];
}
