/**
 * Values of Helm charts: images, environment variables and scripts that charts by convention take from `values.yaml`, from the
 * values of an Argo CD application, a Flux release or a helmfile.
 */
import { entries, get, isMap, isScalar, items, scalar, text, walk } from '../../syntax/data/tree.js';
import type { DataNode } from '../../syntax/types.js';
import { addressesIn } from '../../facts/addresses.js';
import { arnName, bucketName } from '../../facts/identifiers.js';
import { reference } from '../../facts/value.js';
import type { Read } from './containers.js';
import type { FactWriter } from './writer.js';

const MOST_VISITS = 50_000;
/** Keys under which charts take the address of a service that they need, and the storage that they fill. */
const ADDRESS = /(?:host|hostname|url|uri|endpoint|address|server|servers|brokers?)$/i;
const BUCKET = /^bucket(?:name)?$/i;
/** Parts that say where the release itself is reached. */
const OWN_ADDRESS = /^(?:ingress|ingresses|route|routes|httpRoute|gateway|hosts|tls)$/i;
const ROLE_ANNOTATION = 'eks.amazonaws.com/role-arn';
const ENVIRONMENT = /^(?:env|extraEnv|envVars|extraEnvVars|environment|extraEnvironment|environmentVariables)$/;
/** JupyterHub's chart executes the texts below `extraConfig` as Python. */
const PYTHON_LINE = /^(?:import |from \w[\w.]* import |c\.\w+|(?:async )?def \w+\()/m;

/** Engines and notebooks load their definitions from a repository (Airflow's charts call it so, as does the image git-sync). */
const GIT_SYNC = /^git-?sync$/i;

export interface ValuesOptions {
  read?: Read;
  /** The unit runs the images, rather than only giving a template their names. */
  runs?: boolean;
}

/** Facts of values. Parts that say `enabled: false` are left out. */
export function valuesFacts(
  writer: FactWriter,
  unit: string,
  values: DataNode | undefined,
  options: ValuesOptions = {},
): void {
  const { read = text, runs = false } = options;
  walk(
    values,
    (node, { entry }) => {
      if (isMap(node) && scalar(node, 'enabled') === false) return false;
      if (!entry) return true;
      if (entry.key === 'image') image(writer, unit, node, read, runs);
      else if (ENVIRONMENT.test(entry.key)) environment(writer, unit, node, read);
      else if (entry.key === 'extraConfig') scripts(writer, unit, node);
      else if (GIT_SYNC.test(entry.key)) gitSync(writer, unit, node, read);
      else return !runs || needs(writer, unit, entry.key, node, read);
      return false;
    },
    MOST_VISITS,
  );
}

/** `image: owner/name:tag`, or a map with `repository` (also `name`), `registry` and `tag`. */
function image(writer: FactWriter, unit: string, node: DataNode, read: Read, runs: boolean): void {
  const part = (key: string): string => read(get(node, key)) ?? '';
  const name = part('repository') || part('name');
  const registry = part('registry');
  const reference = isMap(node)
    ? name && `${registry ? `${registry}/` : ''}${name}${part('tag') ? `:${part('tag')}` : ''}`
    : (read(node) ?? '');
  const place = get(node, 'repository') ?? get(node, 'name') ?? node;
  if (runs) writer.image(unit, reference, place.offset);
  else if (!/\s/.test(reference))
    writer.signal('image', reference, unit, place.offset, ({ key }) => (key === 'image' ? reference : undefined));
}

function environment(writer: FactWriter, unit: string, node: DataNode, read: Read): void {
  for (const item of items(node)) {
    const name = read(get(item, 'name'));
    if (name) writer.environment(unit, name, read(get(item, 'value')), (get(item, 'value') ?? item).offset);
  }
  for (const { key, value } of entries(node))
    if (isScalar(value)) writer.environment(unit, key, read(value), value.offset);
}

/** What a release keeps in step with a repository, it puts into force: the workflows of an Airflow. */
function gitSync(writer: FactWriter, unit: string, node: DataNode, read: Read): void {
  const repository = get(node, 'repo') ?? get(node, 'repository');
  const address = read(repository);
  if (repository && address && !/\s/.test(address))
    writer.link(unit, 'deploys', 'git-repository', address, repository.offset);
}

/** What the release needs around it. @returns false for parts that need not be read */
function needs(writer: FactWriter, unit: string, key: string, node: DataNode, read: Read): boolean {
  if (OWN_ADDRESS.test(key)) return false;
  const value = read(node) ?? '';
  if (key === 'serviceAccount') {
    const name = get(node, 'name');
    const account = read(name);
    const namespace = reference(releaseSpace(writer, unit), 'namespace');
    if (name && account) writer.link(unit, 'includes', 'service-account', `${namespace}/${account}`, name.offset);
    const role = get(node, 'annotations', ROLE_ANNOTATION);
    if (role) writer.link(unit, 'includes', 'role', arnName(read(role) ?? ''), role.offset);
  } else if (BUCKET.test(key)) writer.link(unit, 'writes-to', 'bucket', bucketName(value), node.offset);
  else if (value !== '' && ADDRESS.test(key))
    for (const { kind, value: address } of addressesIn(value, /host|server/i.test(key) ? 'HOST' : key))
      writer.link(unit, 'reads-from', kind, address, node.offset);
  return true;
}

/** Symbol space of a release, whose values may stand in a text of their own. */
function releaseSpace(writer: FactWriter, unit: string): string {
  return `release:${writer.context.file.path}#${unit}`;
}

export interface Release {
  name: string;
  chart: string;
  namespace: string | undefined;
}

/**
 * A release of a chart: by convention of `helm create` its service is called like the release if that holds the chart's name,
 * and `RELEASE-CHART` otherwise.
 */
export function releaseFacts(
  writer: FactWriter,
  unit: string,
  { name, chart, namespace }: Release,
  offset: number,
): void {
  const service = name.includes(chart) ? name : `${name}-${chart}`;
  if (namespace) {
    writer.symbol(releaseSpace(writer, unit), 'namespace', namespace, offset);
    writer.offer(unit, 'host', `${service}.${namespace}`, offset);
  }
  writer.offer(unit, 'host', service, offset);
}

function scripts(writer: FactWriter, unit: string, node: DataNode): void {
  for (const script of isMap(node) ? node.entries.map(({ value }) => value) : [node])
    if (isScalar(script) && script.block && PYTHON_LINE.test(script.value))
      writer.embed(unit, 'python', script.value, script);
}
