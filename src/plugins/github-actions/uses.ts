/** Steps that use an action. */
import type { Fact } from '../../facts/types.js';
import { get, string } from '../../syntax/data/tree.js';
import type { DataNode } from '../../syntax/types.js';
import { embeddedScript, scriptPart } from '../shared/ci/script.js';
import type { StepEffect } from '../shared/ci/workflow.js';
import { factsForEffects, linkFacts, traitFact } from '../shared/effects.js';
import type { Place } from '../shared/effects.js';
import { gitHubRepository } from '../shared/identifiers.js';
import { factsForSignal } from '../signals.js';
import { ACTION_EFFECTS, DISPATCHES, PUSHING_ACTIONS, SCRIPT_INPUTS, isHousekeeping, isNeutral } from './actions.js';
import { pushFacts } from './checkouts.js';
import { factsByConvention } from './conventions.js';
import type { Checkouts } from './checkouts.js';
import { withoutHome } from '../shared/commands/interpreters.js';
import { compact, expand, expandScript } from './expressions.js';
import type { Values } from './expressions.js';
import { inputSymbols, placeFor } from './scope.js';
import type { StepScope } from './scope.js';

/** `owner/name/path` without the version; Gitea and Forgejo also take URLs. */
export function actionName(uses: string): string {
  return uses.replace(/^https?:\/\/[^/]+\//, '').replace(/@.*$/, '');
}

export function effectOfAction(action: string): StepEffect {
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

export function actionFacts(
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
  const facts = [
    ...factsForSignal(context.catalogue, { kind: 'action', name: action, value: ({ key }) => value(key) }, unit, at),
    ...factsForEffects(effects, place),
    ...(known === 'docker/build-push-action' ? dockerfileFacts(value, place) : []),
    ...dispatchFacts(known, value, place),
    ...(known === 'actions/github-script' ? scriptedDispatch(string(node, 'with', 'script') ?? '', scope, place) : []),
    ...scriptInput(node, known, unit, scope),
    ...(PUSHING_ACTIONS.test(action) ? pushFacts(value('repository') ?? '.', '', unit, offset, scope, foreign) : []),
    ...(known === 'fjogeleit/yaml-update-action' ? updateFacts(value, place) : []),
  ];
  if (facts.length > 0 || effectOfAction(action) !== 'work') return facts;
  // An action of a repository that may be among the sources.
  return /^[\w.-]+\/[\w.-]+/.test(action)
    ? [
        ...factsByConvention(node, action, value, place, scope),
        ...linkFacts({ ...place, directory: '.' }, 'includes', 'path', `github.com/${action}/action.yml`),
        ...inputSymbols(get(node, 'with'), `github.com/${action}/action.yml`, document, values),
      ]
    : [];
}

/** The Dockerfile is `file`, counted from the workspace, or stands in `context`. */
function dockerfileFacts(value: (key: string) => string | undefined, place: Place): Fact[] {
  const context = value('context') ?? '.';
  const file =
    value('file') ??
    (/^(?:https?:|git@)|\$\{\{/.test(context) ? undefined : `${context.replace(/\/+$/, '')}/Dockerfile`);
  return file === undefined ? [] : linkFacts(place, 'builds', 'path', file);
}

/** `valueFile` of another repository is changed and pushed. https://github.com/fjogeleit/yaml-update-action */
function updateFacts(value: (key: string) => string | undefined, place: Place): Fact[] {
  const repository = gitHubRepository(value('repository') ?? '');
  const file = value('valueFile');
  return repository && file
    ? [
        ...linkFacts({ ...place, directory: '.' }, 'deploys', 'path', `${repository}/${file}`),
        traitFact(place, 'deploys'),
      ]
    : [];
}

/** An action that starts workflows, mostly of another repository. */
function dispatchFacts(action: string, value: (key: string) => string | undefined, place: Place): Fact[] {
  const inputs = Object.hasOwn(DISPATCHES, action) ? DISPATCHES[action] : undefined;
  if (!inputs) return [];
  const { repository, owner = '', name = '', workflow = '' } = inputs;
  const whole = repository ? (value(repository) ?? '') : `${value(owner) ?? OWN_OWNER}/${value(name) ?? ''}`;
  // The parts may hold the whole: `repo: acme/deploy`.
  const slug = repository || !value(name)?.includes('/') ? whole : (value(name) ?? '');
  return startedFacts(slug, value(workflow), place);
}

const OWN_OWNER = '${{ github.repository_owner }}';

function startedFacts(slug: string, workflow: string | undefined, place: Place): Fact[] {
  return [
    ...linkFacts(place, 'triggers', 'git-repository', slug),
    ...(workflow ? linkFacts(place, 'triggers', 'workflow', workflow) : []),
  ];
}

const SCRIPTED = /\b(?:createDispatchEvent|createWorkflowDispatch)\s*\(\s*\{([^{}]{0,2000})/g;

/** `github.rest.repos.createDispatchEvent({ owner, repo: 'deploy', … })` in a script of JavaScript. */
function scriptedDispatch(script: string, { values }: StepScope, place: Place): Fact[] {
  return [...expand(script, values).matchAll(SCRIPTED)].flatMap(([, given = '']) => {
    const argument = (name: string): string | undefined =>
      new RegExp(`\\b${name}\\s*:\\s*(["'\`])([^"'\`]*)\\1`).exec(given)?.[2];
    const repository = argument('repo');
    return repository
      ? startedFacts(`${argument('owner') ?? OWN_OWNER}/${repository}`, argument('workflow_id'), place)
      : [];
  });
}

function scriptInput(node: DataNode, action: string, unit: string, scope: StepScope): Fact[] {
  const input = Object.hasOwn(SCRIPT_INPUTS, action) ? SCRIPT_INPUTS[action] : undefined;
  const part = input === undefined ? undefined : scriptPart(get(node, 'with', input), scope.document);
  if (!part) return [];
  const text = expandScript(part.text, scope.values);
  const script = { ...part, text: action.includes('ssh') ? withoutHome(text) : text };
  return [embeddedScript(script, scope.document, unit, scope.root)];
}

/** Definition of a local action: `./.github/actions/x` is `.github/actions/x/action.yml`. */
function actionFile(uses: string, { context, root }: StepScope): string | undefined {
  const path = context.resolvePath(uses, root);
  return path === undefined || /\.ya?ml$/.test(path) ? path : `${path}/action.yml`;
}
