/**
 * Jenkins: declarative and scripted pipelines, steps of shared libraries, and jobs that the Job DSL defines.
 * Formats: https://www.jenkins.io/doc/book/pipeline/syntax/ and https://jenkinsci.github.io/job-dsl-plugin/
 */
import { posix } from 'node:path';
import type { Fact } from '../../facts/types.js';
import type { GroovyDocument } from '../../syntax/types.js';
import { factsForWorkflow } from '../shared/ci/workflow.js';
import type { Plugin } from '../types.js';
import { constantsOf } from './constants.js';
import { jobFacts } from './job-dsl.js';
import { nameOf, namesOfJob } from './names.js';
import { readPipeline, stepOf } from './pipeline.js';
import { callsOf, functionsOf } from './tree.js';
import { upstreamJobs } from './triggers.js';

const JENKINSFILE = /(?:^|\/)[^/]*jenkinsfile[^/]*$|\.jenkins$/i;
/** `vars/trainModel.groovy` of a shared library is the step `trainModel`. */
const LIBRARY_STEP = /(?:^|\/)vars\/([A-Za-z_]\w*)\.groovy$/;
const PIPELINE = /^\s*pipeline\s*\{|\bnode\s*(?:\([^()\n]*\)\s*)?\{|^\s*stage\s*\(/m;
const JOB_DSL = /^\s*(?:pipelineJob|multibranchPipelineJob|freeStyleJob|job)\s*\(/m;

const plugin: Plugin<'groovy'> = {
  id: 'jenkins',
  title: 'Jenkins',
  documentation: 'https://www.jenkins.io/doc/book/pipeline/syntax/',
  languages: ['groovy'],
  accepts: ({ logicalPath }, text) =>
    JENKINSFILE.test(logicalPath) || LIBRARY_STEP.test(logicalPath) || PIPELINE.test(text) || JOB_DSL.test(text),
  extract(document: GroovyDocument, context): Fact[] {
    const path = context.file.logicalPath;
    const constants = constantsOf(document.statements);
    const jobs = jobFacts({ document, context, constants });
    if (jobs.length > 0) return jobs;
    const step = LIBRARY_STEP.exec(path)?.[1];
    const isPipeline = JENKINSFILE.test(path) || hasPipeline(document);
    if (step === undefined && !isPipeline) return [];
    const body = step === undefined ? undefined : functionsOf(document.statements).get('call');
    if (step !== undefined && !body) return [];
    const read = readPipeline(body ?? document.statements, { document, context, constants });
    return factsForWorkflow(
      {
        technology: 'jenkins',
        name: step ?? nameOf(context.file),
        offset: document.statements[0]?.offset ?? 0,
        confidence: 'high',
        fragment: step !== undefined,
        aliases: step === undefined ? namesOfJob(context.file) : [stepOf(step)],
        triggers: read.triggers,
        waitsFor: upstreamJobs(read.triggers),
        names: step === undefined ? namesOfJob(context.file) : [],
        jobs: read.jobs,
        facts: (unit) => [
          ...read.facts(unit),
          // Another definition takes the file in by `load`.
          ...(step === undefined ? [] : [offerOf(unit, path, document)]),
        ],
      },
      document,
      context,
    );
  },
};

export default plugin;

function offerOf(unit: string, path: string, document: GroovyDocument): Fact {
  const identifier = { kind: 'target' as const, value: posix.basename(path, '.groovy') };
  return { fact: 'offer', unit, identifier, at: document.locate(0) };
}

/** A script of another kind has neither a pipeline nor a node with stages or steps. */
function hasPipeline(document: GroovyDocument): boolean {
  return callsOf(document.statements).some(({ name }) => /^(?:pipeline|node|stage)$/.test(name));
}
