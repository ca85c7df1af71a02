/** TensorFlow Extended: pipelines of TFX components. */
import type { Fact, Trait } from '../../facts/types.js';
import { hasReference } from '../../facts/value.js';
import type { PythonCall, PythonDocument, PythonExpression } from '../../syntax/types.js';
import { buildsStepOf } from '../shared/python/constructs.js';
import { MOST_PIPELINES, MOST_TASKS } from '../shared/python/functions.js';
import { pathOf } from '../shared/python/paths.js';
import { stepsOf, variableOf } from '../shared/python/steps.js';
import { textOf } from '../shared/python/values.js';
import { namePipeline, writeSignals } from '../shared/python/workflows.js';
import { argument, lastOf, viewOf, type PythonView } from '../shared/python/view.js';
import { writeDag, writeTask } from '../shared/workflow.js';
import { FactWriter } from '../shared/writer.js';
import type { ExtractContext, FileInfo, Plugin } from '../types.js';

const PIPELINE = /^tfx\.(?:\w+\.)*Pipeline$/;

/** What the standard components do (TFX user guide, "Understanding TFX Components"). */
const MEANING: Record<string, Trait[]> = {
  Trainer: ['trains-model'],
  Tuner: ['trains-model'],
  Evaluator: ['evaluates-model'],
  ExampleValidator: ['validates-data', 'data-gate'],
  BulkInferrer: ['predicts', 'loads-model'],
  CsvExampleGen: ['reads-data'],
  ImportExampleGen: ['reads-data'],
  BigQueryExampleGen: ['reads-data'],
  FileBasedExampleGen: ['reads-data'],
};

/** The function that a component looks for in its module. */
const HOOK_OF: Record<string, string> = { Trainer: 'run_fn', Tuner: 'tuner_fn', Transform: 'preprocessing_fn' };
const HOOKS = new Set(Object.values(HOOK_OF));
/** Function that builds the components of a pipeline which takes them as a parameter. */
const COMPONENTS = 'components';
/** The one function of that name in the source is meant where the path of the module is not known. */
const hookName = (name: string): string => `hook:tfx/${name}`;

interface Component {
  call: PythonCall;
  unit: string;
  name: string;
}

const plugin: Plugin<'python'> = {
  id: 'tfx',
  title: 'TensorFlow Extended (TFX) pipelines',
  documentation: 'https://www.tensorflow.org/tfx/guide',
  reads: 'Pipelines: their components, which of them are handed to the pipeline, and runners.',
  technologies: ['tfx'],
  languages: ['python'],
  accepts: (_file: FileInfo, text: string) => /\btfx\b/.test(text),
  extract(document: PythonDocument, context: ExtractContext): Fact[] {
    const view = viewOf(document, context);
    if (!view.imports.has('tfx')) return [];
    const writer = new FactWriter(document, context, 'call');
    writePipelines(view, writer);
    for (const { name, parent, offset, scope } of view.definitions)
      if (parent === '' && HOOKS.has(name)) writer.offer(view.unit(scope), 'pipeline', hookName(name), offset);
    return writer.facts;
  },
};

export default plugin;

function writePipelines(view: PythonView, writer: FactWriter): void {
  const components = view.calls.filter((call) => buildsStepOf('tfx', call.callee)).slice(0, MOST_TASKS);
  const pipelines = view.calls.filter((call) => PIPELINE.test(call.callee)).slice(0, MOST_PIPELINES);
  const done = new Set<PythonCall>();
  for (const call of pipelines) {
    const id = textOf(argument(call, 'pipeline_name', 0), view, call.scope) ?? call.assignedTo ?? 'pipeline';
    const dag = writeDag(writer, { id, offset: call.offset, technology: 'tfx' });
    namePipeline(view, writer, new Map(), call.assignedTo, { id, unit: dag }, call.offset);
    const metadata = argument(call, 'metadata_connection_config', 4);
    if (metadata && metadata.kind !== 'none')
      writer.component(dag, metadata.offset, {
        type: 'ml-metadata-store',
        technology: 'ml-metadata',
        relation: 'logs-to',
      });
    const builder = view.definitionOf(call.scope);
    if (builder) {
      writer.link(dag, 'calls', 'python-name', `${view.module}.${builder.name}`, call.offset);
      namePipeline(view, writer, new Map(), builder.name, { id, unit: dag }, builder.offset);
    }
    const given = argument(call, 'components', 2);
    const members = stepsOf(given, view, call.scope);
    if (given?.kind === 'name' && !members?.size && builder?.parameters.some(({ name }) => name === given.name))
      writer.link(dag, 'calls', 'pipeline', hookName(COMPONENTS), given.offset);
    const here = components.filter((component) => component.scope === call.scope && !done.has(component));
    const written: Component[] = [];
    const all = [...new Set([...here, ...(members ?? [])])].sort((a, b) => a.offset - b.offset);
    for (const component of all) {
      done.add(component);
      const included = !members || members.has(component);
      const name = idOf(component, view);
      const unit = writeTask(writer, {
        id: name,
        offset: component.offset,
        parent: dag,
        ...(included ? {} : { off: 'not-included' as const }),
      });
      writeComponent(component, unit, view, writer);
      if (included) written.push({ call: component, unit, name });
    }
    writeBlessings(written, view, writer);
  }
  // Components outside any pipeline of the file are run by hand (`InteractiveContext`) or put into one elsewhere.
  const elsewhere: Component[] = [];
  for (const component of components) {
    if (done.has(component)) continue;
    const off = component.scope === '' && pipelines.length > 0 ? ('not-included' as const) : undefined;
    const parent = component.scope === '' ? {} : { parent: view.unit(component.scope) };
    const name = idOf(component, view);
    const unit = writeTask(writer, { id: name, offset: component.offset, ...parent, ...(off ? { off } : {}) });
    writeComponent(component, unit, view, writer);
    if (off === undefined) elsewhere.push({ call: component, unit, name });
  }
  for (const scope of new Set(elsewhere.map(({ call }) => call.scope))) {
    const together = elsewhere.filter(({ call }) => call.scope === scope);
    writeBlessings(together, view, writer);
    const trainer = together.find(({ call }) => lastOf(call.callee) === 'Trainer');
    if (trainer && scope !== '' && together.length > 1)
      writer.offer(view.unit(scope), 'pipeline', hookName(COMPONENTS), trainer.call.offset);
  }
}

/** `.with_id("ModelTrainer")`, else the name of the class. */
function idOf(component: PythonCall, view: PythonView): string {
  const named = view.callsAt(component.offset).find((call) => call.callee.endsWith('.with_id'));
  return (named && textOf(argument(named, 'id', 0), view, named.scope)) ?? lastOf(component.callee);
}

function writeComponent(component: PythonCall, unit: string, view: PythonView, writer: FactWriter): void {
  const { scope, offset } = component;
  writeSignals(view, writer, component, unit);
  for (const trait of MEANING[lastOf(component.callee)] ?? []) writer.trait(unit, trait, offset);
  const module = argument(component, 'module_file');
  if (module) {
    const path = pathOf(module, view, scope);
    const hook = HOOK_OF[lastOf(component.callee)];
    writer.link(unit, 'runs', 'path', path, module.offset);
    if (hook !== undefined && (path === undefined || hasReference(path)))
      writer.link(unit, 'calls', 'pipeline', hookName(hook), module.offset);
  }
  for (const key of ['run_fn', 'preprocessing_fn', 'trainer_fn', 'tuner_fn']) {
    const name = argument(component, key);
    if (name) writer.link(unit, 'calls', 'python-name', textOf(name, view, scope), name.offset);
  }
  if (!view.pythonName(component.callee, scope)) return;
  writer.link(unit, 'calls', 'python-name', view.pythonName(component.callee, scope), offset);
}

/** An Evaluator blesses the model; what takes the blessing does nothing without it. */
function writeBlessings(components: readonly Component[], view: PythonView, writer: FactWriter): void {
  const variables = new Map(components.map((component) => [variableOf(component.call, view), component]));
  const marked = new Set<string>();
  const mark = (key: string | undefined, value: PythonExpression, taker: string): void => {
    const text = value.kind === 'unknown' ? value.text : value.kind === 'name' ? value.name : '';
    const source = /^(\w+)\.outputs\b.*blessing/.exec(text)?.[1];
    const evaluator = variables.get(source);
    if (!evaluator || marked.has(evaluator.unit) || !key?.includes('blessing')) return;
    marked.add(evaluator.unit);
    writer.trait(evaluator.unit, 'model-gate', value.offset, `${taker} needs the blessing of ${evaluator.name}`);
  };
  for (const { call, name } of components) for (const { keyword, value } of call.arguments) mark(keyword, value, name);
  // `Pusher(**arguments)`, as the templates of TFX write it.
  const pusher = components.find(({ call }) => lastOf(call.callee) === 'Pusher');
  for (const { value, scope } of pusher ? view.document.assignments : [])
    for (const { key, value: given } of value.kind === 'dict' && scope === pusher?.call.scope ? value.entries : [])
      mark(key.kind === 'string' ? key.value : undefined, given, pusher?.name ?? '');
}
