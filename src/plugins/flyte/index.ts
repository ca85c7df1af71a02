/** Flyte and Union: tasks and workflows as decorated functions, launch plans with schedules, conditions. */
import type { Fact } from '../../facts/types.js';
import type { PythonDocument } from '../../syntax/types.js';
import { writePipelineFunctions } from '../shared/python/pipeline-functions.js';
import { viewOf } from '../shared/python/view.js';
import { FactWriter } from '../shared/writer.js';
import type { ExtractContext, FileInfo, Plugin } from '../types.js';
import { writeConditions } from './conditions.js';
import { writeLaunchPlans } from './launch-plans.js';

const ENGINE = {
  technology: 'flyte',
  pipeline: /^(?:flytekit|union)\.(?:\w+\.)*(?:workflow|dynamic|eager)$/,
  step: /^(?:flytekit|union)\.(?:\w+\.)*(?:task|dynamic|reference_task)$|^union\.actor\.\w+\.task$/,
  reference: /\breference_task$/,
  image: 'container_image',
};

const plugin: Plugin<'python'> = {
  id: 'flyte',
  title: 'Flyte workflows and launch plans',
  documentation: 'https://docs-legacy.flyte.org/en/latest/user_guide/basics/workflows.html',
  languages: ['python'],
  accepts: (_file: FileInfo, text: string) => /\b(?:flytekit|union)\b/.test(text),
  extract(document: PythonDocument, context: ExtractContext): Fact[] {
    const view = viewOf(document, context);
    if (!view.imports.has('flytekit') && !view.imports.has('union')) return [];
    const writer = new FactWriter(document, context, 'call');
    const pipelines = writePipelineFunctions(ENGINE, view, writer);
    // The name that Flyte gives a workflow is that of its function.
    for (const [name, { unit }] of pipelines) writer.offer(unit, 'pipeline', `${view.module}.${name}`, 0);
    writeLaunchPlans(view, writer, pipelines);
    writeConditions(view, writer, pipelines);
    return writer.facts;
  },
};

export default plugin;
