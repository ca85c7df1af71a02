/** Git pushes, starting workflows of a forge, and editing manifests that are then pushed (GitOps). */
import type { Fact } from '../../../facts/types.js';
import { hostIn } from '../../../facts/addresses.js';
import { linkFacts } from '../effects.js';
import { gitHubDispatch, gitHubRepository, gitRepositoryOf } from '../identifiers.js';
import { orderedBy } from '../service-requests.js';
import { cloneAt, stripped } from './clones.js';
import type { Handler } from './index.js';
import type { Invocation } from './invocation.js';
import { isPlatform, sourcesTaken } from './platforms.js';

const GIT_VALUED = new Set(['-b', '-C', '-c', '-m', '-o', '--branch', '--depth', '--message']);

function git(call: Invocation): Fact[] {
  const [verb, ...rest] = call.plain(GIT_VALUED);
  if (verb === 'clone') {
    const remote = gitRepositoryOf(rest[0] ?? '');
    const directory = rest[1] ?? remote?.slice(remote.lastIndexOf('/') + 1);
    if (remote && directory) call.script.clones.set(stripped(`${call.command.directory}/${directory}`), remote);
    return [];
  }
  return verb === 'push' ? pushFacts(call, rest[0]) : [];
}

/**
 * A push into another repository deploys it. Which one it is tell the remote's URL, the clone in whose directory the
 * script stands, or the only clone. A push of the own repository after editing files deploys those files.
 */
function pushFacts(call: Invocation, name: string | undefined): Fact[] {
  const remote = name === undefined ? undefined : (addressOf(name, call) ?? name);
  if (isPlatform(name ?? '') || isPlatform(remote ?? '')) return sourcesTaken(call);
  const { clones, edits } = call.script;
  const url = gitRepositoryOf(remote ?? '');
  const cloned = cloneAt(call.option('-C') ?? call.command.directory, clones)?.repository;
  const repository = url ?? cloned ?? (clones.size === 1 ? [...clones.values()][0] : undefined);
  // What has been pushed is not pushed again.
  const files = edits.splice(0).flatMap((edit) => linkFacts(edit.place, 'deploys', 'path', edit.path));
  const pushed = repository === undefined ? [] : call.link('deploys', 'git-repository', repository);
  return files.length + pushed.length > 0 ? [...files, ...pushed, ...call.trait('deploys')] : [];
}

/** `git remote add space https://…` before the push; where `origin` leads is the own repository. */
function addressOf(name: string, { script, index }: Invocation): string | undefined {
  if (name === 'origin') return undefined;
  for (const { words } of script.commands.slice(0, index).reverse()) {
    const [tool, noun, verb, ...rest] = words;
    if (tool !== 'git' || noun !== 'remote' || (verb !== 'add' && verb !== 'set-url')) continue;
    const [given, address] = rest.filter((word) => !word.startsWith('-'));
    if (given === name) return address;
  }
  return undefined;
}

/** Files that hold what is deployed; other edits in place are no concern. */
const MANIFEST = /\.(?:ya?ml|json|tf|tfvars|toml)$/;
/** A file that another definition names. */
// eslint-disable-next-line no-control-regex
const REFERENCE = /^\u0001[^\u0003]+\u0003$/;

/** `sed -i "s/tag: old/tag: new/" values.yaml` */
function sed(call: Invocation): Fact[] {
  if (!call.words.some((word) => /^(?:-i|--in-place|-[a-z]*i$)/.test(word))) return [];
  return edited(call, call.words.slice(1));
}

/** `yq -i '.image.tag = "1"' values.yaml`, `yq eval -i …` */
function yq(call: Invocation): Fact[] {
  return call.has('-i', '--inplace', '-yi') ? edited(call, call.words.slice(1)) : [];
}

function edited(call: Invocation, words: readonly string[]): Fact[] {
  for (const path of words.filter((word) => (MANIFEST.test(word) && !/\s/.test(word)) || REFERENCE.test(word))) {
    call.script.edits.push(call.file(path));
  }
  return [];
}

const GH_VALUED = new Set(['-R', '-f', '-F', '-r', '-H', '-X']);

function gh(call: Invocation): Fact[] {
  const [noun, verb, name] = call.plain(GH_VALUED);
  const repository = gitHubRepository(call.option('-R', '--repo') ?? '');
  if (noun === 'workflow' && verb === 'run') {
    return [...call.link('triggers', 'workflow', name), ...call.link('triggers', 'git-repository', repository)];
  }
  if (noun === 'api') return dispatch(call, call.words);
  return [];
}

const SENDS_DATA = /^(?:-d|--data(?:-\w+)?|--json)(?:=|$)/m;
/** A run of a DAG. https://airflow.apache.org/docs/apache-airflow/stable/stable-rest-api-ref.html */
const AIRFLOW_RUN = /\/dags\/([\w.-]{1,200})\/dagRuns\/?$/;
const GITLAB_TRIGGER = /^https?:\/\/([\w.-]+)\/api\/v4\/projects\/([^/]+)\/(?:trigger\/)?pipeline/;

/** A file of a repository; putting one commits it. https://docs.github.com/en/rest/repos/contents */
const CONTENTS = /(?:^|\/)repos\/([^/]+\/[\w.-]+)\/contents\/([\w./-]+)$/;
const WRITES = /^(?:PUT|POST|PATCH)$/i;

/** A call of the forge's API that starts a workflow. Source: GitHub REST API, GitLab pipeline trigger API. */
function dispatch(call: Invocation, words: readonly string[]): Fact[] {
  return words.flatMap((word): Fact[] => {
    const url = word.replace(/[?#].*$/, '');
    const started = gitHubDispatch(url);
    if (started) {
      return [
        ...call.link('triggers', 'git-repository', started.repository),
        ...call.link('triggers', 'workflow', started.workflow),
      ];
    }
    const [, slug = '', file] = CONTENTS.exec(url) ?? [];
    const repository = gitHubRepository(slug);
    if (repository && file && WRITES.test(call.option('-X', '--method', '--request') ?? '')) {
      const { path, place } = call.remote(repository, file);
      return [...linkFacts(place, 'deploys', 'path', path), ...call.trait('deploys')];
    }
    const dag = AIRFLOW_RUN.exec(url)?.[1];
    if (
      dag &&
      (SENDS_DATA.test(call.words.join('\n')) || WRITES.test(call.option('-X', '--method', '--request') ?? ''))
    )
      return call.link('triggers', 'pipeline', dag);
    const gitlab = GITLAB_TRIGGER.exec(url);
    const project = gitlab?.[2]?.replaceAll('%2F', '/');
    return gitlab && project?.includes('/')
      ? call.link('triggers', 'git-repository', `${gitlab[1] ?? ''}/${project}`)
      : [];
  });
}

/**
 * Where servers of models take a model from a request: the management API of TorchServe, the repository of Triton and MLServer,
 * and the path to which MLeap and services of users take a file.
 */
const TAKES_MODEL = /\/models\/?\?(?:\S*&)?url=|\/v2\/repository\/models\/[^/]+\/load\b/;
const TAKES_FILE = /\/models?\/?$/;
const SENDS_FILE = /^(?:--data-binary|--upload-file|-T|--form|-F)$/;
const CHANGES = /^(?:-X|--request=?)?(?:POST|PUT)$/i;

/** A request that tells a service to take the current model, or to train. */
function ordered(call: Invocation): Fact[] {
  const { words } = call;
  if (!words.some((word) => CHANGES.test(word) || SENDS_DATA.test(word))) return [];
  const url = words.find((word) => /^https?:/.test(word) && orderedBy(word) !== undefined);
  const host = url && hostIn(url);
  const order = url && orderedBy(url);
  return host && order ? call.link(order, 'host', host) : [];
}

/** A request by which a server of models gets another model. */
function modelSent(call: Invocation): Fact[] {
  const { words } = call;
  if (!words.some((word) => CHANGES.test(word) || SENDS_FILE.test(word))) return [];
  const isFile = words.some((word, at) => SENDS_FILE.test(word) && /^@|=@|[^/]\.\w+$/.test(words[at + 1] ?? ''));
  const url = words.find(
    (word) => /^https?:/.test(word) && (TAKES_MODEL.test(word) || (isFile && TAKES_FILE.test(word))),
  );
  const host = url === undefined ? undefined : hostIn(url);
  return host === undefined ? [] : [...call.link('deploys', 'host', host), ...call.trait('deploys')];
}

export const DELIVERY_HANDLERS: Record<string, Handler> = {
  git,
  sed,
  yq,
  gh,
  curl: (call) => [...dispatch(call, call.words), ...modelSent(call), ...ordered(call)],
  http: (call) => [...dispatch(call, call.words), ...modelSent(call), ...ordered(call)],
  wget: (call) => dispatch(call, call.words),
};
