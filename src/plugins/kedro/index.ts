/** Kedro: pipelines of nodes, the registry of a project, its data catalogue and the settings of kedro-mlflow. */
import type { Fact } from '../../facts/types.js';
import type { DataDocument, PythonDocument } from '../../syntax/types.js';
import { viewOf } from '../shared/python/view.js';
import { FactWriter } from '../shared/writer.js';
import type { ExtractContext, FileInfo, Plugin } from '../types.js';
import { CONFIGURATION, writeConfiguration } from './configuration.js';
import { writePipelines } from './pipelines.js';
import { writeRegistry } from './registry.js';
import { writeSessions } from './sessions.js';

const plugin: Plugin<'python' | 'yaml'> = {
  id: 'kedro',
  title: 'Kedro projects',
  documentation: 'https://docs.kedro.org/en/stable/build/pipeline_introduction/',
  languages: ['python', 'yaml'],
  accepts(file: FileInfo, text: string): boolean {
    return /\.ya?ml$/i.test(file.logicalPath) ? CONFIGURATION.test(file.logicalPath) : /\bkedro\b/.test(text);
  },
  extract(document: PythonDocument | DataDocument, context: ExtractContext): Fact[] {
    if (document.language !== 'python') {
      const writer = new FactWriter(document, context, 'config');
      writeConfiguration(document, writer);
      return writer.facts;
    }
    const view = viewOf(document, context);
    if (!view.imports.has('kedro')) return [];
    const writer = new FactWriter(document, context, 'call');
    writePipelines(view, writer);
    writeRegistry(view, writer);
    writeSessions(view, writer);
    return writer.facts;
  },
};

export default plugin;
