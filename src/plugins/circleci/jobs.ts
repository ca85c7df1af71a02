/** Jobs: their steps, executors and environment. Source: https://circleci.com/docs/configuration-reference/#jobs */
import type { Fact } from '../../facts/types.js';
import { entries, get, items, string } from '../../syntax/data/tree.js';
import type { DataMap, DataNode } from '../../syntax/types.js';
import { machineFacts, placeAt, variableFacts, variablesOf } from '../shared/ci/lines.js';
import type { LineScope } from '../shared/ci/lines.js';
import type { Variables } from '../shared/ci/variables.js';
import type { Job } from '../shared/ci/workflow.js';
import { traitFact } from '../shared/effects.js';
import { expandParameters, orbStep, parametersOf, readSteps } from './steps.js';
import type { JobRun } from './workflows.js';

export interface Scope extends LineScope {
  root: DataMap;
  /** Orb by the name that the configuration gives it: `circleci/slack`. */
  orbs: ReadonlyMap<string, string>;
  /** Values of `<< pipeline.parameters.x >>` and `<< parameters.x >>`. */
  parameters: Variables;
}

/** Jobs that run, then those that no workflow names. */
export function readJobs(runs: readonly JobRun[], scope: Scope): Job[] {
  const used = new Set(runs.map(({ job }) => job));
  const left = entries(get(scope.root, 'jobs')).filter(({ key }) => !used.has(key));
  return [
    ...runs.map((run) => readRun(run, scope)),
    ...left.map(({ key, value, offset }) => ({
      ...readDefinition(key, value, undefined, scope),
      offset,
      off: 'not-included' as const,
    })),
  ];
}

function readRun(run: JobRun, scope: Scope): Job {
  const definition = get(scope.root, 'jobs', run.job);
  const timed = (unit: string): Fact[] =>
    run.triggers.map(({ trait, detail, offset }): Fact => {
      const at = scope.document.locate(offset);
      return { fact: 'trait', unit, trait, kind: 'structure', ...(detail ? { detail } : {}), at };
    });
  if (run.approval) {
    const facts = (unit: string): Fact[] => [traitFact(placeAt(run.options, unit, scope), 'approval', run.name)];
    return { id: run.name, offset: run.offset, steps: [{ offset: run.offset, effect: 'none', facts }] };
  }
  const job = definition === undefined ? orbJob(run, scope) : readDefinition(run.name, definition, run.options, scope);
  return {
    ...job,
    offset: definition?.offset ?? run.offset,
    off: run.off,
    facts: (unit) => [...timed(unit), ...(job.facts?.(unit) ?? [])],
  };
}

/** A job that an orb defines, with steps around it. */
function orbJob(run: JobRun, scope: Scope): Job {
  const node = run.options ?? scope.root;
  const step = orbStep(run.job, run.options, { ...node, offset: run.offset }, scope);
  const around = (key: string) => readSteps(items(get(run.options, key)), scope);
  return {
    id: run.name,
    offset: run.offset,
    steps: [...around('pre-steps'), ...(step ? [step] : []), ...around('post-steps')],
  };
}

function readDefinition(id: string, job: DataNode, options: DataNode | undefined, outer: Scope): Job {
  const parameters = parametersOf(get(job, 'parameters'), options, outer);
  const environment = variablesOf(get(job, 'environment'), outer.variables);
  const scope: Scope = { ...outer, parameters, variables: environment };
  const checkout = string(job, 'working_directory');
  const home = scope.directory;
  return {
    id,
    offset: job.offset,
    steps: [
      ...readSteps(items(get(options, 'pre-steps')), scope, checkout),
      ...readSteps(items(get(job, 'steps')), scope, checkout),
      ...readSteps(items(get(options, 'post-steps')), scope, checkout),
    ],
    facts: (unit) => [
      ...variableFacts(get(job, 'environment'), unit, { ...scope, directory: home }),
      ...executorFacts(job, unit, scope),
    ],
  };
}

/** `docker`, `machine` and `resource_class`, in the job or in the executor that it names. */
function executorFacts(job: DataNode, unit: string, scope: Scope): Fact[] {
  const named = string(job, 'executor', 'name') ?? string(job, 'executor');
  const executor = named === undefined ? undefined : get(scope.root, 'executors', expandParameters(named, scope));
  return [job, executor].flatMap((node): Fact[] => {
    const image = string(node, 'docker', 0, 'image');
    const labels = [string(node, 'resource_class'), string(node, 'machine', 'image')].flatMap((label) => label ?? []);
    return machineFacts(labels, image === undefined ? undefined : expandParameters(image, scope), node, unit, scope);
  });
}
