/**
 * GitHub Actions: workflows, reusable workflows and composite actions.
 * Format: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax
 */
import { posix } from 'node:path';
import type { Fact } from '../../facts/types.js';
import { entries, get, isMap, items, list, string, strings, text } from '../../syntax/data/tree.js';
import type { DataDocument, DataEntry, DataNode } from '../../syntax/types.js';
import { Variables } from '../shared/ci/variables.js';
import { factsForWorkflow } from '../shared/ci/workflow.js';
import type { Job, Workflow } from '../shared/ci/workflow.js';
import { linkFacts, traitFact } from '../shared/effects.js';
import type { Place } from '../shared/effects.js';
import type { ExtractContext, Plugin } from '../types.js';
import { callFacts } from './calls.js';
import { environmentOf, expand, inputLookup, isNever, spaceOf } from './expressions.js';
import type { Values } from './expressions.js';
import { outputsOfJob, valuesOfSteps } from './outputs.js';
import { placementOf } from './placement.js';
import type { Placement } from './placement.js';
import { variableFacts } from './scope.js';
import type { StepScope } from './scope.js';
import { gateFacts } from './gates.js';
import { readSteps } from './steps.js';
import { branchesOf, branchesOfJob, isCallable, triggersOf } from './triggers.js';

const plugin: Plugin<DataDocument['language']> = {
  id: 'github-actions',
  title: 'GitHub Actions',
  documentation: 'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax',
  reads:
    'Workflows, reusable workflows and composite actions: triggers, jobs, steps, conditions, and what each step runs. Also those of Gitea and Forgejo where they lie in the folders of these.',
  technologies: ['github-actions'],
  languages: ['yaml'],
  accepts(file, text) {
    const placement = placementOf(file);
    if (!placement) return false;
    if (placement.kind === 'action') return /^runs\s*:/m.test(text);
    return !placement.notLoaded || (/^["']?on["']?\s*:/m.test(text) && /^jobs\s*:/m.test(text));
  },
  extract(document, context) {
    const placement = placementOf(context.file);
    const root = document.roots[0];
    if (!placement) return [];
    if (placement.kind === 'action') return actionFacts(root, placement, document, context);
    return workflowFacts(root, placement, document, context);
  },
};

export default plugin;

function workflowFacts(
  root: DataNode | undefined,
  placement: Placement,
  document: DataDocument,
  context: ExtractContext,
): Fact[] {
  const on = get(root, 'on') ?? get(root, 'true');
  const jobs = get(root, 'jobs');
  const empty = !isMap(root) || entries(root).length === 0;
  // Any YAML may lie in the folder; GitHub refuses what has neither.
  if (!empty && on === undefined && jobs === undefined) return [];
  const path = context.file.path;
  const callable = isCallable(on);
  const definitions = callable ? get(on, 'workflow_call', 'inputs') : get(on, 'workflow_dispatch', 'inputs');
  const input = inputLookup(definitions, callable, path);
  const values: Values = { env: Variables.none, input };
  const env = Variables.none.with(environmentOf(get(root, 'env'), values));
  const scope: StepScope = {
    document,
    context,
    root: placement.root,
    values: { env, input },
    directory: string(root, 'defaults', 'run', 'working-directory'),
    shell: string(root, 'defaults', 'run', 'shell'),
  };
  const base = posix.basename(context.file.logicalPath);
  const name = string(root, 'name');
  const workflow: Workflow = {
    technology: placement.technology,
    name: name ?? base.replace(/\.ya?ml$/, ''),
    offset: root?.offset ?? 0,
    confidence: placement.root === '.' ? 'high' : 'medium',
    ...(placement.notLoaded
      ? { declared: 'not-loaded' as const }
      : on === undefined && jobs
        ? { declared: 'disabled' }
        : {}),
    aliases: [...(name === undefined ? [] : [name]), base],
    triggers: [...triggersOf(on), ...branchesOf(on)],
    jobs: readJobs(jobs, scope),
    facts: (unit) => [
      ...variableFacts(get(root, 'env'), unit, scope),
      ...symbolFacts(root, env, document, path),
      ...defaultSymbols(callable ? definitions : undefined, document, path),
    ],
  };
  return factsForWorkflow(workflow, document, context);
}

/** Jobs in order; what one hands over the next ones know. */
function readJobs(jobs: DataNode | undefined, scope: StepScope): Job[] {
  const outputs = new Map<string, string>();
  return entries(jobs).flatMap((entry): Job[] => {
    if (!isMap(entry.value)) return [];
    const values = { ...scope.values, outputs: new Map(outputs) };
    const env = scope.values.env.with(environmentOf(get(entry.value, 'env'), values));
    const steps = valuesOfSteps(items(get(entry.value, 'steps')), { ...values, env });
    for (const [name, value] of outputsOfJob(entry.key, entry.value, steps.at(-1) ?? values)) outputs.set(name, value);
    return [readJob(entry, { ...scope, values })];
  });
}

function readJob({ key, offset, value }: DataEntry, outer: StepScope): Job {
  const env = outer.values.env.with(environmentOf(get(value, 'env'), outer.values));
  const scope: StepScope = {
    ...outer,
    values: { ...outer.values, env },
    directory: string(value, 'defaults', 'run', 'working-directory') ?? outer.directory,
    shell: string(value, 'defaults', 'run', 'shell') ?? outer.shell,
    hosted: isHosted(value),
  };
  const uses = string(value, 'uses');
  const environment = string(value, 'environment', 'name') ?? string(value, 'environment');
  return {
    id: key,
    name: string(value, 'name'),
    offset,
    off: isNever(value),
    environment: environment === undefined ? undefined : expand(environment, scope.values),
    // A called workflow is a step that works, wherever it stands.
    steps:
      uses === undefined
        ? readSteps(items(get(value, 'steps')), scope)
        : [
            {
              name: uses,
              offset: get(value, 'uses')?.offset ?? offset,
              effect: 'work',
              facts: (unit) => callFacts(value, uses, unit, scope),
            },
          ],
    facts: (unit) => [
      ...variableFacts(get(value, 'env'), unit, scope),
      ...machineFacts(value, unit, scope),
      ...branchesOfJob(value).map(({ trait, detail = '', offset: at }): Fact => {
        return { fact: 'trait', unit, trait, kind: 'structure', detail, at: scope.document.locate(at) };
      }),
      ...stageInputs(value, unit, scope),
      ...gateFacts(key, value, unit, scope.document),
    ],
  };
}

/** What a called workflow is told of where to deliver: `with: { environment: staging }`, `file_name: config-prod.yml`. */
function stageInputs(job: DataNode, unit: string, { document, values }: StepScope): Fact[] {
  return entries(get(job, 'with')).flatMap(({ key, value, offset }): Fact[] => {
    const detail = expand(text(value) ?? '', values);
    return STAGE_INPUT.test(key) && /^[\w./-]{2,100}$/.test(detail)
      ? [{ fact: 'trait', unit, trait: 'stage', kind: 'structure', detail, at: document.locate(offset) }]
      : [];
  });
}

const STAGE_INPUT = /(?:^|[-_])(?:environment|env|stage|workspace|target|config|file[-_]?name)(?:$|[-_])/i;

/** https://docs.github.com/en/actions/reference/runners/github-hosted-runners */
function isHosted(job: DataNode | undefined): boolean {
  const labels = list(get(job, 'runs-on')).flatMap((label) => text(label) ?? []);
  return labels.length > 0 && labels.every((label) => /^(?:ubuntu|windows|macos)-/.test(label));
}

/** Labels by which runners with accelerators are asked for. */
const ACCELERATOR = /\b(?:gpus?|cuda|nvidia|a10g?|a100|h100|v100|t4|l4|tpu)\b/i;

/** The machine of a job: labels of the runner, and the image in which its steps run. */
function machineFacts(job: DataNode, unit: string, { document, context, root, values }: StepScope): Fact[] {
  const runsOn = get(job, 'runs-on');
  const labels = [...list(runsOn), ...list(get(runsOn, 'labels'))].flatMap((label) => text(label) ?? []);
  const options = string(job, 'container', 'options') ?? '';
  const asked =
    labels.find((label) => ACCELERATOR.test(label.replace(/[-_]/g, ' '))) ??
    (/--gpus\b/.test(options) ? options : undefined);
  const image = string(job, 'container', 'image') ?? string(job, 'container');
  const at = document.locate(get(job, 'container')?.offset ?? job.offset);
  const place: Place = { context, unit, at, kind: 'image', directory: root, values: () => [] };
  const machine: Place = { ...place, at: document.locate(runsOn?.offset ?? job.offset), kind: 'config' };
  return [
    ...(asked === undefined ? [] : [traitFact(machine, 'requests-accelerator', asked)]),
    ...(image ? linkFacts(place, 'built-from', 'image', expand(image, values)) : []),
  ];
}

function actionFacts(
  root: DataNode | undefined,
  placement: Placement,
  document: DataDocument,
  context: ExtractContext,
): Fact[] {
  const runs = get(root, 'runs');
  const using = string(runs, 'using');
  if (using === undefined) return [];
  const path = context.file.path;
  const inputs = get(root, 'inputs');
  const scope: StepScope = {
    document,
    context,
    root: placement.root,
    values: { env: Variables.none, input: inputLookup(inputs, true, path) },
  };
  const image = string(runs, 'image');
  const directory = posix.dirname(path);
  const at = document.locate(runs?.offset ?? 0);
  const place = { context, unit: 'workflow', at, kind: 'action' as const, directory, values: () => [] };
  return factsForWorkflow(
    {
      technology: 'github-actions',
      name: string(root, 'name') ?? posix.basename(directory),
      offset: root?.offset ?? 0,
      confidence: 'high',
      fragment: true,
      // `uses: ./.github/actions/x` names the directory.
      offers: [{ kind: 'path', value: directory }],
      triggers: [],
      jobs:
        using === 'composite'
          ? [{ id: 'steps', offset: runs?.offset ?? 0, steps: readSteps(items(get(runs, 'steps')), scope) }]
          : [],
      facts: () => [
        ...defaultSymbols(inputs, document, path),
        ...(image === undefined
          ? []
          : linkFacts(
              place,
              image.startsWith('docker://') ? 'runs' : 'builds',
              image.startsWith('docker://') ? 'image' : 'path',
              image,
            )),
        ...strings(runs, 'main').flatMap((main) => linkFacts(place, 'runs', 'path', main)),
      ],
    },
    document,
    context,
  );
}

/** Constants of the workflow, by the name under which its steps read them. */
function symbolFacts(root: DataNode | undefined, env: Variables, document: DataDocument, path: string): Fact[] {
  return entries(get(root, 'env')).flatMap(({ key, offset }): Fact[] => {
    const value = env.get(key);
    return value === undefined
      ? []
      : [{ fact: 'symbol', space: spaceOf(path), name: `env.${key}`, value, at: document.locate(offset) }];
  });
}

/** Defaults of inputs that callers may leave out. */
function defaultSymbols(inputs: DataNode | undefined, document: DataDocument, path: string): Fact[] {
  return entries(inputs).flatMap(({ key, value, offset }): Fact[] => {
    const standard = string(value, 'default');
    if (standard === undefined || standard === '' || standard.includes('${{')) return [];
    return [
      {
        fact: 'symbol',
        space: spaceOf(path),
        name: `inputs.${key}`,
        value: standard,
        weak: true,
        at: document.locate(offset),
      },
    ];
  });
}
