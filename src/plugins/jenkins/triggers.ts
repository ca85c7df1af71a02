/** What starts a pipeline. Source: https://www.jenkins.io/doc/book/pipeline/syntax/#triggers and the plugins of that name. */
import type { GroovyStatement } from '../../syntax/types.js';
import type { Trait } from '../../facts/types.js';
import type { Trigger } from '../shared/ci/workflow.js';
import type { Scope } from './pipeline.js';
import { argument, callsOf } from './tree.js';

const TRAITS: Readonly<Record<string, Trait>> = {
  cron: 'runs-on-schedule',
  parameterizedCron: 'runs-on-schedule',
  pollSCM: 'runs-on-push',
  scm: 'runs-on-push',
  githubPush: 'runs-on-push',
  gitlab: 'runs-on-push',
  gitlabPush: 'runs-on-push',
  bitbucketPush: 'runs-on-push',
  giteaPush: 'runs-on-push',
  githubPullRequests: 'runs-on-push',
  GenericTrigger: 'runs-on-event',
  upstream: 'runs-on-event',
};

/** Triggers that statements set up, at any depth. */
export function triggersOf(statements: readonly GroovyStatement[], { constants }: Scope): Trigger[] {
  return callsOf(statements).flatMap((call): Trigger[] => {
    const trait = Object.hasOwn(TRAITS, call.name) ? TRAITS[call.name] : undefined;
    if (!trait) return [];
    const first = constants.text(
      argument(call, 'upstreamProjects') ?? argument(call, 'spec') ?? call.arguments[0]?.value,
    );
    const detail = call.name === 'upstream' ? `upstream: ${first ?? ''}` : (first ?? call.name);
    // `cron('')` is how people switch it off on other branches.
    if (call.name === 'cron' && first !== undefined && first.trim() === '') return [];
    return [{ trait, detail: detail.trim().replace(/\s+/g, ' ').slice(0, 200), offset: call.offset }];
  });
}

/** Names of the jobs after which this one starts. */
export function upstreamJobs(triggers: readonly Trigger[]): string[] {
  return triggers.flatMap(({ detail }) =>
    detail?.startsWith('upstream: ')
      ? detail
          .slice('upstream: '.length)
          .split(/\s*,\s*/)
          .filter(Boolean)
      : [],
  );
}
