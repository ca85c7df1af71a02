/** Tasks: a list of steps, each a container that runs a command or a script. */
import { entries, get, isMap, isScalar, items, list } from '../../syntax/data/tree.js';
import type { DataMap, DataNode } from '../../syntax/types.js';
import { readable, reference } from '../../facts/value.js';
import { containerFacts, findAccelerator, type Read } from '../shared/containers.js';
import { kindFacts, type KubernetesObject } from '../shared/objects.js';
import type { FactWriter } from '../shared/writer.js';

export interface ObjectContext {
  writer: FactWriter;
  object: KubernetesObject;
  read: Read;
}

const MOST_STEPS = 200;
const MOST_PARAMETERS = 200;
const LONGEST_VALUE = 500;
const LONGEST_EXPANDED = 100_000;
/** `$(params.x)`, and `$(inputs.params.x)` of older versions. */
const PARAMETER = /\$\((?:inputs\.)?params\.([\w.-]{1,100})\)/g;
/** A workspace, which holds the checkout: where scripts name files, they count from it. */
const WORKSPACE = /\$\((?:inputs\.)?workspaces\.[\w-]{1,100}\.path\)/g;
/** Where a workspace is mounted. */
const CHECKOUT = /^(?:\$\(workspaces\.[\w-]+\.path\)|\/workspace\/[\w-]+)\/?/;

export const taskName = (name: string): string => `tekton:task/${name}`;
const spaceOf = (task: string): string => `tekton:${task}`;

/** Values of parameters by name. */
export type Values = ReadonlyMap<string, string>;

/** Reads scalars with known parameters put in; what is not known stays as it is. */
export function withParameters(read: Read, values: Values): Read {
  return (node) => {
    const text = read(node);
    if (text === undefined || text.length > LONGEST_EXPANDED || !text.includes('$(')) return text;
    return text.replace(PARAMETER, (whole, name: string) => values.get(name) ?? whole);
  };
}

/** Scalars among the `value` or `default` of a list of parameters. */
export function parametersOf(node: DataNode | undefined, read: Read): Map<string, string> {
  const values = new Map<string, string>();
  for (const parameter of items(node).slice(0, MOST_PARAMETERS)) {
    const name = read(get(parameter, 'name'));
    const value = read(get(parameter, 'value')) ?? read(get(parameter, 'default'));
    if (name && value !== undefined && value.length <= LONGEST_VALUE) values.set(name, value);
  }
  return values;
}

/** What a pipeline hands to a task that is defined elsewhere. */
export function handOver(writer: FactWriter, task: string, values: Values, offset: number): void {
  for (const [name, value] of values) if (!value.includes('$(')) writer.symbol(spaceOf(task), name, value, offset);
}

/** A Task of its own, known by its name to the pipelines that use it. */
export function taskFacts({ writer, object, read }: ObjectContext): string {
  const name = readable(object.name);
  const unit = writer.unit(`task:${name}`, 'task', object.node.offset, { ...(name ? { name } : {}) });
  kindFacts(writer, unit, object, read);
  if (object.name) writer.offer(unit, 'pipeline', taskName(object.name), object.node.offset);
  const spec = get(object.node, 'spec');
  const values = parametersOf(get(spec, 'params'), read);
  for (const parameter of items(get(spec, 'params')).slice(0, MOST_PARAMETERS)) {
    const open = read(get(parameter, 'name'));
    if (!open) continue;
    const known = values.get(open) ?? '';
    // A default counts where no pipeline gives another value; a script can only be read with its commands put in.
    if (known !== '' && !/image|tag|registry/i.test(open)) continue;
    if (known !== '') writer.symbol(spaceOf(object.name), open, known, parameter.offset, true);
    values.set(open, reference(spaceOf(object.name), open));
  }
  // A StepAction is one step.
  if (object.kind === 'StepAction') stepsFacts(writer, unit, spec, spec ? [spec] : [], read, values, object.namespace);
  else stepsFacts(writer, unit, spec, items(get(spec, 'steps')), read, values, object.namespace);
  return unit;
}

/**
 * Facts of the steps of a task.
 * @param spec the task's `spec` or `taskSpec`
 */
export function stepsFacts(
  writer: FactWriter,
  unit: string,
  spec: DataNode | undefined,
  steps: readonly DataNode[],
  read: Read,
  values: Values,
  namespace: string,
): void {
  const [first] = steps;
  // The steps of a task run in one pod until it ends.
  if (first) writer.trait(unit, 'batch-job', first.offset, undefined, 'kubernetes');
  const known = withParameters(read, values);
  const template = get(spec, 'stepTemplate');
  for (const step of steps.slice(0, MOST_STEPS)) {
    if (!isMap(step)) continue;
    // Settings of the template hold for every step that has none of its own.
    const own = new Set(step.entries.map(({ key }) => key));
    const container = { ...step, entries: [...step.entries, ...entries(template).filter(({ key }) => !own.has(key))] };
    stepFacts(writer, unit, container, known, namespace);
    const action = known(get(step, 'ref', 'name'));
    if (action) writer.link(unit, 'runs', 'pipeline', taskName(action), step.offset);
  }
  for (const sidecar of items(get(spec, 'sidecars')))
    if (isMap(sidecar)) containerFacts(writer, unit, sidecar, known, { namespace });
  const accelerator = findAccelerator(spec);
  if (accelerator) writer.trait(unit, 'requests-accelerator', accelerator.offset, accelerator.name);
}

function stepFacts(writer: FactWriter, unit: string, step: DataMap, read: Read, namespace: string): void {
  const script = get(step, 'script');
  if (!isScalar(script)) {
    containerFacts(writer, unit, step, read, { namespace, batch: true });
    return;
  }
  // The arguments of a script are its own.
  const container = { ...step, entries: step.entries.filter(({ key }) => key !== 'command' && key !== 'args') };
  containerFacts(writer, unit, container, read, { namespace, tools: true });
  const text = inCheckout(read(script) ?? '');
  const language = languageOf(text, list(get(step, 'command')).map((word) => read(word) ?? '')[0]);
  const directory = directoryOf(writer, read(get(step, 'workingDir')) ?? '');
  if (language) writer.embed(unit, language, text, script, directory);
}

/** Parameters by which tasks of the catalogue and of users (`openshift-client`, `bash`) take the script that they run. */
const SCRIPT_PARAMETER = /^(?:scripts?|commands?|run|cmd)$/i;

/** The script that a pipeline hands to a task that runs whatever it is given. */
export function scriptFacts(writer: FactWriter, unit: string, params: DataNode | undefined, read: Read): void {
  for (const parameter of items(params).slice(0, MOST_PARAMETERS)) {
    const value = get(parameter, 'value');
    const text = SCRIPT_PARAMETER.test(read(get(parameter, 'name')) ?? '') && isScalar(value) ? read(value) : undefined;
    if (text && isScalar(value)) writer.embed(unit, 'shell', inCheckout(text), value, '.');
  }
}

const inCheckout = (text: string): string => text.replace(WORKSPACE, '.');

/** Directory in the checkout; its root where the path says nothing else that is known. */
function directoryOf(writer: FactWriter, working: string): string {
  const inside = working.replace(CHECKOUT, '');
  if (inside === working && working.startsWith('/')) return '.';
  // eslint-disable-next-line no-control-regex
  return /[$\u0001{]/.test(inside) ? '.' : (writer.context.resolvePath(inside || '.', '.') ?? '.');
}

/** Without a first line that names an interpreter, a script is for `sh`. */
function languageOf(text: string, command: string | undefined): 'python' | 'shell' | undefined {
  const interpreter = /^\s*#!([^\n]{0,200})/.exec(text)?.[1] ?? command ?? 'sh';
  if (/\bpython[\d.]*\b/.test(interpreter)) return 'python';
  return /\b(?:ba|da|z|k|a)?sh\b/.test(interpreter) ? 'shell' : undefined;
}
