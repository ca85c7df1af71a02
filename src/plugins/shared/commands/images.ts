/** Building, publishing and running container images. Sources: the command references of Docker, Podman, Buildah and kaniko. */
import { remotePath } from '../../../facts/addresses.js';
import type { Fact } from '../../../facts/types.js';
import { readPath, UNKNOWN_DIRECTORY } from '../paths.js';
import { quote } from '../words.js';
import type { Handler } from './index.js';
import type { Invocation } from './invocation.js';

/** `-t` and `-v` take a value here, `-d`, `-i` and `-q` do not. */
const BUILD_VALUED = new Set(['-t', '-f', '-o', '-m', '-c']);
const RUN_VALUED = new Set(['-v', '-e', '-p', '-w', '-u', '-m', '-h', '-l', '-a', '-c']);

/** Sub-commands of which only the last word counts: `docker image build`, `docker container run`. */
const GROUPS = /^(?:image|container|builder|buildx)$/;

function docker(call: Invocation): Fact[] {
  const plain = call.plain(BUILD_VALUED);
  if (plain[0] === 'compose') return compose(call, plain.slice(1));
  const verb = GROUPS.test(plain[0] ?? '') ? plain[1] : plain[0];
  switch (verb) {
    case 'build':
    case 'bud':
      // The context comes last; a variable in front of it may hold options.
      return build(call, plain.slice(plain.indexOf(verb) + 1).at(-1));
    case 'bake':
      return [
        ...call.link('builds', 'path', call.option('-f', '--file') ?? 'docker-bake.hcl'),
        ...call.trait('builds-package'),
      ];
    case 'push':
      return call.link('publishes-to', 'image', plain[plain.indexOf(verb) + 1]);
    case 'tag':
      return tag(call, plain.slice(plain.indexOf(verb) + 1));
    case 'run':
      return run(call);
    case 'exec':
      return exec(call, plain[plain.indexOf(verb) + 1]);
    default:
      return [];
  }
}

/** The Dockerfile is named by `-f`, or stands in the context. */
function build(call: Invocation, context: string | undefined): Fact[] {
  const file =
    call.option('-f', '--file') ?? (context === undefined ? 'Dockerfile' : `${context.replace(/\/+$/, '')}/Dockerfile`);
  const images = call.options('-t', '--tag', '--destination', '-d');
  const pushes =
    call.has('--push') || call.options('--output', '-o').some((output) => /\bpush=true\b|type=registry/.test(output));
  return [
    ...(file === '-/Dockerfile' || file === '-' ? inputDockerfile(call) : stageOf(call, file)),
    ...images.flatMap((image) => call.offer('image', image)),
    ...(pushes ? images.flatMap((image) => call.link('publishes-to', 'image', image)) : []),
    ...call.trait('builds-package'),
  ];
}

/** `--target` builds one stage and what it begins with, not the last one. */
function stageOf(call: Invocation, file: string): Fact[] {
  const stage = call.option('--target');
  const reading = stage === undefined ? undefined : readPath(file, call.context, call.directory);
  return reading && 'path' in reading
    ? call.link('builds', 'target', `${reading.path}#${stage}`)
    : call.link('builds', 'path', file);
}

function inputDockerfile(call: Invocation): Fact[] {
  if (!call.command.input) return [];
  const detail = 'Dockerfile on standard input';
  return [{ fact: 'not-understood', unit: call.unit, reason: 'unsupported-construct', detail, at: call.at }];
}

/** `docker tag app registry/app:1`: what builds `app`, here or in another step, is known by the second name too. */
function tag(call: Invocation, names: readonly string[]): Fact[] {
  const here = call.script.commands.some(({ words }) => words.includes('build') || words.includes('pull'));
  return [...call.offer('image', names[1]), ...(here ? [] : call.link('renames', 'image', names[0]))];
}

/**
 * `docker run IMAGE python train.py` runs that instead of what the image runs by itself. What stays in the background of a
 * machine that stays (`-d`) may be a service that is put into operation there.
 */
function run(call: Invocation): Fact[] {
  const plain = call.plain(RUN_VALUED);
  const image = plain[plain.indexOf('run') + 1];
  const at = image === undefined ? -1 : call.words.indexOf(image, call.words.indexOf('run') + 1);
  const command = at === -1 ? [] : call.words.slice(at + 1);
  if (image !== undefined && STARTS.test(command[0] ?? '')) return call.embedded('shell', command.map(quote).join(' '));
  const options = call.words.slice(0, at === -1 ? undefined : at);
  const stays = !call.context.ephemeral && options.some((word) => word === '--detach' || /^-[it]*d[it]*$/.test(word));
  return [...call.link('runs', 'image', image), ...(stays ? call.trait('deploys') : [])];
}

/** `docker exec CONTAINER sh -c "dagster job execute …"`: the command works in the container, on what was put there. */
function exec(call: Invocation, container: string | undefined): Fact[] {
  const at = container === undefined ? -1 : call.words.indexOf(container, call.words.indexOf('exec') + 1);
  const command = at === -1 ? [] : call.words.slice(at + 1);
  return command.length === 0 ? [] : call.embedded('shell', command.map(quote).join(' '), undefined, UNKNOWN_DIRECTORY);
}

/** Programs whose arguments say what runs; any other word may be an argument of the image's own program. */
const STARTS =
  /^(?:.*\/)?(?:python[\d.]*|bash|sh|make|pytest|dvc|papermill|jupyter|mlflow|kedro|uv|poetry|tox|nox|invoke|Rscript|spark-submit|torchrun|accelerate)$|\.(?:sh|py)$/;

/** `docker compose -f a.yml -f b.yml up`, `docker-compose build`. */
function compose(call: Invocation, plain: readonly string[]): Fact[] {
  const verb = plain[0] ?? '';
  if (verb === 'exec') return exec(call, plain[1]);
  if (!/^(?:up|build|push|run|create|start|watch)$/.test(verb)) return [];
  const named = call.options('-f', '--file');
  const directory = call.option('--project-directory');
  const files = named.length > 0 ? named : [directory === undefined ? '.' : directory];
  const isBuild = verb === 'build' || verb === 'push';
  // What is started on a machine that the job throws away is started for a test.
  const starts = !isBuild && !call.context.ephemeral;
  const builds = isBuild || call.has('--build');
  const services = /^(?:run|watch)$/.test(verb) ? plain.slice(1, 2) : plain.slice(1);
  const links = (['builds', 'deploys'] as const).flatMap((link) =>
    (link === 'builds' ? builds : starts) ? files.flatMap((file) => composed(call, link, file, services)) : [],
  );
  // `docker compose run SERVICE COMMAND`
  const command = verb === 'run' && plain[1] !== undefined ? call.words.slice(call.words.indexOf(plain[1]) + 1) : [];
  if (STARTS.test(command[0] ?? '')) return call.embedded('shell', command.map(quote).join(' '));
  // A job that waits for a service wants what the service does.
  const waits =
    verb === 'run' || call.has('--exit-code-from', '--abort-on-container-exit', '--abort-on-container-failure');
  const runs = waits && services.length > 0 ? files.flatMap((file) => composed(call, 'runs', file, services)) : [];
  return [...links, ...runs, ...(builds ? call.trait('builds-package') : []), ...(starts ? call.trait('deploys') : [])];
}

/** A Compose file, or the services of it that are named; only those can be built that say how. */
function composed(
  call: Invocation,
  link: 'builds' | 'deploys' | 'runs',
  file: string,
  services: readonly string[],
): Fact[] {
  if (services.length === 0 && link === 'deploys') return call.link(link, 'path', file);
  const reading = readPath(file, call.context, call.directory);
  if (!reading || !('path' in reading)) return call.link(link, 'path', file);
  if (services.length === 0) return call.link(link, 'target', `${reading.path}#services-built`);
  return services.flatMap((service) => call.link(link, 'target', `${reading.path}#service:${service}`));
}

const COMPOSE_VALUED = new Set(['-f', '-p']);

/** kaniko: `/kaniko/executor --context=. --dockerfile=Dockerfile --destination=image`. */
function kaniko(call: Invocation): Fact[] {
  const images = call.options('--destination', '-d');
  const context = call.option('--context', '-c')?.replace(/^dir:\/\//, '') ?? '.';
  const file = call.option('--dockerfile', '-f');
  // A context elsewhere is cloned: `git://github.com/acme/api.git#refs/heads/main`.
  const remote = /^(?:git|https?):\/\//.test(context) ? remotePath(context) : undefined;
  const inside = [call.option('--context-sub-path'), file ?? 'Dockerfile'].filter(Boolean).join('/');
  return [
    ...(remote
      ? call.link('builds', 'path', `${remote.repository}/${inside.replace(/(^|\/)\.\//g, '$1')}`)
      : call.link('builds', 'path', file ?? `${context}/Dockerfile`)),
    ...images.flatMap((image) => [...call.offer('image', image), ...call.link('publishes-to', 'image', image)]),
    ...call.trait('builds-package'),
  ];
}

/** `crane push`, `skopeo copy`: the last image is where it goes. */
function copyImage(call: Invocation): Fact[] {
  const plain = call.plain();
  return /^(?:push|copy|cp)$/.test(plain[0] ?? '') ? call.link('publishes-to', 'image', plain.at(-1)) : [];
}

/** Cloud Native Buildpacks: `pack build IMAGE --path DIR --publish`. */
function pack(call: Invocation): Fact[] {
  const [verb, image] = call.plain();
  if (verb !== 'build') return [];
  return [
    ...call.link('builds', 'path', call.option('--path', '-p') ?? '.'),
    ...call.offer('image', image),
    ...(call.has('--publish') ? call.link('publishes-to', 'image', image) : []),
    ...call.trait('builds-package'),
  ];
}

const builds: Handler = (call) => call.trait('builds-package');

export const IMAGE_HANDLERS: Record<string, Handler> = {
  docker,
  podman: docker,
  nerdctl: docker,
  buildah: docker,
  'docker-compose': (call) => compose(call, call.plain(COMPOSE_VALUED)),
  'podman-compose': (call) => compose(call, call.plain(COMPOSE_VALUED)),
  executor: kaniko,
  crane: copyImage,
  skopeo: copyImage,
  pack,
  twine: (call) => (call.plain()[0] === 'upload' ? call.trait('builds-package') : []),
  flit: builds,
};
