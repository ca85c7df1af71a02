/** Prefect: flows, tasks and deployments (versions 1 to 3). */
import type { Fact } from '../../facts/types.js';
import type { DataDocument, PythonDocument } from '../../syntax/types.js';
import { viewOf } from '../shared/python/view.js';
import { FactWriter } from '../shared/writer.js';
import type { ExtractContext, FileInfo, Plugin } from '../types.js';
import { writeDeployments } from './deployments.js';
import { writeFlows } from './flows.js';
import { writeManifest } from './manifest.js';

const plugin: Plugin<'python' | 'yaml'> = {
  id: 'prefect',
  title: 'Prefect flows and deployments',
  documentation: 'https://docs.prefect.io/v3/concepts/flows',
  reads: 'Flows, tasks, deployments and their schedules.',
  technologies: ['prefect'],
  languages: ['python', 'yaml'],
  accepts(file: FileInfo, text: string): boolean {
    if (/\.ya?ml$/i.test(file.logicalPath)) return /^\s*-?\s*(?:entrypoint|flow_name):/m.test(text);
    return /\bprefect\b/.test(text);
  },
  extract(document: PythonDocument | DataDocument, context: ExtractContext): Fact[] {
    if (document.language !== 'python') {
      const writer = new FactWriter(document, context, 'manifest');
      writeManifest(document, writer);
      return writer.facts;
    }
    const view = viewOf(document, context);
    if (!view.imports.has('prefect')) return [];
    const writer = new FactWriter(document, context, 'call');
    writeDeployments(view, writer, writeFlows(view, writer));
    return writer.facts;
  },
};

export default plugin;
