/** Steps of jobs and of step templates. */
import type { Fact } from '../../facts/types.js';
import { get, list, string } from '../../syntax/data/tree.js';
import type { DataDocument, DataNode } from '../../syntax/types.js';
import { effectOfScript, embeddedScript, scriptPart } from '../shared/ci/script.js';
import type { ScriptPart } from '../shared/ci/script.js';
import { replaceShellVariables } from '../shared/ci/variables.js';
import type { Step, StepEffect } from '../shared/ci/workflow.js';
import { factsForEffects, linkFacts } from '../shared/effects.js';
import type { Place } from '../shared/effects.js';
import { changeDirectory } from '../shared/paths.js';
import { factsForSignal } from '../signals.js';
import type { ExtractContext } from '../types.js';
import { flattened } from './recognise.js';
import { SCRIPT_TASKS, TASK_EFFECTS, isNeutral } from './tasks.js';
import type { ScriptInput } from './tasks.js';
import { argumentSymbols, expand, inner, variableEntries } from './variables.js';
import type { Scope } from './variables.js';

export interface Reading {
  document: DataDocument;
  context: ExtractContext;
  /** Root of the repository, relative to the source. */
  root: string;
  scope: Scope;
}

export function readSteps(node: DataNode | undefined, reading: Reading): Step[] {
  return flattened(node).map((step) => readStep(step, reading));
}

/** `condition: false`, `condition: never()`, `enabled: false` */
export function isNever(node: DataNode | undefined): boolean {
  return (
    string(node, 'enabled') === 'false' ||
    /^(?:false|never\(\)|eq\(\s*(?:true,\s*false|false,\s*true|1,\s*2)\s*\))$/i.test(string(node, 'condition') ?? '')
  );
}

const SCRIPT_KEYS = ['script', 'bash', 'pwsh', 'powershell'] as const;

function readStep(step: DataNode, outer: Reading): Step {
  const reading = withEnvironment(step, outer);
  const base = { name: string(step, 'displayName') ?? string(step, 'name'), offset: step.offset, off: isNever(step) };
  const key = SCRIPT_KEYS.find((candidate) => get(step, candidate) !== undefined);
  const script = key && scriptPart(get(step, key), reading.document);
  if (script) {
    const directory = directoryOf(string(step, 'workingDirectory'), reading);
    return { ...base, effect: effectOfScript(script.text), facts: (unit) => [embed(script, unit, directory, reading)] };
  }
  const task = string(step, 'task');
  if (task !== undefined)
    return { ...base, effect: effectOfTask(step, task), facts: (unit) => taskFacts(step, task, unit, reading) };
  const template = string(step, 'template');
  if (template === undefined) return { ...base, effect: 'none', facts: () => [] };
  return { ...base, name: template, effect: 'work', facts: (unit) => templateFacts(step, unit, reading) };
}

/** Variables that the step sets in the environment; scripts see them as `$NAME`. */
function withEnvironment(step: DataNode, reading: Reading): Reading {
  const env = variableEntries(get(step, 'env')).map(({ name, value }) => [name, expand(value, reading.scope)] as const);
  if (env.length === 0) return reading;
  return { ...reading, scope: { ...reading.scope, variables: reading.scope.variables.with(env) } };
}

function directoryOf(written: string | undefined, { context, root, scope }: Reading): string | undefined {
  return written === undefined ? root : changeDirectory(root, expand(written, scope), context);
}

function embed(
  part: ScriptPart,
  unit: string,
  directory: string | undefined,
  reading: Reading,
  language: 'shell' | 'python' = 'shell',
): Fact {
  const { scope, document } = reading;
  const text = expand(part.text, scope);
  const known = language === 'shell' ? replaceShellVariables(text, (name) => scope.variables.get(name)) : text;
  return embeddedScript({ ...part, text: known }, document, unit, directory, language);
}

/** Name of a task without publisher, extension and version: `ms.extension.contribution.Name@1` is `Name`. */
function taskName(task: string): string {
  const name = task.replace(/@.*$/, '');
  return name.slice(name.lastIndexOf('.') + 1);
}

/** Task versions that are part of the name (`TerraformTaskV4`) say nothing. */
function taskKey(task: string): string {
  return taskName(task).toLowerCase().replace(/v\d+$/, '');
}

function effectOfTask(step: DataNode, task: string): StepEffect {
  if (isNeutral(taskName(task))) return 'none';
  const input = scriptInput(task);
  const text = input && string(step, 'inputs', input.text);
  return text === undefined ? 'work' : effectOfScript(text);
}

function scriptInput(task: string): ScriptInput | undefined {
  const key = taskKey(task);
  return Object.hasOwn(SCRIPT_TASKS, key) ? SCRIPT_TASKS[key] : undefined;
}

function taskFacts(step: DataNode, task: string, unit: string, reading: Reading): Fact[] {
  const { document, context, root, scope } = reading;
  const offset = get(step, 'task')?.offset ?? step.offset;
  // Names of inputs are not case-sensitive.
  const inputs = new Map(
    variableEntries(get(step, 'inputs')).map(({ name, value }) => [name.toLowerCase(), expand(value, scope)]),
  );
  const value = (key: string): string | undefined => inputs.get(key.toLowerCase());
  const place: Place = {
    context,
    unit,
    at: document.locate(offset),
    kind: 'action',
    directory: root,
    values({ keys = [], default: standard }) {
      const found = keys.map(value).find((text) => text !== undefined && text !== '');
      if (found !== undefined)
        return found
          .split('\n')
          .map((line) => line.trim())
          .filter((line) => line !== '');
      return standard === undefined ? [] : [standard];
    },
  };
  const key = taskKey(task);
  const effects = Object.hasOwn(TASK_EFFECTS, key) ? (TASK_EFFECTS[key] ?? []) : [];
  return [
    ...factsForSignal(
      context.catalogue,
      {
        kind: 'task',
        name: taskName(task),
        value: (source) => (source.key === undefined ? undefined : value(source.key)),
      },
      unit,
      place.at,
    ),
    ...factsForEffects(effects, place),
    ...scriptFacts(step, task, unit, value, place, reading),
  ];
}

function scriptFacts(
  step: DataNode,
  task: string,
  unit: string,
  value: (key: string) => string | undefined,
  place: Place,
  reading: Reading,
): Fact[] {
  const input = scriptInput(task);
  if (!input) return [];
  const directory = directoryOf(
    (input.directory ?? []).map(value).find((text) => text !== undefined && text !== ''),
    reading,
  );
  const part = scriptPart(get(step, 'inputs', input.text), reading.document);
  if (part) {
    const text = taskKey(task) === 'awscli' ? awsCommand(value, part.text) : part.text;
    return [embed({ ...part, text }, unit, directory, reading, input.language)];
  }
  const file = input.file === undefined ? undefined : value(input.file);
  // The path counts from the root, whatever the working directory.
  return file ? linkFacts(place, 'runs', 'path', file) : [];
}

/** AWSCLI@1 has the command's parts in inputs of their own. */
function awsCommand(value: (key: string) => string | undefined, text: string): string {
  return ['aws', value('awsCommand'), value('awsSubCommand'), text].filter(Boolean).join(' ');
}

/** A template of the repository; `file@repository` lies in another one. */
export function templateFacts(node: DataNode, unit: string, { document, context, root, scope }: Reading): Fact[] {
  const written = expand(string(node, 'template') ?? '', scope);
  const offset = get(node, 'template')?.offset ?? node.offset;
  const at = document.locate(offset);
  const path = templatePath(written, context, root);
  if (path === undefined) {
    const remote = remotePath(written, document);
    return [
      ...(remote === undefined
        ? []
        : [
            ...linkFacts(placeOf(unit, at, context), 'includes', 'path', remote),
            ...argumentSymbols(get(node, 'parameters'), remote, scope, document),
          ]),
      {
        fact: 'not-understood',
        unit,
        reason: written.includes('$') ? 'template-expression' : 'remote-reference',
        detail: written,
        at,
      },
    ];
  }
  return [
    { fact: 'link', unit, link: 'includes', to: { kind: 'path', value: path }, kind: 'structure', at },
    ...argumentSymbols(get(node, 'parameters'), path, scope, document),
  ];
}

const placeOf = (unit: string, at: Place['at'], context: ExtractContext): Place => ({
  context,
  unit,
  at,
  kind: 'structure',
  directory: '.',
  values: () => [],
});

/** Hosts of the repositories that a pipeline names under `resources`, by their type. */
const HOSTS: Readonly<Record<string, string>> = {
  git: 'dev.azure.com',
  github: 'github.com',
  githubenterprise: 'github.com',
  bitbucket: 'bitbucket.org',
};

/** `file@alias`: where the file lies in the repository that the pipeline's `resources` call so, as HOST/OWNER/NAME/FILE. */
function remotePath(written: string, document: DataDocument): string | undefined {
  const [, file, alias] = /^([^@$]+)@([\w.-]+)$/.exec(written) ?? [];
  if (file === undefined || alias === undefined) return undefined;
  const repositories = list(get(document.roots[0], 'resources', 'repositories'));
  const repository = repositories.find((one) => string(one, 'repository') === alias);
  const name = string(repository, 'name');
  const host = HOSTS[(string(repository, 'type') ?? 'git').toLowerCase()];
  if (!name || !host || !/^[\w .-]+(?:\/[\w .-]+)?$/.test(name)) return undefined;
  // The project is left out where it is the pipeline's own.
  return `${host}/${name.includes('/') ? name : `project/${name}`}/${file.replace(/^\.?\//, '')}`;
}

/** Paths of templates count from the file that includes them, absolute ones from the root. */
export function templatePath(written: string, context: ExtractContext, root: string): string | undefined {
  const local = written.replace(/@self$/, '');
  if (local === '' || /[@$]/.test(local)) return undefined;
  return local.startsWith('/')
    ? context.resolvePath(local.slice(1), root)
    : context.resolvePath(local, context.directory);
}

/** The scope inside a stage or job with variables of its own. */
export function within(reading: Reading, node: DataNode | undefined): Reading {
  const variables = get(node, 'variables');
  if (variables === undefined) return reading;
  const resolve = (template: string): string | undefined => templatePath(template, reading.context, reading.root);
  return { ...reading, scope: inner(reading.scope, variables, resolve) };
}
