/** Azure Pipelines: pipelines and their templates. Format: https://learn.microsoft.com/azure/devops/pipelines/yaml-schema/ */
import { posix } from 'node:path';
import type { Fact } from '../../facts/types.js';
import { entries, get, items, list, string, text } from '../../syntax/data/tree.js';
import type { DataDocument, DataNode } from '../../syntax/types.js';
import { Variables } from '../shared/ci/variables.js';
import { factsForWorkflow } from '../shared/ci/workflow.js';
import type { Job, Step } from '../shared/ci/workflow.js';
import { environmentFacts } from '../shared/commands/signals.js';
import { linkFacts, traitFact } from '../shared/effects.js';
import type { Place } from '../shared/effects.js';
import { repositoryRoot } from '../shared/paths.js';
import type { ExtractContext, Plugin } from '../types.js';
import { flattened, kindOf } from './recognise.js';
import type { PipelineKind } from './recognise.js';
import { isNever, readSteps, templateFacts, templatePath, within } from './steps.js';
import type { Reading } from './steps.js';
import { branchesOf, triggersOf } from './triggers.js';
import { expand, parameterLookup, symbolFacts, variableEntries, variableTemplates } from './variables.js';

const SECTION = /^["']?(?:steps|jobs|stages|extends|variables)["']?\s*:/m;
const ELEMENT =
  /(?:^|[{,[])[ \t]*(?:-[ \t]*)?["']?(?:task|script|bash|pwsh|powershell|template|stage|job|deployment|checkout|download|publish|group|name|trigger)["']?\s*:/m;

const plugin: Plugin<DataDocument['language']> = {
  id: 'azure-pipelines',
  title: 'Azure Pipelines',
  documentation: 'https://learn.microsoft.com/azure/devops/pipelines/yaml-schema/',
  reads:
    'Pipelines and templates: stages, jobs, steps and tasks, triggers, approvals, conditions, and what each step runs.',
  technologies: ['azure-pipelines'],
  languages: ['yaml'],
  accepts(file, text) {
    const path = file.logicalPath;
    if (/(?:^|\/)(?:\.github|\.gitlab|\.circleci)\/|\.gitlab-ci/.test(path)) return false;
    return (
      SECTION.test(text) &&
      (ELEMENT.test(text) || /(?:^|\/)[^/]*(?:azure-pipelines|variables|vars)[^/]*\.ya?ml$/.test(path))
    );
  },
  extract(document, context) {
    const root = document.roots[0];
    const kind = kindOf(root, posix.basename(context.file.logicalPath));
    return kind === undefined ? [] : pipelineFacts(root, kind, document, context);
  },
};

export default plugin;

function pipelineFacts(
  root: DataNode | undefined,
  kind: PipelineKind,
  document: DataDocument,
  context: ExtractContext,
): Fact[] {
  const path = context.file.path;
  const template = kind !== 'pipeline';
  const empty = {
    variables: Variables.none,
    templates: [],
    parameter: parameterLookup(get(root, 'parameters'), template, path),
  };
  const reading = within({ document, context, root: repositoryRoot(context.file), scope: empty }, root);
  const symbols = symbolFacts(root, path, reading.scope, template, document);
  const includes = (unit: string): Fact[] => variableIncludes(root, unit, reading);
  if (kind === 'variables') return [...symbols, ...includes('')];
  const base = posix.basename(context.file.logicalPath).replace(/\.ya?ml$/, '');
  return factsForWorkflow(
    {
      technology: 'azure-pipelines',
      name: base,
      offset: root?.offset ?? 0,
      // A nested root is code for a repository that is made from it.
      confidence: reading.root === '.' ? 'high' : 'medium',
      fragment: template,
      aliases: template ? [] : [base],
      triggers: template ? [] : [...triggersOf(root), ...branchesOf(root)],
      jobs: jobsOf(root, reading),
      facts: (unit) => [
        ...symbols,
        ...includes(unit),
        ...variableFacts(root, unit, reading),
        ...extendsFacts(get(root, 'extends'), unit, reading),
      ],
    },
    document,
    context,
  );
}

/** Jobs of all stages, of the `jobs` list, or the one job of a `steps` list. */
function jobsOf(root: DataNode | undefined, reading: Reading): Job[] {
  const stages = flattened(get(root, 'stages')).flatMap((stage) => stageJobs(stage, reading));
  const jobs = flattened(get(root, 'jobs')).map((job) => readJob(job, '', false, reading));
  const steps = get(root, 'steps');
  const single: Job[] =
    steps === undefined
      ? []
      : [
          {
            id: 'job',
            offset: steps.offset,
            steps: readSteps(steps, reading),
            facts: (unit) => machineFacts(root, unit, reading),
          },
        ];
  const extended = get(root, 'extends');
  // Steps that a template holds are not here; without this the pipeline would look empty.
  const included: Job[] =
    extended === undefined ? [] : [{ id: 'extends', offset: extended.offset, steps: [templateStep(extended)] }];
  return [...stages, ...jobs, ...single, ...included];
}

/** A step that stands for what a template does. */
function templateStep(node: DataNode, facts: Step['facts'] = () => []): Step {
  return { name: string(node, 'template'), offset: node.offset, effect: 'work', facts };
}

function stageJobs(stage: DataNode, outer: Reading): Job[] {
  const name = string(stage, 'stage') ?? string(stage, 'template') ?? 'stage';
  const reading = within(outer, stage);
  if (get(stage, 'template') !== undefined) {
    const step = templateStep(stage, (unit) => templateFacts(stage, unit, reading));
    return [{ id: name, offset: stage.offset, off: isNever(stage), steps: [step] }];
  }
  return flattened(get(stage, 'jobs')).map((job) => readJob(job, name, isNever(stage), reading));
}

function readJob(job: DataNode, stage: string, stageOff: boolean, outer: Reading): Job {
  const reading = within(outer, job);
  const name = string(job, 'job') ?? string(job, 'deployment') ?? string(job, 'template') ?? 'job';
  const id = stage === '' ? name : `${stage}.${name}`;
  const base = { id, name: string(job, 'displayName'), offset: job.offset, off: stageOff || isNever(job) };
  if (get(job, 'template') !== undefined) {
    return { ...base, steps: [templateStep(job, (unit) => templateFacts(job, unit, reading))] };
  }
  const environment = string(job, 'environment', 'name') ?? string(job, 'environment');
  return {
    ...base,
    environment: environment === undefined ? undefined : expand(environment, reading.scope),
    steps: stepLists(job).flatMap((steps) => readSteps(steps, reading)),
    facts: (unit) => [
      ...machineFacts(job, unit, reading),
      ...variableFacts(job, unit, reading),
      ...strategyFacts(job, unit, reading),
    ],
  };
}

/** Steps of a job, or of the life-cycle hooks of a deployment job's strategy. */
function stepLists(job: DataNode): DataNode[] {
  const hooks = entries(get(job, 'strategy')).flatMap(({ value }) =>
    entries(value).flatMap(({ key, value: hook }) =>
      key === 'on' ? entries(hook).map((entry) => entry.value) : [hook],
    ),
  );
  return [job, ...hooks].flatMap((node) => get(node, 'steps') ?? []);
}

function placeAt(node: DataNode | undefined, unit: string, { document, context, root }: Reading): Place {
  const at = document.locate(node?.offset ?? 0);
  return { context, unit, at, kind: 'structure', directory: root, values: () => [] };
}

/** A canary deployment sends part of the traffic to the new version. */
function strategyFacts(job: DataNode, unit: string, reading: Reading): Fact[] {
  const canary = get(job, 'strategy', 'canary');
  const increments = items(get(canary, 'increments')).flatMap((item) => text(item) ?? []);
  const deployment = get(job, 'deployment');
  return [
    ...(canary === undefined
      ? []
      : [traitFact(placeAt(canary, unit, reading), 'canary', increments.map((part) => `${part} %`).join(', '))]),
    ...(deployment === undefined
      ? []
      : [
          traitFact(
            placeAt(deployment, unit, reading),
            'deploys',
            string(job, 'environment', 'name') ?? string(job, 'environment'),
          ),
        ]),
  ];
}

/** The container in which the steps run: an image, or a name under `resources`. */
function machineFacts(node: DataNode | undefined, unit: string, reading: Reading): Fact[] {
  const container = get(node, 'container') ?? get(reading.document.roots[0], 'container');
  const name = string(container, 'image') ?? text(container);
  if (name === undefined) return [];
  const resources = list(get(reading.document.roots[0], 'resources', 'containers'));
  const resource = resources.find((candidate) => string(candidate, 'container') === name);
  const image = expand(string(resource, 'image') ?? name, reading.scope);
  return linkFacts({ ...placeAt(container, unit, reading), kind: 'image' }, 'built-from', 'image', image);
}

function variableFacts(node: DataNode | undefined, unit: string, { document, context, scope }: Reading): Fact[] {
  return variableEntries(get(node, 'variables')).flatMap(({ name, value, offset }) =>
    environmentFacts(context, unit, document.locate(offset), { [name]: expand(value, scope) }),
  );
}

function variableIncludes(node: DataNode | undefined, unit: string, { document, context, root }: Reading): Fact[] {
  return variableTemplates(get(node, 'variables')).flatMap((item): Fact[] => {
    const path = templatePath(string(item, 'template') ?? '', context, root);
    const at = document.locate(item.offset);
    if (path === undefined) return [];
    const to = { kind: 'path' as const, value: path };
    // Variables of one stage, mostly chosen by the branch: `config-infra-prod.yml`.
    const stage = posix.basename(path).replace(/\.ya?ml$/, '');
    return [
      { fact: 'link', unit, link: 'includes', to, kind: 'structure', at },
      { fact: 'trait', unit, trait: 'stage', kind: 'structure', detail: stage, at },
    ];
  });
}

function extendsFacts(node: DataNode | undefined, unit: string, reading: Reading): Fact[] {
  return node === undefined ? [] : templateFacts(node, unit, reading);
}
