/** kubectl, Helm and Kustomize. Sources: their command references. */
import type { ValueSource } from '../../../catalogue/types.js';
import { remotePath } from '../../../facts/addresses.js';
import type { Fact } from '../../../facts/types.js';
import { factsForSignal } from '../../signals.js';
import type { ShellCommand } from '../../../syntax/types.js';
import { isRemote } from '../remote.js';
import type { Handler } from './index.js';
import type { Invocation } from './invocation.js';
import { optionValues } from './options.js';

const VALUED = new Set(['-n', '-l', '-c', '-o', '-f', '-k', '-t', '-i']);

function kubectl(call: Invocation): Fact[] {
  const plain = call.plain(VALUED);
  const [verb, ...rest] = plain;
  if (verb === 'set' && rest[0] === 'image') {
    // `deployment/api app=registry/app:1 sidecar=other:2`
    const images = rest
      .slice(1)
      .filter((word) => word.includes('='))
      .map((word) => word.slice(word.indexOf('=') + 1));
    return withDeploys(call, [
      ...images.flatMap((image) => call.link('deploys', 'image', image)),
      ...workload(call, rest.slice(1)),
    ]);
  }
  if (verb === 'rollout' && rest[0] === 'restart') return [...workload(call, rest.slice(1)), ...call.trait('deploys')];
  if (verb === 'patch' && !isDryRun(call)) return withDeploys(call, workload(call, rest));
  if (verb === 'config' && rest[0] === 'use-context') return call.link('runs-on', 'cluster', rest[1]);
  if (verb === 'run' || (verb === 'create' && /^(?:deployment|job|cronjob)$/.test(rest[0] ?? ''))) {
    return withDeploys(call, call.link('deploys', 'image', call.option('--image')));
  }
  // `oc new-app IMAGE`; from a repository or a template it builds, which the command does not tell.
  if (verb === 'new-app' && !isDryRun(call)) {
    const image = call.option('--image', '--docker-image', '-i') ?? rest[0];
    const isImage = image !== undefined && !/^(?:https?:|git@|\.|~)|\.git$/.test(image);
    return isImage ? withDeploys(call, call.link('deploys', 'image', image)) : [];
  }
  if (verb === undefined || !/^(?:apply|create|replace)$/.test(verb) || isDryRun(call)) return [];
  const files = call.options('-f', '--filename', '-k', '--kustomize').flatMap((file) => file.split(','));
  return withDeploys(
    call,
    files.flatMap((file) => manifestFacts(call, file)),
  );
}

/** `deployment/api`, `deployment api`: what runs already and is started again or changed. */
function workload(call: Invocation, words: readonly string[]): Fact[] {
  const [first = '', second = ''] = words;
  const [kind = '', name = second] = first.split('/', 2);
  if (!RUNS_PODS.test(kind) || name.includes('=')) return [];
  const namespace = call.option('-n', '--namespace');
  return call.link('deploys', 'workload', namespace ? `${namespace}/${name}` : name);
}

/** Kinds that run pods, with their short names and API groups. */
const RUNS_PODS =
  /^(?:deploy(?:ments?)?|sts|statefulsets?|ds|daemonsets?|rollouts?|inferenceservices?|isvc|seldondeployments?|sdep)(?:\.[a-z.]+)?$/i;

function isDryRun(call: Invocation): boolean {
  return optionValues(call.words, ['--dry-run']).some((value) => value !== 'none');
}

function withDeploys(call: Invocation, facts: Fact[]): Fact[] {
  return facts.some((fact) => fact.fact === 'link' || fact.fact === 'embedded')
    ? [...facts, ...call.trait('deploys')]
    : facts;
}

/** A manifest: a file or directory of the source, standard input, or something remote. */
function manifestFacts(call: Invocation, file: string): Fact[] {
  if (file === '-') {
    // `cat <<EOF | kubectl apply -f -` gives the document to the command in front of the pipe.
    const before = call.script.commands[call.index - 1];
    const input = call.command.input ?? before?.input;
    if (input) return call.embedded('yaml', input.text, input);
    const given = call.command.inputFile ?? (before?.piped ? filledIn(before) : undefined);
    return given === undefined ? [] : call.link('deploys', 'path', given);
  }
  const remote = remotePath(file);
  if (!remote || !isRemote(file))
    return isRemote(file) ? remoteReference(call, file) : call.link('deploys', 'path', file);
  const name = remote.path === '' ? remote.name : `${remote.name}/${remote.path}`;
  return [
    ...chartSignal(call, name),
    ...remoteReference(call, file),
    ...(FORGE.test(remote.repository) ? call.link('deploys', 'git-repository', remote.repository) : []),
  ];
}

/** The manifest that a command in front of a pipe fills in: `envsubst < k8s.yaml | kubectl apply -f -`. */
function filledIn({ words, inputFile }: ShellCommand): string | undefined {
  if (!/^(?:envsubst|sed|cat|yq|jinja2|j2|gomplate|awk|perl)$/.test(words[0] ?? '')) return undefined;
  return inputFile ?? words.slice(1).findLast((word) => /\.(?:ya?ml|json)(?:\.\w+)?$/.test(word) && !/\s/.test(word));
}

/** Hosts of Git repositories; other servers give out single files. */
const FORGE = /^(?:[\w-]+\.)*(?:github|gitlab|bitbucket|gitea|codeberg|git)\b/;

/** What the catalogue knows of upstream manifests (`owner/name/path`) or of a chart. */
function chartSignal(call: Invocation, name: string, values: ReadonlyMap<string, string> = new Map()): Fact[] {
  const value = ({ key }: ValueSource): string | undefined => (key === undefined ? undefined : values.get(key));
  return factsForSignal(call.context.catalogue, { kind: 'chart', name, value }, call.unit, call.at);
}

function remoteReference(call: Invocation, detail: string): Fact[] {
  return [{ fact: 'not-understood', unit: call.unit, reason: 'remote-reference', detail, at: call.at }];
}

function helm(call: Invocation): Fact[] {
  const [verb, ...rest] = call.plain(VALUED);
  if (verb === 'repo' && rest[0] === 'add' && rest[1]) {
    call.script.chartRepositories.add(rest[1]);
    return [];
  }
  // `upgrade --install RELEASE CHART`; with `--generate-name` there is no release name.
  if (!/^(?:install|upgrade)$/.test(verb ?? '') || call.has('--dry-run')) return [];
  const chart = call.has('--generate-name', '-g') ? rest[0] : rest[1];
  if (chart === undefined) return [];
  const facts = isLocalChart(call, chart) ? call.link('deploys', 'path', chart) : chartFacts(call, chart);
  const values = call.options('-f', '--values').flatMap((file) => call.link('includes', 'path', file));
  return [...facts, ...values, ...imagesSet(call), ...call.trait('deploys')];
}

/** `--set image.repository=acme/api --set image.tag=1`: what the chart is told to run. */
function imagesSet(call: Invocation): Fact[] {
  return settings(call).flatMap(([key, value]) =>
    /(?:^|[._])image(?:\.(?:repository|name))?$/i.test(key) ? call.link('deploys', 'image', value) : [],
  );
}

const settings = (call: Invocation): (readonly [string, string])[] =>
  call
    .options('--set', '--set-string')
    .flatMap((list) => list.split(','))
    .map((item) => [item.slice(0, item.indexOf('=')), item.slice(item.indexOf('=') + 1)] as const);

/** Folders in which charts are kept; `X/Y` with another `X` is chart Y of repository X. */
const CHART_FOLDER = /^(?:charts?|helm|helm-charts?|deploy\w*|infra\w*|k8s|kubernetes|manifests?|ops|platform)$/;

/** Helm itself looks whether the path exists; here the spelling must tell. */
function isLocalChart(call: Invocation, chart: string): boolean {
  if (chart.includes('://') || call.option('--repo') !== undefined) return false;
  if (/^(?:\.{1,2}(?:\/|$)|[/$])/.test(chart) || chart.endsWith('.tgz') || chart.endsWith('/')) return true;
  const segments = chart.split('/');
  if (call.script.chartRepositories.has(segments[0] ?? '')) return false;
  return segments.length !== 2 || CHART_FOLDER.test(segments[0] ?? '');
}

function chartFacts(call: Invocation, chart: string): Fact[] {
  const name = chart.slice(chart.lastIndexOf('/') + 1);
  return chartSignal(call, name, new Map(settings(call)));
}

function kustomize(call: Invocation): Fact[] {
  const [verb, ...rest] = call.plain();
  if (verb === 'build') return call.link('deploys', 'path', rest[0] ?? '.');
  if (verb === 'edit' && rest[0] === 'set' && rest[1] === 'image') {
    // `app=registry/app:1` or `registry/app:1`
    const images = rest.slice(2).map((word) => word.slice(word.indexOf('=') + 1));
    call.script.edits.push(call.file('kustomization.yaml'));
    return [...call.link('deploys', 'path', '.'), ...images.flatMap((image) => call.link('deploys', 'image', image))];
  }
  return [];
}

export const KUBERNETES_HANDLERS: Record<string, Handler> = {
  kubectl,
  oc: kubectl,
  microk8s: (call) => kubectl(call.as(call.words.slice(1))),
  helm,
  kustomize,
};
