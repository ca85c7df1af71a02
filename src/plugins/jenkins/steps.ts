/** Steps of pipelines: what a call does. Source: https://www.jenkins.io/doc/pipeline/steps/ */
import type { Fact } from '../../facts/types.js';
import type { GroovyCall, GroovyValue } from '../../syntax/types.js';
import { effectOfScript, embeddedScript, pushes } from '../shared/ci/script.js';
import { replaceShellVariables } from '../shared/ci/variables.js';
import type { Step } from '../shared/ci/workflow.js';
import { factsForEffects, linkFacts, traitFact } from '../shared/effects.js';
import type { Effect, Place } from '../shared/effects.js';
import { factsForSignal } from '../signals.js';
import { dockerSteps } from './docker.js';
import { calledJobs } from './names.js';
import type { Scope, Surroundings } from './pipeline.js';
import { stepOf } from './pipeline.js';
import { argument } from './tree.js';

/** Steps that run a script. */
const SHELLS: Readonly<Record<string, string>> = {
  sh: 'script',
  bat: 'script',
  powershell: 'script',
  pwsh: 'script',
  shell: 'command',
  batchFile: 'command',
  sshCommand: 'command',
};
const WINDOWS = /^(?:bat|powershell|pwsh|batchFile)$/;

/** Steps and methods of the language that do nothing to the project. */
const NEUTRAL =
  /^(?:echo|print|println|sleep|error|unstable|timestamps|ansiColor|timeout|retry|waitUntil|script|steps|stages|pipeline|node|ws|lock|milestone|container|withCredentials|withAWS|withKubeConfig|kubeconfig|sshagent|tool|isUnix|pwd|fileExists|readFile|readJSON|readYaml|readProperties|readTrusted|writeFile|writeJSON|writeYaml|stash|unstash|cleanWs|deleteDir|catchError|warnError|post|always|success|failure|unstable|changed|fixed|cleanup|unsuccessful|aborted|regression|junit|publishHTML|archiveArtifacts|fingerprint|copyArtifacts|string|file|usernamePassword|usernameColonPassword|sshUserPrivateKey|credentials|booleanParam|choice|text|password|logRotator|buildDiscarder|disableConcurrentBuilds|skipDefaultCheckout|podTemplate|containerTemplate|matrix|axis|axes|values|expression|branch|anyOf|allOf|not|changeset|tag|equals|label|library|currentBuild\..*|env\..*|params\..*|evaluate|withMaven|withSonarQubeEnv|nodejs|withPythonEnv|withDockerContainer|withDockerRegistry|withDockerServer|waitForQualityGate|dockerNode|.*\(\)\..*|.*\.(?:trim|split|each|collect|join|toString|add|put|get|replace\w*|contains|startsWith|endsWith|toFloat|toDouble|toInteger|format|size|find|findAll|any|every|sort|plus|minus|getAt|putAt|substring|toLowerCase|toUpperCase)|[A-Z]\w*(?:\..*)?|@\w+)$/;

const deploys = (...keys: string[]): Effect[] => [{ link: 'deploys', to: 'path', keys }];

/** Steps of plugins that deploy or build what their arguments name. */
const EFFECTS: Readonly<Record<string, readonly Effect[]>> = {
  kubernetesDeploy: deploys('configs'),
  ansiblePlaybook: deploys('playbook'),
  ansibleTower: [{ trait: 'deploys' }],
  helm: [{ trait: 'deploys' }],
  openshiftDeploy: [{ trait: 'deploys' }],
  cfnUpdate: deploys('file'),
  s3Upload: [{ link: 'writes-to', to: 'bucket', keys: ['bucket'] }],
  googleStorageUpload: [{ link: 'writes-to', to: 'bucket', keys: ['bucket'] }],
  awsCodeBuild: [{ link: 'triggers', to: 'workflow', keys: ['projectName'] }],
  build: [],
  deploy: [{ trait: 'deploys' }],
};

/** The steps that one call makes; none when it only holds others. */
export function stepsOfCall(
  call: GroovyCall,
  name: string,
  around: Surroundings,
  scope: Scope,
  images: Map<string, string>,
  assigned: string | undefined,
): Step[] {
  const { offset } = call;
  const shell = Object.hasOwn(SHELLS, name) ? SHELLS[name] : undefined;
  if (shell !== undefined) return scriptStep(argument(call, shell, true), name, offset, around, scope);
  const docker = dockerSteps(call, name, around, scope, images, assigned);
  if (docker) return docker;
  switch (name) {
    case 'build':
      return [{ name, offset, effect: 'work', facts: (unit) => startedJobs(call, unit, scope) }];
    case 'load':
      return [{ name, offset, effect: 'work', facts: (unit) => loaded(call, unit, around, scope) }];
    case 'input':
      return [{ name, offset, effect: 'none', facts: (unit) => [approval(call, unit, scope)] }];
    case 'echo':
      return [{ name, offset, effect: 'none', facts: () => [] }];
    case '@Library':
    case 'library':
      return [{ name, offset, effect: 'none', facts: (unit) => libraries(call, unit, scope) }];
    default:
      break;
  }
  if (NEUTRAL.test(name)) return [];
  return [{ name, offset, effect: 'work', facts: (unit) => pluginFacts(call, name, unit, around, scope) }];
}

function placeAt(offset: number, unit: string, directory: string | undefined, scope: Scope): Place {
  const { context, document } = scope;
  return { context, unit, at: document.locate(offset), kind: 'action', directory, values: () => [] };
}

function scriptStep(
  value: GroovyValue | undefined,
  name: string,
  offset: number,
  around: Surroundings,
  scope: Scope,
): Step[] {
  const { constants, document } = scope;
  const written = constants.text(value);
  if (value === undefined || written === undefined) return [];
  const unix = WINDOWS.test(name) ? written.replace(/\\(?=[\w.])/g, '/') : written;
  const text = replaceShellVariables(unix, (variable) => constants.variables.get(variable));
  const { line, column } = document.locate(value.offset);
  return [
    {
      name,
      offset,
      effect: effectOfScript(text),
      facts: (unit) => [
        embeddedScript({ text, line, column, offset: value.offset }, document, unit, around.directory),
        ...(pushes(text) && around.foreign ? pushFacts(around.foreign, offset, unit, scope) : []),
      ],
    },
  ];
}

/** A push from the checkout of another repository deploys it. */
function pushFacts(repository: string, offset: number, unit: string, scope: Scope): Fact[] {
  const place = placeAt(offset, unit, '.', scope);
  return [...linkFacts(place, 'deploys', 'git-repository', repository), traitFact(place, 'deploys')];
}

function startedJobs(call: GroovyCall, unit: string, scope: Scope): Fact[] {
  const written = scope.constants.text(argument(call, 'job', true)) ?? '';
  const place = placeAt(call.offset, unit, '.', scope);
  return calledJobs(written).flatMap((job) => linkFacts(place, 'triggers', 'workflow', job));
}

function loaded(call: GroovyCall, unit: string, { directory }: Surroundings, scope: Scope): Fact[] {
  const file = scope.constants.text(argument(call, 'path', true));
  return file === undefined ? [] : linkFacts(placeAt(call.offset, unit, directory, scope), 'includes', 'path', file);
}

function approval(call: GroovyCall, unit: string, scope: Scope): Fact {
  const message = scope.constants.text(argument(call, 'message', true));
  return traitFact({ ...placeAt(call.offset, unit, '.', scope), kind: 'structure' }, 'approval', message ?? 'input');
}

/** Shared libraries lie elsewhere; which one a name means is set up on the server. */
function libraries(call: GroovyCall, unit: string, scope: Scope): Fact[] {
  const first = call.arguments[0]?.value;
  const names = first?.kind === 'list' ? first.items : first ? [first] : [];
  return names.flatMap((value): Fact[] => {
    const detail = scope.constants.text(value);
    if (detail === undefined) return [];
    const at = scope.document.locate(call.offset);
    return [{ fact: 'not-understood', unit, reason: 'remote-reference', detail: `shared library ${detail}`, at }];
  });
}

/** A step of a plugin, or of a shared library that may be among the sources. */
function pluginFacts(call: GroovyCall, name: string, unit: string, around: Surroundings, scope: Scope): Fact[] {
  const { context, constants, document } = scope;
  const value = (key: string | undefined): string | undefined =>
    key === undefined ? undefined : constants.text(argument(call, key));
  const place: Place = {
    ...placeAt(call.offset, unit, around.directory, scope),
    values: ({ keys = [] }) => keys.flatMap((key) => value(key)?.split(/\s*,\s*/) ?? []),
  };
  const effects = Object.hasOwn(EFFECTS, name) ? (EFFECTS[name] ?? []) : [];
  const occurrence = {
    kind: 'action' as const,
    name: `jenkins/${name}`,
    value: ({ key }: { key?: string }) => value(key),
  };
  return [
    ...factsForSignal(context.catalogue, occurrence, unit, document.locate(call.offset)),
    ...factsForEffects(effects, place),
    ...(/^\w+$/.test(name) ? linkFacts(place, 'runs', 'workflow', stepOf(name)) : []),
  ];
}
