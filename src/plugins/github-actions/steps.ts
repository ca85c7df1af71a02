/** Steps of jobs and of composite actions. */
import type { Fact } from '../../facts/types.js';
import { entries, get, string, text } from '../../syntax/data/tree.js';
import type { DataDocument, DataNode } from '../../syntax/types.js';
import { embeddedScript, effectOfScript, pushes, scriptPart } from '../shared/ci/script.js';
import type { Step, StepEffect } from '../shared/ci/workflow.js';
import { environmentFacts } from '../shared/commands/signals.js';
import { factsForEffects, linkFacts } from '../shared/effects.js';
import type { Place } from '../shared/effects.js';
import { gitHubRepository } from '../shared/identifiers.js';
import { isUnknown } from '../shared/paths.js';
import { factsForSignal } from '../signals.js';
import type { ExtractContext } from '../types.js';
import { ACTION_EFFECTS, PUSHING_ACTIONS, SCRIPT_INPUTS, isHousekeeping, isNeutral } from './actions.js';
import { compact, environmentOf, expand, expandScript, isNever, spaceOf } from './expressions.js';
import type { Values } from './expressions.js';

export interface StepScope {
  document: DataDocument;
  context: ExtractContext;
  /** Root of the repository, relative to the source. */
  root: string;
  values: Values;
  /** Defaults of the job: `defaults.run`. */
  directory?: string | undefined;
  shell?: string | undefined;
}

/**
 * Reads the steps of a job in order. A checkout of another repository changes what later steps work on: its files are
 * those of `HOST/OWNER/NAME`, and a push deploys it.
 */
export function readSteps(nodes: readonly DataNode[], scope: StepScope): Step[] {
  const foreign = foreignCheckouts(nodes, scope);
  return nodes.flatMap((node) => (node.kind === 'map' ? [readStep(node, scope, foreign)] : []));
}

/** Repositories that one job checks out; more are no job. */
const MOST_CHECKOUTS = 20;

/** Directory of the checkout ('.' is the workspace) → repository. */
type Checkouts = ReadonlyMap<string, string>;

function foreignCheckouts(nodes: readonly DataNode[], scope: StepScope): Checkouts {
  const checkouts = new Map<string, string>();
  for (const node of nodes) {
    if (!/^actions\/checkout(?:@|$)/.test(string(node, 'uses') ?? '')) continue;
    const repository = gitHubRepository(expand(string(node, 'with', 'repository') ?? '', scope.values));
    const directory = stripped(expand(string(node, 'with', 'path') ?? '.', scope.values));
    if (repository && checkouts.size < MOST_CHECKOUTS) checkouts.set(directory, repository);
    else checkouts.delete(directory);
  }
  return checkouts;
}

function stripped(directory: string): string {
  return directory.replace(/^\.\/(?=.)|\/+$/g, '') || '.';
}

function readStep(node: DataNode, scope: StepScope, foreign: Checkouts): Step {
  const values = { ...scope.values, env: scope.values.env.with(environmentOf(get(node, 'env'), scope.values)) };
  const inner = { ...scope, values };
  const uses = string(node, 'uses');
  const base = { name: string(node, 'name') ?? string(node, 'id'), offset: node.offset, off: isNever(node) };
  const environment = (unit: string): Fact[] => variableFacts(get(node, 'env'), unit, inner);
  if (uses !== undefined) {
    const action = actionName(uses);
    return {
      ...base,
      effect: effectOfAction(action),
      facts: (unit) => [...environment(unit), ...actionFacts(node, uses, action, unit, inner, foreign)],
    };
  }
  const run = scriptPart(get(node, 'run'), scope.document);
  if (!run) return { ...base, effect: 'none', facts: environment };
  return {
    ...base,
    effect: effectOfScript(run.text),
    facts: (unit) => [...environment(unit), ...runFacts(node, run, unit, inner, foreign)],
  };
}

function runFacts(
  node: DataNode,
  run: NonNullable<ReturnType<typeof scriptPart>>,
  unit: string,
  scope: StepScope,
  foreign: Checkouts,
): Fact[] {
  const { document, values } = scope;
  const written = expand(string(node, 'working-directory') ?? scope.directory ?? '.', values);
  const shell = string(node, 'shell') ?? scope.shell ?? 'bash';
  const text = expandScript(run.text, values);
  const part = { ...run, text };
  const directory = workingDirectory(written, scope, foreign);
  return [
    embeddedScript(part, document, unit, directory, /^python/.test(shell) ? 'python' : 'shell'),
    ...(pushes(text) ? pushFacts(written, unit, document, run.offset, scope, foreign) : []),
  ];
}

/** Directory of a step; inside another repository's checkout it is below the name of that repository. */
function workingDirectory(written: string, scope: StepScope, foreign: Checkouts): string | undefined {
  const directory = stripped(written.replace(/^\$\{\{\s*github\.workspace\s*\}\}/, '.'));
  const checkout = checkoutOf(directory, foreign);
  if (checkout) {
    const inside = checkout.directory === '.' ? directory : directory.slice(checkout.directory.length + 1) || '.';
    return inside === '.' ? checkout.repository : `${checkout.repository}/${inside}`;
  }
  return isUnknown(directory) ? undefined : scope.context.resolvePath(directory, scope.root);
}

function checkoutOf(directory: string, foreign: Checkouts): { directory: string; repository: string } | undefined {
  for (const [at, repository] of foreign) {
    if (at === directory || (at !== '.' && directory.startsWith(`${at}/`))) return { directory: at, repository };
  }
  const whole = foreign.get('.');
  return whole === undefined ? undefined : { directory: '.', repository: whole };
}

/** A push from the checkout of another repository deploys it. */
function pushFacts(
  written: string,
  unit: string,
  document: DataDocument,
  offset: number,
  scope: StepScope,
  foreign: Checkouts,
): Fact[] {
  const inside = checkoutOf(stripped(written), foreign)?.repository;
  const repository = inside ?? (foreign.size === 1 ? [...foreign.values()][0] : undefined);
  if (repository === undefined) return [];
  const place = placeFor(unit, document, offset, scope, () => []);
  return [
    ...linkFacts({ ...place, kind: 'command' }, 'deploys', 'git-repository', repository),
    { fact: 'trait', unit, trait: 'deploys', kind: 'command', at: place.at },
  ];
}

function placeFor(
  unit: string,
  document: DataDocument,
  offset: number,
  scope: StepScope,
  values: Place['values'],
): Place {
  const { context, root: directory } = scope;
  return { context, unit, at: document.locate(offset), kind: 'action', directory, values };
}

/** `owner/name/path` without the version. */
function actionName(uses: string): string {
  return uses.replace(/@.*$/, '');
}

function effectOfAction(action: string): StepEffect {
  if (isNeutral(action)) return 'none';
  return isHousekeeping(action) ? 'housekeeping' : 'work';
}

/** Inputs may hold several values, one a line; images and manifests also divided by commas. */
function inputValues(node: DataNode, keys: readonly string[], values: Values): string[] {
  for (const key of keys) {
    const written = string(node, 'with', key);
    if (written !== undefined && written !== '') {
      return expand(written, values)
        .split(/\n|,(?![^{}]*\}\})/)
        .map((line) => line.trim())
        .filter((line) => line !== '');
    }
  }
  return [];
}

function actionFacts(
  node: DataNode,
  uses: string,
  action: string,
  unit: string,
  scope: StepScope,
  foreign: Checkouts,
): Fact[] {
  const { document, context, values } = scope;
  const offset = get(node, 'uses')?.offset ?? node.offset;
  const at = document.locate(offset);
  const place = placeFor(unit, document, offset, scope, (source) => {
    const found = inputValues(node, source.keys ?? [], values);
    return found.length > 0 ? found : source.default === undefined ? [] : [source.default];
  });
  if (uses.startsWith('./')) {
    return [
      ...linkFacts(place, 'includes', 'path', uses),
      ...inputSymbols(get(node, 'with'), actionFile(uses, scope), document, values),
    ];
  }
  if (uses.startsWith('docker://')) return linkFacts(place, 'runs', 'image', uses);
  const known = action.toLowerCase();
  const effects = Object.hasOwn(ACTION_EFFECTS, known) ? (ACTION_EFFECTS[known] ?? []) : [];
  const value = (key: string | undefined): string | undefined => {
    const written = key === undefined ? undefined : string(node, 'with', key);
    return written === undefined ? undefined : compact(expand(written, values));
  };
  return [
    ...factsForSignal(context.catalogue, { kind: 'action', name: action, value: ({ key }) => value(key) }, unit, at),
    ...factsForEffects(effects, place),
    ...(known === 'docker/build-push-action' ? dockerfileFacts(value, place) : []),
    ...scriptInput(node, known, unit, scope),
    ...(PUSHING_ACTIONS.test(action) ? pushFacts(value('repository') ?? '.', unit, document, offset, scope, foreign) : []),
  ];
}

/** The Dockerfile is `file`, counted from the workspace, or stands in `context`. */
function dockerfileFacts(value: (key: string) => string | undefined, place: Place): Fact[] {
  const context = value('context') ?? '.';
  const file = value('file') ?? (/^(?:https?:|git@)|\$\{\{/.test(context) ? undefined : `${context.replace(/\/+$/, '')}/Dockerfile`);
  return file === undefined ? [] : linkFacts(place, 'builds', 'path', file);
}

function scriptInput(node: DataNode, action: string, unit: string, scope: StepScope): Fact[] {
  const input = Object.hasOwn(SCRIPT_INPUTS, action) ? SCRIPT_INPUTS[action] : undefined;
  const part = input === undefined ? undefined : scriptPart(get(node, 'with', input), scope.document);
  if (!part) return [];
  return [embeddedScript({ ...part, text: expandScript(part.text, scope.values) }, scope.document, unit, scope.root)];
}

/** Catalogue facts of an `env` map. */
export function variableFacts(node: DataNode | undefined, unit: string, { document, context, values }: StepScope): Fact[] {
  return entries(node).flatMap(({ key, offset, value }) => {
    const written = text(value);
    return written === undefined ? [] : environmentFacts(context, unit, document.locate(offset), { [key]: expand(written, values) });
  });
}

/** What a caller hands over, as symbols of the called file. */
export function inputSymbols(
  inputs: DataNode | undefined,
  file: string | undefined,
  document: DataDocument,
  values: Values,
): Fact[] {
  if (file === undefined) return [];
  return entries(inputs).flatMap(({ key, offset, value }): Fact[] => {
    const written = text(value);
    const expanded = written === undefined ? undefined : expand(written, values);
    if (expanded === undefined || expanded.includes('${{')) return [];
    return [{ fact: 'symbol', space: spaceOf(file), name: `inputs.${key}`, value: expanded, at: document.locate(offset) }];
  });
}

/** Definition of a local action: `./.github/actions/x` is `.github/actions/x/action.yml`. */
function actionFile(uses: string, { context, root }: StepScope): string | undefined {
  const path = context.resolvePath(uses, root);
  return path === undefined || /\.ya?ml$/.test(path) ? path : `${path}/action.yml`;
}
