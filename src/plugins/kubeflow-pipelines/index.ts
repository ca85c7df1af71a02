/** Kubeflow Pipelines and Vertex AI Pipelines: pipeline functions, components, compiled packages. */
import type { Fact } from '../../facts/types.js';
import type { DataDocument, PythonDocument } from '../../syntax/types.js';
import { viewOf } from '../shared/python/view.js';
import { FactWriter } from '../shared/writer.js';
import type { ExtractContext, FileInfo, Plugin } from '../types.js';
import { writeManifests } from './manifests.js';
import { writePipelines } from './pipelines.js';
import { writeRuns } from './runs.js';

const PYTHON = /\bkfp\b|google_cloud_pipeline_components|\bPipelineJob\b/;
const MANIFEST = /\bpipelineInfo\b|\bimplementation\b/;

const plugin: Plugin<'python' | 'yaml' | 'json'> = {
  id: 'kubeflow-pipelines',
  title: 'Kubeflow Pipelines and Vertex AI Pipelines',
  documentation: 'https://www.kubeflow.org/docs/components/pipelines/',
  reads:
    'Pipeline functions of both SDK versions, components, compiled packages, recurring runs, and what each task runs.',
  technologies: ['kubeflow-pipelines', 'vertex-ai'],
  languages: ['python', 'yaml', 'json'],
  accepts(file: FileInfo, text: string): boolean {
    return /\.(?:ya?ml|json)$/i.test(file.logicalPath) ? MANIFEST.test(text) : PYTHON.test(text);
  },
  extract(document: PythonDocument | DataDocument, context: ExtractContext): Fact[] {
    if (document.language !== 'python') {
      const writer = new FactWriter(document, context, 'manifest');
      writeManifests(document, writer);
      return writer.facts;
    }
    const view = viewOf(document, context);
    const writer = new FactWriter(document, context, 'call');
    writeRuns(view, writer, writePipelines(view, writer));
    return writer.facts;
  },
};

export default plugin;
