/** When a pipeline or a job runs: `rules`, `only`, `when`. Source: GitLab documentation, "Job rules" and "CI_PIPELINE_SOURCE". */
import type { Trait } from '../../facts/types.js';
import { get, scalar, string, strings, text } from '../../syntax/data/tree.js';
import type { DataNode } from '../../syntax/types.js';
import type { Trigger } from '../shared/ci/workflow.js';
import type { Configuration } from './configuration.js';

const SOURCES: Readonly<Record<string, Trait>> = {
  push: 'runs-on-push',
  merge_request_event: 'runs-on-push',
  external_pull_request_event: 'runs-on-push',
  schedule: 'runs-on-schedule',
  web: 'runs-on-demand',
  webide: 'runs-on-demand',
  chat: 'runs-on-demand',
  api: 'runs-on-event',
  trigger: 'runs-on-event',
  pipeline: 'runs-on-event',
  parent_pipeline: 'runs-on-event',
};

/** Words of `only`; any other word is a branch or a tag. */
const ONLY: Readonly<Record<string, Trait>> = {
  schedules: 'runs-on-schedule',
  web: 'runs-on-demand',
  api: 'runs-on-event',
  triggers: 'runs-on-event',
  pipelines: 'runs-on-event',
};

/** Triggers of the pipeline by `workflow: rules`; without rules every push starts it. */
export function pipelineTriggers(configuration: Configuration, offset: number): Trigger[] {
  const rules = get(configuration.top('workflow'), 'rules');
  if (rules === undefined) return [{ trait: 'runs-on-push', detail: 'push', offset }];
  return unique(configuration.list(rules).flatMap(ruleTriggers));
}

/** Triggers that a job names itself; none when it runs whenever the pipeline does. */
export function jobTriggers(job: DataNode, configuration: Configuration): Trigger[] {
  const only = get(job, 'only');
  const words = [...strings(only), ...strings(only, 'refs')].map((word): Trigger => {
    const trait = Object.hasOwn(ONLY, word) ? ONLY[word] : undefined;
    return { trait: trait ?? 'runs-on-push', detail: word, offset: only?.offset ?? job.offset };
  });
  const rules = configuration
    .list(get(job, 'rules'))
    .filter((rule) => string(rule, 'if')?.includes('CI_PIPELINE_SOURCE'));
  return unique([...words, ...rules.flatMap(ruleTriggers)]);
}

const REF = /\$\{?CI_COMMIT_(?:REF_NAME|BRANCH|REF_SLUG)\}?\s*==\s*["']([\w./-]{1,100})["']/g;

/** Branches that rules and `only` name: of the pipeline, or of a job. */
export function branchesIn(node: DataNode | undefined, configuration: Configuration): Trigger[] {
  const named = [...strings(get(node, 'only')), ...strings(get(node, 'only'), 'refs')].flatMap((word, at): Trigger[] =>
    Object.hasOwn(ONLY, word) || !/^[\w./-]{1,100}$/.test(word)
      ? []
      : [{ trait: 'branch', detail: word, offset: (get(node, 'only')?.offset ?? 0) + at }],
  );
  const ruled = configuration.list(get(node, 'rules')).flatMap((rule): Trigger[] => {
    if (string(rule, 'when') === 'never') return [];
    const condition = get(rule, 'if');
    const found = (text(condition) ?? '').matchAll(REF);
    // Each has a place of its own.
    return [...found].map(({ 1: detail, index }) => ({
      trait: 'branch',
      detail,
      offset: (condition?.offset ?? rule.offset) + index,
    }));
  });
  return unique([...named, ...ruled]);
}

function ruleTriggers(rule: DataNode): Trigger[] {
  if (string(rule, 'when') === 'never') return [];
  const condition = string(rule, 'if') ?? '';
  const named = [
    ...condition.matchAll(/\$\{?CI_PIPELINE_SOURCE\}?\s*(?:==|=~)\s*(?:"([a-z_]+)"|'([a-z_]+)'|\/([^/]*)\/)/g),
  ]
    .flatMap((match) => (match[1] ?? match[2] ?? match[3] ?? '').split(/[^a-z_]+/))
    .filter((source) => Object.hasOwn(SOURCES, source));
  const sources = named.length > 0 ? named : ['push'];
  return sources.map((source) => ({ trait: SOURCES[source] ?? 'runs-on-push', detail: source, offset: rule.offset }));
}

function unique(triggers: Trigger[]): Trigger[] {
  const seen = new Set<string>();
  return triggers.filter(({ trait, detail }) => {
    const key = `${trait} ${detail ?? ''}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** A job that never runs: all its rules say `when: never`. */
export function isNever(job: DataNode, configuration: Configuration): boolean {
  const rules = configuration.list(get(job, 'rules'));
  const never = (node: DataNode): boolean => string(node, 'when') === 'never' || scalar(node, 'if') === false;
  return string(job, 'when') === 'never' || (rules.length > 0 && rules.every(never));
}

/** A job that waits for a person. */
export function isManual(job: DataNode, configuration: Configuration): boolean {
  return [job, ...configuration.list(get(job, 'rules'))].some((node) => string(node, 'when') === 'manual');
}
