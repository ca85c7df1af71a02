/** ZenML: pipelines and steps as decorated functions, runs with a schedule. */
import type { Fact } from '../../facts/types.js';
import type { PythonDocument } from '../../syntax/types.js';
import { writePipelineFunctions } from '../shared/python/pipeline-functions.js';
import type { Pipelines } from '../shared/python/workflows.js';
import { viewOf } from '../shared/python/view.js';
import { FactWriter } from '../shared/writer.js';
import type { ExtractContext, FileInfo, Plugin } from '../types.js';
import { writeBindings } from './bindings.js';
import { writeDecisions } from './decisions.js';
import { writeRuns } from './runs.js';

const plugin: Plugin<'python'> = {
  id: 'zenml',
  title: 'ZenML pipelines',
  documentation: 'https://docs.zenml.io/concepts/steps_and_pipelines',
  languages: ['python'],
  // A program that only runs a pipeline of another file need not import ZenML.
  accepts: (_file: FileInfo, text: string) => /\bzenml\b/.test(text) || /_pipeline\([\s\S]*\.run\(/.test(text),
  extract(document: PythonDocument, context: ExtractContext): Fact[] {
    const view = viewOf(document, context);
    const writer = new FactWriter(document, context, 'call');
    const isZenml = view.imports.has('zenml');
    const pipelines: Pipelines = isZenml
      ? writePipelineFunctions(
          {
            technology: 'zenml',
            pipeline: /^zenml\.(?:\w+\.)*pipeline$/,
            step: /^zenml\.(?:\w+\.)*(?:step|enable_\w+)$/,
            onCall: true,
          },
          view,
          writer,
        )
      : new Map();
    writeBindings(view, writer, pipelines);
    if (isZenml) {
      writeRuns(view, writer, pipelines);
      writeDecisions(view, writer, pipelines);
    }
    return writer.facts;
  },
};

export default plugin;
