/** Events that start a workflow. Source: GitHub documentation, "Events that trigger workflows". */
import type { Trait } from '../../facts/types.js';
import { entries, get, isMap, items, list, string, strings, text } from '../../syntax/data/tree.js';
import type { DataNode } from '../../syntax/types.js';
import type { Trigger } from '../shared/ci/workflow.js';

const TRAITS: Readonly<Record<string, Trait | undefined>> = {
  push: 'runs-on-push',
  pull_request: 'runs-on-push',
  pull_request_target: 'runs-on-push',
  merge_group: 'runs-on-push',
  create: 'runs-on-push',
  release: 'runs-on-push',
  deployment: 'runs-on-push',
  deployment_status: 'runs-on-push',
  // What other workflows and apps make of a push.
  workflow_run: 'runs-on-push',
  registry_package: 'runs-on-push',
  check_run: 'runs-on-push',
  check_suite: 'runs-on-push',
  status: 'runs-on-push',
  schedule: 'runs-on-schedule',
  workflow_dispatch: 'runs-on-demand',
  // What people do in the forge.
  issue_comment: 'runs-on-demand',
  issues: 'runs-on-demand',
  pull_request_review: 'runs-on-demand',
  pull_request_review_comment: 'runs-on-demand',
  pull_request_comment: 'runs-on-demand',
  discussion: 'runs-on-demand',
  discussion_comment: 'runs-on-demand',
  label: 'runs-on-demand',
  milestone: 'runs-on-demand',
  project: 'runs-on-demand',
  watch: 'runs-on-demand',
  fork: 'runs-on-demand',
  // What other systems report.
  repository_dispatch: 'runs-on-event',
};

/** Triggers of a workflow's `on`: a name, a list of names, or a map. */
export function triggersOf(on: DataNode | undefined): Trigger[] {
  if (!isMap(on)) {
    return list(on).flatMap((item) => trigger(text(item) ?? '', text(item) ?? '', item.offset));
  }
  return entries(on).flatMap(({ key, offset, value }): Trigger[] => {
    if (key === 'schedule') {
      return items(value).map((item) => ({
        trait: 'runs-on-schedule',
        detail: string(item, 'cron'),
        offset: item.offset,
      }));
    }
    return trigger(key, detailOf(key, value), offset);
  });
}

/** Branches whose changes start a workflow, and one to which a job is bound by its condition. */
export function branchesOf(on: DataNode | undefined): Trigger[] {
  const branches = get(on, 'push', 'branches');
  return items(branches).flatMap((branch): Trigger[] => {
    const detail = text(branch);
    return detail === undefined || detail.startsWith('!') ? [] : [{ trait: 'branch', detail, offset: branch.offset }];
  });
}

/** `github.ref == 'refs/heads/main'`, `github.ref_name == 'dev'`; a condition that says what a branch is not names none. */
export function branchesOfJob(job: DataNode): Trigger[] {
  const condition = get(job, 'if');
  const found = (text(condition) ?? '').matchAll(
    /\bgithub\.(?:ref|ref_name|base_ref)\s*==\s*["'](?:refs\/heads\/)?([\w./-]{1,100})["']/g,
  );
  // Each has a place of its own.
  return [...found].map(({ 1: detail, index }) => ({
    trait: 'branch',
    detail,
    offset: (condition?.offset ?? job.offset) + index,
  }));
}

function trigger(event: string, detail: string, offset: number): Trigger[] {
  const trait = Object.hasOwn(TRAITS, event) ? TRAITS[event] : undefined;
  return trait ? [{ trait, detail, offset }] : [];
}

function detailOf(event: string, value: DataNode): string {
  const names =
    event === 'workflow_run'
      ? strings(value, 'workflows')
      : event === 'repository_dispatch'
        ? strings(value, 'types')
        : [];
  return names.length > 0 ? `${event}: ${names.join(', ')}` : event;
}

/** True when other workflows can call this one. */
export function isCallable(on: DataNode | undefined): boolean {
  return list(on).some((item) => text(item) === 'workflow_call') || get(on, 'workflow_call') !== undefined;
}
