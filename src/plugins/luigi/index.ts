/**
 * Luigi: tasks are classes that require each other. What a task is, the catalogue knows; here is what connects tasks and what
 * the ready-made ones run.
 */
import type { Fact } from '../../facts/types.js';
import type { PythonCall, PythonDefinition, PythonDocument } from '../../syntax/types.js';
import { pathOf } from '../shared/python/paths.js';
import { textOf } from '../shared/python/values.js';
import { argument, lastOf, viewOf, type PythonView } from '../shared/python/view.js';
import { FactWriter } from '../shared/writer.js';
import type { ExtractContext, FileInfo, Plugin } from '../types.js';

/** Decorators of `luigi.util` by which a task requires others. */
const REQUIRES = /^luigi\.util\.(?:requires|inherits|copies)$/;
const STARTS = /^luigi\.(?:run|interface\.run)$/;
const MOST_TASKS = 500;

const plugin: Plugin<'python'> = {
  id: 'luigi',
  title: 'Luigi tasks',
  documentation: 'https://luigi.readthedocs.io/en/stable/tasks.html',
  languages: ['python'],
  accepts: (_file: FileInfo, text: string) => /\bluigi\b/.test(text),
  extract(document: PythonDocument, context: ExtractContext): Fact[] {
    const view = viewOf(document, context);
    if (!view.imports.has('luigi')) return [];
    const writer = new FactWriter(document, context, 'call');
    const tasks = view.definitions.filter((one) => one.kind === 'class' && isTask(one, view)).slice(0, MOST_TASKS);
    for (const task of tasks) if (!view.isDead(task.offset)) writeTask(task, view, writer);
    for (const call of view.calls) if (STARTS.test(call.callee)) writeStart(call, view, writer);
    return writer.facts;
  },
};

export default plugin;

/** Derives from a task of Luigi, perhaps over classes of this file. */
function isTask(definition: PythonDefinition, view: PythonView, depth = 0): boolean {
  return definition.bases.some((base) => {
    if (/^luigi\.(?:\w+\.)*\w+$/.test(base)) return /Task|Wrapper|External/.test(lastOf(base));
    const own = depth < 5 ? view.local(base, '')?.definition : undefined;
    return own !== undefined && own !== definition && isTask(own, view, depth + 1);
  });
}

function writeTask(task: PythonDefinition, view: PythonView, writer: FactWriter): void {
  const unit = view.unit(task.scope);
  const isDirect = task.bases.some((base) => base.startsWith('luigi.'));
  // A task that derives from a task of the project is one, too.
  if (!isDirect)
    writer.component(unit, task.offset, { type: 'workflow-orchestration', technology: 'luigi', kind: 'base-class' });
  // The command line names the class.
  writer.offer(unit, 'pipeline', lastOf(task.name), task.offset);
  for (const decorator of task.decorators) {
    if (!REQUIRES.test(decorator.callee)) continue;
    for (const { value } of decorator.arguments) {
      const name = value.kind === 'name' ? view.pythonName(value.name, decorator.scope) : undefined;
      if (name) writer.link(unit, 'calls', 'python-name', name, value.offset);
    }
  }
  const bases = task.bases.map(lastOf).join(' ');
  const attribute = (name: string): PythonDocument['assignments'][number]['value'] | undefined =>
    view.assignmentsIn(name, task.scope)[0]?.value;
  const image = /Docker|Kubernetes|Batch/.test(bases) ? attribute('image') : undefined;
  if (image) writer.image(unit, textOf(image, view, task.scope), image.offset);
  if (/Kubernetes|BatchTask|SGEJob|LSFJob|Ecs/i.test(bases))
    writer.trait(unit, 'batch-job', task.offset, undefined, 'luigi');
  const app = /Spark/.test(bases) ? attribute('app') : undefined;
  if (app) writer.link(unit, 'runs', 'path', pathOf(app, view, task.scope), app.offset);
  writeProgram(task, unit, view, writer);
}

/** `ExternalProgramTask.program_args` returns the command line. */
function writeProgram(task: PythonDefinition, unit: string, view: PythonView, writer: FactWriter): void {
  const scope = `def:${task.name}.program_args`;
  for (const exit of view.document.exits) {
    if (exit.scope !== scope || exit.kind !== 'return' || exit.value?.kind !== 'list') continue;
    const words = exit.value.items.flatMap((item) => {
      const text = textOf(item, view, scope);
      return text === undefined ? [] : [{ text, place: { offset: item.offset } }];
    });
    // Programs are named from where Luigi runs.
    writer.command(unit, words, '.');
  }
}

/** `luigi.run(["Train", "--local-scheduler"])` starts the class of that name. */
function writeStart(call: PythonCall, view: PythonView, writer: FactWriter): void {
  const list = argument(call, 'cmdline_args', 0);
  const first = list?.kind === 'list' ? textOf(list.items[0], view, call.scope) : undefined;
  const main = argument(call, 'main_task_cls');
  const name = main?.kind === 'name' ? main.name : first;
  const target = name !== undefined && /^\w+(?:\.\w+)*$/.test(name) ? view.pythonName(name, call.scope) : undefined;
  if (target) writer.link(view.unit(call.scope), 'calls', 'python-name', target, call.offset);
}
