/** Amazon SageMaker Pipelines: pipelines of steps, decorated step functions, conditions and triggers; definitions in JSON. */
import type { Fact } from '../../facts/types.js';
import type { DataDocument, PythonDocument } from '../../syntax/types.js';
import { viewOf } from '../shared/python/view.js';
import { FactWriter } from '../shared/writer.js';
import type { ExtractContext, FileInfo, Plugin } from '../types.js';
import { definitionFacts, isDefinition } from './definition.js';
import { writeDrivers } from './drivers.js';
import { writePipelines } from './pipelines.js';

const plugin: Plugin<'python' | 'yaml' | 'json'> = {
  id: 'sagemaker',
  title: 'Amazon SageMaker Pipelines',
  documentation: 'https://docs.aws.amazon.com/sagemaker/latest/dg/pipelines.html',
  reads:
    'Pipelines of the Python SDK: steps, decorated functions, conditions and triggers; definitions in JSON, also inside Terraform.',
  technologies: ['sagemaker'],
  languages: ['python', 'yaml', 'json'],
  accepts: (file: FileInfo, text: string) =>
    /\.(?:ya?ml|json)$/i.test(file.logicalPath)
      ? text.includes('Steps') && text.includes('Arguments')
      : /\bsagemaker\b|\.upsert\(/.test(text),
  extract(document: PythonDocument | DataDocument, context: ExtractContext): Fact[] {
    if (document.language !== 'python') {
      const writer = new FactWriter(document, context, 'structure');
      for (const root of document.roots) if (isDefinition(root)) definitionFacts(writer, root);
      return writer.facts;
    }
    const view = viewOf(document, context);
    const writer = new FactWriter(document, context, 'call');
    writeDrivers(view, writer);
    if (view.imports.has('sagemaker')) writePipelines(view, writer);
    return writer.facts;
  },
};

export default plugin;
