/** Components: functions and images that a pipeline can run as tasks. */
import type { PythonCall, PythonDefinition } from '../../syntax/types.js';
import { decoratedWith } from '../shared/python/functions.js';
import { pathOf } from '../shared/python/paths.js';
import { shellText } from '../shared/python/shell.js';
import { textOf } from '../shared/python/values.js';
import { writeCallable, writeSignals } from '../shared/python/workflows.js';
import { argument, lastOf, type PythonView } from '../shared/python/view.js';
import { remoteFacts } from '../shared/remote.js';
import type { FactWriter } from '../shared/writer.js';

const COMPONENT_DECORATOR =
  /^kfp\.(?:\w+\.)*(?:component|container_component|create_component_from_func|func_to_container_op)$/;
/** Calls that make a component out of a function. */
const FROM_FUNCTION = /^kfp\.(?:\w+\.)*(?:create_component_from_func\w*|func_to_container_op|component)$/;
/** Calls that load a component's definition. */
const LOADED = /^kfp\.(?:\w+\.)*(?:load_component\w*|ComponentStore\.load_component\w*)$/;
const CONTAINER = /^kfp\.(?:\w+\.)*(?:ContainerOp|ContainerSpec|ResourceOp)$/;
/** Artifacts that hold metrics, as SDK v2 annotates them. */
const METRICS = /\bOutput\[(?:[\w.]+\.)?(?:Sliced)?(?:Classification)?Metrics\]/;
/** SDK v1 takes them from a file of that name: `mlpipeline_metrics_path: OutputPath("Metrics")`, `file_outputs={'mlpipeline-metrics': …}`. */
const METRICS_PATH = /^mlpipeline_metrics(?:_path)?$/;
const LOGS = /\.(?:log_\w+|set_\w+|load_\w+)$/;
const VERTEX = /^(?:google\.cloud\.aiplatform|google_cloud_pipeline_components)\b/;
/** Ready-made components of Google Cloud. */
const READY_MADE = /^google_cloud_pipeline_components\./;

export const isComponent = (definition: PythonDefinition): boolean =>
  decoratedWith(definition, COMPONENT_DECORATOR) !== undefined;
export const isContainerOp = (call: PythonCall): boolean =>
  CONTAINER.test(call.callee) && !call.callee.endsWith('ContainerSpec');
/** The call by which a class of the project's own fills in what it is derived from: `super().__init__(image=…)` of a `ContainerOp`. */
export function containerOf({ kind, bases, name }: PythonDefinition, view: PythonView): PythonCall | undefined {
  if (kind !== 'class' || !bases.some((base) => CONTAINER.test(base))) return undefined;
  return view
    .callsIn(`def:${name}.__init__`)
    .find((call) => call.callee.endsWith('__init__') && argument(call, 'image', 1));
}

export const isReadyMade = (call: PythonCall): boolean =>
  READY_MADE.test(call.callee) && /^[A-Z]\w*(?:Op|Component)?$/.test(lastOf(call.callee));

/** The call that made the component that a variable holds: `train_op = load_component_from_file("train.yaml")`. */
export function componentMaker(name: string, view: PythonView, scope: string): PythonCall | undefined {
  return view.assignedCalls(name, scope).find((call) => FROM_FUNCTION.test(call.callee) || LOADED.test(call.callee));
}

/** A task is a pod of its own; on Vertex AI, which runs the same definitions, it is a job of that service. */
function writePod(unit: string, offset: number, view: PythonView, writer: FactWriter): void {
  if (view.imports.has('google_cloud_pipeline_components')) return;
  writer.trait(unit, 'batch-job', offset, undefined, 'kubeflow-pipelines');
}

/** What a task runs whose component is a function of this file. */
export function writeFunction(definition: PythonDefinition, unit: string, view: PythonView, writer: FactWriter): void {
  writer.link(unit, 'calls', 'python-name', `${view.module}.${definition.name}`, definition.offset);
  const decorator = decoratedWith(definition, COMPONENT_DECORATOR);
  if (decorator) writePod(unit, decorator.offset, view, writer);
  if (decorator) writeEnvironment(decorator, unit, view, writer);
  for (const call of view.callsIn(definition.scope))
    if (call.callee.endsWith('ContainerSpec')) writeContainer(call, unit, view, writer);
  writeMetrics(definition, unit, view, writer);
}

/**
 * `metrics.log_metric(…)` of an `Output[Metrics]` is kept in the metadata store of the engine: ML Metadata, which comes with Kubeflow
 * Pipelines, or that of Vertex AI.
 * https://www.kubeflow.org/docs/components/pipelines/user-guides/data-handling/artifacts/
 */
export function writeMetrics(definition: PythonDefinition, unit: string, view: PythonView, writer: FactWriter): void {
  const { parameters } = definition;
  if (parameters.some(({ name, annotation }) => METRICS_PATH.test(name) && /\bOutput/.test(annotation ?? '')))
    writeMetadata(unit, definition.offset, view, writer);
  const names = parameters.flatMap(({ name, annotation }) => (METRICS.test(annotation ?? '') ? name : []));
  if (names.length === 0) return;
  const logs = ({ callee }: PythonCall): boolean =>
    names.some((name) => LOGS.test(callee) && callee.split('.').includes(name));
  for (const call of view.callsIn(definition.scope).filter(logs)) writeMetadata(unit, call.offset, view, writer);
}

function writeMetadata(unit: string, offset: number, view: PythonView, writer: FactWriter): void {
  const isVertex = view.document.imports.some(({ module, name = '' }) => VERTEX.test(`${module}.${name}`));
  const technology = isVertex ? 'vertex-ai' : 'ml-metadata';
  writer.component(unit, offset, { type: 'ml-metadata-store', technology, relation: 'logs-to', kind: 'call' });
}

/** What a task runs whose component a call made. */
export function writeMade(maker: PythonCall, unit: string, view: PythonView, writer: FactWriter): void {
  const { scope, offset } = maker;
  writePod(unit, offset, view, writer);
  if (FROM_FUNCTION.test(maker.callee)) {
    writeCallable(view, writer, unit, argument(maker, ['func', 'component_func'], 0), scope);
    writeEnvironment(maker, unit, view, writer);
    return;
  }
  const kind = lastOf(maker.callee);
  const text = argument(maker, ['text', 'component_text'], kind.endsWith('text') ? 0 : undefined);
  const url = textOf(argument(maker, 'url', kind.endsWith('url') ? 0 : undefined), view, scope);
  const path = pathOf(argument(maker, ['filename', 'file_path'], /text$|url$/.test(kind) ? undefined : 0), view, scope);
  if (text?.kind === 'string') writer.embed(unit, 'yaml', text.value, { offset: text.offset });
  else if (url) remoteFacts(writer, unit, url, offset);
  else writer.link(unit, 'runs', 'path', path, offset);
}

/** `ContainerOp(image=…, command=…)` and the specification that a container component returns. */
export function writeContainer(call: PythonCall, unit: string, view: PythonView, writer: FactWriter): void {
  const { scope } = call;
  const image = argument(call, 'image', call.callee.endsWith('ContainerSpec') ? 0 : 1);
  if (image) writer.image(unit, textOf(image, view, scope), image.offset);
  const words = ['command', 'arguments', 'args'].flatMap((key) => {
    const value = argument(call, key);
    const items = value?.kind === 'list' ? value.items : value ? [value] : [];
    return items.slice(0, 100).flatMap((item) => {
      const text = shellText(item, view, scope);
      return text === undefined ? [] : [{ text, place: { offset: item.offset } }];
    });
  });
  writer.command(unit, words);
  if (call.callee.endsWith('ContainerSpec')) return;
  if (call.callee.endsWith('ContainerOp')) writePod(unit, call.offset, view, writer);
  for (const key of ['file_outputs', 'output_artifact_paths']) {
    const outputs = argument(call, key);
    const metrics =
      outputs?.kind === 'dict' &&
      outputs.entries.find((one) => one.key.kind === 'string' && one.key.value === 'mlpipeline-metrics');
    if (!metrics) continue;
    writeMetadata(unit, metrics.key.offset, view, writer);
    break;
  }
  writeSignals(view, writer, call, unit);
}

/** Image and packages of a function's component. */
function writeEnvironment(call: PythonCall, unit: string, view: PythonView, writer: FactWriter): void {
  const image = argument(call, ['base_image', 'target_image']);
  // A function's own code runs in its base image, which is only an environment.
  if (image) writer.image(unit, textOf(image, view, call.scope), image.offset, { tools: true });
  const packages = argument(call, 'packages_to_install');
  if (packages?.kind !== 'list') return;
  for (const item of packages.items.slice(0, 100)) {
    if (item.kind !== 'string') continue;
    const name = /^[A-Za-z0-9][\w.-]*/.exec(item.value)?.[0];
    if (name) writer.signal('dependency', name.toLowerCase().replace(/[-_.]+/g, '-'), unit, item.offset);
  }
}
