/** Jobs that the Job DSL defines: which repository and Jenkinsfile they run. Format: https://jenkinsci.github.io/job-dsl-plugin/ */
import type { Fact } from '../../facts/types.js';
import type { GroovyCall } from '../../syntax/types.js';
import { factsForWorkflow } from '../shared/ci/workflow.js';
import { linkFacts } from '../shared/effects.js';
import { gitHubRepository, gitRepositoryOf } from '../shared/identifiers.js';
import { readPipeline } from './pipeline.js';
import type { Scope } from './pipeline.js';
import { bodyOf, callsOf } from './tree.js';
import { triggersOf } from './triggers.js';

const JOB = /^(?:pipelineJob|multibranchPipelineJob|freeStyleJob|job)$/;
const MOST_JOBS = 200;

/** Facts of all jobs of a file; [] when it defines none. */
export function jobFacts(scope: Scope): Fact[] {
  const jobs = callsOf(scope.document.statements).filter(
    ({ name, arguments: given }) => JOB.test(name) && given.length > 1,
  );
  return jobs.slice(0, MOST_JOBS).flatMap((job, index) => factsOf(job, index, scope));
}

function factsOf(job: GroovyCall, index: number, scope: Scope): Fact[] {
  const { document, constants, context } = scope;
  const name = constants.text(job.arguments[0]?.value);
  const body = bodyOf(job);
  if (name === undefined || !body) return [];
  const calls = callsOf(body);
  // Only a freestyle job has steps of its own.
  const own = calls.find((call) => call.name === 'steps');
  const { jobs } = readPipeline(own ? (bodyOf(own) ?? []) : [], scope);
  const repositories = calls.flatMap((call): string[] => {
    const text = constants.text(call.arguments[0]?.value) ?? '';
    if (call.name === 'github') return [gitHubRepository(text) ?? ''];
    return /^(?:url|remote|git)$/.test(call.name) ? [gitRepositoryOf(text) ?? ''] : [];
  });
  const repository = repositories.find((found) => found !== '');
  const script = calls.find((call) => call.name === 'scriptPath');
  const path = script ? constants.text(script.arguments[0]?.value) : repository ? 'Jenkinsfile' : undefined;
  const prefix = `dsl:${index}`;
  return factsForWorkflow(
    {
      technology: 'jenkins',
      name,
      offset: job.offset,
      confidence: 'high',
      // The pipeline that the job runs is the component; a job with steps of its own is one itself.
      fragment: jobs.length === 0,
      aliases: [name],
      triggers: triggersOf(body, scope),
      jobs,
      facts: (unit) => {
        const at = document.locate(script?.offset ?? job.offset);
        const place = { context, unit, at, kind: 'structure' as const, directory: '.', values: () => [] };
        if (path === undefined) return [];
        return linkFacts(place, 'runs', 'path', repository ? `${repository}/${path}` : path);
      },
    },
    document,
    { ...context, unit: context.unit === '' ? prefix : `${context.unit}/${prefix}` },
  );
}
