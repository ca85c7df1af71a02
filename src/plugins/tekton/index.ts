/**
 * Tekton Pipelines and Triggers. Objects find one another by names, offered as identifiers of kind `pipeline`: `NAME` of a
 * Pipeline, `tekton:task/NAME`, `tekton:trigger/NAME` and `tekton:template/NAME` of the others. Kubernetes reaches an
 * EventListener as the host `el-NAME`.
 */
import type { Fact } from '../../facts/types.js';
import type { DataDocument } from '../../syntax/types.js';
import { chartOf, conditionLinks, conditions } from '../shared/helm.js';
import { apiObjects } from '../shared/objects.js';
import { readerFor } from '../shared/reader.js';
import { FactWriter } from '../shared/writer.js';
import type { ExtractContext, FileInfo, Plugin } from '../types.js';
import { pipelineFacts, runFacts } from './pipelines.js';
import { taskFacts } from './tasks.js';
import { bindingsOf, listenerFacts, templateFacts, triggerFacts } from './triggers.js';

const plugin: Plugin<'yaml' | 'json'> = {
  id: 'tekton',
  title: 'Tekton Pipelines and Triggers',
  documentation: 'https://tekton.dev/docs/pipelines/',
  languages: ['yaml', 'json'],

  accepts(file: FileInfo, text: string): boolean {
    return /\.(?:ya?ml|json)$/i.test(file.logicalPath) && text.includes('tekton.dev/');
  },

  extract(document: DataDocument, context: ExtractContext): Fact[] {
    const writer = new FactWriter(document, context, 'manifest');
    const chart = chartOf(context.file.path);
    const read = readerFor(chart);
    const objects = apiObjects(document, read).filter(({ group }) => /(?:^|\.)tekton\.dev$/.test(group));
    const parts = chart === undefined || !document.templated ? [] : conditions(document.text);
    const bindings = bindingsOf(objects);
    for (const object of objects) {
      const unit = unitOf(object.kind, { writer, object, read, bindings });
      if (unit !== undefined && chart !== undefined) conditionLinks(writer, unit, object.node.offset, parts, chart);
    }
    return writer.facts;
  },
};

/** @returns the unit of the object; undefined for kinds that run nothing */
function unitOf(kind: string, context: Parameters<typeof listenerFacts>[0]): string | undefined {
  switch (kind) {
    case 'Task':
    case 'ClusterTask':
    case 'StepAction':
      return taskFacts(context);
    case 'Pipeline':
      return pipelineFacts(context);
    case 'PipelineRun':
    case 'TaskRun':
      return runFacts(context);
    case 'EventListener':
      return listenerFacts(context);
    case 'Trigger':
      return triggerFacts(context);
    case 'TriggerTemplate':
      return templateFacts(context);
    default:
      return undefined;
  }
}

export default plugin;
