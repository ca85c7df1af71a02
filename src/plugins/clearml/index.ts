/** ClearML: pipelines from functions and from tasks, tasks that pipelines start by name, schedulers and triggers. */
import type { Fact } from '../../facts/types.js';
import type { PythonDocument } from '../../syntax/types.js';
import { writePipelineFunctions } from '../shared/python/pipeline-functions.js';
import { argument, viewOf, type PythonView } from '../shared/python/view.js';
import { FactWriter } from '../shared/writer.js';
import type { ExtractContext, FileInfo, Plugin } from '../types.js';
import { writeControllers } from './controllers.js';
import { taskNames } from './names.js';

const ENGINE = {
  technology: 'clearml',
  pipeline: /^clearml\.(?:\w+\.)*PipelineDecorator\.pipeline$/,
  step: /^clearml\.(?:\w+\.)*PipelineDecorator\.component$/,
  onCall: true,
  image: 'docker',
};
const TASK = /^(?:clearml|trains)\.(?:\w+\.)*Task\.(?:init|create)$/;

const plugin: Plugin<'python'> = {
  id: 'clearml',
  title: 'ClearML tasks and pipelines',
  documentation: 'https://clear.ml/docs/latest/docs/pipelines/',
  languages: ['python'],
  accepts: (_file: FileInfo, text: string) => /\b(?:clearml|trains)\b/.test(text),
  extract(document: PythonDocument, context: ExtractContext): Fact[] {
    const view = viewOf(document, context);
    if (!view.imports.has('clearml') && !view.imports.has('trains')) return [];
    const writer = new FactWriter(document, context, 'call');
    writePipelineFunctions(ENGINE, view, writer);
    writeControllers(view, writer);
    writeTasks(view, writer);
    return writer.facts;
  },
};

export default plugin;

/** The program that starts a task is what a pipeline runs again under the task's name. */
function writeTasks(view: PythonView, writer: FactWriter): void {
  for (const call of view.calls) {
    if (!TASK.test(call.callee)) continue;
    for (const name of taskNames(argument(call, 'task_name', 1), view, call.scope))
      writer.offer(view.context.unit, 'pipeline', name, call.offset);
  }
}
