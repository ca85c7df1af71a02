/**
 * Values of Helm charts: images, environment variables and scripts that charts by convention take from `values.yaml`, from the
 * values of an Argo CD application, a Flux release or a helmfile.
 */
import { entries, get, isMap, isScalar, items, scalar, text, walk } from '../../syntax/data/tree.js';
import type { DataNode } from '../../syntax/types.js';
import type { Read } from './containers.js';
import type { FactWriter } from './writer.js';

const MOST_VISITS = 50_000;
const ENVIRONMENT = /^(?:env|extraEnv|envVars|extraEnvVars|environment|extraEnvironment|environmentVariables)$/;
/** JupyterHub's chart executes the texts below `extraConfig` as Python. */
const PYTHON_LINE = /^(?:import |from \w[\w.]* import |c\.\w+|(?:async )?def \w+\()/m;

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
      return true;
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

function scripts(writer: FactWriter, unit: string, node: DataNode): void {
  for (const script of isMap(node) ? node.entries.map(({ value }) => value) : [node])
    if (isScalar(script) && script.block && PYTHON_LINE.test(script.value))
      writer.embed(unit, 'python', script.value, script);
}
