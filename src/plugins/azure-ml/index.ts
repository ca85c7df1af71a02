/** Azure Machine Learning: pipelines of the Python SDKs (v1 and v2) and the YAML of the command line (v2). */
import type { Fact } from '../../facts/types.js';
import type { DataDocument, PythonDocument } from '../../syntax/types.js';
import { viewOf } from '../shared/python/view.js';
import { FactWriter } from '../shared/writer.js';
import type { ExtractContext, FileInfo, Plugin } from '../types.js';
import { writeConfigurations } from './configurations.js';
import { writeFunctions } from './functions.js';
import { writePipelines } from './pipelines.js';
import { writeResources } from './resources.js';
import { writeServices } from './services.js';

const YAML =
  /azuremlschemas|azureml\/sdk-2-0|^type:\s*(?:pipeline|command|sweep|parallel|spark|automl|amlcompute)\b|^(?:entryScript|computeType|create_job|create_monitor|auth_mode|endpoint_name):/m;
const JSON_KEYS = /azuremlschemas|"(?:entryScript|computeType)"/;
const PYTHON = /\bazureml\b|\bazure\.ai\.ml\b/;

const plugin: Plugin<'python' | 'yaml' | 'json'> = {
  id: 'azure-ml',
  title: 'Azure Machine Learning pipelines, jobs and endpoints',
  documentation: 'https://learn.microsoft.com/azure/machine-learning/reference-yaml-overview',
  reads:
    "Pipelines and jobs of both SDKs and of the command line's YAML: steps, components, environments, compute, schedules, endpoints and deployments.",
  technologies: ['azure-ml'],
  languages: ['python', 'yaml', 'json'],
  accepts(file: FileInfo, text: string): boolean {
    if (/\.ya?ml$/i.test(file.logicalPath)) return YAML.test(text);
    return /\.json$/i.test(file.logicalPath) ? JSON_KEYS.test(text) : PYTHON.test(text);
  },
  extract(document: PythonDocument | DataDocument, context: ExtractContext): Fact[] {
    if (document.language !== 'python') {
      const writer = new FactWriter(document, context, 'manifest');
      writeResources(document, writer);
      writeConfigurations(document, writer);
      return writer.facts;
    }
    const view = viewOf(document, context);
    const writer = new FactWriter(document, context, 'call');
    if (view.imports.has('azureml')) writePipelines(view, writer);
    if (view.imports.has('azure')) writeFunctions(view, writer);
    writeServices(view, writer);
    return writer.facts;
  },
};

export default plugin;
