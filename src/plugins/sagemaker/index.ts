/** Amazon SageMaker Pipelines: pipelines of steps, decorated step functions, conditions and triggers. */
import type { Fact } from '../../facts/types.js';
import type { PythonDocument } from '../../syntax/types.js';
import { viewOf } from '../shared/python/view.js';
import { FactWriter } from '../shared/writer.js';
import type { ExtractContext, FileInfo, Plugin } from '../types.js';
import { writeDrivers } from './drivers.js';
import { writePipelines } from './pipelines.js';

const plugin: Plugin<'python'> = {
  id: 'sagemaker',
  title: 'Amazon SageMaker Pipelines',
  documentation: 'https://docs.aws.amazon.com/sagemaker/latest/dg/pipelines.html',
  reads: 'Pipelines of the Python SDK: steps, decorated functions, conditions and triggers.',
  technologies: ['sagemaker'],
  languages: ['python'],
  accepts: (_file: FileInfo, text: string) => /\bsagemaker\b|\.upsert\(/.test(text),
  extract(document: PythonDocument, context: ExtractContext): Fact[] {
    const view = viewOf(document, context);
    const writer = new FactWriter(document, context, 'call');
    writeDrivers(view, writer);
    if (view.imports.has('sagemaker')) writePipelines(view, writer);
    return writer.facts;
  },
};

export default plugin;
