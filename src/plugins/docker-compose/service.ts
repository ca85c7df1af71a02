/** One service of a Compose file. */
import { entries, get, isMap, isScalar, items, list, scalar, text } from '../../syntax/data/tree.js';
import type { DataMap, DataNode } from '../../syntax/types.js';
import { publishedPort } from '../../facts/identifiers.js';
import { isRemote } from '../shared/remote.js';
import { isOwnProgram, isScript, splitWords, type Word } from '../shared/words.js';
import type { FactWriter } from '../shared/writer.js';
import { interpolate } from './interpolation.js';

const DOCKERFILE = 'Dockerfile';
/** Profiles that keep a service from being started; under any other name a profile is a choice of its users. */
const NEVER = /^(?:disabled?|off|never|do-?not-?start|donotstart|debug|tests?|testing|legacy|deprecated|unused|none)$/i;

/** Reads a scalar with variables put in. */
export function read(node: DataNode | undefined): string | undefined {
  const found = text(node);
  return found === undefined ? undefined : interpolate(found);
}

export interface Project {
  /** Directory of the file, from which its paths count. */
  directory: string;
  /** Path of the file. */
  file: string;
  /** Files of top-level `configs` and `secrets` by name. */
  files: ReadonlyMap<string, string>;
}

/** Facts of a service. */
export function serviceFacts(
  writer: FactWriter,
  name: string,
  service: DataMap,
  offset: number,
  project: Project,
): void {
  const profiles = list(get(service, 'profiles')).map((profile) => read(profile) ?? '');
  const none =
    scalar(service, 'scale') === 0 ||
    scalar(get(service, 'deploy'), 'replicas') === 0 ||
    (profiles.length > 0 && profiles.every((profile) => NEVER.test(profile)));
  const unit = writer.unit(`service:${name}`, 'workload', offset, {
    name,
    ...(none ? { off: 'disabled' as const } : {}),
  });
  // `docker compose -f FILE up NAME`, `docker compose build`; without `-f` the directory stands for its file.
  for (const place of [project.file, project.directory]) {
    writer.offer(unit, 'target', `${place}#service:${name}`, offset);
    if (get(service, 'build')) writer.offer(unit, 'target', `${place}#services-built`, offset);
  }
  const image = get(service, 'image');
  const reference = read(image);
  const words = ['entrypoint', 'command'].flatMap((key) => commandWords(get(service, key)));
  if (image) writer.image(unit, reference, image.offset, { tools: isOwnProgram(words) });
  const context = buildFacts(writer, unit, service, project, reference);
  commandFacts(writer, unit, words, mountedDirectory(writer, service, project) ?? context ?? project.directory);
  environmentFacts(writer, unit, get(service, 'environment'));
  for (const file of list(get(service, 'env_file')))
    include(writer, unit, read(isMap(file) ? get(file, 'path') : file), file.offset, project);
  for (const volume of items(get(service, 'volumes')))
    include(writer, unit, mount(volume)?.source, volume.offset, project);
  for (const key of ['configs', 'secrets'])
    for (const item of items(get(service, key))) {
      const file = project.files.get(`${key}.${read(isMap(item) ? get(item, 'source') : item) ?? ''}`);
      if (file) writer.link(unit, 'includes', 'path', file, item.offset);
    }
  const extended = get(service, 'extends', 'file');
  if (extended) include(writer, unit, read(extended), extended.offset, project);
  // A file that overrides another one only adds to services that are found elsewhere.
  if (reference || context !== undefined || get(service, 'build') || extended)
    offerHosts(writer, unit, name, service, offset);
  // A logging driver is the agent by which the service's log is collected: https://docs.docker.com/engine/logging/configure/
  const driver = get(service, 'logging', 'driver');
  if (driver && read(driver) === 'fluentd') {
    const collector = { type: 'monitoring', technology: 'fluentd', relation: 'logs-to', confidence: 'medium' } as const;
    writer.component(unit, driver.offset, collector);
  }
  const accelerator = acceleratorOf(service);
  if (accelerator) writer.trait(unit, 'requests-accelerator', accelerator.offset, 'gpu');
}

/**
 * Where the image comes from.
 * @returns build context relative to the source's root
 */
function buildFacts(
  writer: FactWriter,
  unit: string,
  service: DataMap,
  project: Project,
  image: string | undefined,
): string | undefined {
  const build = get(service, 'build');
  const written = isMap(build) ? (read(get(build, 'context')) ?? '.') : read(build);
  if (!build || written === undefined) return undefined;
  if (image) writer.offer(unit, 'image', image, build.offset);
  if (isRemote(written)) {
    writer.notUnderstood(unit, 'remote-reference', written, build.offset);
    return undefined;
  }
  const context = writer.context.resolvePath(written, project.directory) ?? besides(written, project.directory);
  if (context === undefined) return undefined;
  const inline = get(build, 'dockerfile_inline');
  const file = writer.context.resolvePath(read(get(build, 'dockerfile')) ?? DOCKERFILE, context);
  const target = read(get(build, 'target'));
  // A stage of a Dockerfile is offered as a target of that file.
  if (!inline && file && target) writer.link(unit, 'built-from', 'target', `${file}#${target}`, build.offset);
  else if (!inline) writer.link(unit, 'built-from', 'path', file, build.offset);
  for (const { name, value, offset } of variablesOf(get(build, 'args')))
    if (value) writer.environment(unit, name, value, offset);
  return context;
}

/**
 * A directory beside the repository is that of another one, as people clone what belongs together: `../risk-api` is a repository of this
 * name, whoever owns it.
 */
function besides(path: string, directory: string): string | undefined {
  const up = '../'.repeat(directory === '.' ? 1 : directory.split('/').length + 1);
  const [, name, inside] = path.startsWith(up)
    ? (/^([\w-][\w.-]*)((?:\/[\w-][\w.-]*)*)\/?$/.exec(path.slice(up.length)) ?? [])
    : [];
  return name && `github.com/_/${name}${inside ?? ''}`;
}

function commandFacts(writer: FactWriter, unit: string, words: readonly Word[], directory: string): void {
  const [only] = words;
  // A string with operators is for a shell as it stands.
  if (words.length === 1 && only && isScript(only.text)) writer.embed(unit, 'shell', only.text, only.place, directory);
  else writer.command(unit, words, directory);
}

function commandWords(node: DataNode | undefined): Word[] {
  if (isScalar(node)) {
    const place = { offset: node.offset, ...(node.block ? { block: true, bodyLine: node.bodyLine ?? 0 } : {}) };
    return splitWords(read(node) ?? '').map((word) => ({ text: word, place }));
  }
  return items(node).flatMap((item) => {
    const word = read(item);
    return word === undefined ? [] : [{ text: word, place: isScalar(item) ? item : { offset: item.offset } }];
  });
}

interface Variable {
  name: string;
  value: string | undefined;
  offset: number;
}

/** `KEY: value` or a list of `KEY=value`. */
function variablesOf(node: DataNode | undefined): Variable[] {
  const listed = items(node).map((item) => {
    const [, name = '', value] = /^([^=]*)=?([\s\S]*)$/.exec(read(item) ?? '') ?? [];
    return { name, value, offset: item.offset };
  });
  return [...listed, ...entries(node).map(({ key, value, offset }) => ({ name: key, value: read(value), offset }))];
}

function environmentFacts(writer: FactWriter, unit: string, node: DataNode | undefined): void {
  for (const { name, value, offset } of variablesOf(node))
    if (name) writer.environment(unit, name, value === '' ? undefined : value, offset);
}

interface Mount {
  source: string;
  target: string;
}

/** A bind mount; undefined for a named volume. */
function mount(volume: DataNode): Mount | undefined {
  if (isMap(volume)) {
    const source = read(get(volume, 'source'));
    const type = read(get(volume, 'type'));
    return source && type === 'bind' ? { source, target: read(get(volume, 'target')) ?? '' } : undefined;
  }
  const [source = '', target = ''] = (read(volume) ?? '').split(':');
  return /^\.{1,2}(?:\/|$)/.test(source) ? { source, target } : undefined;
}

/** Directory of the checkout that is mounted where the service works. */
function mountedDirectory(writer: FactWriter, service: DataMap, project: Project): string | undefined {
  const working = read(get(service, 'working_dir'))?.replace(/\/+$/, '');
  if (!working) return undefined;
  for (const volume of items(get(service, 'volumes'))) {
    const bind = mount(volume);
    const target = bind?.target.replace(/\/+$/, '');
    if (!bind || !target || (working !== target && !working.startsWith(`${target}/`))) continue;
    return writer.context.resolvePath(`${bind.source}${working.slice(target.length)}`, project.directory);
  }
  return undefined;
}

function include(writer: FactWriter, unit: string, path: string | undefined, offset: number, project: Project): void {
  if (path && !isRemote(path))
    writer.link(unit, 'includes', 'path', writer.context.resolvePath(path, project.directory), offset);
}

/** Services reach one another by name, container name, host name and network alias. */
function offerHosts(writer: FactWriter, unit: string, name: string, service: DataMap, offset: number): void {
  const networks = entries(get(service, 'networks')).flatMap(({ value }) => items(get(value, 'aliases')));
  const names = [name, read(get(service, 'container_name')), read(get(service, 'hostname')), ...networks.map(read)];
  for (const host of new Set(names)) writer.offer(unit, 'host', host?.toLowerCase(), offset);
  for (const port of items(get(service, 'ports'))) {
    // `8000:80`, `127.0.0.1:8000:80/tcp`, `published: 8000`
    const published = read(get(port, 'published')) ?? /(?:^|:)(\d+):\d+(?:\/\w+)?$/.exec(read(port) ?? '')?.[1];
    if (published && /^\d+$/.test(published)) writer.offer(unit, 'host', publishedPort(published), port.offset);
  }
}

function acceleratorOf(service: DataMap): DataNode | undefined {
  const devices = items(get(service, 'deploy', 'resources', 'reservations', 'devices'));
  const device = devices.find(
    (d) =>
      items(get(d, 'capabilities')).some((c) => text(c) === 'gpu') || /nvidia|amd/.test(text(get(d, 'driver')) ?? ''),
  );
  const runtime = get(service, 'runtime');
  return device ?? get(service, 'gpus') ?? (text(runtime) === 'nvidia' ? runtime : undefined);
}
