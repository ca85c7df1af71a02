/**
 * CI services whose definitions are a list of jobs with lines of shell: Travis CI, Drone, Woodpecker, AppVeyor, Buildkite and
 * Semaphore. A reader for each says where the jobs and lines stand; what they mean is the same for all.
 */
import { posix } from 'node:path';
import type { Fact } from '../../facts/types.js';
import type { DataDocument, DataNode } from '../../syntax/types.js';
import { machineFacts, placeAt, scriptSteps, variableFacts, variablesOf } from '../shared/ci/lines.js';
import type { LineScope } from '../shared/ci/lines.js';
import { packageStep } from '../shared/ci/packages.js';
import type { Package } from '../shared/ci/packages.js';
import { Variables } from '../shared/ci/variables.js';
import { factsForWorkflow } from '../shared/ci/workflow.js';
import type { Job, Trigger } from '../shared/ci/workflow.js';
import { linkFacts, traitFact } from '../shared/effects.js';
import type { ExtractContext, Plugin } from '../types.js';
import { serviceOf } from './services.js';

/** A job as a reader finds it. */
export interface HostedJob {
  id: string;
  name?: string | undefined;
  node: DataNode;
  /** Lines that one shell runs; several scripts run one after another. */
  scripts: (readonly DataNode[])[];
  packages?: Package[];
  image?: string | undefined;
  /** Labels and sizes of the machine. */
  labels?: string[];
  environment?: DataNode | undefined;
  triggers?: Trigger[];
  off?: boolean;
  approval?: boolean;
  /** Other pipelines that it starts, by name or file. */
  starts?: { kind: 'workflow' | 'path'; value: string }[];
}

export interface HostedPipeline {
  jobs: HostedJob[];
  triggers: Trigger[];
  /** Variables of all jobs. */
  environment?: DataNode | undefined;
  /** Names by which others start it. */
  aliases?: string[];
}

const plugin: Plugin<DataDocument['language']> = {
  id: 'hosted-ci',
  title: 'Travis CI, Drone, Woodpecker, AppVeyor, Buildkite, Semaphore',
  documentation: 'https://docs.travis-ci.com/user/build-config-yaml',
  languages: ['yaml'],
  accepts: ({ logicalPath }) => serviceOf(logicalPath) !== undefined,
  extract(document, context) {
    const service = serviceOf(context.file.logicalPath);
    if (!service) return [];
    const pipeline = service.read(document.roots);
    return pipeline ? pipelineFacts(service.technology, pipeline, document, context) : [];
  },
};

export default plugin;

function pipelineFacts(
  technology: string,
  pipeline: HostedPipeline,
  document: DataDocument,
  context: ExtractContext,
): Fact[] {
  const variables = variablesOf(pipeline.environment, Variables.none);
  const scope: LineScope = { document, context, directory: rootOf(context.file.path), variables };
  return factsForWorkflow(
    {
      technology,
      name: posix.basename(context.file.logicalPath).replace(/^\.|\.ya?ml$/g, ''),
      offset: document.roots[0]?.offset ?? 0,
      confidence: scope.directory === '.' ? 'high' : 'medium',
      aliases: pipeline.aliases ?? [],
      triggers: pipeline.triggers,
      jobs: pipeline.jobs.map((job) => readJob(job, scope)),
      facts: (unit) => variableFacts(pipeline.environment, unit, scope),
    },
    document,
    context,
  );
}

/** The repository's root: where the file stands, or above its folder. */
function rootOf(path: string): string {
  return posix.dirname(path).replace(/(?:^|\/)\.(?:buildkite|semaphore|woodpecker|drone)(?:\/.*)?$/, '') || '.';
}

function readJob(job: HostedJob, outer: LineScope): Job {
  const { node } = job;
  const scope: LineScope = { ...outer, variables: variablesOf(job.environment, outer.variables) };
  const started = (unit: string): Fact[] =>
    (job.starts ?? []).flatMap(({ kind, value }) => {
      const place = placeAt(node, unit, {
        ...scope,
        directory: kind === 'path' ? posix.dirname(scope.context.file.path) : '.',
      });
      return linkFacts(place, 'triggers', kind, value);
    });
  return {
    id: job.id,
    name: job.name,
    offset: node.offset,
    off: job.off,
    steps: [
      ...job.scripts.flatMap((lines) => scriptSteps(lines, scope)),
      ...(job.packages ?? []).map((found) => packageStep(found, scope)),
      ...((job.starts ?? []).length > 0 ? [{ offset: node.offset, effect: 'work' as const, facts: started }] : []),
      ...(job.approval
        ? [
            {
              offset: node.offset,
              effect: 'none' as const,
              facts: (unit: string) => [traitFact(placeAt(node, unit, scope), 'approval', job.name)],
            },
          ]
        : []),
    ],
    facts: (unit) => [
      ...variableFacts(job.environment, unit, scope),
      ...machineFacts(job.labels ?? [], job.image, node, unit, scope),
      ...(job.triggers ?? []).map(({ trait, detail, offset }): Fact => {
        const at = scope.document.locate(offset);
        return { fact: 'trait', unit, trait, kind: 'structure', ...(detail ? { detail } : {}), at };
      }),
    ],
  };
}
