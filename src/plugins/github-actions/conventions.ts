/**
 * Actions that no table knows, told by their names and by inputs that mean the same in every action that has them: a chart that an
 * action of Helm releases, manifests that one of Kubernetes applies, a Dockerfile that one builds, words of a command line that
 * one hands to `kubectl` or `helm`.
 */
import type { Fact } from '../../facts/types.js';
import { get, string } from '../../syntax/data/tree.js';
import type { DataNode } from '../../syntax/types.js';
import { embeddedScript, scriptPart } from '../shared/ci/script.js';
import { factsForEffects, type Effect, type Place } from '../shared/effects.js';
import { expandScript } from './expressions.js';
import type { StepScope } from './scope.js';

const HELM = /helm/i;
const KUBERNETES = /k8s|kube|kustomize|openshift/i;
const BUILDS = /docker|buildah|kaniko|podman|image|container|\b(?:acr|ecr|gcr|gar)\b|[-_](?:acr|ecr|gcr|gar)[-_]/i;
/** They look at definitions and change nothing. */
const LOOKS =
  /lint|scan|valid|check|test|audit|diff|template|docs?\b|setup|install|login|auth|clean|delete|prune|version|release-notes/i;
/** Tools whose arguments are an input. */
const TOOLS: readonly (readonly [RegExp, string])[] = [
  [/kubectl/i, 'kubectl'],
  [/helm/i, 'helm'],
];
const ARGUMENTS = ['args', 'command', 'cmd', 'exec', 'run'];
const CHART = [
  'chart',
  'chart-path',
  'chart_path',
  'chartPath',
  'helm_chart',
  'helm-chart',
  'helmChart',
  'chart-dir',
  'chart_dir',
];
const MANIFESTS = [
  'manifests',
  'manifest',
  'manifest-path',
  'manifest_path',
  'kustomization',
  'kustomize-path',
  'overlay',
];
const DOCKERFILE = ['dockerfile', 'dockerfile_path', 'dockerfile-path', 'docker_file', 'docker-file'];
const CONTEXT = ['folder', 'context', 'build_context', 'build-context', 'path', 'directory', 'working_directory'];
const IMAGE = [
  'image',
  'image_name',
  'image-name',
  'imageName',
  'image_repository',
  'tags',
  'repository',
  'repo',
  'name',
];
/** A path of the repository; a chart of another one is called `NAME` or `REPOSITORY/NAME`. */
const LOCAL = /^(?:\.{1,2}(?:\/|$)|[\w.-]+\/[\w.-]+\/|(?:charts?|helm|deploy\w*|infra\w*|k8s|kubernetes)(?:\/|$))/;

/** @param value an input as it is written, with constants put in */
export function factsByConvention(
  node: DataNode,
  action: string,
  value: (key: string) => string | undefined,
  place: Place,
  scope: StepScope,
): Fact[] {
  const name = action.slice(action.indexOf('/') + 1);
  if (LOOKS.test(name)) return [];
  const script = commandLine(node, name, place.unit, scope);
  if (script) return [script];
  const chart = CHART.find((key) => LOCAL.test(value(key) ?? ''));
  if (HELM.test(name) && chart) return factsForEffects([{ link: 'deploys', to: 'path', keys: [chart] }], place);
  if (KUBERNETES.test(name)) return factsForEffects([{ link: 'deploys', to: 'path', keys: MANIFESTS }], place);
  return BUILDS.test(name) ? factsForEffects(built(value), place) : [];
}

/** `args: apply -f k8s/` of an action that is called after kubectl. */
function commandLine(node: DataNode, name: string, unit: string, scope: StepScope): Fact | undefined {
  const tool = TOOLS.find(([pattern]) => pattern.test(name))?.[1];
  const input = ARGUMENTS.find((key) => string(node, 'with', key));
  const part = tool && input ? scriptPart(get(node, 'with', input), scope.document) : undefined;
  if (!tool || !part) return undefined;
  const text = expandScript(part.text, scope.values);
  const isWhole = /^\s*(?:kubectl|helm|kustomize|aws|az|gcloud|cd|set|export)\b/.test(text);
  return embeddedScript({ ...part, text: isWhole ? text : `${tool} ${text}` }, scope.document, unit, scope.root);
}

/** The image that a Dockerfile makes, or the directory in which one stands. */
function built(value: (key: string) => string | undefined): Effect[] {
  const file = DOCKERFILE.find((key) => value(key));
  const context = CONTEXT.find((key) => value(key));
  const image = IMAGE.find((key) => value(key));
  if (!image || (!file && !context)) return [];
  const directory = (context && value(context)?.replace(/\/+$/, '')) ?? '.';
  return [
    file
      ? { link: 'builds', to: 'path', keys: [file] }
      : { link: 'builds', to: 'path', default: `${directory}/Dockerfile` },
    { offer: 'image', keys: [image] },
    { trait: 'builds-package' },
  ];
}
