/** Containers as the Kubernetes API describes them (`core/v1` Container), wherever they stand in a manifest. */
import { entries, get, isMap, isScalar, isSequence, list, scalar, walk } from '../../syntax/data/tree.js';
import type { DataMap, DataNode } from '../../syntax/types.js';
import { programOfImage } from './image-programs.js';
import { isOwnProgram, type Word } from './words.js';
import type { FactWriter } from './writer.js';

/** Reads a scalar; translates what stands for other text in it. */
export type Read = (node: DataNode | undefined) => string | undefined;

const MOST_VISITS = 50_000;
const MOST_CONTAINERS = 200;
/** Bounds what variables can make of a text. */
const LONGEST_EXPANDED = 50_000;
const LONGEST_VALUE = 500;

/** Keys beside `image` that make a map a container. */
const BESIDE_IMAGE = new Set([
  'name',
  'command',
  'args',
  'env',
  'envFrom',
  'ports',
  'resources',
  'volumeMounts',
  'imagePullPolicy',
  'mainApplicationFile',
]);

/** Extended resources and node labels by which pods ask for accelerators. */
const ACCELERATOR =
  /^(?:nvidia\.com\/(?:gpu|mig-.+)|amd\.com\/gpu|gpu\.intel\.com\/\w+|google\.com\/tpu|aws\.amazon\.com\/neuron\w*|habana\.ai\/gaudi|cloud\.google\.com\/gke-(?:accelerator|tpu-.+)|k8s\.amazonaws\.com\/accelerator)$/;

const PROJECT_SCRIPT =
  /^\/(?:usr\/src\/app|opt\/ml\/code|opt\/program|opt\/app|srv\/app|home\/\w+\/app|app|code|project|service|workdir|workspace)\/([\w./-]+\.(?:py|sh|ipynb))$/;

/** All containers at or below a node: maps with an image and something else that only containers have. */
export function findContainers(root: DataNode | undefined): DataMap[] {
  const found: DataMap[] = [];
  walk(
    root,
    (node, { parent }) => {
      if (found.length < MOST_CONTAINERS && isContainer(node, isSequence(parent))) found.push(node);
    },
    MOST_VISITS,
  );
  return found;
}

/** @param isItem the node is one of a list: there an image alone is a container */
function isContainer(node: DataNode, isItem: boolean): node is DataMap {
  if (!isMap(node) || !isScalar(get(node, 'image'))) return false;
  return (isItem && node.entries.length === 1) || node.entries.some(({ key }) => BESIDE_IMAGE.has(key));
}

/** `namespace/name`, or the name alone where no namespace is given. */
export function qualified(namespace: string, name: string): string {
  return namespace === '' ? name : `${namespace}/${name}`;
}

export interface ContainerOptions {
  /** Namespace of the pod, '' when not given. */
  namespace: string;
  /** The pod runs to its end. */
  batch?: boolean;
  /** The image is only an environment; told from the command when left out. */
  tools?: boolean;
}

/**
 * Facts of one container: image, command, environment.
 */
export function containerFacts(
  writer: FactWriter,
  unit: string,
  container: DataMap,
  read: Read,
  { namespace, batch = false, tools }: ContainerOptions,
): void {
  const image = get(container, 'image');
  const variables = environmentOf(container, read);
  const words: Word[] = ['command', 'args'].flatMap((key) =>
    list(get(container, key)).flatMap((node) => {
      const text = read(node);
      if (text === undefined) return [];
      return [{ text: projectPath(expand(text, variables)), place: isScalar(node) ? node : { offset: node.offset } }];
    }),
  );
  const program = get(container, 'command') === undefined ? programOfImage(nameOf(read(image))) : undefined;
  // A job that gives its own command does not run what the image serves.
  const ownCommand = (batch && get(container, 'command') !== undefined) || isOwnProgram(words);
  writer.image(unit, read(image), image?.offset ?? container.offset, { tools: tools ?? ownCommand });
  // The image decides where its command starts; from the root of the source a path is found by its ending.
  const place = program === undefined ? undefined : words[0]?.place;
  writer.command(unit, program && place ? [{ text: program, place }, ...words] : words, '.');
  for (const variable of variables.values()) {
    writer.environment(unit, variable.name, variable.value, variable.offset);
    for (const reference of ['configMapKeyRef', 'secretKeyRef'])
      includeConfig(writer, unit, read(get(variable.from, reference, 'name')), namespace, variable.offset);
  }
  for (const source of list(get(container, 'envFrom'))) {
    for (const reference of ['configMapRef', 'secretRef'])
      includeConfig(writer, unit, read(get(source, reference, 'name')), namespace, source.offset);
  }
}

const nameOf = (image: string | undefined): string => (image ?? '').replace(/@.*$|:[^/:]*$/, '');

/** The unit takes a ConfigMap or Secret into force. */
export function includeConfig(
  writer: FactWriter,
  unit: string,
  name: string | undefined,
  namespace: string,
  offset: number,
): void {
  if (name) writer.link(unit, 'includes', 'config', qualified(namespace, name), offset);
}

interface Variable {
  name: string;
  value: string | undefined;
  from: DataNode | undefined;
  offset: number;
}

/** `env` as a list of `name` and `value`, or as a map, which custom resources use. */
function environmentOf(container: DataMap, read: Read): Map<string, Variable> {
  const variables = new Map<string, Variable>();
  const env = get(container, 'env');
  for (const item of list(env)) {
    const name = read(get(item, 'name'));
    const value = read(get(item, 'value'));
    if (name)
      variables.set(name, { name, value, from: get(item, 'valueFrom'), offset: (get(item, 'value') ?? item).offset });
  }
  if (variables.size > 0) return variables;
  for (const { key, value } of entries(env))
    variables.set(key, { name: key, value: read(value), from: undefined, offset: value.offset });
  return variables;
}

/** Kubernetes replaces `$(NAME)` by the container's own variables; what it does not know a shell shall not run. */
function expand(text: string, variables: ReadonlyMap<string, Variable>): string {
  if (text.length > LONGEST_EXPANDED) return text;
  return text.replace(/\$\(([A-Za-z_]\w*)\)/g, (whole, name: string) => {
    const variable = variables.get(name);
    if (!variable) return whole;
    return variable.value === undefined || variable.value.length > LONGEST_VALUE ? `\${${name}}` : variable.value;
  });
}

/** A script in one of the directories to which images conventionally copy a project, as a path in the project. */
export function projectPath(word: string): string {
  return word.replace(PROJECT_SCRIPT, '$1');
}

/** The first accelerator that a pod asks for, with its name. */
export function findAccelerator(root: DataNode | undefined): { name: string; offset: number } | undefined {
  let found: { name: string; offset: number } | undefined;
  walk(
    root,
    (node, { entry }) => {
      if (found || !entry || !isScalar(node) || !ACCELERATOR.test(entry.key)) return;
      if (scalar(node) !== 0 && node.value !== '0') found = { name: entry.key, offset: entry.offset };
    },
    MOST_VISITS,
  );
  return found;
}
