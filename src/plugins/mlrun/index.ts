/** MLRun: functions of a project, and the workflows that run them. */
import type { Fact, Trait } from '../../facts/types.js';
import type { DataDocument, PythonCall, PythonDocument, PythonExpression } from '../../syntax/types.js';
import { readable } from '../../facts/value.js';
import { decoratedWith } from '../shared/python/functions.js';
import { pathOf } from '../shared/python/paths.js';
import { textOf } from '../shared/python/values.js';
import { argument, lastOf, viewOf, type PythonView } from '../shared/python/view.js';
import { writeStart, writeTask } from '../shared/workflow.js';
import { FactWriter } from '../shared/writer.js';
import type { ExtractContext, FileInfo, Plugin } from '../types.js';
import { definitionFacts } from './definitions.js';
import { BATCH, functionKey, handlerTraits, hubTraits, SERVING, sourceTraits } from './names.js';
import { makesStep, writeFunctionStep } from './steps.js';

const PIPELINE_DECORATOR = /^kfp\.(?:\w+\.)*pipeline$/;
/** Methods of a project, and the wrappers that projects put around them. */
const SETS_FUNCTION = /(?:^|\.|_)(?:set_function|code_to_function)$/;
const RUNS_FUNCTION = /(?:^|\.)run_function$/;
const FINDS_FUNCTION = /(?:^|\.)(?:get_function|import_function)$/;
const RUNS_WORKFLOW = /project(?:\(\))?\.(?:run|run_workflow)$|MlrunProject\.run$/i;
const SCRIPT = /\.(?:py|ipynb)$/;
/** A project, or a function, by the keys that it has. */
const DEFINITION = /\b(?:url|command|image):\s/;

const plugin: Plugin<'python' | 'yaml'> = {
  id: 'mlrun',
  title: 'MLRun projects and workflows',
  documentation: 'https://docs.mlrun.org/en/stable/projects/workflows.html',
  reads: 'Functions of a project with their kinds, in programs and in `project.yaml`, and the workflows that run them.',
  technologies: ['mlrun'],
  languages: ['python', 'yaml'],
  accepts: (file: FileInfo, text: string) =>
    /\.ya?ml$/i.test(file.logicalPath) ? DEFINITION.test(text) : /\bmlrun\b/.test(text),
  extract(document: PythonDocument | DataDocument, context: ExtractContext): Fact[] {
    if (document.language !== 'python') return definitionFacts(document, context);
    const view = viewOf(document, context);
    if (!view.imports.has('mlrun')) return [];
    const writer = new FactWriter(document, context, 'call');
    // `get_or_create_project` looks for this function in a file of this name.
    const setup = /(?:^|\/)project_setup\.py$/.test(context.file.logicalPath)
      ? view.definitionOf('def:setup')
      : undefined;
    if (setup)
      writer.facts.push({ fact: 'unit', unit: 'def:setup', kind: 'function', entry: true, at: view.at(setup.offset) });
    const known = new Set<string>();
    for (const call of view.calls) {
      if (SETS_FUNCTION.test(call.callee)) writeFunction(call, view, writer, known);
      else if (RUNS_FUNCTION.test(call.callee)) writeRun(call, view, writer);
      else if (RUNS_WORKFLOW.test(call.callee)) writeWorkflowRun(call, view, writer);
      else if (makesStep(call)) {
        const pipeline = pipelineOf(call.scope, view);
        if (pipeline !== undefined) writeFunctionStep(call, pipeline, view, writer);
      }
    }
    return writer.facts;
  },
};

export default plugin;

/** @param known names of functions so far: a wrapper with one caller says twice what it sets */
function writeFunction(call: PythonCall, view: PythonView, writer: FactWriter, known: Set<string>): void {
  const { scope, offset } = call;
  const source = argument(call, ['func', 'filename'], call.callee.endsWith('code_to_function') ? undefined : 0);
  const from = textOf(source, view, scope);
  // `db://` refers to what was saved before; a parameter of a wrapper says nothing by itself.
  if (!from || from.startsWith('db://') || readable(from).includes('${')) return;
  const given = textOf(argument(call, 'name', call.callee.endsWith('code_to_function') ? 0 : 1), view, scope);
  const name = given !== undefined && !readable(given).includes('${') ? given : stemOf(from);
  if (name === undefined) return;
  if (known.has(name)) return;
  known.add(name);
  const kind = textOf(argument(call, 'kind'), view, scope) ?? 'job';
  const unit = writer.unit(`function:${name}`, 'resource', offset, {
    name,
    ...(scope ? { parent: view.unit(scope) } : {}),
  });
  writer.offer(unit, 'pipeline', functionKey(name), offset);
  const path = SCRIPT.test(from) ? pathOf(source, view, scope) : undefined;
  const handler = textOf(argument(call, 'handler'), view, scope);
  if (path) writer.link(unit, 'runs', 'path', path, offset);
  if (path && handler) {
    const module = path.replace(SCRIPT, '').replaceAll('/', '.');
    writer.link(unit, 'calls', 'python-name', `${module}.${handler}`, offset);
  }
  // A function of the kind `serving` is said to serve; no other sign is needed.
  const traits = SERVING.test(kind) ? [] : sourceTraits(from, handler ?? name);
  for (const trait of traits) writeTrait(unit, trait, offset, from, writer, view);
  // Functions of this kind are deployed on Nuclio: https://docs.mlrun.org/en/latest/concepts/functions-overview.html
  const serving = { type: 'model-serving', technology: 'mlrun', name, definedBy: 'nuclio' } as const;
  if (SERVING.test(kind)) writer.component(unit, offset, serving);
  if (argument(call, 'kind') && BATCH.test(kind))
    writer.component(unit, offset, {
      type: 'model-training-infrastructure',
      technology: 'mlrun',
      relation: 'runs-on',
      definedBy: 'kubernetes',
    });
  const image = argument(call, 'image');
  if (image) writer.image(unit, textOf(image, view, scope), image.offset, { tools: true });
}

/** A script is known by its name where that of its function is only known at run time. */
const stemOf = (path: string): string | undefined => /([^/]+)\.(?:py|ipynb)$/.exec(path)?.[1];

function writeTrait(
  unit: string,
  trait: Trait,
  offset: number,
  detail: string,
  writer: FactWriter,
  view: PythonView,
): void {
  writer.facts.push({ fact: 'trait', unit, trait, kind: 'call', technology: 'mlrun', detail, at: view.at(offset) });
}

/** A run inside a workflow function is a task of its pipeline. */
function writeRun(call: PythonCall, view: PythonView, writer: FactWriter): void {
  const { scope, offset } = call;
  const given = argument(call, 'function', 0);
  const source = given && functionOf(given, view, scope);
  const id = textOf(argument(call, 'name'), view, scope) ?? source ?? 'run';
  const parent = pipelineOf(scope, view) ?? (scope ? view.unit(scope) : undefined);
  const unit = writeTask(writer, { id, offset, ...(parent ? { parent } : {}) });
  const handler = textOf(argument(call, 'handler'), view, scope);
  for (const trait of handler ? handlerTraits(handler) : [])
    writeTrait(unit, trait, offset, handler ?? '', writer, view);
  if (source?.includes('://'))
    for (const trait of hubTraits(source)) writeTrait(unit, trait, offset, source, writer, view);
  else if (source) writer.link(unit, 'runs', 'pipeline', functionKey(source), offset);
}

/** Name or source of the function that a value means: text, or `project.get_function("train")`. */
function functionOf(value: PythonExpression, view: PythonView, scope: string): string | undefined {
  if (value.kind === 'string') return value.value;
  const made =
    value.kind === 'call'
      ? value.call
      : value.kind === 'name'
        ? view.assignedCalls(value.name, scope).findLast((one) => one.offset < value.offset)
        : undefined;
  if (!made || !(FINDS_FUNCTION.test(made.callee) || SETS_FUNCTION.test(made.callee))) return undefined;
  const key = SETS_FUNCTION.test(made.callee) ? 'name' : ['key', 'url'];
  return textOf(argument(made, key, made.callee.endsWith('.set_function') ? 1 : 0), view, made.scope);
}

/** Unit that the plugin for Kubeflow Pipelines gives to the pipeline function around a scope. */
function pipelineOf(scope: string, view: PythonView): string | undefined {
  for (const around of view.scopes(scope)) {
    const definition = view.definitionOf(around);
    const decorator = definition && decoratedWith(definition, PIPELINE_DECORATOR);
    if (!decorator) continue;
    const id = textOf(argument(decorator, 'name', 0), view, decorator.scope) ?? lastOf(definition.name);
    return view.context.unit === '' ? `dag:${readable(id)}` : `${view.context.unit}/dag:${readable(id)}`;
  }
  return undefined;
}

function writeWorkflowRun(call: PythonCall, view: PythonView, writer: FactWriter): void {
  const schedule = argument(call, 'schedule');
  if (!schedule || schedule.kind === 'none') return;
  const detail = textOf(schedule, view, call.scope);
  writeStart(
    writer,
    view.unit(call.scope),
    { trait: 'runs-on-schedule', ...(detail ? { detail } : {}) },
    schedule.offset,
  );
  writer.link(
    view.unit(call.scope),
    'triggers',
    'pipeline',
    textOf(argument(call, 'name', 0), view, call.scope),
    call.offset,
  );
}
